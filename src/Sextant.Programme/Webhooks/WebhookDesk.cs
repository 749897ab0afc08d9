using Sextant.Measurement.Campaigns;
using Sextant.Programme.Measured;
using Sextant.Programme.People;
using Sextant.Programme.Register;

namespace Sextant.Programme.Webhooks;

/// <summary>Tells other systems what happens.</summary>
public sealed class WebhookDesk(ProgrammeDatabase database, PeopleArea people, IMeasuredStates states, Func<CancellationToken, Task<IReadOnlyList<CampaignProgress>>> campaigns, TimeProvider clock)
{
    /// <summary>5 s: a person who sends a trial waits for it.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    /// <summary>Every 60th pause a round: five minutes.</summary>
    private const int PausesARound = 60;

    /// <summary>Every 12th round, an hour, what is old is forgotten.</summary>
    private const int RoundsAPruning = 12;

    /// <summary>Addresses and what was delivered.</summary>
    public WebhookStore Store { get; } = new(database);

    /// <summary>Changes addresses.</summary>
    public WebhookEditing Editing { get; } = new(database, people, clock);

    /// <summary>Events on their way.</summary>
    public WebhookOutbox Outbox { get; } = new(database, people, clock);

    /// <summary>Finds what time and measuring do.</summary>
    public WebhookRound Round { get; } = new(database, states, campaigns, clock);

    /// <summary>Finds and sends until it is stopped.</summary>
    /// <param name="fault">Told what went wrong; the next round tries again.</param>
    public async Task RunAsync(IHookSender sender, Action<Exception> fault, CancellationToken cancellation)
    {
        using var timer = new PeriodicTimer(Pause, clock);
        var sending = new Dictionary<string, Task>(StringComparer.Ordinal);
        try
        {
            for (int i = 0; !cancellation.IsCancellationRequested; i++)
            {
                try
                {
                    await OnceAsync(i, cancellation).ConfigureAwait(false);
                    await SendAsync(sending, sender, fault, cancellation).ConfigureAwait(false);
                }
                catch (Exception failed) when (!cancellation.IsCancellationRequested)
                {
                    fault(failed);
                }

                await timer.WaitForNextTickAsync(cancellation).ConfigureAwait(false);
            }
        }
        finally
        {
            await Task.WhenAll(sending.Values).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    // To each address by itself: one that is slow holds up its own events alone.
    private async Task SendAsync(Dictionary<string, Task> sending, IHookSender sender, Action<Exception> fault, CancellationToken cancellation)
    {
        foreach ((string hook, Task task) in sending.Where(pair => pair.Value.IsCompleted).ToArray())
        {
            sending.Remove(hook);
            if (task.Exception is { } failed)
            {
                fault(failed.InnerException ?? failed);
            }
        }

        foreach (string hook in (await Outbox.DueAsync(cancellation).ConfigureAwait(false)).Where(hook => !sending.ContainsKey(hook)))
        {
            sending.Add(hook, Outbox.SendAsync(hook, sender, cancellation));
        }
    }

    private async Task OnceAsync(int pass, CancellationToken cancellation)
    {
        if (pass % PausesARound == 0)
        {
            try
            {
                await Round.RunAsync(cancellation).ConfigureAwait(false);
            }
            catch (NoPackException)
            {
                // Nothing to tell of yet.
            }
        }

        if (pass % (PausesARound * RoundsAPruning) == 0)
        {
            await Outbox.PruneAsync(cancellation).ConfigureAwait(false);
        }
    }
}
