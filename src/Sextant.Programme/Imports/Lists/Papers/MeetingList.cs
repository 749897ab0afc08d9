using Microsoft.EntityFrameworkCore;
using Sextant.Programme.People;
using Sextant.Programme.Register;
using Sextant.Programme.Tables;

namespace Sextant.Programme.Imports.Lists.Papers;

/// <summary>Meetings, the newest first; who writes them also has those to come.</summary>
public sealed class MeetingList : IListTable
{
    /// <inheritdoc/>
    public TableForm Table { get; } = new(
        "meetings",
        [new("meeting"), new("meeting-date"), new("meeting-title"), new("chair"), new("meeting-form"), new("meeting-place"), new("meeting-sites"), new("meeting-document"), new("conclusion-count")]);

    /// <inheritdoc/>
    public Right ReadRight => Right.ReadPublished;

    /// <inheritdoc/>
    public bool HasScope => false;

    /// <inheritdoc/>
    public async Task<WrittenTable?> GiveAsync(ListReading reading, CancellationToken cancellation)
    {
        AsOf asOf = reading.SeenBy(Right.WriteMeetings);
        await using ProgrammeContext context = reading.Database.Create();
        List<RegisterMeeting> rows = await context.Begun<RegisterMeeting>(asOf).ToListAsync(cancellation).ConfigureAwait(false);
        ILookup<string, string> conclusions = (await context.Known<RegisterDirection>(asOf).Select(row => row.Meeting).ToListAsync(cancellation).ConfigureAwait(false)).ToLookup(meeting => meeting, StringComparer.Ordinal);
        return new WrittenTable(Table, [.. rows.OrderByDescending(row => row.Date).ThenBy(row => row.Key, StringComparer.Ordinal).Select(row => (object?[])
        [
            row.Key, row.Date, row.Title, row.Chair, row.Form, row.Place, row.Sites, row.Document, conclusions[row.Key].Count(),
        ])]);
    }
}
