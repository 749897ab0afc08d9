using Sextant.Programme.Kpis.Awareness;
using Sextant.Programme.Kpis.Content;
using Sextant.Programme.Kpis.Governance;
using Sextant.Programme.Kpis.Labels;
using Sextant.Programme.Kpis.Learning;
using Sextant.Programme.Kpis.Names;
using Sextant.Programme.Kpis.Reach;
using Sextant.Programme.Kpis.Routing;
using Sextant.Programme.Kpis.Scores;
using Sextant.Programme.Kpis.Services;
using Sextant.Programme.Kpis.Usage;
using Sextant.Programme.Kpis.Work;

namespace Sextant.Programme.Kpis;

/// <summary>All indicators of the catalogue, in its order: those that are counted, and those that say which input they wait for.</summary>
public static class KpiCatalog
{
    /// <summary>One line each.</summary>
    public static IReadOnlyList<IKpi> All { get; } =
    [
        new UnitsHaveIssuedPlans(),
        new PortalsAreConverted(),
        new ResultsExceedTargets(),
        new ResultsMultiplyTargets(),
        new UnitsHoldOwnAddresses(),
        new PlanTasksAreDone(),
        new TasksKeepTheirDays(),
        new ReportsArriveInTime(),
        new UnitsAssessThemselves(),
        new DeclarationsHold(),
        new SystemsAreConverted(),
        new UnitsPilotIpv6Only(),
        new UsageIsPublished(),
        new UsersAreCapable(),
        new UsersPreferIpv6(),
        new CapableUsersPreferIpv6(),
        new NetworksAreCapable(),
        new CountryRanksHigh(),
        new UsersReachGoogle(),
        new OtherPublishersSeeIpv6(),
        new SourcesAgree(),
        new FixedSubscribersHaveIpv6(),
        new MobileSubscribersHaveIpv6(),
        new PeopleUseIpv6(),
        new TrafficFlowsOverIpv6(),
        new VisitorsAreCapable(),
        new UsageIsOnTrack(),
        new SitesPublishAaaa(),
        new SitesWork(),
        new SitesAreNotBroken(),
        new SitesWorkInFull(),
        new LinksLeadOn(),
        new Ipv6IsAsFast(),
        new AttemptsSucceed(),
        new VisitedContentWorks(),
        new DotVnSitesServeIpv6(),
        new SectorsMoveTogether(),
        new ZonesHaveTwoServers(),
        new ZonesResolveOverIpv6(),
        new NationalServersHaveIpv6(),
        new QueriesComeOverIpv6(),
        new RegistrarsServeIpv6(),
        new OperatorsResolversServeIpv6(),
        new MailDomainsReceive(),
        new NetworksAnnounceIpv6(),
        new AddressesAreAnnounced(),
        new MembersHaveStars(),
        new RoutesAreAuthorised(),
        new ExchangeMembersHaveIpv6(),
        new TransitHasIpv6(),
        new CountryDeploysIpv6(),
        new CountryKeepsUp(),
        new OrganisationsScoreWell(),
        new NamesScoreWell(),
        new PeopleLearn(),
        new CivilServantsLearn(),
        new ExpertsReachTarget(),
        new CoursesAreHeld(),
        new PeopleAreCertified(),
        new EventsAreHeld(),
        new PressReports(),
        new KitsAreUsed(),
        new LabelsAreActive(),
        new LabelsStayInService(),
    ];
}
