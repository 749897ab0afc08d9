using Microsoft.EntityFrameworkCore;
using Sextant.Measurement.Lake;
using Sextant.Measurement.Scans;
using Sextant.Measurement.Storage;
using Sextant.Store.Databases;

namespace Sextant.Measurement.Retention;

/// <summary>
/// Classes and verdicts in the database: rows that the lake has too, and those past the time of verdicts; never the one that says how a target stands now,
/// however old; and the names of campaigns that were done by then, whose number the campaign keeps. Campaign by campaign, as the tables' indexes lie.
/// </summary>
internal sealed class HistoryPruning(Database<MeasurementContext> database)
{
    internal async Task<PastData> RunAsync(DateOnly before, DateOnly verdicts, bool remove, CancellationToken cancellation)
    {
        await using MeasurementContext context = database.Create();
        Span span = await SpanAsync(context, before, verdicts, cancellation).ConfigureAwait(false);
        long rows = 0;
        bool said = !remove;
        foreach (string campaign in await CampaignsAsync(context, cancellation).ConfigureAwait(false))
        {
            IQueryable<TargetScanRow> past = Past(context, campaign, span);
            IQueryable<CampaignTargetRow> done = context.CampaignTargets.Where(name => name.CampaignId == campaign && name.DoneAt < span.End && name.State == TargetState.Done);
            long here = await past.LongCountAsync(cancellation).ConfigureAwait(false) + await done.LongCountAsync(cancellation).ConfigureAwait(false);
            rows += here;
            if (remove && here > 0)
            {
                if (!said)
                {
                    await RemovedBefore.SayAsync(database, DataClass.History, before, cancellation).ConfigureAwait(false);
                    said = true;
                }

                await DeleteAsync(past, cancellation).ConfigureAwait(false);
                await DeleteAsync(done, cancellation).ConfigureAwait(false);
            }
        }

        return new PastData(DataClass.History, before, 0, rows, 0);
    }

    /// <summary>Evidence of the rows that stay although they are older than the verdicts' time: how targets stand that nobody has measured since.</summary>
    /// <param name="verdicts">The verdicts' time.</param>
    /// <param name="all">Every row that is there; false: as if those that are past their time were gone.</param>
    /// <param name="cancellation">Stops it.</param>
    internal async Task<IReadOnlyList<string>> StayingAsync(DateOnly verdicts, bool all, CancellationToken cancellation)
    {
        await using MeasurementContext context = database.Create();
        DateTimeOffset end = RemovedBefore.Midnight(verdicts);
        var staying = new HashSet<string>(StringComparer.Ordinal);
        foreach (string campaign in await CampaignsAsync(context, cancellation).ConfigureAwait(false))
        {
            staying.UnionWith(await context.TargetScans.Where(scan => scan.Campaign == campaign && scan.MeasuredAt < end && (all || context.CurrentVerdicts
                    .Any(now => now.TargetKey == scan.TargetKey && now.Vantage == scan.Vantage && now.MeasuredAt == scan.MeasuredAt)))
                .Select(scan => scan.Evidence).ToListAsync(cancellation).ConfigureAwait(false));
        }

        return [.. staying];
    }

    private static IQueryable<TargetScanRow> Past(MeasurementContext context, string campaign, Span span) => context.TargetScans
        .Where(scan => scan.Campaign == campaign && (scan.MeasuredAt < span.Expired || (scan.MeasuredAt >= span.Known && scan.MeasuredAt < span.End))
            && !context.CurrentVerdicts.Any(now => now.TargetKey == scan.TargetKey && now.Vantage == scan.Vantage && now.MeasuredAt == scan.MeasuredAt));

    private static async Task<Span> SpanAsync(MeasurementContext context, DateOnly before, DateOnly verdicts, CancellationToken cancellation)
    {
        string? oldest = await context.LakeFiles.Where(file => file.Content == LakeTable.Targets && file.Bucket == null && file.ReplacedAt == null)
            .MinAsync(file => (string?)file.Day, cancellation).ConfigureAwait(false);
        DateTimeOffset end = RemovedBefore.Midnight(before);
        return new Span(RemovedBefore.Midnight(verdicts), oldest is null ? end : RemovedBefore.Midnight(LakeRange.Read(oldest)), end);
    }

    private static async Task<IReadOnlyList<string>> CampaignsAsync(MeasurementContext context, CancellationToken cancellation) =>
        [ScanStore.Single, .. await context.Campaigns.OrderBy(campaign => campaign.CreatedAt).Select(campaign => campaign.Id).ToListAsync(cancellation).ConfigureAwait(false)];

    /// <summary>An hour of a campaign at a time: whoever keeps results waits for no more than that.</summary>
    private static async Task DeleteAsync(IQueryable<TargetScanRow> rows, CancellationToken cancellation)
    {
        while (await rows.MinAsync(scan => (DateTimeOffset?)scan.MeasuredAt, cancellation).ConfigureAwait(false) is { } first)
        {
            DateTimeOffset until = first.AddHours(1);
            await rows.Where(scan => scan.MeasuredAt < until).ExecuteDeleteAsync(cancellation).ConfigureAwait(false);
        }
    }

    private static async Task DeleteAsync(IQueryable<CampaignTargetRow> names, CancellationToken cancellation)
    {
        while (await names.MinAsync(name => name.DoneAt, cancellation).ConfigureAwait(false) is { } first)
        {
            DateTimeOffset until = first.AddHours(1);
            await names.Where(name => name.DoneAt < until).ExecuteDeleteAsync(cancellation).ConfigureAwait(false);
        }
    }

    /// <param name="Expired">What is older is past the time of verdicts.</param>
    /// <param name="Known">From here on the lake has it too.</param>
    /// <param name="End">What is younger stays.</param>
    private sealed record Span(DateTimeOffset Expired, DateTimeOffset Known, DateTimeOffset End);
}
