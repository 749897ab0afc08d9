using Microsoft.EntityFrameworkCore;
using Sextant.Programme.Audit;
using Sextant.Programme.Register;

namespace Sextant.Programme.People;

/// <summary>A person as who looks after people sees it.</summary>
/// <param name="Grants">Roles that were not taken back, of whatever days.</param>
public sealed record PersonView(string Key, string Name, string Email, string? Organisation, DateTimeOffset CreatedAt, DateTimeOffset? EndedAt, IReadOnlyList<Grant> Grants);

/// <summary>Persons and their roles.</summary>
public sealed class PersonStore
{
    private readonly PeopleBooks _books;
    private readonly SessionStore _sessions;

    internal PersonStore(PeopleBooks books, SessionStore sessions) => (_books, _sessions) = (books, sessions);

    /// <summary>Everybody, by name.</summary>
    public async Task<IReadOnlyList<PersonView>> ListAsync(CancellationToken cancellation = default)
    {
        await using ProgrammeContext context = _books.Database.Create();
        List<PersonRow> rows = await context.Set<PersonRow>().AsNoTracking().ToListAsync(cancellation).ConfigureAwait(false);
        ILookup<string, Grant> grants = await PersonReading.GrantsAsync(context, null, cancellation).ConfigureAwait(false);
        return [.. rows.Select(row => ViewOf(row, grants[row.Key])).OrderBy(person => person.Name, StringComparer.CurrentCulture).ThenBy(person => person.Key, StringComparer.Ordinal)];
    }

    /// <summary>The part of everybody that is asked for, by key.</summary>
    public async Task<(IReadOnlyList<PersonView> Persons, string? Next)> PageAsync((string? After, int Most) part, CancellationToken cancellation = default)
    {
        await using ProgrammeContext context = _books.Database.Create();
        IQueryable<PersonRow> rows = context.Set<PersonRow>().AsNoTracking();
        rows = part.After is { } after ? rows.Where(row => string.Compare(row.Key, after) > 0) : rows;
        List<PersonRow> found = await rows.OrderBy(row => row.Key).Take(part.Most + 1).ToListAsync(cancellation).ConfigureAwait(false);
        PersonRow[] page = [.. found.Take(part.Most)];
        ILookup<string, Grant> grants = await PersonReading.GrantsAsync(context, [.. page.Select(row => row.Key)], cancellation).ConfigureAwait(false);
        return ([.. page.Select(row => ViewOf(row, grants[row.Key]))], found.Count > page.Length ? page[^1].Key : null);
    }

    /// <summary>One person; null when there is none of that key.</summary>
    public async Task<PersonView?> FindAsync(string key, CancellationToken cancellation = default)
    {
        await using ProgrammeContext context = _books.Database.Create();
        PersonRow? row = await context.Set<PersonRow>().AsNoTracking().SingleOrDefaultAsync(one => one.Key == key, cancellation).ConfigureAwait(false);
        return row is null ? null : ViewOf(row, (await PersonReading.GrantsAsync(context, [key], cancellation).ConfigureAwait(false))[key]);
    }

    /// <summary>Who speaks for an organisation today.</summary>
    public async Task<IReadOnlyList<PersonView>> SpeakersAsync(string organisation, CancellationToken cancellation = default)
    {
        DateOnly today = await _books.TodayAsync(cancellation).ConfigureAwait(false);
        return
        [
            .. (await ListAsync(cancellation).ConfigureAwait(false))
                .Where(person => person.EndedAt is null && person.Grants.Any(grant => grant.Organisation == organisation && Rights.IsScoped(grant.Role) && grant.Holds(today))),
        ];
    }

    /// <summary>Calls a person otherwise: written wrongly, or another name by now.</summary>
    /// <exception cref="PeopleException">Not by who asks, or it is no name.</exception>
    public Task RenameAsync(Viewer viewer, string person, string? name, CancellationToken cancellation = default) =>
        ChangeAsync(viewer, person, (_, trail, row) =>
        {
            string called = PeopleBooks.Name(name);
            trail.Add("person.rename", $"person:{person}", new { row.Name }, new { Name = called });
            row.Name = called;
            return Task.CompletedTask;
        }, cancellation);

    /// <summary>Gives a role for some days.</summary>
    /// <exception cref="PeopleException">It may not be given so.</exception>
    public Task GrantAsync(Viewer viewer, string person, Grant wanted, CancellationToken cancellation = default) =>
        _books.Audit.ChangeAsync(
            viewer.Actor,
            async (context, trail) =>
            {
                await LivingAsync(context, person, cancellation).ConfigureAwait(false);
                await GrantRules.MayManageAsync(context, viewer, person, cancellation).ConfigureAwait(false);
                await GrantRules.CheckAsync(context, _books, viewer, (wanted.Role, wanted.Organisation), cancellation).ConfigureAwait(false);
                if (wanted.Until < wanted.From || wanted.Until < await _books.TodayAsync(cancellation).ConfigureAwait(false))
                {
                    throw new PeopleException(PeopleFault.BadDays);
                }

                var row = new PersonGrantRow
                {
                    Key = Secret.NewKey(), Person = person, Role = wanted.Role.Word(), Organisation = wanted.Organisation, ValidFrom = wanted.From, ValidUntil = wanted.Until,
                    GrantedAt = _books.Now, GrantedBy = viewer.Actor.Who,
                };
                context.Add(row);
                trail.Add("person.grant", $"person:{person}", null, new { row.Key, row.Role, row.Organisation, row.ValidFrom, row.ValidUntil });
                return true;
            },
            cancellation);

