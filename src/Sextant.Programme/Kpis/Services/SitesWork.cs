using Sextant.Checks.Judging;

namespace Sextant.Programme.Kpis.Services;

/// <summary>C-02: sites that a user with IPv6 can use.</summary>
internal sealed class SitesWork : IKpi
{
    public string Id => "C-02";

    public IReadOnlyList<Figure> Compute(KpiInputs inputs) => [TargetCounts.ByClass(inputs, Id, "site", TargetClass.Ready, TargetClass.Partial)];
}
