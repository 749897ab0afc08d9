using Microsoft.EntityFrameworkCore;
using Sextant.Programme.Audit;
using Sextant.Programme.Register;

namespace Sextant.Programme.People;

/// <summary>
/// How long an identity provider's word stands. A provider tells when somebody signs in and perhaps when somebody signs out, but never that an account was shut or left a group: what rests on its word
/// alone, tokens of who has no other way in and roles that groups gave, ends when the person has not come from there for too long.
/// </summary>
public sealed class ProviderTrust
{
    private readonly PeopleBooks _books;

    internal ProviderTrust(PeopleBooks books) => _books = books;

    /// <summary>Until when the tokens of a person work without another sign-in by a provider; null: the person has a way in of this installation.</summary>
    public async Task<DateTimeOffset?> TokensUntilAsync(string person, CancellationToken cancellation = default)
    {
        await using ProgrammeContext context = _books.Database.Create();
        if (await OwnWay(context, context.Set<PersonRow>().Where(row => row.Key == person)).AnyAsync(cancellation).ConfigureAwait(false))
        {
            return null;
        }

        List<PersonIdentityRow> identities = await context.Set<PersonIdentityRow>().AsNoTracking().Where(row => row.Person == person).ToListAsync(cancellation).ConfigureAwait(false);
        return identities.Count == 0 ? null : identities.Max(row => row.UsedAt ?? row.LinkedAt) + _books.Options.ProviderWord;
    }

    /// <summary>Takes roles back that groups gave to people who have not come from that provider for too long, or whose identity there was unlinked.</summary>
    /// <returns>How many.</returns>
    public async Task<int> LapseAsync(CancellationToken cancellation = default)
    {
        await using ProgrammeContext look = _books.Database.Create();
        return (await LapsedAsync(look, cancellation).ConfigureAwait(false)).Count == 0
            ? 0
            : await _books.Audit.ChangeAsync(
                Actor.Program,
                async (context, trail) =>
                {
                    IReadOnlyList<PersonGrantRow> lapsed = await LapsedAsync(context, cancellation).ConfigureAwait(false);
                    foreach (PersonGrantRow row in lapsed)
                    {
                        (row.RevokedAt, row.RevokedBy) = (_books.Now, Actor.Program.Who);
                        trail.Add("person.revoke", $"person:{row.Person}", new { row.Key, row.Role, row.GrantedBy }, null);
                    }

                    return lapsed.Count;
                },
                cancellation).ConfigureAwait(false);
    }

    /// <summary>Persons who have a password or a passkey here.</summary>
    internal static IQueryable<PersonRow> OwnWay(ProgrammeContext context, IQueryable<PersonRow> persons) =>
        persons.Where(row => row.PasswordHash != null || context.Set<PersonPasskeyRow>().Any(passkey => passkey.Person == row.Key));

    /// <summary>Persons for whom a provider has vouched lately enough.</summary>
    internal static IQueryable<PersonRow> Vouched(ProgrammeContext context, IQueryable<PersonRow> persons, DateTimeOffset since) =>
        persons.Where(row => context.Set<PersonIdentityRow>().Any(identity => identity.Person == row.Key && (identity.UsedAt > since || (identity.UsedAt == null && identity.LinkedAt > since))));

    private async Task<IReadOnlyList<PersonGrantRow>> LapsedAsync(ProgrammeContext context, CancellationToken cancellation)
    {
        DateTimeOffset since = _books.Now - _books.Options.ProviderWord;
        string giver = Actor.Provider("", "").Who;
        List<PersonGrantRow> given = await context.Set<PersonGrantRow>().Where(row => row.RevokedAt == null && row.GrantedBy.StartsWith(giver)).ToListAsync(cancellation).ConfigureAwait(false);
        string[] persons = [.. given.Select(row => row.Person).Distinct(StringComparer.Ordinal)];
        HashSet<(string Person, string Giver)> stand = [.. (await context.Set<PersonIdentityRow>().AsNoTracking().Where(row => persons.Contains(row.Person)).ToListAsync(cancellation).ConfigureAwait(false))
            .Where(row => (row.UsedAt ?? row.LinkedAt) > since).Select(row => (row.Person, Actor.Provider(row.Provider, "").Who))];
        return [.. given.Where(row => !stand.Contains((row.Person, row.GrantedBy)))];
    }
}
