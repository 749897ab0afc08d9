using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Sextant.Programme.Meetings;
using Sextant.Programme.People;
using Sextant.Programme.Register;

namespace Sextant.Web.Api.Areas;

/// <summary>Meetings with their sites, people, papers and conclusions.</summary>
internal sealed class MeetingApi : IApiArea
{
    public string Id => "meetings";

    public IJsonTypeInfoResolver Shapes => MeetingJson.Default;

    public IReadOnlyList<ApiRoute> Routes { get; } =
    [
        Ways.Get("meetings.list", "/meetings", Right.ReadPublished, async call => call.PageOf(
            await call.Parts.Meetings.ListAsync(await call.AsOfAsync().ConfigureAwait(false), call.Cancellation).ConfigureAwait(false), one => one.Id, Of)) with { Query = [.. Ways.Day, .. Ways.Page] },
        Ways.Get("meetings.read", "/meetings/{id}", Right.ReadPublished, async call => Of(await call.AheadAsync(
            Right.WriteMeetings, asOf => call.Parts.Meetings.FindAsync(call.Value("id"), asOf, call.Cancellation)).ConfigureAwait(false))) with { Query = Ways.Day },
        .. MeetingWriting.Routes,
    ];

    private static MeetingLineShape Of(MeetingLine line) => new(line.Id, line.Date, line.Title, line.Chair, line.Form, line.Sites, line.Directions, line.Source);

    private static MeetingShape? Of(MeetingView? view) => view is null ? null : new MeetingShape(
        Of(view.Line), view.Place, view.Discussion, [.. view.DiscussedBy.Select(one => one.Slug)], view.Document?.Id,
        [.. view.People.Select(one => new AttendanceShape(one.Position, one.Name, one.Role, one.Organisation?.Slug, one.Site))],
        [.. view.KnownSites.Select(one => new SiteShape(one.Position, one.Name, one.Organisation?.Slug, one.People))],
        [.. view.Papers.Select(one => new PaperShape(one.Position, one.Title, one.By, one.Document?.Id))],
        [.. view.Directions.Select(one => new ConclusionShape(one.Key, one.Position, one.Text, one.Addressee, one.WorkGroup, one.WorkGroupInferred, one.Note))]);
}

/// <summary>A meeting in a list: sites are counted as stated.</summary>
public sealed record MeetingLineShape(string Id, DateOnly Date, string Title, string? Chair, string? Form, int? Sites, int Conclusions, string? Source);

/// <summary>A meeting; the sites are those known by name.</summary>
public sealed record MeetingShape(
    MeetingLineShape Line, string? Place, string? Discussion, IReadOnlyList<string> DiscussedBy, string? Document, IReadOnlyList<AttendanceShape> People, IReadOnlyList<SiteShape> Sites,
    IReadOnlyList<PaperShape> Papers, IReadOnlyList<ConclusionShape> Conclusions);

/// <summary>Somebody who took part.</summary>
public sealed record AttendanceShape(int Position, string? Name, string? Role, string? Organisation, string? Site);

/// <summary>A site that took part.</summary>
public sealed record SiteShape(int Position, string Name, string? Organisation, int? People);

/// <summary>What was put before the meeting.</summary>
public sealed record PaperShape(int Position, string Title, string? By, string? Document);

/// <summary>What was concluded, in the words of the source.</summary>
public sealed record ConclusionShape(string Key, int Position, string Text, string? Addressee, int? WorkGroup, bool WorkGroupInferred, LocalText? Note);

[JsonSerializable(typeof(ApiPage<MeetingLineShape>))]
[JsonSerializable(typeof(MeetingShape))]
[JsonSerializable(typeof(MeetingBody))]
[JsonSerializable(typeof(ConclusionBody))]
[JsonSerializable(typeof(AttendanceBody))]
[JsonSerializable(typeof(SiteBody))]
[JsonSerializable(typeof(PaperBody))]
[JsonSerializable(typeof(MeetingPartEnd))]
internal sealed partial class MeetingJson : JsonSerializerContext;
