using Microsoft.EntityFrameworkCore;
using Sextant.Programme.Register;

namespace Sextant.Programme.People;

/// <summary>What a person begins to sign in with: a password, passkeys, identities. Who came by an identity provider has no password until one is chosen.</summary>
internal static class WaysIn
{
    /// <summary>Whether a person has a password.</summary>
    internal static Task<bool> HasPasswordAsync(ProgrammeContext context, string person, CancellationToken cancellation) =>
        context.Set<PersonRow>().AnyAsync(row => row.Key == person && row.PasswordHash != null, cancellation);

    /// <summary>Refuses to take away the last one: the person would be shut out of the own account.</summary>
    /// <param name="without">The key of the passkey or identity that is to go.</param>
    /// <exception cref="PeopleException">It is the last one.</exception>
    internal static async Task CheckAsync(ProgrammeContext context, string person, string without, CancellationToken cancellation)
    {
        bool others = await HasPasswordAsync(context, person, cancellation).ConfigureAwait(false)
            || await context.Set<PersonPasskeyRow>().AnyAsync(row => row.Person == person && row.Key != without, cancellation).ConfigureAwait(false)
            || await context.Set<PersonIdentityRow>().AnyAsync(row => row.Person == person && row.Key != without, cancellation).ConfigureAwait(false);
        if (!others)
        {
            throw new PeopleException(PeopleFault.LastWayIn);
        }
    }
}
