using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Sextant.Programme.Audit;
using Sextant.Programme.Register;

namespace Sextant.Programme.People;

/// <summary>
/// Lets people in for whom an identity provider vouches. Its word alone makes nobody: somebody unknown becomes a person only where the settings say so, by an
/// invitation to the address that the provider has verified or by a group, with an authenticator of their own, and never an administrator.
/// </summary>
public sealed class ArrivalDesk
{
    private readonly PeopleBooks _books;
    private readonly SessionStore _sessions;
    private readonly IdentityStore _identities;
    private readonly SecondFactor _second;
    private readonly NewcomerDesk _newcomers;
    private readonly IDataProtector _said;

    internal ArrivalDesk(PeopleBooks books, SessionStore sessions, IdentityStore identities, SecondFactor second, IDataProtectionProvider protection)
    {
        (_books, _sessions, _identities, _second) = (books, sessions, identities, second);
        _newcomers = new NewcomerDesk(books, identities);
        _said = protection.CreateProtector("sextant.people.arrival");
    }

    /// <summary>A provider has vouched for somebody.</summary>
    public Task<Arrival> ArriveAsync(SignInProvider provider, ProvenIdentity identity, Caller caller, CancellationToken cancellation = default) =>
        _books.Audit.ChangeAsync(
            Actor.Provider(provider.Name, caller.From),
            async (context, trail) =>
            {
                string stamp = IdentityStore.StampOf(provider.Name, identity.Subject);
                PersonIdentityRow? known = await context.Set<PersonIdentityRow>().SingleOrDefaultAsync(row => row.Stamp == stamp, cancellation).ConfigureAwait(false);
                PersonRow? person = known is null
                    ? await _newcomers.NamesakeAsync(context, provider, identity, cancellation).ConfigureAwait(false)
                    : await context.Set<PersonRow>().SingleOrDefaultAsync(row => row.Key == known.Person && row.EndedAt == null, cancellation).ConfigureAwait(false);
                if (person is not null && known is not null && identity.SecondFactor)
                {
                    return new Arrival(ArrivalStep.In, await EnterAsync(context, trail, (provider, person.Key), (identity, caller), cancellation).ConfigureAwait(false), person.Key);
                }

                // An identity that is linked for the first time is never let in by the provider's word alone: the code shows that it is the same person.
                if (person is not null)
                {
                    return new Arrival(ArrivalStep.Code, await WaitAsync(context, provider, identity, row => (row.Person, row.Stamp) = (person.Key, person.Stamp), cancellation).ConfigureAwait(false), person.Key);
                }

                if (known is null && await _newcomers.MayJoinAsync(context, provider, identity, cancellation).ConfigureAwait(false) is (true, var link))
                {
                    return new Arrival(ArrivalStep.Authenticator, await WaitAsync(context, provider, identity, row => row.Link = link, cancellation).ConfigureAwait(false), null);
                }

                return new Arrival(ArrivalStep.Unknown, null, null);
            },
            cancellation);

    /// <summary>The second factor of this installation, after a provider has vouched for the first.</summary>
    /// <param name="secret">Of the step.</param>
    /// <param name="code">Of the authenticator, or one of recovery.</param>
    public async Task<SignInOutcome> CodeAsync(SignInProvider provider, string secret, string code, Caller caller, CancellationToken cancellation = default)
    {
        string? waiting;
        await using (ProgrammeContext context = _books.Database.Create())
        {
            waiting = (await FindAsync(context, provider, secret, cancellation).ConfigureAwait(false))?.Person;
        }

        return waiting is null
            ? new SignInOutcome(null, null, null)
            : await _second.EnterAsync(
                waiting,
                caller,
                async (context, trail) =>
                {
                    PersonArrivalRow? row = await FindAsync(context, provider, secret, cancellation).ConfigureAwait(false);
                    PersonRow? person = row is null
                        ? null
                        : await context.Set<PersonRow>().SingleOrDefaultAsync(one => one.Key == row.Person && one.Stamp == row.Stamp && one.EndedAt == null, cancellation).ConfigureAwait(false);
                    if (row is null || person is null || await _second.MethodAsync(context, person, code, cancellation).ConfigureAwait(false) is null)
                    {
                        return null;
                    }

                    context.Remove(row);
                    return await EnterAsync(context, trail, (provider, person.Key), (Said(row), caller), cancellation).ConfigureAwait(false);
                },
                cancellation).ConfigureAwait(false);
    }

