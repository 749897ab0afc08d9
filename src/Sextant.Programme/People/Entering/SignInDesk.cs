using Microsoft.EntityFrameworkCore;
using Sextant.Programme.Audit;
using Sextant.Programme.Register;

namespace Sextant.Programme.People;

/// <summary>A browser that asks to be let in.</summary>
/// <param name="From">Its address.</param>
/// <param name="Agent">What it calls itself.</param>
/// <param name="Devices">Marks of earlier signing in that it carries: person and mark.</param>
public sealed record Caller(string From, string Agent, IReadOnlyDictionary<string, string> Devices);

/// <summary>A passkey that has answered and was judged good.</summary>
public sealed record PasskeyUse(string Person, string Credential, long SignCount, bool BackedUp);

/// <summary>What came of a password.</summary>
/// <param name="Pending">The person who may now show the second factor; null: not let in.</param>
/// <param name="Stamp">Of that person; it must be the same when the second factor comes.</param>
/// <param name="Wait">How long to wait before the next try; null: no need.</param>
public sealed record PasswordOutcome(string? Pending, string? Stamp, TimeSpan? Wait);

/// <summary>What came of the last step.</summary>
/// <param name="Session">The secret of the new session; null: not let in.</param>
/// <param name="Person">Whose.</param>
/// <param name="Wait">How long to wait before the next try; null: no need.</param>
public sealed record SignInOutcome(string? Session, string? Person, TimeSpan? Wait)
{
    /// <summary>Whether this was the last of the day's tries at the second step: somebody has the first factor and not the second, and the person should know.</summary>
    public bool Alarming { get; init; }
}

/// <summary>
/// Lets people in: by password and then a code, or by a passkey. What is said of a wrong password, of an account that does not exist, that has ended or has no
/// password is the same, and takes as long.
/// </summary>
public sealed class SignInDesk
{
    private readonly PeopleBooks _books;
    private readonly Passwords _passwords;
    private readonly SecondFactor _second;
    private readonly SessionStore _sessions;
    private readonly SignInThrottle _throttle;

    internal SignInDesk(PeopleBooks books, Passwords passwords, SecondFactor second, SessionStore sessions, SignInThrottle throttle) =>
        (_books, _passwords, _second, _sessions, _throttle) = (books, passwords, second, sessions, throttle);

    /// <summary>The first step.</summary>
    public async Task<PasswordOutcome> PasswordAsync(string email, string password, Caller caller, CancellationToken cancellation = default)
    {
        string folded = PeopleBooks.Fold(email.Length > 320 ? email[..320] : email);
        await using ProgrammeContext context = _books.Database.Create();
        PersonRow? person = await context.Set<PersonRow>().SingleOrDefaultAsync(row => row.EmailFolded == folded, cancellation).ConfigureAwait(false);
        string? device = person is null ? null : caller.Devices.GetValueOrDefault(person.Key);
        if (await _throttle.TryBeginAsync(folded, caller.From, device, cancellation).ConfigureAwait(false) is { } wait)
        {
            return new PasswordOutcome(null, null, wait);
        }

        (bool fits, string? renewed) = await _passwords.VerifyAsync(person?.PasswordHash, password, cancellation).ConfigureAwait(false);
        if (!fits || person is not { EndedAt: null, TotpSecret: not null })
        {
            return new PasswordOutcome(null, null, null);
        }

        await _throttle.SucceededAsync(folded, caller.From, device, cancellation).ConfigureAwait(false);
        if (renewed is not null)
        {
            person.PasswordHash = renewed; // the same password with more rounds: nothing that a log would tell of
            await context.SaveChangesAsync(cancellation).ConfigureAwait(false);
        }

        return new PasswordOutcome(person.Key, person.Stamp, null);
    }

    /// <summary>The second step: a code of the authenticator, or one of recovery.</summary>
    public Task<SignInOutcome> CodeAsync(string key, string stamp, string code, Caller caller, CancellationToken cancellation = default) =>
        _second.EnterAsync(
            key,
            caller,
            async (context, trail) =>
            {
                PersonRow? person = await context.Set<PersonRow>().SingleOrDefaultAsync(row => row.Key == key && row.Stamp == stamp && row.EndedAt == null, cancellation).ConfigureAwait(false);
                string? method = person is null ? null : await _second.MethodAsync(context, person, code, cancellation).ConfigureAwait(false);
                return method is null ? null : await _sessions.BeginAsync(context, trail, new Entry(key, method), caller, cancellation).ConfigureAwait(false);
            },
            cancellation);

    /// <summary>By a passkey that was confirmed: possession and the person's own finger or code are both in it.</summary>
    public async Task<SignInOutcome> PasskeyAsync(PasskeyUse use, Caller caller, CancellationToken cancellation = default)
    {
        string key = use.Person;
        string? session = await _books.Audit.ChangeAsync(
            Actor.Person(key, caller.From),
            async (context, trail) =>
            {
                bool stands = await context.Set<PersonRow>().AnyAsync(row => row.Key == key && row.EndedAt == null, cancellation).ConfigureAwait(false);
                PersonPasskeyRow? passkey = await context.Set<PersonPasskeyRow>().SingleOrDefaultAsync(row => row.Key == use.Credential && row.Person == key, cancellation).ConfigureAwait(false);
                if (!stands || passkey is null)
                {
                    return null;
                }

                (passkey.SignCount, passkey.BackedUp, passkey.UsedAt) = (use.SignCount, use.BackedUp, _books.Now);
                return await _sessions.BeginAsync(context, trail, new Entry(key, "passkey"), caller, cancellation).ConfigureAwait(false);
            },
            cancellation).ConfigureAwait(false);
        return new SignInOutcome(session, session is null ? null : key, null);
    }
}
