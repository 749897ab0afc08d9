using Sextant.Checks.Judging;

namespace Sextant.Programme.Kpis.Services;

/// <summary>C-04: sites that are ready and whose embedded resources are reachable over IPv6.</summary>
internal sealed class SitesWorkInFull : IKpi
{
    private const string Resources = "WEB-10";

    public string Id => "C-04";

    public IReadOnlyList<Figure> Compute(KpiInputs inputs) => !inputs.States.Values.Any(state => state.Criteria.ContainsKey(Resources))
        ? [Awaiting.Figure(inputs, Id, "%", KpiInput.PageResources) with { Origin = FigureOrigin.Measured, Definition = "site" }]
        : [TargetCounts.Count(inputs, Id, "site", target => target.Kind == "site", state => state.Class == TargetClass.Ready ? TargetCounts.Of(state, Resources) : Counted.No) with { Deciding = [.. inputs.BasicCriteria, Resources] }];
}
