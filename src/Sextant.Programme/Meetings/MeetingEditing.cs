using Microsoft.EntityFrameworkCore;
using Sextant.Programme.Audit;
using Sextant.Programme.Register;

namespace Sextant.Programme.Meetings;

/// <summary>What people write down about meetings: each a new version of a fact and an entry of the audit log. Whether somebody may is asked before, by who calls.</summary>
public sealed class MeetingEditing(ProgrammeDatabase database, TimeProvider clock)
{
    private readonly AuditedRegister _register = new(database, clock);

    /// <summary>Writes a meeting down, or changes one; gives its id.</summary>
    /// <exception cref="RefusedException">Something of it cannot be.</exception>
    public Task<string> RecordAsync(MeetingDraft draft, Actor actor, string? reason, CancellationToken cancellation = default) =>
        _register.WriteAsync(new RegisterChange(actor, "meeting.record", reason), async (context, writer) =>
        {
            RegisterMeeting? held = draft.Id is { } id ? await context.HeldAsync<RegisterMeeting>(id, "meeting-none", cancellation).ConfigureAwait(false) : null;
            string? document = draft.Document is { } named ? (await context.DocumentAsync(named, cancellation).ConfigureAwait(false)).Key : null;
            if (draft.Sites is < 1 or > 100_000 || draft.Date.Year is < 1945 or > 2200)
            {
                throw new RefusedException("meeting-day-sites");
            }

            var row = new RegisterMeeting
            {
                Key = held?.Key ?? await context.NewIdAsync<RegisterMeeting>($"{draft.Date:yyyy-MM-dd} {draft.Title}", cancellation).ConfigureAwait(false),
                Date = draft.Date, Title = Written.Line(draft.Title, "meeting-title", 1000), Chair = Written.OptionalLine(draft.Chair, "meeting-line"),
                Form = Written.OptionalLine(draft.Form, "meeting-line"), Place = Written.OptionalLine(draft.Place, "meeting-line"), Sites = draft.Sites,
                Discussion = Written.OptionalText(draft.Discussion, "meeting-discussion"), DiscussedBy = held?.DiscussedBy ?? "", Document = document,
                ValidFrom = draft.Date, Source = held?.Source, Note = held?.Note,
            };
            await writer.PutAsync(row, reason, cancellation).ConfigureAwait(false);
            return row.Key;
        }, cancellation);

    /// <summary>Enters a conclusion, or other words of the one at its place; gives its key.</summary>
    public Task<string> PutDirectionAsync(string meeting, DirectionDraft draft, Actor actor, string? reason, CancellationToken cancellation = default) =>
        PutAsync(meeting, "meeting.direction", actor, reason, async (context, held) =>
        {
            if (draft.WorkGroup is { } group && !context.Set<RegisterWorkGroup>().Any(row => row.Number == group && row.SupersededAt == null && !row.Withdrawn))
            {
                throw new RefusedException("work-group-none", group);
            }

            int at = await RegisterEditing.PlaceAsync(context.Set<RegisterDirection>().Where(row => row.Meeting == meeting).Select(row => row.Position), draft.Position, cancellation).ConfigureAwait(false);
            return new RegisterDirection
            {
                Key = MeetingKeys.Direction(meeting, at), Meeting = meeting, Position = at, Text = Written.Text(draft.Text, "direction-text"),
                Addressee = Written.OptionalLine(draft.Addressee, "direction-addressee"), WorkGroup = draft.WorkGroup,
                WorkGroupInferred = draft.WorkGroup is not null && draft.WorkGroupInferred, Source = held.Source,
            };
        }, cancellation);

    /// <summary>Enters somebody who takes part.</summary>
    public Task<string> PutAttendanceAsync(string meeting, AttendanceDraft draft, Actor actor, string? reason, CancellationToken cancellation = default) =>
        PutAsync(meeting, "meeting.attendance", actor, reason, async (context, held) =>
        {
            await context.OrganisationAsync(draft.Organisation, cancellation).ConfigureAwait(false);
            string? name = Written.OptionalLine(draft.Name, "attendance", 200);
            string? role = Written.OptionalLine(draft.Role, "attendance");
            if (name is null && role is null && draft.Organisation is null)
            {
                throw new RefusedException("attendance", 200);
            }

            if (name is not null && context.Current<RegisterAttendance>().Any(row => row.Meeting == meeting && row.Position != (draft.Position ?? 0) && row.Name == name && row.Organisation == draft.Organisation))
            {
                throw new RefusedException("attendance-twice", name);
            }

            int at = await RegisterEditing.PlaceAsync(context.Set<RegisterAttendance>().Where(row => row.Meeting == meeting).Select(row => row.Position), draft.Position, cancellation).ConfigureAwait(false);
            return new RegisterAttendance
            {
                Key = MeetingKeys.Attendance(meeting, at), Meeting = meeting, Position = at, Name = name, Role = role, Organisation = draft.Organisation,
                Site = Written.OptionalLine(draft.Site, "attendance"), Source = held.Source,
            };
        }, cancellation);

