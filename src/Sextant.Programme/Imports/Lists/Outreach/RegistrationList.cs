using System.Globalization;
using Sextant.Programme.Communication;
using Sextant.Programme.People;
using Sextant.Programme.Register;
using Sextant.Programme.Tables;

namespace Sextant.Programme.Imports.Lists.Outreach;

/// <summary>Who registered for an event, for who runs it.</summary>
public sealed class RegistrationList : IListTable
{
    /// <inheritdoc/>
    public TableForm Table { get; } = new("event-registrations", [new("full-name"), new("unit-text"), new("email"), new("registered-at")]);

    /// <inheritdoc/>
    public Right ReadRight => Right.WriteCommunication;

    /// <inheritdoc/>
    public bool HasScope => true;

    /// <inheritdoc/>
    public async Task<WrittenTable?> GiveAsync(ListReading reading, CancellationToken cancellation)
    {
        var desk = new EventDesk(reading.Database, reading.Clock);
        if ((await desk.ListAsync(reading.AsOf, reading.Scope, cancellation).ConfigureAwait(false)).Count == 0)
        {
            return null;
        }

        ProgrammeCalendar calendar = await reading.Database.CalendarAsync(cancellation).ConfigureAwait(false);
        return new WrittenTable(Table, [.. (await desk.EntriesAsync(reading.Scope, cancellation).ConfigureAwait(false)).Select(one => (object?[])
        [
            one.Name, one.Unit, one.Email, TimeZoneInfo.ConvertTime(one.At, calendar.Zone).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture),
        ])]);
    }
}
