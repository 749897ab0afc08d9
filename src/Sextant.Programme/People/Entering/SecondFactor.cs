using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Sextant.Programme.Audit;
using Sextant.Programme.Register;

namespace Sextant.Programme.People;

/// <summary>The second step of signing in: a code of the authenticator or one of recovery, so often and no more.</summary>
internal sealed class SecondFactor(PeopleBooks books, IDataProtector totp, SignInThrottle throttle)
{
    /// <summary>For what secrets of authenticators are sealed.</summary>
    internal const string Purpose = "sextant.people.totp";

    /// <summary>Lets a person in whose first step was good; the work looks at the code and begins the session.</summary>
    internal async Task<SignInOutcome> EnterAsync(string person, Caller caller, Func<ProgrammeContext, AuditTrail, Task<string?>> work, CancellationToken cancellation)
    {
        string? device = caller.Devices.GetValueOrDefault(person);

        // Whoever comes here has shown the first factor: the measure is the person's own second step.
        (string account, string? mark) = (SignInThrottle.SecondStep + person, device is null ? null : SignInThrottle.SecondStep + device);
        if (await throttle.TryBeginAsync(account, caller.From, mark, cancellation).ConfigureAwait(false) is { } wait)
        {
            return new SignInOutcome(null, null, wait);
        }

        string? session = await books.Audit.ChangeAsync(Actor.Person(person, caller.From), work, cancellation).ConfigureAwait(false);
        if (session is null)
        {
            return new SignInOutcome(null, null, null) { Alarming = mark is null && await throttle.IsUsedUpAsync(account, cancellation).ConfigureAwait(false) };
        }

        await throttle.SucceededAsync(account, caller.From, mark, cancellation).ConfigureAwait(false);
        return new SignInOutcome(session, person, null);
    }

    /// <summary>An authenticator's key as it is kept.</summary>
    internal string Keep(byte[] key) => Convert.ToBase64String(totp.Protect(key));

    /// <summary>By what a code lets the person in; null: it is none. Either kind is used up.</summary>
    internal async Task<string?> MethodAsync(ProgrammeContext context, PersonRow person, string code, CancellationToken cancellation)
    {
        if (person.TotpSecret is { } sealedSecret && Totp.Match(totp.Unprotect(Convert.FromBase64String(sealedSecret)), code, books.Now, person.TotpStep) is { } step)
        {
            person.TotpStep = step;
            return "totp";
        }

        string hash = RecoveryCodes.Hash(person.Key, code);
        PersonRecoveryRow? recovery = await context.Set<PersonRecoveryRow>().FirstOrDefaultAsync(row => row.Person == person.Key && row.Hash == hash && row.UsedAt == null, cancellation).ConfigureAwait(false);
        if (recovery is null)
        {
            return null;
        }

        recovery.UsedAt = books.Now;
        return "recovery-code";
    }
}
