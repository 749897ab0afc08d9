namespace Sextant.Programme.Kpis.Reach;

/// <summary>U-13: the test of three addresses (IPv4, IPv6, both) in browsers of visitors of portals that volunteer.</summary>
internal sealed class VisitorsAreCapable : IKpi
{
    public string Id => "U-13";

    public IReadOnlyList<Figure> Compute(KpiInputs inputs) => Awaiting.Figures(inputs, Id, "%", KpiInput.OwnProbe);
}
