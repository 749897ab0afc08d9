using System.Globalization;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Sextant.Programme.People;
using Sextant.Programme.Training;

namespace Sextant.Web.Api.Areas.Learning;

/// <summary>What units do of training: sessions to come, and their own people on the lists. A list of many goes to the tables that are handed in, form <c>unit-enrolments</c>.</summary>
internal sealed class UnitTrainingApi : IApiArea
{
    private const string List = "/organisations/{slug}/enrolments/{course}/{number:int}";
    private const string Reads = "unit-training.list";

    public string Id => "unit-training";

    public IJsonTypeInfoResolver Shapes => UnitTrainingJson.Default;

    public IReadOnlyList<ApiRoute> Routes { get; } =
    [
        Ways.Get("unit-training.sessions", "/training/open-sessions", Right.EnrolLearners, async call => call.PageOf(
            await call.Parts.Training.Units.SessionsAsync(call.Viewer, call.Cancellation).ConfigureAwait(false), one => one.Session.Key, Of)) with { Query = Ways.Page },
        Ways.Get("unit-training.people", "/organisations/{slug}/learners", Right.EnrolLearners, PeopleAsync) with { Scope = "slug", Query = Ways.Page },
        Ways.Get(Reads, List, Right.EnrolLearners, ListAsync) with { Scope = "slug" },
        Ways.New<UnitLearnerBody>("unit-training.enrol", List, Right.EnrolLearners, Reads, (call, body) => ApiCall.DoneAsync(() => call.Parts.Training.UnitLists.EnrolAsync(
            KeyOf(call), new LearnerDraft(body.Name, call.Value("slug"), null, body.Email, body.StaffNumber, body.Job), call.Viewer, call.Cancellation))) with { Scope = "slug" },
        Ways.Post<EnrolmentRemoval>("unit-training.remove", List + "/removals", Right.EnrolLearners, Reads, (call, body) => ApiCall.DoneAsync(() =>
            call.Parts.Training.UnitLists.RemoveAsync(KeyOf(call), body.Learner, body.Reason, call.Viewer, call.Cancellation))) with { Scope = "slug", NeedsMatch = true },
    ];

    private static string KeyOf(ApiCall call) => string.Create(CultureInfo.InvariantCulture, $"{call.Value("course")}/{call.Number("number")}");

    private static async Task<ApiPage<UnitLearnerShape>?> PeopleAsync(ApiCall call) => await call.PageOfNumbersAsync(
        (after, most) => call.Parts.Training.Units.PageAsync(call.Value("slug"), (after, most), call.Viewer, call.Cancellation),
        one => one.Number,
        one => new UnitLearnerShape(
            LearnerApi.Of(one.Person), [.. one.Sessions.Select(taken => new TakenShape(taken.Course, taken.Title, taken.Number, taken.Starts, taken.Attended, taken.Result))],
            [.. one.Certificates.Select(CertificateApi.Whole)])).ConfigureAwait(false);

    private static async Task<UnitListShape?> ListAsync(ApiCall call) =>
        await call.Parts.Training.Units.FindAsync((call.Value("course"), call.Number("number")), call.Value("slug"), call.Viewer, call.Cancellation).ConfigureAwait(false) is { } found
            ? new UnitListShape(
                Of(found.Session), found.IsOpen, [.. found.Lines.Select(line => new EnrolmentShape(LearnerApi.Of(line.Learner), line.Attended, line.Result, line.Certificate))])
            : null;

    private static OpenSessionShape Of(OpenSession one) => new(
        one.Course, one.Title, one.Level, one.Audience, one.Session.Number, one.Session.Starts, one.Session.Ends, one.Session.Mode, one.Session.Place, one.Session.State, one.Room, one.Own);
}

/// <summary>A session to which units send people: how many more may come, where that is bounded, and how many of the own people are on the list.</summary>
public sealed record OpenSessionShape(
    string Course, string Title, string Level, string? Audience, int Number, DateOnly Starts, DateOnly Ends, string Mode, string? Place, string State, int? Room, int Own);

/// <summary>A person of the unit with sessions, results and certificates.</summary>
public sealed record UnitLearnerShape(LearnerShape Person, IReadOnlyList<TakenShape> Sessions, IReadOnlyList<CertificateShape> Certificates);

/// <summary>The unit's own people on the list of a session, and whether the list is open to units.</summary>
public sealed record UnitListShape(OpenSessionShape Session, bool IsOpen, IReadOnlyList<EnrolmentShape> List);

/// <summary>A person of the unit to enrol: known again by e-mail, or by staff number within the unit.</summary>
public sealed record UnitLearnerBody(string Name, string? Email = null, string? StaffNumber = null, string? Job = null);

[JsonSerializable(typeof(ApiPage<OpenSessionShape>))]
[JsonSerializable(typeof(ApiPage<UnitLearnerShape>))]
[JsonSerializable(typeof(UnitListShape))]
[JsonSerializable(typeof(UnitLearnerBody))]
[JsonSerializable(typeof(EnrolmentRemoval))]
internal sealed partial class UnitTrainingJson : JsonSerializerContext;
