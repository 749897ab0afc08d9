using System.Globalization;
using Sextant.Programme.Meetings;
using Sextant.Programme.People;
using Sextant.Programme.Register;

namespace Sextant.Web.Api.Areas;

/// <summary>Writes meetings with their sites, people, papers and conclusions, and makes tasks of these.</summary>
internal static class MeetingWriting
{
    private const string One = "/meetings/{id}";
    private const string Reads = "meetings.read";

    internal static IReadOnlyList<ApiRoute> Routes { get; } =
    [
        Ways.New<MeetingBody>("meetings.begin", "/meetings", Right.WriteMeetings, Reads, (call, body) => ApiCall.MadeAsync("id", () => RecordAsync(call, null, body))),
        Ways.Put<MeetingBody>("meetings.write", One, Right.WriteMeetings, Reads, (call, body) => ApiCall.DoneAsync(() => RecordAsync(call, call.Value("id"), body))),
        Ways.Gone("meetings.withdraw", One + "/withdrawal", Right.WriteMeetings, Reads, (call, reason) =>
            call.Parts.MeetingEditing.WithdrawAsync(call.Value("id"), null, 0, call.Viewer.Actor, reason, call.Cancellation)),
        Ways.New<ConclusionBody>("meetings.conclude", One + "/conclusions", Right.WriteMeetings, Reads, (call, body) => ApiCall.DoneAsync(() => call.Parts.MeetingEditing.PutDirectionAsync(
            call.Value("id"), new DirectionDraft(body.Text, body.Addressee, body.WorkGroup, body.WorkGroupInferred, body.Position), call.Viewer.Actor, null, call.Cancellation))),
        Ways.New<AttendanceBody>("meetings.attend", One + "/people", Right.WriteMeetings, Reads, (call, body) => ApiCall.DoneAsync(() => call.Parts.MeetingEditing.PutAttendanceAsync(
            call.Value("id"), new AttendanceDraft(body.Name, body.Role, body.Organisation, body.Site, body.Position), call.Viewer.Actor, null, call.Cancellation))),
        Ways.New<SiteBody>("meetings.site", One + "/sites", Right.WriteMeetings, Reads, (call, body) => ApiCall.DoneAsync(() => call.Parts.MeetingEditing.PutSiteAsync(
            call.Value("id"), new MeetingSiteDraft(body.Name, body.Organisation, body.People, body.Position), call.Viewer.Actor, null, call.Cancellation))),
        Ways.New<PaperBody>("meetings.paper", One + "/papers", Right.WriteMeetings, Reads, (call, body) => ApiCall.DoneAsync(() => call.Parts.MeetingEditing.PutPaperAsync(
            call.Value("id"), new PaperDraft(body.Title, body.By, body.Document, body.Position), call.Viewer.Actor, null, call.Cancellation))),
        Ways.Post<MeetingPartEnd>("meetings.withdraw-part", One + "/parts/withdrawal", Right.WriteMeetings, Reads, (call, body) => ApiCall.DoneAsync(() => call.Parts.MeetingEditing.WithdrawAsync(
            call.Value("id"), PartOf(body.Part), body.Position, call.Viewer.Actor, body.Reason, call.Cancellation))) with { NeedsMatch = true },
        Ways.New<NewTask>("meetings.follow", One + "/conclusions/{position:int}/tasks", Right.WritePlans, "tasks.read", async (call, body) =>
        {
            string direction = string.Create(CultureInfo.InvariantCulture, $"{call.Value("id")}/{call.Number("position")}");
            string key = await ApiCall.OnceAsync(() => call.Parts.TaskEditing.FollowAsync(direction, PlanApi.Draft(body), call.Viewer, call.Cancellation)).ConfigureAwait(false);
            int last = key.LastIndexOf('/');
            return new ApiPlace(("owner", key[..last]), ("number", key[(last + 1)..]));
        }),
    ];

    private static Task<string> RecordAsync(ApiCall call, string? id, MeetingBody body) => call.Parts.MeetingEditing.RecordAsync(
        new MeetingDraft
        {
            Id = id, Date = body.Date, Title = body.Title, Chair = body.Chair, Form = body.Form, Place = body.Place, Sites = body.Sites, Discussion = body.Discussion, Document = body.Document,
        },
        call.Viewer.Actor, body.Reason, call.Cancellation);

    // Without a part the meeting itself would be taken back: that has its own way.
    private static string PartOf(string part) => part switch
    {
        "conclusion" => "direction",
        "person" or "site" or "paper" => part,
        _ => throw new RefusedException("meeting-part-none"),
    };
}

/// <summary>A meeting to write, whole. Sites are counted as stated.</summary>
public sealed record MeetingBody(DateOnly Date, string Title)
{
    /// <summary>Who chaired it.</summary>
    public string? Chair { get; init; }

    /// <summary>How it was held.</summary>
    public string? Form { get; init; }

    /// <summary>Where.</summary>
    public string? Place { get; init; }

    /// <summary>How many sites took part.</summary>
    public int? Sites { get; init; }

    /// <summary>What was discussed.</summary>
    public string? Discussion { get; init; }

    /// <summary>The document that says so: its id, or a number that it alone bears.</summary>
    public string? Document { get; init; }

    /// <summary>Why it is written down, or changed.</summary>
    public string? Reason { get; init; }
}

/// <summary>A conclusion to enter, or with a position to change.</summary>
public sealed record ConclusionBody(string Text, string? Addressee = null, int? WorkGroup = null, bool WorkGroupInferred = false, int? Position = null);

/// <summary>Somebody who took part, to enter or with a position to change.</summary>
public sealed record AttendanceBody(string? Name = null, string? Role = null, string? Organisation = null, string? Site = null, int? Position = null);

/// <summary>A site that took part, to enter or with a position to change.</summary>
public sealed record SiteBody(string Name, string? Organisation = null, int? People = null, int? Position = null);

/// <summary>A paper, to enter or with a position to change.</summary>
public sealed record PaperBody(string Title, string? By = null, string? Document = null, int? Position = null);

/// <summary>A part of a meeting that was entered by mistake: <c>conclusion</c>, <c>person</c>, <c>site</c> or <c>paper</c>.</summary>
public sealed record MeetingPartEnd(string Part, int Position, string Reason);
