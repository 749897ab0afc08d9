using Microsoft.EntityFrameworkCore;
using Sextant.Programme.Imports.Lists;
using Sextant.Programme.People;
using Sextant.Programme.Register;
using Sextant.Programme.Tables;

namespace Sextant.Programme.Imports.Papers;

/// <summary>What meetings directed and concluded, in the words of their minutes. A row with a number rewrites that conclusion, one without is a further one of its meeting.</summary>
public sealed class ConclusionTable : ImportForm, IListTable
{
    /// <summary>Id of the form.</summary>
    public const string Id = "meeting-conclusions";

    /// <inheritdoc/>
    public override TableForm Table { get; } = new(
        Id, [new("meeting"), new("meeting-name", false), new("conclusion-number", false), new("conclusion-text"), new("addressee", false), new("work-group", false)]);

    /// <inheritdoc/>
    public override Right Right => Right.WriteMeetings;

    /// <inheritdoc/>
    public Right ReadRight => Right.ReadPublished;

    /// <inheritdoc/>
    public async Task<WrittenTable?> GiveAsync(ListReading reading, CancellationToken cancellation)
    {
        AsOf asOf = reading.SeenBy(Right.WriteMeetings);
        await using ProgrammeContext context = reading.Database.Create();
        Dictionary<string, RegisterMeeting> meetings = await context.Begun<RegisterMeeting>(asOf).ToDictionaryAsync(row => row.Key, StringComparer.Ordinal, cancellation).ConfigureAwait(false);
        List<RegisterDirection> rows = await context.Known<RegisterDirection>(asOf).ToListAsync(cancellation).ConfigureAwait(false);
        return new WrittenTable(Table, [.. rows.Where(row => meetings.ContainsKey(row.Meeting)).OrderByDescending(row => meetings[row.Meeting].Date).ThenBy(row => row.Meeting, StringComparer.Ordinal).ThenBy(row => row.Position)
            .Select(row => (object?[])[row.Meeting, meetings[row.Meeting].Title, row.Position, row.Text, row.Addressee, row.WorkGroup])]);
    }

    internal override async Task ReadAsync(ImportReading reading, CancellationToken cancellation)
    {
        ProgrammeContext context = reading.Context;
        Dictionary<string, RegisterMeeting> meetings = await context.Current<RegisterMeeting>().ToDictionaryAsync(row => row.Key, StringComparer.Ordinal, cancellation).ConfigureAwait(false);
        List<RegisterDirection> all = await context.Set<RegisterDirection>().AsNoTracking().Where(row => row.SupersededAt == null).ToListAsync(cancellation).ConfigureAwait(false);
        Dictionary<string, RegisterDirection> held = all.Where(row => !row.Withdrawn).ToDictionary(row => row.Key, StringComparer.Ordinal);
        var places = new Places(all.Select(row => (row.Meeting, row.Position)));
        int[] groups = await context.Current<RegisterWorkGroup>().Select(row => row.Number).ToArrayAsync(cancellation).ConfigureAwait(false);
        foreach (TableRow row in reading.Table.Rows)
        {
            string? named = row.Text("meeting", required: true, 200);
            RegisterMeeting? meeting = named is null ? null : meetings.GetValueOrDefault(named);
            if (named is not null && meeting is null)
            {
                row.Fault("meeting", "meeting-none", Quoted.Of(named));
            }

            int? number = (int?)row.Amount("conclusion-number", 1, 9_999);
            RegisterDirection? before = meeting is not null && number is { } given ? held.GetValueOrDefault(MeetingKeys.Direction(meeting.Key, given)) : null;
            bool known = number is null || before is not null;
            if (meeting is not null && !known)
            {
                row.Fault("conclusion-number", "conclusion-number");
            }

            if (Conclusion(row, before, groups) is { } said && meeting is not null && known && (before is null || reading.First(row, before.Key)))
            {
                if (before is null)
                {
                    said.Position = places.Next(meeting.Key);
                    (said.Key, said.Meeting, said.Source) = (MeetingKeys.Direction(meeting.Key, said.Position), meeting.Key, meeting.Source);
                }

                reading.Put(said, row.Number);
            }
        }
    }

    /// <summary>A conclusion that came in and that tasks carry out by now stays: the tasks name it.</summary>
    internal override async Task MayUndoAsync(ImportUndoing undoing, CancellationToken cancellation)
    {
        ProgrammeContext context = undoing.Context;
        List<string> added = await context.Set<RegisterImportLine>().Where(line => line.Import == undoing.Import.Key && line.BeforeId == null).Select(line => line.RowKey).ToListAsync(cancellation).ConfigureAwait(false);
        List<string> followed = await context.Current<RegisterTask>().Where(row => row.Direction != null).Select(row => row.Direction!).ToListAsync(cancellation).ConfigureAwait(false);
        if (added.Intersect(followed, StringComparer.Ordinal).Any())
        {
            throw new RefusedException("direction-followed");
        }
    }

    private static RegisterDirection? Conclusion(TableRow row, RegisterDirection? before, int[] groups)
    {
        string? text = row.Lines("conclusion-text", required: true);
        string? addressee = row.Has("addressee") ? row.Text("addressee") : before?.Addressee;
        int? group = row.Has("work-group") ? (int?)row.Amount("work-group", 1, 99) : before?.WorkGroup;
        if (group is { } asked && !groups.Contains(asked))
        {
            row.Fault("work-group", "work-group", asked);
            return null;
        }

        if (text is null)
        {
            return null;
        }

        var said = (RegisterDirection?)before?.Next() ?? new RegisterDirection { Key = "", Meeting = "", Text = text };
        said.WorkGroupInferred = said.WorkGroupInferred && said.WorkGroup == group;
        (said.Text, said.Addressee, said.WorkGroup) = (text, addressee, group);
        return said;
    }
}
