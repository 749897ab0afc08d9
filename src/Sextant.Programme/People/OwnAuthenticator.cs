using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Sextant.Programme.Register;

namespace Sextant.Programme.People;

/// <summary>Another authenticator for the own account: on a new telephone. Nothing is kept before a code shows that it works.</summary>
public sealed class OwnAuthenticator
{
    private readonly PeopleBooks _books;
    private readonly SecondFactor _second;
    private readonly SessionStore _sessions;
    private readonly ITimeLimitedDataProtector _step;

    internal OwnAuthenticator(PeopleBooks books, SecondFactor second, SessionStore sessions, IDataProtectionProvider protection) =>
        (_books, _second, _sessions, _step) = (books, second, sessions, protection.CreateProtector("sextant.people.authenticator").ToTimeLimitedDataProtector());

    /// <summary>A new key, to be scanned.</summary>
    public JoinStep Begin(Viewer viewer) => Step(viewer, Totp.NewSecret());

    /// <summary>The same key again, after a code that was not right.</summary>
    /// <exception cref="PeopleException">It was begun too long ago, or by another session.</exception>
    public JoinStep Again(Viewer viewer, string? packed) => Step(viewer, Open(viewer, packed));

    /// <summary>Takes the new one; the old one shows nothing any more, and every other session ends.</summary>
    /// <exception cref="PeopleException">The code is not right, or it was begun too long ago.</exception>
    public Task ReplaceAsync(Viewer viewer, string? packed, string code, CancellationToken cancellation = default)
    {
        byte[] key = Open(viewer, packed);
        long step = Totp.Match(key, code, _books.Now, 0) ?? throw new PeopleException(PeopleFault.BadCode);
        return _books.Audit.ChangeAsync(
            viewer.Actor,
            async (context, trail) =>
            {
                PersonRow person = await context.Set<PersonRow>().SingleAsync(row => row.Key == viewer.Person && row.EndedAt == null, cancellation).ConfigureAwait(false);
                (person.TotpSecret, person.TotpStep, person.Stamp) = (_second.Keep(key), step, Secret.NewKey());
                trail.Add("authenticator.replace", $"person:{person.Key}", null, null);
                return await _sessions.EndAsync(context, trail, person.Key, one => one.Key != viewer.Session, cancellation).ConfigureAwait(false);
            },
            cancellation);
    }

    // Sealed to the session that began it: a step that was caught is worth nothing elsewhere.
    private JoinStep Step(Viewer viewer, byte[] key) => new(
        _step.Protect($"{viewer.Session} {Convert.ToHexString(key)}", _books.Options.Step), Totp.ToBase32(key), Totp.Address(key, "Sextant", viewer.Email));

    private byte[] Open(Viewer viewer, string? packed)
    {
        try
        {
            string[] parts = _step.Unprotect(packed ?? "").Split(' ');
            return parts is [var session, var key] && session == viewer.Session ? Convert.FromHexString(key) : throw new PeopleException(PeopleFault.Stale);
        }
        catch (Exception fault) when (fault is CryptographicException or FormatException)
        {
            throw new PeopleException(PeopleFault.Stale);
        }
    }
}
