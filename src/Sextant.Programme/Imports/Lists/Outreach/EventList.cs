using Sextant.Programme.Communication;
using Sextant.Programme.People;
using Sextant.Programme.Tables;

namespace Sextant.Programme.Imports.Lists.Outreach;

/// <summary>Events, the latest first; who registered stands in a list of its own.</summary>
public sealed class EventList : IListTable
{
    /// <inheritdoc/>
    public TableForm Table { get; } = new(
        "public-events",
        [
            new("event-title"), new("public-event-kind"), new("event-starts"), new("event-ends"), new("event-place"), new("event-state"), new("event-sites"), new("event-attendees"), new("event-seats"),
            new("event-registered"),
        ]);

    /// <inheritdoc/>
    public Right ReadRight => Right.ReadPublished;

    /// <inheritdoc/>
    public bool HasScope => false;

    /// <inheritdoc/>
    public async Task<WrittenTable?> GiveAsync(ListReading reading, CancellationToken cancellation) => new WrittenTable(
        Table,
        [
            .. (await new EventDesk(reading.Database, reading.Clock).ListAsync(reading.AsOf, null, cancellation).ConfigureAwait(false)).Select(one => (object?[])
            [
                one.Title, reading.Word("public-event", one.Kind), one.Starts, one.Ends, one.Place, reading.Word("event-state", one.State), one.Sites, one.Attendees, one.Seats, one.Registered,
            ]),
        ]);
}
