using Microsoft.EntityFrameworkCore;
using Sextant.Programme.Organisations;
using Sextant.Programme.Register;

namespace Sextant.Programme.Meetings;

/// <summary>Reads meetings: those held by a day, and one with all that belongs to it.</summary>
public sealed class MeetingStore(ProgrammeDatabase database)
{
    /// <summary>Meetings up to the day, newest first.</summary>
    public Task<IReadOnlyList<MeetingLine>> ListAsync(AsOf asOf, CancellationToken cancellation = default) => database.Memory.OnceAsync("meetings", asOf, async () =>
    {
        await using ProgrammeContext context = database.Create();
        List<RegisterMeeting> rows = await context.Begun<RegisterMeeting>(asOf).ToListAsync(cancellation).ConfigureAwait(false);
        Dictionary<string, int> counts = await context.Known<RegisterDirection>(asOf).GroupBy(row => row.Meeting).Select(group => new { group.Key, Count = group.Count() })
            .ToDictionaryAsync(one => one.Key, one => one.Count, StringComparer.Ordinal, cancellation).ConfigureAwait(false);
        return (IReadOnlyList<MeetingLine>)[.. rows.OrderByDescending(row => row.Date).ThenBy(row => row.Key, StringComparer.Ordinal).Select(row => Line(row, counts.GetValueOrDefault(row.Key)))];
    }, cancellation, ReadMemory.Days);

    /// <summary>One meeting; null when there is none by the day.</summary>
    public async Task<MeetingView?> FindAsync(string id, AsOf asOf, CancellationToken cancellation = default)
    {
        await using ProgrammeContext context = database.Create();
        if (await context.Begun<RegisterMeeting>(asOf).SingleOrDefaultAsync(row => row.Key == id, cancellation).ConfigureAwait(false) is not { } meeting)
        {
            return null;
        }

        Dictionary<string, LocalText> names = await OrganisationNames.OfAsync(context, asOf, cancellation).ConfigureAwait(false);
        List<RegisterPaper> papers = await context.Known<RegisterPaper>(asOf).Where(row => row.Meeting == id).OrderBy(row => row.Position).ToListAsync(cancellation).ConfigureAwait(false);
        string[] documents = [.. papers.Select(row => row.Document).Append(meeting.Document).OfType<string>()];
        Dictionary<string, string> titles = await context.Known<RegisterDocument>(asOf).Where(row => documents.Contains(row.Key))
            .ToDictionaryAsync(row => row.Key, row => row.Title, StringComparer.Ordinal, cancellation).ConfigureAwait(false);
        List<RegisterAttendance> people = await context.Known<RegisterAttendance>(asOf).Where(row => row.Meeting == id).OrderBy(row => row.Position).ToListAsync(cancellation).ConfigureAwait(false);
        List<RegisterMeetingSite> sites = await context.Known<RegisterMeetingSite>(asOf).Where(row => row.Meeting == id).OrderBy(row => row.Position).ToListAsync(cancellation).ConfigureAwait(false);
        List<RegisterDirection> directions = await context.Known<RegisterDirection>(asOf).Where(row => row.Meeting == id).OrderBy(row => row.Position).ToListAsync(cancellation).ConfigureAwait(false);
        return new MeetingView
        {
            Line = Line(meeting, directions.Count), Place = meeting.Place, Discussion = meeting.Discussion,
            DiscussedBy = [.. meeting.DiscussedBy.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(slug => Named(slug)!)],
            Document = Titled(meeting.Document), Corrected = Origin.IsPerson(meeting.Origin),
            People = [.. people.Select(row => new AttendanceView(row.Position, row.Name, row.Role, Named(row.Organisation), row.Site))],
            KnownSites = [.. sites.Select(row => new MeetingSiteView(row.Position, row.Name, Named(row.Organisation), row.People))],
            Papers = [.. papers.Select(row => new PaperView(row.Position, row.Title, row.By, Titled(row.Document)))],
            Directions = [.. directions.Select(View)],
        };

        NamedOrganisation? Named(string? slug) => slug is null ? null : new NamedOrganisation(slug, names.GetValueOrDefault(slug) ?? LocalText.Empty);

        (string Id, string Title)? Titled(string? document) => document is not null && titles.TryGetValue(document, out string? title) ? (document, title) : null;
    }

    private static DirectionView View(RegisterDirection row) =>
        new(row.Key, row.Meeting, row.Position, row.Text, row.Addressee, row.WorkGroup, row.WorkGroupInferred, LocalText.OfNote(row.Note));

    private static MeetingLine Line(RegisterMeeting row, int directions) => new(row.Key, row.Date, row.Title, row.Chair, row.Form, row.Sites, directions, row.Source);
}
