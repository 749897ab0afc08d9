using Sextant.Checks.Observations;
using Sextant.Measurement.Scans;

namespace Sextant.Measurement.Runs;

/// <summary>
/// Measures a campaign's names from one vantage until none is left or it is stopped. A result is kept only when the vantage's self-checks
/// before and after it passed and no breaker opened (measurement rule 2); what lies in the window of a failed one is unknown, and measured again.
/// </summary>
/// <param name="scanner">Measures one name.</param>
/// <param name="selfCheck">Looks at the vantage now.</param>
/// <param name="stores">Where progress and results are kept.</param>
/// <param name="options">Profile, concurrency and windows.</param>
/// <param name="clock">The clock.</param>
public sealed class CampaignRunner(
    IScanner scanner, Func<CancellationToken, Task<VantageObservation>> selfCheck, MeasurementStores stores, CampaignRunOptions options, TimeProvider clock)
{
    /// <summary>
    /// Runs the campaign. Cancelling stops it in order: what is finished is kept, the rest given back. So does somebody who pauses or stops it, and the end of
    /// its hours.
    /// </summary>
    /// <param name="campaign">The campaign's id; it exists.</param>
    /// <param name="vantage">This vantage's name, one of the campaign's.</param>
    /// <param name="tally">Counts as the run goes on.</param>
    /// <exception cref="DatabaseAwayException">The database cannot be reached; what was acknowledged stays.</exception>
    /// <exception cref="IOException">The disk did not take results; what was acknowledged stays.</exception>
    public async Task<CampaignEnd> RunAsync(string campaign, string vantage, CampaignTally tally, CancellationToken cancellation)
    {
        var run = new CampaignRun(campaign, vantage, stores, options, tally, clock);
        tally.AwayFrom = run.Patience;
        using var sweeping = new Sweeping(options.MostOutlived, options.MostResident, clock);
        using var called = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var watch = new Watch(run);
        Task watching = watch.RunAsync(called);
        try
        {
            CampaignEnd end = await MeasureAsync(run, called.Token).ConfigureAwait(false);
            return end == CampaignEnd.Stopped && !cancellation.IsCancellationRequested ? watch.End ?? end : end;
        }
        catch (OperationCanceledException) when (watch.End is not null && !cancellation.IsCancellationRequested)
        {
            return watch.End.Value; // before the first name
        }
        finally
        {
            await called.CancelAsync().ConfigureAwait(false);
            await watching.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<CampaignEnd> MeasureAsync(CampaignRun run, CancellationToken cancellation)
    {
        var settling = new Settling(run, selfCheck);
        await using (settling.ConfigureAwait(false))
        {
            if (!await settling.OpenAsync(cancellation).ConfigureAwait(false))
            {
                return CampaignEnd.VantageFault;
            }

            using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            using CancellationTokenRegistration grace = cancellation.Register(settling.Hurry);
            Task measured = new Measuring(run, scanner, settling).RunAsync(stop.Token);
            try
            {
                await settling.RunAsync(cancellation).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
            {
                // The time of grace is over: what could not be kept is measured again by the next run.
            }
            finally
            {
                await stop.CancelAsync().ConfigureAwait(false);
                settling.Close();
                await measured.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }

            await measured.ConfigureAwait(false);
            return settling.GaveUp ? run.Tally.MassFailure is null ? CampaignEnd.VantageFault : CampaignEnd.MassFailure : cancellation.IsCancellationRequested ? CampaignEnd.Stopped : CampaignEnd.Finished;
        }
    }
}
