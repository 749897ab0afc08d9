using Sextant.Checks.Judging;
using Sextant.Checks.Observations;
using Sextant.Measurement.Campaigns;
using Sextant.Measurement.Scans;
using Sextant.Measurement.Storage;

namespace Sextant.Measurement.Runs;

/// <summary>A batch that this run has kept.</summary>
/// <param name="At">When.</param>
/// <param name="Names">Its names, each with its evidence.</param>
/// <param name="Results">What the tally counted for it.</param>
/// <param name="Files">Its files of the lake.</param>
internal sealed record KeptBatch(DateTimeOffset At, IReadOnlyList<(string Name, string Evidence)> Names, IReadOnlyList<ResultCount> Results, IReadOnlyList<string> Files);

/// <summary>
/// Makes unknown what a fault of the vantage covers, in the database and in the lake: results that are held still, and those that were kept
/// since the window began. Their names are measured again by whoever goes on with the campaign.
/// </summary>
internal sealed class KeptWindow(CampaignRun run)
{
    private readonly Queue<KeptBatch> _kept = new();

    /// <summary>Remembers what was kept, as long as it may have to be taken back.</summary>
    public void Remember(KeptBatch batch)
    {
        _kept.Enqueue(batch);
        while (_kept.Peek().At < run.Clock.GetUtcNow() - run.Options.Breaker.Window)
        {
            _kept.Dequeue();
        }
    }

    /// <summary>Sets results aside that are not kept yet.</summary>
    /// <param name="lease">The lease of their names.</param>
    /// <param name="scans">The results.</param>
    /// <param name="trouble">What the vantage is known to suffer from.</param>
    /// <param name="cancellation">Stops it; then nothing of them is kept.</param>
    public async Task SetAsideAsync(CampaignLease lease, IReadOnlyList<FinishedScan> scans, VantageObservation trouble, CancellationToken cancellation)
    {
        FinishedScan[] unknown = await Task.WhenAll(scans.Select(scan => UnknownAsync(scan.Name, scan.Evidence, trouble, cancellation))).ConfigureAwait(false);
        await run.Patience
            .RunAsync(() => run.Stores.Campaigns.SetAsideAsync(new SetAside(run.Campaign, run.Vantage, lease.Id, unknown, []), cancellation), cancellation).ConfigureAwait(false);
    }

    /// <summary>Takes back what was kept in the window that ends now.</summary>
    /// <returns>The batches taken back.</returns>
    public async Task<IReadOnlyList<KeptBatch>> TakeBackAsync(VantageObservation trouble, CancellationToken cancellation)
    {
        var back = new List<KeptBatch>();
        while (_kept.TryDequeue(out KeptBatch? batch))
        {
            if (batch.At < run.Clock.GetUtcNow() - run.Options.Breaker.Window)
            {
                continue;
            }

            var unknown = new List<FinishedScan>(batch.Names.Count);
            foreach ((string name, string evidence) in batch.Names)
            {
                unknown.Add(await UnknownAsync(name, evidence, trouble, cancellation).ConfigureAwait(false));
            }

            await run.Patience
                .RunAsync(() => run.Stores.Campaigns.SetAsideAsync(new SetAside(run.Campaign, run.Vantage, null, unknown, batch.Files), cancellation), cancellation).ConfigureAwait(false);
            back.Add(batch);
        }

        return back;
    }

    // The same observations under a vantage that is known to be at fault: judged again some day, they give the same.
    private async Task<FinishedScan> UnknownAsync(string name, string seen, VantageObservation trouble, CancellationToken cancellation)
    {
        Scan scan = run.Stores.Evidence.GetScan(seen) ?? throw new InvalidDataException($"The evidence {seen} of {name}, kept a moment ago, is gone.");
        Scan under = Judge.FaultOf(scan.Vantage) is null ? scan with { Vantage = trouble } : scan;
        string evidence = await run.Stores.Evidence.PutAsync(under, [], cancellation).ConfigureAwait(false);
        return new FinishedScan(name, under, [.. Judge.Assess(under, run.Options.Profile).Select(entry => entry with { Evidence = evidence })], evidence);
    }
}
