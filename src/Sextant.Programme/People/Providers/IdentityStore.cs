using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Sextant.Programme.Audit;
using Sextant.Programme.Register;

namespace Sextant.Programme.People;

/// <summary>Which identities of which providers are whose.</summary>
public sealed class IdentityStore
{
    private readonly PeopleBooks _books;
    private readonly SessionStore _sessions;
    private readonly SignInThrottle _throttle;
    private readonly IDataProtector _token;

    internal IdentityStore(PeopleBooks books, SessionStore sessions, SignInThrottle throttle, IDataProtector token) => (_books, _sessions, _throttle, _token) = (books, sessions, throttle, token);

    /// <summary>A person's identities.</summary>
    public async Task<IReadOnlyList<IdentityView>> ListAsync(string person, CancellationToken cancellation = default)
    {
        await using ProgrammeContext context = _books.Database.Create();
        return await context.Set<PersonIdentityRow>().AsNoTracking().Where(row => row.Person == person).OrderBy(row => row.Id)
            .Select(row => new IdentityView(row.Key, row.Provider, row.Label, row.LinkedAt, row.UsedAt)).ToListAsync(cancellation).ConfigureAwait(false);
    }

    /// <summary>Links an identity to who asks, who has signed in a short while ago.</summary>
    /// <exception cref="PeopleException">It is another's, or the person has one of this provider already.</exception>
    public Task LinkAsync(Viewer viewer, SignInProvider provider, ProvenIdentity identity, CancellationToken cancellation = default) =>
        _books.Audit.ChangeAsync(
            viewer.Actor,
            async (context, trail) =>
            {
                await AddAsync(context, trail, (viewer.Person!, provider.Name), identity, cancellation).ConfigureAwait(false);
                return true;
            },
            cancellation);

    /// <summary>Takes an identity away.</summary>
    /// <exception cref="PeopleException">There is none of that key, or nothing else to sign in with.</exception>
    public Task UnlinkAsync(Viewer viewer, string key, CancellationToken cancellation = default) =>
        _books.Audit.ChangeAsync(
            viewer.Actor,
            async (context, trail) =>
            {
                PersonIdentityRow row = await context.Set<PersonIdentityRow>().SingleOrDefaultAsync(one => one.Key == key && one.Person == viewer.Person, cancellation).ConfigureAwait(false)
                    ?? throw new PeopleException(PeopleFault.Gone);
                await WaysIn.CheckAsync(context, row.Person, key, cancellation).ConfigureAwait(false);
                context.Remove(row);
                trail.Add("identity.unlink", $"person:{row.Person}", new { row.Key, row.Provider, row.Label }, null);
                await GroupRoles.EndAsync(context, trail, (_books, row.Provider), row.Person, cancellation).ConfigureAwait(false);
                return await _sessions.EndAsync(context, trail, row.Person, one => one.ProviderStamp == row.Stamp && one.Key != viewer.Session, cancellation).ConfigureAwait(false);
            },
            cancellation);

    /// <summary>Puts a refusal into the audit log: so many of one source, and no more, so that no stranger fills it.</summary>
    /// <param name="why">A word.</param>
    /// <param name="from">Where it came from.</param>
    public async Task RefusedAsync(SignInProvider provider, string why, string from, CancellationToken cancellation = default)
    {
        if (await _throttle.TryBeginAsync("refused by " + provider.Name, from, null, cancellation).ConfigureAwait(false) is null)
        {
            await _books.Audit.ChangeAsync(
                Actor.Provider(provider.Name, from),
                (_, trail) =>
                {
                    trail.Add("sign-in.refuse", $"provider:{provider.Name}", null, null, why);
                    return Task.FromResult(true);
                },
                cancellation).ConfigureAwait(false);
        }
    }

    /// <summary>The provider by whose word a session was begun; null: by none.</summary>
    public async Task<SessionOrigin?> OriginAsync(Viewer viewer, CancellationToken cancellation = default)
    {
        await using ProgrammeContext context = _books.Database.Create();
        PersonSessionRow? row = await context.Set<PersonSessionRow>().AsNoTracking().SingleOrDefaultAsync(one => one.Key == viewer.Session && one.Person == viewer.Person, cancellation).ConfigureAwait(false);
        return row?.Provider is { } provider ? new SessionOrigin(provider, row.ProviderToken is { } token ? _token.Unprotect(token) : null) : null;
    }

    /// <summary>Ends sessions that a provider says are over: one of its own sessions, or all of a person (OpenID Connect Back-Channel Logout 1.0).</summary>
    /// <returns>How many ended.</returns>
    public Task<int> EndAsync(SignInProvider provider, string? subject, string? session, string from, CancellationToken cancellation = default)
    {
        string? stamp = subject is null ? null : StampOf(provider.Name, subject);
        string? there = session is null ? null : SessionOf(provider.Name, session);
        return _books.Audit.ChangeAsync(
            Actor.Provider(provider.Name, from),
            async (context, trail) =>
            {
                // Both named: the one session of that person (section 2.5). One named: that one, or all of the person.
                List<string> persons = await context.Set<PersonSessionRow>()
                    .Where(row => row.Provider == provider.Name && row.EndedAt == null && (stamp == null || row.ProviderStamp == stamp) && (there == null || row.ProviderSession == there))
                    .Select(row => row.Person).Distinct().ToListAsync(cancellation).ConfigureAwait(false);
                int ended = 0;
                foreach (string person in persons)
                {
                    ended += await _sessions.EndAsync(
                        context, trail, person,
                        row => row.Provider == provider.Name && (stamp is null || row.ProviderStamp == stamp) && (there is null || row.ProviderSession == there), cancellation).ConfigureAwait(false);
                }

                return ended;
            },
            cancellation);
    }

    internal async Task<PersonIdentityRow> AddAsync(ProgrammeContext context, AuditTrail trail, (string Person, string Provider) whose, ProvenIdentity identity, CancellationToken cancellation)
    {
        string stamp = StampOf(whose.Provider, identity.Subject);
        if (await context.Set<PersonIdentityRow>().AnyAsync(row => row.Stamp == stamp || (row.Person == whose.Person && row.Provider == whose.Provider), cancellation).ConfigureAwait(false))
        {
            throw new PeopleException(PeopleFault.IdentityTaken);
        }

        string label = PeopleBooks.Shown(identity.VerifiedEmail ?? identity.Name ?? identity.Subject);
        var row = new PersonIdentityRow { Key = Secret.NewKey(), Person = whose.Person, Provider = whose.Provider, Stamp = stamp, Label = label, LinkedAt = _books.Now };
        context.Add(row);
        trail.Add("identity.link", $"person:{whose.Person}", null, new { row.Key, row.Provider, row.Label });
        return row;
    }

    internal Vouched VouchedBy(string provider, ProvenIdentity identity) => new(
        provider, StampOf(provider, identity.Subject), identity.Session is null ? null : SessionOf(provider, identity.Session), identity.Token is null ? null : _token.Protect(identity.Token));

    internal static string StampOf(string provider, string subject) => Secret.Hash("identity", $"{provider} {subject}");

    private static string SessionOf(string provider, string session) => Secret.Hash("provider-session", $"{provider} {session}");
}