    /// <summary>What somebody new sets an authenticator up with; the same until it is done. Null when the step is over.</summary>
    public async Task<JoinStep?> AuthenticatorAsync(SignInProvider provider, string secret, CancellationToken cancellation = default)
    {
        await using ProgrammeContext context = _books.Database.Create();
        if (await FindAsync(context, provider, secret, cancellation).ConfigureAwait(false) is not { Person: null } row)
        {
            return null;
        }

        byte[] key = NewcomerDesk.KeyOf(secret);
        return new JoinStep("", Totp.ToBase32(key), Totp.Address(key, "Sextant", Said(row).VerifiedEmail ?? ""));
    }

    /// <summary>Makes a person of somebody new whose authenticator works.</summary>
    /// <exception cref="PeopleException">The code is not good, or the step is over.</exception>
    public Task<Joined> JoinAsync(SignInProvider provider, string secret, string code, Caller caller, CancellationToken cancellation = default) =>
        _books.Audit.ChangeAsync(
            Actor.Provider(provider.Name, caller.From),
            async (context, trail) =>
            {
                PersonArrivalRow row = await FindAsync(context, provider, secret, cancellation).ConfigureAwait(false) is { Person: null } found ? found : throw new PeopleException(PeopleFault.Stale);
                long step = Totp.Match(NewcomerDesk.KeyOf(secret), code, _books.Now, 0) ?? throw new PeopleException(PeopleFault.BadCode);
                ProvenIdentity identity = Said(row);
                PersonRow person = await _newcomers.MakeAsync(context, trail, (provider, row.Link), identity, cancellation).ConfigureAwait(false);
                (person.TotpSecret, person.TotpStep, person.Stamp) = (_second.Keep(NewcomerDesk.KeyOf(secret)), step, Secret.NewKey());
                IReadOnlyList<string> codes = await RecoveryCodes.RenewAsync(context, person.Key, cancellation).ConfigureAwait(false);
                context.Remove(row);
                await context.SaveChangesAsync(cancellation).ConfigureAwait(false);
                return new Joined(person.Key, await EnterAsync(context, trail, (provider, person.Key), (identity, caller), cancellation).ConfigureAwait(false), codes);
            },
            cancellation);

    private async Task<string> EnterAsync(ProgrammeContext context, AuditTrail trail, (SignInProvider Provider, string Person) whose, (ProvenIdentity Identity, Caller Caller) how, CancellationToken cancellation)
    {
        (SignInProvider provider, string person) = whose;
        string stamp = IdentityStore.StampOf(provider.Name, how.Identity.Subject);
        PersonIdentityRow row = await context.Set<PersonIdentityRow>().SingleOrDefaultAsync(one => one.Stamp == stamp && one.Person == person, cancellation).ConfigureAwait(false)
            ?? await _identities.AddAsync(context, trail, (person, provider.Name), how.Identity, cancellation).ConfigureAwait(false);
        row.UsedAt = _books.Now;
        await GroupRoles.FollowAsync(context, trail, (_books, provider), (person, how.Identity.Groups), cancellation).ConfigureAwait(false);
        return await _sessions.BeginAsync(context, trail, new Entry(person, "oidc", _identities.VouchedBy(provider.Name, how.Identity)), how.Caller, cancellation).ConfigureAwait(false);
    }

    private async Task<string> WaitAsync(ProgrammeContext context, SignInProvider provider, ProvenIdentity identity, Action<PersonArrivalRow> fill, CancellationToken cancellation)
    {
        DateTimeOffset now = _books.Now;
        await context.Set<PersonArrivalRow>().Where(other => other.ExpiresAt <= now).ExecuteDeleteAsync(cancellation).ConfigureAwait(false);
        string secret = Secret.New();
        var row = new PersonArrivalRow
        {
            Hash = Secret.Hash("arrival", secret), Provider = provider.Name, Said = Convert.ToBase64String(_said.Protect(JsonSerializer.SerializeToUtf8Bytes(identity))), ExpiresAt = now + _books.Options.Step,
        };
        fill(row);
        context.Add(row);
        await context.SaveChangesAsync(cancellation).ConfigureAwait(false);
        return secret;
    }

    private ProvenIdentity Said(PersonArrivalRow row) => JsonSerializer.Deserialize<ProvenIdentity>(_said.Unprotect(Convert.FromBase64String(row.Said)))!;

    private async Task<PersonArrivalRow?> FindAsync(ProgrammeContext context, SignInProvider provider, string secret, CancellationToken cancellation)
    {
        string hash = Secret.Hash("arrival", secret);
        DateTimeOffset now = _books.Now;
        return await context.Set<PersonArrivalRow>().SingleOrDefaultAsync(row => row.Hash == hash && row.Provider == provider.Name && row.ExpiresAt > now, cancellation).ConfigureAwait(false);
    }
}
