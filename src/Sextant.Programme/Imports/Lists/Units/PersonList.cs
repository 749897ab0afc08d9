using Microsoft.EntityFrameworkCore;
using Sextant.Programme.People;
using Sextant.Programme.Register;
using Sextant.Programme.Tables;

namespace Sextant.Programme.Imports.Lists.Units;

/// <summary>Who may sign in, a line for each role, for who looks after people; one without a role has a line of its own.</summary>
public sealed class PersonList : IListTable
{
    /// <inheritdoc/>
    public TableForm Table { get; } = new(
        "people",
        [new("person"), new("full-name"), new("email"), new("role"), new("organisation"), new("unit-name"), new("from"), new("until"), new("person-since"), new("person-ended")]);

    /// <inheritdoc/>
    public Right ReadRight => Right.ManagePeople;

    /// <inheritdoc/>
    public bool HasScope => false;

    /// <inheritdoc/>
    public async Task<WrittenTable?> GiveAsync(ListReading reading, CancellationToken cancellation)
    {
        Func<string?, string?> names = await reading.NamesAsync(cancellation).ConfigureAwait(false);
        ProgrammeCalendar calendar = await reading.Database.CalendarAsync(cancellation).ConfigureAwait(false);
        await using ProgrammeContext context = reading.Database.Create();
        List<PersonRow> people = await context.Set<PersonRow>().AsNoTracking().OrderBy(row => row.Name).ThenBy(row => row.Key).ToListAsync(cancellation).ConfigureAwait(false);
        ILookup<string, Grant> grants = await PersonReading.GrantsAsync(context, null, cancellation).ConfigureAwait(false);
        return new WrittenTable(Table, [.. people.SelectMany(person => grants[person.Key].Cast<Grant?>().DefaultIfEmpty().Select(grant => (object?[])
        [
            person.Key, person.Name, person.Email, reading.Word("role", grant?.Role.Word()), grant?.Organisation, names(grant?.Organisation), grant?.From, grant?.Until,
            calendar.DateOf(person.CreatedAt), person.EndedAt is { } ended ? calendar.DateOf(ended) : null,
        ]))]);
    }
}
