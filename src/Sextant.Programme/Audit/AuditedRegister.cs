using Sextant.Programme.Register;

namespace Sextant.Programme.Audit;

/// <summary>Who changes the register, why, and what the change is called in the audit log.</summary>
/// <param name="Actor">Who, and from where.</param>
/// <param name="Action">Such as <c>document.record</c>.</param>
/// <param name="Reason">In a sentence; stays with the rows.</param>
internal sealed record RegisterChange(Actor Actor, string Action, string? Reason);

/// <summary>Changes of the register by people: versions of facts, and for each an entry of the audit log in the same transaction.</summary>
internal sealed class AuditedRegister(ProgrammeDatabase database, TimeProvider clock)
{
    internal Task<T> WriteAsync<T>(RegisterChange change, Func<ProgrammeContext, RegisterWriter, Task<T>> work, CancellationToken cancellation) =>
        new AuditLog(database, clock).ChangeAsync(
            change.Actor,
            async (context, trail) =>
            {
                var writer = new RegisterWriter(context, change.Actor.Who, clock.GetUtcNow());
                T made = await work(context, writer).ConfigureAwait(false);
                foreach ((string table, RegisterRow? before, RegisterRow after) in writer.Puts)
                {
                    trail.Add(change.Action, $"{table["register_".Length..]}:{after.Key}", before, after, change.Reason);
                }

                return made;
            },
            cancellation);
}