    /// <summary>Takes a role back, at once.</summary>
    /// <exception cref="PeopleException">Not by who asks, or nobody would be left.</exception>
    public Task RevokeAsync(Viewer viewer, string person, string grant, CancellationToken cancellation = default) =>
        _books.Audit.ChangeAsync(
            viewer.Actor,
            async (context, trail) =>
            {
                PersonGrantRow row = await context.Set<PersonGrantRow>().SingleOrDefaultAsync(one => one.Key == grant && one.Person == person && one.RevokedAt == null, cancellation).ConfigureAwait(false)
                    ?? throw new PeopleException(PeopleFault.Gone);
                await GrantRules.MayManageAsync(context, viewer, person, cancellation).ConfigureAwait(false);
                if (row.Role == Role.Administrator.Word() && await Administrators.CountAsync(context, _books, grant, cancellation).ConfigureAwait(false) == 0)
                {
                    throw new PeopleException(PeopleFault.LastAdministrator);
                }

                (row.RevokedAt, row.RevokedBy) = (_books.Now, viewer.Actor.Who);
                trail.Add("person.revoke", $"person:{person}", new { row.Key, row.Role, row.Organisation, row.ValidFrom, row.ValidUntil }, null);
                return true;
            },
            cancellation);

    /// <summary>Ends a person: nothing that one signs in with works any more, and every session is over.</summary>
    /// <exception cref="PeopleException">Not by who asks, or nobody would be left.</exception>
    public Task EndAsync(Viewer viewer, string person, CancellationToken cancellation = default) =>
        ChangeAsync(viewer, person, async (context, trail, row) =>
        {
            if (await Administrators.CountAsync(context, _books, person, cancellation).ConfigureAwait(false) == 0)
            {
                throw new PeopleException(PeopleFault.LastAdministrator);
            }

            row.EndedAt = _books.Now;
            await ForgetLettersAsync(context, row, cancellation).ConfigureAwait(false);
            await _sessions.EndAsync(context, trail, person, _ => true, cancellation).ConfigureAwait(false);
            await TokenStore.RevokeAllAsync(context, person, _books.Now, cancellation).ConfigureAwait(false);
            trail.Add("person.end", $"person:{person}", new { row.Name, row.Email }, null);
        }, cancellation);

    /// <summary>Ends every session and token of a person who keeps the account: after a lost machine.</summary>
    /// <exception cref="PeopleException">Not by who asks.</exception>
    public Task SignOutAsync(Viewer viewer, string person, CancellationToken cancellation = default) =>
        ChangeAsync(viewer, person, async (context, trail, row) =>
        {
            row.Stamp = Secret.NewKey();
            int sessions = await _sessions.EndAsync(context, trail, person, _ => true, cancellation).ConfigureAwait(false);
            int tokens = await TokenStore.RevokeAllAsync(context, person, _books.Now, cancellation).ConfigureAwait(false);
            trail.Add("person.sign-out", $"person:{person}", new { Sessions = sessions, Tokens = tokens }, null);
        }, cancellation);

    // Who has left is not written to about what was the own, also when the mail server comes back only now.
    private Task ForgetLettersAsync(ProgrammeContext context, PersonRow person, CancellationToken cancellation)
    {
        DateTimeOffset now = _books.Now;
        return context.Set<OutboxRow>().Where(letter => letter.To == person.Email && letter.State == "waiting").ExecuteUpdateAsync(
            set => set.SetProperty(letter => letter.State, "failed").SetProperty(letter => letter.Body, "").SetProperty(letter => letter.Stop, (string?)null).SetProperty(letter => letter.DoneAt, now).SetProperty(letter => letter.Fault, "the account has ended"), cancellation);
    }

    private Task<bool> ChangeAsync(Viewer viewer, string person, Func<ProgrammeContext, AuditTrail, PersonRow, Task> work, CancellationToken cancellation) =>
        _books.Audit.ChangeAsync(
            viewer.Actor,
            async (context, trail) =>
            {
                PersonRow row = await LivingAsync(context, person, cancellation).ConfigureAwait(false);
                await GrantRules.MayManageAsync(context, viewer, person, cancellation).ConfigureAwait(false);
                await work(context, trail, row).ConfigureAwait(false);
                return true;
            },
            cancellation);

    private static async Task<PersonRow> LivingAsync(ProgrammeContext context, string person, CancellationToken cancellation) =>
        await context.Set<PersonRow>().SingleOrDefaultAsync(row => row.Key == person && row.EndedAt == null, cancellation).ConfigureAwait(false) ?? throw new PeopleException(PeopleFault.Gone);

    private static PersonView ViewOf(PersonRow row, IEnumerable<Grant> grants) => new(row.Key, row.Name, row.Email, row.Organisation, row.CreatedAt, row.EndedAt, [.. grants]);
}
