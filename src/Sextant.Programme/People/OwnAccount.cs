using Microsoft.EntityFrameworkCore;
using Sextant.Programme.Register;

namespace Sextant.Programme.People;

/// <summary>What a person changes of the own account.</summary>
public sealed class OwnAccount
{
    private readonly PeopleBooks _books;
    private readonly Passwords _passwords;
    private readonly SessionStore _sessions;

    internal OwnAccount(PeopleBooks books, Passwords passwords, SessionStore sessions) => (_books, _passwords, _sessions) = (books, passwords, sessions);

    /// <summary>How many recovery codes are left.</summary>
    public async Task<int> CodesLeftAsync(string person, CancellationToken cancellation = default)
    {
        await using ProgrammeContext context = _books.Database.Create();
        return await context.Set<PersonRecoveryRow>().CountAsync(row => row.Person == person && row.UsedAt == null, cancellation).ConfigureAwait(false);
    }

    /// <summary>Whether the session is young enough to change what one signs in with.</summary>
    public bool IsFresh(Viewer viewer) => viewer.SignedInAt is { } at && _books.Now - at <= _books.Options.Fresh;

    /// <summary>Whether a person has a password: who came by an identity provider has none until one is chosen.</summary>
    public async Task<bool> HasPasswordAsync(string person, CancellationToken cancellation = default)
    {
        await using ProgrammeContext context = _books.Database.Create();
        return await WaysIn.HasPasswordAsync(context, person, cancellation).ConfigureAwait(false);
    }

    /// <summary>Another password, or a first one; every other session ends.</summary>
    /// <param name="present">The present password; of no matter where there is none.</param>
    /// <exception cref="PeopleException">What is wrong with it.</exception>
    public async Task ChangePasswordAsync(Viewer viewer, string present, string next, string repeated, CancellationToken cancellation = default)
    {
        string? hash;
        await using (ProgrammeContext context = _books.Database.Create())
        {
            hash = await context.Set<PersonRow>().Where(row => row.Key == viewer.Person).Select(row => row.PasswordHash).SingleOrDefaultAsync(cancellation).ConfigureAwait(false);
        }

        PeopleFault? fault = hash is not null && !(await _passwords.VerifyAsync(hash, present, cancellation).ConfigureAwait(false)).Fits ? PeopleFault.PasswordWrong
            : next != repeated ? PeopleFault.PasswordsDiffer
            : _passwords.Fault(next, viewer.Email, viewer.Name);
        if (fault is { } wrong)
        {
            throw new PeopleException(wrong);
        }

        string renewed = await _passwords.HashAsync(next, cancellation).ConfigureAwait(false);
        await _books.Audit.ChangeAsync(
            viewer.Actor,
            async (context, trail) =>
            {
                PersonRow row = await context.Set<PersonRow>().SingleAsync(one => one.Key == viewer.Person, cancellation).ConfigureAwait(false);
                if (row.PasswordHash != hash)
                {
                    throw new PeopleException(PeopleFault.PasswordWrong); // changed meanwhile from elsewhere
                }

                (row.PasswordHash, row.Stamp) = (renewed, Secret.NewKey());
                trail.Add("password.change", $"person:{row.Key}", null, null);
                return await _sessions.EndAsync(context, trail, row.Key, one => one.Key != viewer.Session, cancellation).ConfigureAwait(false);
            },
            cancellation).ConfigureAwait(false);
    }

    /// <summary>New recovery codes; the old ones are void.</summary>
    public Task<IReadOnlyList<string>> RenewCodesAsync(Viewer viewer, CancellationToken cancellation = default) =>
        _books.Audit.ChangeAsync(
            viewer.Actor,
            (context, trail) =>
            {
                trail.Add("codes.renew", $"person:{viewer.Person}", null, null);
                return RecoveryCodes.RenewAsync(context, viewer.Person!, cancellation);
            },
            cancellation);
}
