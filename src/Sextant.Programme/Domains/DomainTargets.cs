using Microsoft.EntityFrameworkCore;
using Sextant.Programme.Register;
using Sextant.Wire.Names;

namespace Sextant.Programme.Domains;

/// <summary>What becomes a target of a unit because it is the unit's own.</summary>
internal static class DomainTargets
{
    /// <summary>The kinds of a claim that holds: confirmed where the unit has them, registered where nobody has; what is another's stays that.</summary>
    internal static async Task PutAsync(ProgrammeContext context, RegisterWriter writer, RegisterDomain claim, DateOnly today, CancellationToken cancellation)
    {
        foreach (string kind in claim.Kinds.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            RegisterTarget[] held = await OnAsync(context, $"{kind}:{claim.Ascii}", today, cancellation).ConfigureAwait(false);
            foreach (RegisterTarget own in held.Where(row => row.Organisation == claim.Organisation && row.Confidence != "confirmed"))
            {
                var row = (RegisterTarget)own.Next();
                row.Confidence = "confirmed";
                await writer.PutAsync(row, null, cancellation).ConfigureAwait(false);
            }

            if (held.Length == 0)
            {
                await writer.PutAsync(RegisterKeys.TargetRow(claim.Organisation, kind, HostName.Parse(claim.Ascii), "service", "confirmed", today, null), null, cancellation).ConfigureAwait(false);
            }
        }
    }

    /// <summary>
    /// The office says whose a domain is: who held it by a proof or by the office's earlier word holds it no longer, and what was registered with others of what is claimed ends with them.
    /// </summary>
    internal static async Task EndOthersAsync(ProgrammeContext context, RegisterWriter writer, RegisterDomain claim, (DateOnly Today, DateTimeOffset Now, string Why) decided, CancellationToken cancellation)
    {
        List<RegisterDomain> others = await context.Current<RegisterDomain>().Where(row => row.Ascii == claim.Ascii && row.Organisation != claim.Organisation && row.State != "claimed").ToListAsync(cancellation).ConfigureAwait(false);
        foreach (RegisterDomain other in others.Where(row => row.HoldsUntil > decided.Now))
        {
            var row = (RegisterDomain)other.Next();
            (row.HoldsUntil, row.DnsFault) = (decided.Now, DomainStore.Held);
            await writer.PutAsync(row, decided.Why, cancellation).ConfigureAwait(false);
        }

        foreach (string kind in claim.Kinds.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            foreach (RegisterTarget held in (await OnAsync(context, $"{kind}:{claim.Ascii}", decided.Today, cancellation).ConfigureAwait(false)).Where(row => row.Organisation != claim.Organisation))
            {
                var row = (RegisterTarget)held.Next();
                (row.ValidUntil, row.Withdrawn) = held.ValidFrom >= decided.Today ? (held.ValidUntil, true) : (decided.Today.AddDays(-1), false);
                await writer.PutAsync(row, decided.Why, cancellation).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Who has a target on a day or later.</summary>
    internal static Task<RegisterTarget[]> OnAsync(ProgrammeContext context, string target, DateOnly today, CancellationToken cancellation) =>
        context.Set<RegisterTarget>().AsNoTracking().Where(row => row.TargetKey == target && row.SupersededAt == null && !row.Withdrawn && (row.ValidUntil == null || row.ValidUntil >= today))
            .ToArrayAsync(cancellation);
}
