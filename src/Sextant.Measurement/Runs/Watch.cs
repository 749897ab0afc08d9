using Sextant.Measurement.Campaigns;
using Sextant.Measurement.Storage;
using Sextant.Store.Databases;

namespace Sextant.Measurement.Runs;

/// <summary>Looks every second whether the campaign of a run may go on, and stops the run when it may not.</summary>
internal sealed class Watch(CampaignRun run)
{
    /// <summary>Why the run was stopped; null while it may go on.</summary>
    public CampaignEnd? End { get; private set; }

    /// <summary>Looks until the run has ended, or may not go on.</summary>
    public async Task RunAsync(CancellationTokenSource called)
    {
        while (!called.IsCancellationRequested)
        {
            try
            {
                if (await run.Stores.Control.StandingAsync(run.Campaign, called.Token).ConfigureAwait(false) is var (standing, terms))
                {
                    End = MayNot(standing, terms, run.Clock.GetUtcNow());
                    if (End is not null)
                    {
                        await called.CancelAsync().ConfigureAwait(false);
                        return;
                    }
                }
            }
            catch (Exception fault) when (DatabaseFaults.IsAway(fault))
            {
                // The run itself waits for the database, and says so.
            }

            await Task.Delay(run.Options.Watch, run.Clock, called.Token).ConfigureAwait(false);
        }
    }

    /// <summary>Why a campaign may not be measured now; null when it may.</summary>
    public static CampaignEnd? MayNot(CampaignStanding standing, CampaignTerms terms, DateTimeOffset now) =>
        standing != CampaignStanding.Open ? CampaignEnd.Paused
        : terms.Window?.Contains(now) == false ? CampaignEnd.WindowClosed
        : null;
}
