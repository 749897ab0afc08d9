using Sextant.Programme.Kpis.Governance;
using Sextant.Programme.Kpis.Reach;
using Sextant.Programme.Kpis.Services;

namespace Sextant.Programme.Kpis;

/// <summary>All indicators that are counted, in the order in which they are shown.</summary>
public static class KpiCatalog
{
    /// <summary>One line each.</summary>
    public static IReadOnlyList<IKpi> All { get; } =
    [
        new UnitsHaveIssuedPlans(),
        new PortalsAreConverted(),
        new ResultsExceedTargets(),
        new ResultsMultiplyTargets(),
        new UsageIsPublished(),
        new SitesPublishAaaa(),
        new SitesWork(),
        new SitesAreNotBroken(),
        new ZonesHaveTwoServers(),
        new ZonesResolveOverIpv6(),
        new MailDomainsReceive(),
        new ExpertsReachTarget(),
    ];
}
