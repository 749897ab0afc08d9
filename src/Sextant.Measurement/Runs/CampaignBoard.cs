using Sextant.Measurement.Campaigns;
using Sextant.Measurement.Lake;
using Sextant.Measurement.Scans;
using Sextant.Measurement.Schedules;
using Sextant.Measurement.Storage;

namespace Sextant.Measurement.Runs;

/// <summary>A campaign as the board shows it.</summary>
/// <param name="Progress">Counts, rate and what is left.</param>
/// <param name="Results">What it gave so far, by kind, class and cause.</param>
public sealed record BoardCampaign(CampaignProgress Progress, IReadOnlyList<ResultCount> Results);

/// <summary>How everything stood at one moment.</summary>
/// <param name="At">When.</param>
/// <param name="UnderWay">Campaigns that have names left and have not ended, with what they gave.</param>
/// <param name="Others">The newest of the others.</param>
/// <param name="Schedules">All schedules.</param>
/// <param name="Lake">Files, rows and bytes of each table.</param>
public sealed record BoardView(
    DateTimeOffset At, IReadOnlyList<BoardCampaign> UnderWay, IReadOnlyList<Campaign> Others, IReadOnlyList<Schedule> Schedules, IReadOnlyList<LakeSize> Lake);

/// <summary>
/// How campaigns go, for pages and for who watches: from the database, so it tells of every process. Counting a large campaign takes a moment,
/// so what was counted is shown for some seconds to all who ask, and counted by one of them.
/// </summary>
public sealed class CampaignBoard(MeasurementStores stores, TimeProvider clock) : IDisposable
{
    /// <summary>Campaigns that are listed; 50: a year of weekly ones.</summary>
    private const int Most = 50;

    /// <summary>How long a count is shown; 3 s: a person sees it move, and a hundred watchers cost no more than one.</summary>
    private static readonly TimeSpan Holds = TimeSpan.FromSeconds(3);

    private readonly SemaphoreSlim _one = new(1, 1);
    private BoardView? _last;
    private long _counted;

    /// <summary>How everything stands.</summary>
    public async Task<BoardView> ReadAsync(CancellationToken cancellation = default)
    {
        await _one.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            if (_last is null || clock.GetElapsedTime(_counted) > Holds)
            {
                _last = await CountAsync(cancellation).ConfigureAwait(false);
                _counted = clock.GetTimestamp();
            }

            return _last;
        }
        finally
        {
            _one.Release();
        }
    }

    /// <summary>Counts anew for who asks next: somebody has just changed something.</summary>
    public void Forget() => _last = null;

    /// <summary>One campaign; null when there is none of this id.</summary>
    public async Task<BoardCampaign?> FindAsync(string id, CancellationToken cancellation = default)
    {
        if ((await ReadAsync(cancellation).ConfigureAwait(false)).UnderWay.FirstOrDefault(one => one.Progress.Campaign.Id == id) is { } known)
        {
            return known;
        }

        return await stores.Campaigns.ProgressAsync(id, cancellation).ConfigureAwait(false) is { } progress
            ? new BoardCampaign(progress, await stores.Scans.ResultsAsync(id, null, cancellation).ConfigureAwait(false))
            : null;
    }

    /// <inheritdoc/>
    public void Dispose() => _one.Dispose();

    private async Task<BoardView> CountAsync(CancellationToken cancellation)
    {
        IReadOnlyList<Campaign> campaigns = await stores.Campaigns.ListAsync(Most, cancellation).ConfigureAwait(false);
        Campaign[] open = [.. campaigns.Where(one => !one.Finished && one.Standing != CampaignStanding.Stopped)];
        var underWay = new List<BoardCampaign>(open.Length);
        foreach (Campaign campaign in open)
        {
            underWay.Add(new BoardCampaign(
                await stores.Campaigns.ProgressAsync(campaign, cancellation).ConfigureAwait(false), await stores.Scans.ResultsAsync(campaign.Id, null, cancellation).ConfigureAwait(false)));
        }

        return new BoardView(
            clock.GetUtcNow(),
            [.. underWay.OrderByDescending(one => one.Progress.Campaign.Terms.Priority).ThenBy(one => one.Progress.Campaign.CreatedAt)],
            [.. campaigns.Except(open)],
            await stores.Schedules.ListAsync(cancellation).ConfigureAwait(false),
            await stores.Lake.SizesAsync(cancellation).ConfigureAwait(false));
    }
}
