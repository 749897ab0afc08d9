using Sextant.Programme.Audit;
using Sextant.Programme.Register;

namespace Sextant.Programme.Measured;

/// <summary>
/// Acts on what another database holds. The audit log cannot be written in one transaction with them, so it is written twice: what is meant to be done is in the log, lasting, before
/// anything is done, and what came of it afterwards. Whoever is killed between leaves an intent without an outcome: an act that may have been done, and never one that nobody knows of.
/// </summary>
internal sealed class IntendedActs(ProgrammeDatabase database, TimeProvider clock)
{
    /// <summary>The action of every outcome; its subject is that of the intent.</summary>
    internal const string Outcome = "campaign.outcome";

    /// <summary>Intents that are followed by an outcome. Where there is none, <see cref="OpenActs"/> looks what became of them.</summary>
    internal static readonly string[] Settled = ["campaign.make", "campaign.stand", "campaign.again", "campaign.priority", "schedule.make", "schedule.retime"];

    private readonly AuditLog _log = new(database, clock);

    /// <summary>Does something.</summary>
    /// <param name="intent">Says what is meant, and writes it down; it may refuse, and then nothing is in the log. What it gives names the subject.</param>
    /// <param name="act">Does it; gives what was made, and what is to be told of it.</param>
    internal async Task<T> DoAsync<T>(Actor actor, Func<ProgrammeContext, Task<Intent>> intent, Func<string, Task<(T Made, object? Told)>> act, CancellationToken cancellation)
    {
        (Intent meant, long number) = (null!, 0L);

        // What the writing gives is what a repeated request is told of: the id, which the intent has taken.
        string id = await _log.ChangeAsync(
            actor,
            async (context, trail) =>
            {
                meant = await intent(context).ConfigureAwait(false);
                number = (context.Start!.Head?.Sequence ?? 0) + 1; // the only entry of this change
                trail.Add(meant.Action, meant.Subject, null, meant.What);
                return meant.Subject[(meant.Subject.IndexOf(':', StringComparison.Ordinal) + 1)..];
            },
            cancellation).ConfigureAwait(false);
        try
        {
            // Once begun it goes on to its end: who turned away is told nothing, the log is.
            (T made, object? told) = await act(id).ConfigureAwait(false);
            await TellAsync(actor, meant, new { Of = meant.Action, Intent = number, Done = true, Result = told }).ConfigureAwait(false);
            return made;
        }
        catch (RefusedException refused)
        {
            await TellAsync(actor, meant, new { Of = meant.Action, Intent = number, Done = false, Why = refused.Word }).ConfigureAwait(false);
            throw;
        }
    }

    private Task<bool> TellAsync(Actor actor, Intent meant, object outcome) => _log.ChangeAsync(
        actor,
        (_, trail) =>
        {
            trail.Add(Outcome, meant.Subject, null, outcome);
            return Task.FromResult(true);
        },
        CancellationToken.None);
}

/// <summary>What somebody is about to do.</summary>
/// <param name="Subject"><c>campaign:ID</c> or <c>schedule:ID</c>.</param>
internal sealed record Intent(string Action, string Subject, object What);
