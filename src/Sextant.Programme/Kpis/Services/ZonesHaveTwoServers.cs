namespace Sextant.Programme.Kpis.Services;

/// <summary>D-01: zones with at least two name servers on IPv6.</summary>
internal sealed class ZonesHaveTwoServers : IKpi
{
    public string Id => "D-01";

    public IReadOnlyList<Figure> Compute(KpiInputs inputs) => [TargetCounts.ByCriterion(inputs, Id, "zone", "DNS-01")];
}
