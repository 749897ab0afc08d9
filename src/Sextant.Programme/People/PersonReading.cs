using Microsoft.EntityFrameworkCore;
using Sextant.Programme.Register;

namespace Sextant.Programme.People;

/// <summary>Reads persons and the roles that they have.</summary>
internal static class PersonReading
{
    /// <summary>A person as one who asks, with the roles of today; read in one statement with the session or token, for every request asks.</summary>
    internal static async Task<Viewer> ViewerAsync(PeopleBooks books, PersonRow row, IEnumerable<PersonGrantRow> grants, string from, CancellationToken cancellation)
    {
        DateOnly today = await books.TodayAsync(cancellation).ConfigureAwait(false);
        return new Viewer
        {
            From = from, Person = row.Key, Name = row.Name, Email = row.Email, Grants = [.. grants.OrderBy(grant => grant.Id).Select(GrantOf).Where(grant => grant.Holds(today))],
        };
    }

    /// <summary>The roles of some persons that were not taken back, of whatever days.</summary>
    internal static async Task<ILookup<string, Grant>> GrantsAsync(ProgrammeContext context, IReadOnlyCollection<string>? persons, CancellationToken cancellation)
    {
        IQueryable<PersonGrantRow> rows = context.Set<PersonGrantRow>().AsNoTracking().Where(row => row.RevokedAt == null);
        rows = persons is null ? rows : rows.Where(row => persons.Contains(row.Person));
        return (await rows.OrderBy(row => row.Id).ToListAsync(cancellation).ConfigureAwait(false)).ToLookup(row => row.Person, GrantOf, StringComparer.Ordinal);
    }

    // A role that this program does not know gives nothing beyond the public's.
    internal static Grant GrantOf(PersonGrantRow row) => new(row.Key, Rights.RoleOf(row.Role) ?? Role.Public, row.Organisation, row.ValidFrom, row.ValidUntil);
}
