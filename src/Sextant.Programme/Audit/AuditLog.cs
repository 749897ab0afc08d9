using Microsoft.EntityFrameworkCore;
using Sextant.Programme.Register;

namespace Sextant.Programme.Audit;

/// <summary>What was done, by whom, when and from where: written in the transaction of the change, each entry chained to the one before.</summary>
public sealed class AuditLog(ProgrammeDatabase database, TimeProvider clock)
{
    /// <summary>The entries wanted, newest first.</summary>
    public async Task<IReadOnlyList<AuditEntry>> ListAsync(AuditFilter filter, CancellationToken cancellation = default)
    {
        await using ProgrammeContext context = database.Create();
        IQueryable<AuditEntryRow> rows = context.Set<AuditEntryRow>().AsNoTracking();
        rows = filter.Who is { } who ? rows.Where(row => row.Who == who) : rows;
        rows = filter.Action is { } action ? rows.Where(row => row.Action == action) : rows;
        rows = filter.Subject is { } subject ? rows.Where(row => row.Subject == subject) : rows;
        rows = filter.Before is { } before ? rows.Where(row => row.Sequence < before) : rows;
        List<AuditEntryRow> found = await rows.OrderByDescending(row => row.Sequence).Take(filter.Most).ToListAsync(cancellation).ConfigureAwait(false);
        return
        [
            .. found.Select(row => new AuditEntry
            {
                Sequence = row.Sequence, At = row.At, Who = row.Who, From = row.From, Action = row.Action, Subject = row.Subject,
                Reason = row.Reason, Before = row.Before, After = row.After,
            }),
        ];
    }

    /// <summary>Reads the whole log and says what in it is not as it was written.</summary>
    /// <param name="known">Marks that were written down elsewhere, beside those of the anchor file.</param>
    public Task<AuditReport> VerifyAsync(IReadOnlyList<AuditMark>? known = null, CancellationToken cancellation = default) =>
        new AuditVerification(database).RunAsync(known ?? [], cancellation);

    /// <summary>One piece of writing and its entries, in one transaction.</summary>
    internal async Task<T> ChangeAsync<T>(Actor actor, Func<ProgrammeContext, AuditTrail, Task<T>> work, CancellationToken cancellation)
    {
        AuditMark? head = null;
        T result = await database.WriteAsync(
            async context =>
            {
                bool entered = actor.Terms is { } terms && await terms.EnterAsync(context, cancellation).ConfigureAwait(false);
                var trail = new AuditTrail(actor);
                T made = await work(context, trail).ConfigureAwait(false);
                head = trail.Write(context, clock.GetUtcNow());
                if (entered)
                {
                    await actor.Terms!.LeaveAsync(context, made, database.Memory.Own<OnceSweep>(), clock.GetUtcNow(), cancellation).ConfigureAwait(false);
                }

                if (head is not null || entered)
                {
                    await context.SaveChangesAsync(cancellation).ConfigureAwait(false); // all of it in one turn to the server
                }

                await OutwardEvents.TellAsync(context, trail.Deeds, clock.GetUtcNow(), cancellation).ConfigureAwait(false);
                return made;
            },
            cancellation,
            actor.Terms?.Stamp).ConfigureAwait(false);
        if (head is not null && database.Anchors is { } anchors)
        {
            await new AuditAnchors(anchors, database.Memory.Own<AnchorsComing>(), database.Anchoring).TryAddAsync(head, clock.GetUtcNow()).ConfigureAwait(false);
        }

        return result;
    }
}
