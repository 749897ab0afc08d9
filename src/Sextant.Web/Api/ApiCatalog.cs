using Sextant.Web.Api.Areas;
using Sextant.Web.Api.Areas.Learning;
using Sextant.Web.Api.Areas.Measuring;
using Sextant.Web.Api.Areas.Office;
using Sextant.Web.Api.Areas.Outreach;
using Sextant.Web.Api.Areas.Units;

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
        new CorrectionApi(),
        new UnitEventApi(),
        new DuplicateApi(),
        new ExemptionApi(),
        new DomainApi(),
        new SuggestionApi(),
        new TargetApi(),
        new CampaignApi(),
        new ScheduleApi(),
        new FigureApi(),
        new OutsideApi(),
        new DocumentApi(),
        new DraftApi(),
        new MeetingApi(),
        new PlanApi(),
        new TaskApi(),
        new ConversionApi(),
        new ReturnApi(),
        new ReturnOfficeApi(),
        new CaseApi(),
        new TrainingApi(),
        new UnitTrainingApi(),
        new LearnerApi(),
        new CertificateApi(),
        new KitApi(),
        new PressApi(),
        new EventApi(),
        new CooperationApi(),
        new ImportApi(),
        new TableApi(),
        new ReportApi(),
        new LetterApi(),
        new WebhookApi(),
        new PeopleApi(),
        new AuditApi(),
        new DescriptionApi(),
    ];

    /// <summary>Every way in.</summary>
    public static IReadOnlyList<ApiRoute> Routes { get; } = Whole([.. Areas.SelectMany(area => area.Routes)]);

    /// <summary>Those of an area.</summary>
    public static IEnumerable<ApiRoute> RoutesOf(IApiArea area) => area.Routes.Select(route => Of(route.Id));

    /// <summary>What comes back of a way in as JSON; null: a file, or nothing.</summary>
    public static Type? AnswerOf(ApiRoute route) => route.Status == 204 ? null : route.Answer ?? (route.Reads is { } reads ? Of(reads).Answer : null);

    // What changes something of a list says which page of it was read: its tag is of that page, and that page comes back.
    private static IReadOnlyList<ApiRoute> Whole(IReadOnlyList<ApiRoute> routes) =>
    [
        .. routes.Select(route => routes.FirstOrDefault(one => one.Id == route.Reads) is { IsPaged: true } reads
            ? route with { Query = [.. route.Query, .. reads.Query.Except(Ways.Day).Where(one => route.Query.All(own => own.Name != one.Name))] }
            : route),
    ];

    /// <summary>The way in of an id.</summary>
    internal static ApiRoute Of(string id) => Routes.Single(route => route.Id == id);
}
