namespace Sextant.Programme.Kpis.Governance;

/// <summary>G-12: units that declare an IPv6-only pilot (ORG-09).</summary>
internal sealed class UnitsPilotIpv6Only : IKpi
{
    public string Id => "G-12";

    public IReadOnlyList<Figure> Compute(KpiInputs inputs) => Awaiting.Figures(inputs, Id, "units", KpiInput.Declarations);
}
