namespace Sextant.Programme.Kpis.Content;

/// <summary>C-06: median over hosts of (t6 - t4)/t4 from interleaved pairs. Less is better.</summary>
internal sealed class Ipv6IsAsFast : IKpi
{
    public string Id => "C-06";

    public IReadOnlyList<Figure> Compute(KpiInputs inputs) => Awaiting.Figures(inputs, Id, "%", KpiInput.RoundTrips);
}