    /// <summary>Enters a site.</summary>
    public Task<string> PutSiteAsync(string meeting, MeetingSiteDraft draft, Actor actor, string? reason, CancellationToken cancellation = default) =>
        PutAsync(meeting, "meeting.site", actor, reason, async (context, held) =>
        {
            await context.OrganisationAsync(draft.Organisation, cancellation).ConfigureAwait(false);
            string name = Written.Line(draft.Name, "meeting-site");
            NotTwice([.. SitesOf(context, meeting, draft.Position).Append(name)]);
            int at = await RegisterEditing.PlaceAsync(context.Set<RegisterMeetingSite>().Where(row => row.Meeting == meeting).Select(row => row.Position), draft.Position, cancellation).ConfigureAwait(false);
            return new RegisterMeetingSite
            {
                Key = MeetingKeys.Site(meeting, at), Meeting = meeting, Position = at, Name = name, Organisation = draft.Organisation,
                People = draft.People is < 0 or > 1_000_000 ? throw new RefusedException("meeting-site", 500) : draft.People, Source = held.Source,
            };
        }, cancellation);

    /// <summary>Enters a paper.</summary>
    public Task<string> PutPaperAsync(string meeting, PaperDraft draft, Actor actor, string? reason, CancellationToken cancellation = default) =>
        PutAsync(meeting, "meeting.paper", actor, reason, async (context, held) =>
        {
            string? document = draft.Document is { } named ? (await context.DocumentAsync(named, cancellation).ConfigureAwait(false)).Key : null;
            int at = await RegisterEditing.PlaceAsync(context.Set<RegisterPaper>().Where(row => row.Meeting == meeting).Select(row => row.Position), draft.Position, cancellation).ConfigureAwait(false);
            return new RegisterPaper
            {
                Key = MeetingKeys.Paper(meeting, at), Meeting = meeting, Position = at, Title = Written.Line(draft.Title, "paper-title", 1000),
                By = Written.OptionalLine(draft.By, "paper-by"), Document = document, Source = held.Source,
            };
        }, cancellation);

    /// <summary>Enters sites by their names, one a line, each with the number of people behind a semicolon where it is known: all of them or none.</summary>
    public Task<int> AddSitesAsync(string meeting, string lines, Actor actor, string? reason, CancellationToken cancellation = default) =>
        _register.WriteAsync(new RegisterChange(actor, "meeting.site", reason), async (context, writer) =>
        {
            RegisterMeeting held = await context.HeldAsync<RegisterMeeting>(meeting, "meeting-none", cancellation).ConfigureAwait(false);
            (string Name, int? People)[] sites = SiteLines.Read(lines);
            NotTwice([.. SitesOf(context, meeting, null), .. sites.Select(site => site.Name)]);
            int at = await RegisterEditing.PlaceAsync(context.Set<RegisterMeetingSite>().Where(row => row.Meeting == meeting).Select(row => row.Position), null, cancellation).ConfigureAwait(false);
            foreach ((string name, int? people) in sites)
            {
                var row = new RegisterMeetingSite
                {
                    Key = MeetingKeys.Site(meeting, at), Meeting = meeting, Position = at, Name = name, People = people, Source = held.Source, ValidFrom = held.Date,
                };
                await writer.PutAsync(row, reason, cancellation).ConfigureAwait(false);
                at++;
            }

            return sites.Length;
        }, cancellation);

