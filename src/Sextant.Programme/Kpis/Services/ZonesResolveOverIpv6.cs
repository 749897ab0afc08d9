namespace Sextant.Programme.Kpis.Services;

/// <summary>D-02: zones that resolve from the root over IPv6 alone.</summary>
internal sealed class ZonesResolveOverIpv6 : IKpi
{
    public string Id => "D-02";

    public IReadOnlyList<Figure> Compute(KpiInputs inputs) => [TargetCounts.ByCriterion(inputs, Id, "zone", "DNS-05")];
}
