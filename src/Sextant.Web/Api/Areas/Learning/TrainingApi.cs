using System.Globalization;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Sextant.Programme.Papers.Certificates;
using Sextant.Programme.People;
using Sextant.Programme.Training;

namespace Sextant.Web.Api.Areas.Learning;

/// <summary>Courses, the times they are held, who is on the lists, and certificates. Everybody sees counts; who learns is seen by those who have the right.</summary>
internal sealed class TrainingApi : IApiArea
{
    private const string All = "/training/courses";
    private const string One = All + "/{id}";
    private const string Session = One + "/sessions/{number:int}";
    private const string Reads = "training.read";
    private const string ReadsList = "training.session";

    // 1,000 marks with 60 parts each stay below: the largest hall in one go.
    private const int MarkBytes = 256 * 1024;

    public string Id => "training";

    public IJsonTypeInfoResolver Shapes => TrainingJson.Default;

    public IReadOnlyList<ApiRoute> Routes { get; } =
    [
        Ways.Get("training.list", All, Right.ReadPublished, async call => call.PageOf(
            await call.Parts.Training.Store.CoursesAsync(await call.AsOfAsync().ConfigureAwait(false), call.Cancellation).ConfigureAwait(false), one => one.Id, one => Of(call, one)))
            with { Query = [.. Ways.Day, .. Ways.Page] },
        Ways.Get(Reads, One, Right.ReadPublished, async call => await CourseAsync(call).ConfigureAwait(false) is { } course ? Of(call, course) : null) with { Query = Ways.Day },
        Ways.New<CourseBody>("training.begin", All, Right.WriteTraining, Reads, (call, body) =>
            ApiCall.MadeAsync("id", () => call.Parts.Training.Courses.RecordAsync(Draft(null, body), call.Viewer, call.Cancellation))),
        Ways.Put<CourseBody>("training.write", One, Right.WriteTraining, Reads, (call, body) =>
            ApiCall.DoneAsync(() => call.Parts.Training.Courses.RecordAsync(Draft(call.Value("id"), body), call.Viewer, call.Cancellation))),
        Ways.Gone("training.withdraw", One + "/withdrawal", Right.WriteTraining, Reads, (call, reason) =>
            call.Parts.Training.Courses.WithdrawAsync(call.Value("id"), null, reason, call.Viewer, call.Cancellation)),
        Ways.New<SessionBody>("training.begin-session", One + "/sessions", Right.WriteTraining, Reads, (call, body) =>
            ApiCall.DoneAsync(() => call.Parts.Training.Courses.PutSessionAsync(call.Value("id"), Draft(null, body), call.Viewer, call.Cancellation))),
        Ways.Get(ReadsList, Session, Right.ReadLearners, ListAsync) with { Query = Ways.Day },
        Ways.Put<SessionBody>("training.write-session", Session, Right.WriteTraining, ReadsList, (call, body) =>
            ApiCall.DoneAsync(() => call.Parts.Training.Courses.PutSessionAsync(call.Value("id"), Draft(call.Number("number"), body), call.Viewer, call.Cancellation))),
        Ways.Gone("training.withdraw-session", Session + "/withdrawal", Right.WriteTraining, ReadsList, (call, reason) =>
            call.Parts.Training.Courses.WithdrawAsync(call.Value("id"), call.Number("number"), reason, call.Viewer, call.Cancellation)),
        Ways.New<LearnerBody>("training.enrol", Session + "/enrolments", Right.WriteTraining, ReadsList, (call, body) =>
            ApiCall.DoneAsync(() => call.Parts.Training.Lists.EnrolAsync(KeyOf(call), LearnerApi.Draft(body), call.Viewer, call.Cancellation))),
        Ways.Put<MarksBody>("training.mark", Session + "/marks", Right.WriteTraining, ReadsList, (call, body) =>
            ApiCall.DoneAsync(() => call.Parts.Training.Lists.MarkAsync(
                KeyOf(call), [.. body.Marks.Select(one => new AttendanceMark(one.Learner, one.Attended, one.Result))], call.Viewer, call.Cancellation))) with { MostBytes = MarkBytes },
        Ways.Post<EnrolmentRemoval>("training.remove", Session + "/removals", Right.WriteTraining, ReadsList, (call, body) =>
            ApiCall.DoneAsync(() => call.Parts.Training.Lists.RemoveAsync(KeyOf(call), body.Learner, body.Reason, call.Viewer, call.Cancellation))) with { NeedsMatch = true },
        Ways.File("training.certificates", Session + "/certificates", Right.ReadLearners, ["application/zip"], async call => new ApiFile(
            await call.Parts.Papers.Certificates.OfSessionAsync(KeyOf(call), new CertificateForm(call.Language, call.Parts.Address.Of), call.Viewer with { Terms = null }, call.Cancellation).ConfigureAwait(false),
            "application/zip", $"{call.Value("id")}-{call.Number("number")}.zip")),
        Ways.Act("training.certify", Session + "/certificates", Right.WriteTraining, ReadsList, call =>
            ApiCall.DoneAsync(() => call.Parts.Training.Certificates.IssueAsync(KeyOf(call), call.Viewer, call.Cancellation))) with { NeedsMatch = true },
    ];

    internal static TrainingCountsShape Of(TrainingCounts counts) => new(counts.Enrolled, counts.Turns, counts.Passed, counts.Persons);

    private static string KeyOf(ApiCall call) => string.Create(CultureInfo.InvariantCulture, $"{call.Value("id")}/{call.Number("number")}");

    private static async Task<CourseView?> CourseAsync(ApiCall call) =>
        await call.Parts.Training.Store.CourseAsync(call.Value("id"), await call.AsOfAsync().ConfigureAwait(false), call.Cancellation).ConfigureAwait(false);

    private static async Task<SessionListShape?> ListAsync(ApiCall call)
    {
        if (await CourseAsync(call).ConfigureAwait(false) is not { } course || course.Sessions.FirstOrDefault(one => one.Number == call.Number("number")) is not { } session)
        {
            return null;
        }

        // Who writes sessions and may not read lists is told the session alone.
        IReadOnlyList<EnrolmentLine> lines = !call.Has(Right.ReadLearners) ? [] : await call.Parts.Training.Learners.ListAsync(session.Key, await call.AsOfAsync().ConfigureAwait(false), call.Cancellation).ConfigureAwait(false);
        return new SessionListShape(course.Id, Of(call, session), [.. lines.Select(line => new EnrolmentShape(LearnerApi.Of(line.Learner), line.Attended, line.Result, line.Certificate))]);
    }

    private static CourseShape Of(ApiCall call, CourseView course) => new(
        course.Id, course.Title, course.Level, course.Audience, course.Content, course.Hours, course.CertificateMonths, Of(course.Counts), [.. course.Sessions.Select(one => Of(call, one))]);

    // Who teaches is a person, and shown to who may read lists.
    private static SessionShape Of(ApiCall call, CourseSession one) => new(
        one.Number, one.Starts, one.Ends, one.Mode, one.Place, call.Has(Right.ReadLearners) ? one.Teacher : null, one.Capacity, one.Parts, one.State, Of(one.Counts));

    private static CourseDraft Draft(string? id, CourseBody body) => new(id, body.Title, body.Level, body.Audience, body.Content, body.Hours, body.CertificateMonths);

    private static SessionDraft Draft(int? number, SessionBody body) => new()
    {
        Number = number, Starts = body.Starts, Ends = body.Ends, Mode = body.Mode, Place = body.Place, Teacher = body.Teacher, Capacity = body.Capacity, Parts = body.Parts, State = body.State,
    };
}
