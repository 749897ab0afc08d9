using Sextant.Checks.Judging;

namespace Sextant.Programme.Kpis.Services;

/// <summary>C-01: sites that publish an IPv6 address, working or not.</summary>
internal sealed class SitesPublishAaaa : IKpi
{
    /// <summary>That there is an address; whether it answers is another indicator's.</summary>
    internal const string Addresses = "WEB-01";

    public string Id => "C-01";

    public IReadOnlyList<Figure> Compute(KpiInputs inputs) =>
        [TargetCounts.ByClass(inputs, Id, "site", TargetClass.Ready, TargetClass.Partial, TargetClass.Broken) with { Deciding = [Addresses] }];
}