    /// <summary>Takes a part of a meeting back that was entered by mistake; without a part, the meeting itself.</summary>
    /// <param name="part">One of <see cref="MeetingWords.Parts"/>; null: the meeting.</param>
    public Task WithdrawAsync(string meeting, string? part, int position, Actor actor, string reason, CancellationToken cancellation = default) =>
        _register.WriteAsync(new RegisterChange(actor, "meeting.withdraw", reason), async (context, writer) =>
        {
            RegisterRow held = part switch
            {
                null => await context.HeldAsync<RegisterMeeting>(meeting, "meeting-none", cancellation).ConfigureAwait(false),
                "direction" => await context.HeldAsync<RegisterDirection>(MeetingKeys.Direction(meeting, position), "direction-none", cancellation).ConfigureAwait(false),
                "person" => await context.HeldAsync<RegisterAttendance>(MeetingKeys.Attendance(meeting, position), "meeting-part-none", cancellation).ConfigureAwait(false),
                "site" => await context.HeldAsync<RegisterMeetingSite>(MeetingKeys.Site(meeting, position), "meeting-part-none", cancellation).ConfigureAwait(false),
                "paper" => await context.HeldAsync<RegisterPaper>(MeetingKeys.Paper(meeting, position), "meeting-part-none", cancellation).ConfigureAwait(false),
                _ => throw new RefusedException("meeting-part-none"),
            };
            await TakeBackAsync(context, writer, held, reason, cancellation).ConfigureAwait(false);
            return true;
        }, cancellation);

    private static string[] SitesOf(ProgrammeContext context, string meeting, int? without) =>
        [.. context.Current<RegisterMeetingSite>().Where(row => row.Meeting == meeting && row.Position != (without ?? 0)).Select(row => row.Name)];

    // A site that stands there twice is counted twice, with its people.
    private static void NotTwice(IReadOnlyList<string> names)
    {
        if (names.GroupBy(name => name.Normalize().ToUpperInvariant(), StringComparer.Ordinal).FirstOrDefault(group => group.Skip(1).Any()) is { } twice)
        {
            throw new RefusedException("meeting-site-twice", twice.Last());
        }
    }

    private static async Task TakeBackAsync(ProgrammeContext context, RegisterWriter writer, RegisterRow held, string reason, CancellationToken cancellation)
    {
        // A conclusion that tasks carry out, or the meeting of one, stays: the tasks name it.
        string prefix = held.Key + "/";
        if (held is RegisterMeeting or RegisterDirection && context.Set<RegisterTask>().Any(row =>
            row.SupersededAt == null && !row.Withdrawn && row.Direction != null && (row.Direction == held.Key || row.Direction.StartsWith(prefix))))
        {
            throw new RefusedException("direction-followed");
        }

        if (held is RegisterMeeting meeting)
        {
            await PartsBackAsync(context, writer, meeting.Key, reason, cancellation).ConfigureAwait(false);
        }

        await (held switch
        {
            RegisterMeeting row => writer.TakeBackAsync(row, reason, cancellation),
            RegisterDirection row => writer.TakeBackAsync(row, reason, cancellation),
            RegisterAttendance row => writer.TakeBackAsync(row, reason, cancellation),
            RegisterMeetingSite row => writer.TakeBackAsync(row, reason, cancellation),
            _ => writer.TakeBackAsync((RegisterPaper)held, reason, cancellation),
        }).ConfigureAwait(false);
    }

    // With a meeting goes all that belongs to it: nobody could reach it any more, and it would go on naming documents.
    private static async Task PartsBackAsync(ProgrammeContext context, RegisterWriter writer, string meeting, string reason, CancellationToken cancellation)
    {
        await BackAsync(context.Current<RegisterDirection>().Where(row => row.Meeting == meeting)).ConfigureAwait(false);
        await BackAsync(context.Current<RegisterAttendance>().Where(row => row.Meeting == meeting)).ConfigureAwait(false);
        await BackAsync(context.Current<RegisterMeetingSite>().Where(row => row.Meeting == meeting)).ConfigureAwait(false);
        await BackAsync(context.Current<RegisterPaper>().Where(row => row.Meeting == meeting)).ConfigureAwait(false);

        async Task BackAsync<T>(IQueryable<T> parts)
            where T : RegisterRow
        {
            foreach (T part in await parts.OrderBy(row => row.Key).ToListAsync(cancellation).ConfigureAwait(false))
            {
                await writer.TakeBackAsync(part, reason, cancellation).ConfigureAwait(false);
            }
        }
    }

    private Task<string> PutAsync<T>(
        string meeting, string action, Actor actor, string? reason, Func<ProgrammeContext, RegisterMeeting, Task<T>> make, CancellationToken cancellation)
        where T : RegisterRow =>
        _register.WriteAsync(new RegisterChange(actor, action, reason), async (context, writer) =>
        {
            RegisterMeeting held = await context.HeldAsync<RegisterMeeting>(meeting, "meeting-none", cancellation).ConfigureAwait(false);
            T row = await make(context, held).ConfigureAwait(false);
            row.ValidFrom = held.Date;
            await writer.PutAsync(row, reason, cancellation).ConfigureAwait(false);
            return row.Key;
        }, cancellation);
}
