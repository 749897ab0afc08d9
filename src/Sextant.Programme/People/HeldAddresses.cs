using Microsoft.EntityFrameworkCore;
using Sextant.Programme.Register;

namespace Sextant.Programme.People;

/// <summary>
/// Whose an address is. An account that has ended keeps it as a memory alone: a unit's mailbox goes from one focal point to the next, and people come back.
/// </summary>
internal static class HeldAddresses
{
    /// <summary>Whether somebody who can sign in has an address.</summary>
    /// <param name="folded">As it is compared.</param>
    internal static Task<bool> IsTakenAsync(ProgrammeContext context, string folded, CancellationToken cancellation) =>
        context.Set<PersonRow>().AnyAsync(row => row.EmailFolded == folded && row.EndedAt == null, cancellation);

    /// <summary>Whether an account that has ended still has an address: who was shut out does not come back by a group of an identity provider.</summary>
    internal static Task<bool> WasAsync(ProgrammeContext context, string folded, CancellationToken cancellation) =>
        context.Set<PersonRow>().AnyAsync(row => row.EmailFolded == folded && row.EndedAt != null, cancellation);

    /// <summary>Takes an address from an account that has ended, with the identities by which it was had: somebody who was invited or has confirmed it has it now.</summary>
    internal static async Task FreeAsync(ProgrammeContext context, string folded, CancellationToken cancellation)
    {
        if (await context.Set<PersonRow>().SingleOrDefaultAsync(row => row.EmailFolded == folded && row.EndedAt != null, cancellation).ConfigureAwait(false) is not { } ended)
        {
            return;
        }

        ended.EmailFolded = $"{folded} {ended.Key}"; // no address has a blank
        await context.SaveChangesAsync(cancellation).ConfigureAwait(false);
        await context.Set<PersonIdentityRow>().Where(row => row.Person == ended.Key).ExecuteDeleteAsync(cancellation).ConfigureAwait(false);
    }
}
