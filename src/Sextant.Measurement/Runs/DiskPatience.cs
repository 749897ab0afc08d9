using Sextant.Store.Files;

namespace Sextant.Measurement.Runs;

/// <summary>
/// Waits while a disk takes nothing: results are held, no new names are begun once the places are full, and the run goes on by itself when the disk does.
/// What was refused is not acknowledged, so it may be handed in again.
/// </summary>
internal sealed class DiskPatience(CampaignRun run)
{
    /// <summary>Keeps something, again and again while the disk refuses.</summary>
    /// <param name="keep">Keeps it whole or not at all.</param>
    /// <param name="stop">Ends the waiting; then the refusal is thrown.</param>
    /// <exception cref="StorageException">The disk refused for longer than a run waits.</exception>
    public async Task<T> UntilKeptAsync<T>(Func<Task<T>> keep, CancellationToken stop)
    {
        long began = run.Clock.GetTimestamp();
        while (true)
        {
            try
            {
                T kept = await keep().ConfigureAwait(false);
                run.Tally.DiskFault = null;
                return kept;
            }
            catch (StorageException fault) when (fault.ErrorNumber != 0 && !stop.IsCancellationRequested && run.Clock.GetElapsedTime(began) < run.Options.DiskPatience)
            {
                run.Tally.DiskFault ??= fault; // the first sentence of a fault says most
            }

            await Task.Delay(run.Options.DiskPause, run.Clock, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
