using Sextant.Web.Api.Areas;

namespace Sextant.Web.Api;

/// <summary>Everything that the API offers. Rights, the description for programs and the page for people are written from it.</summary>
public static class ApiCatalog
{
    /// <summary>The areas, in the order in which they are described. An area is a class and a line here.</summary>
    public static IReadOnlyList<IApiArea> Areas { get; } =
    [
        new MeApi(),
        new CountryApi(),
        new OrganisationApi(),
        new TargetApi(),
        new CampaignApi(),
        new FigureApi(),
        new OutsideApi(),
        new DocumentApi(),
        new MeetingApi(),
        new PlanApi(),
        new TaskApi(),
        new ConversionApi(),
        new ReturnApi(),
        new CaseApi(),
        new ReportApi(),
        new AuditApi(),
        new DescriptionApi(),
    ];

    /// <summary>Every way in.</summary>
    public static IReadOnlyList<ApiRoute> Routes { get; } = [.. Areas.SelectMany(area => area.Routes)];

    /// <summary>The way in of an id.</summary>
    internal static ApiRoute Of(string id) => Routes.Single(route => route.Id == id);
}
