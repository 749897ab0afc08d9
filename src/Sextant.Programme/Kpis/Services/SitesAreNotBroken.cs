using Sextant.Checks.Judging;

namespace Sextant.Programme.Kpis.Services;

/// <summary>C-03: sites whose published IPv6 harms; the figure is the rate of the broken, so less is better.</summary>
internal sealed class SitesAreNotBroken : IKpi
{
    public string Id => "C-03";

    public IReadOnlyList<Figure> Compute(KpiInputs inputs) => [TargetCounts.ByClass(inputs, Id, "site", TargetClass.Broken) with { Deciding = [], LessIsBetter = true }];
}
