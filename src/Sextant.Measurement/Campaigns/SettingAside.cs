using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Sextant.Measurement.Lake;
using Sextant.Measurement.Scans;
using Sextant.Measurement.Storage;
using Sextant.Store.Databases;

namespace Sextant.Measurement.Campaigns;

/// <summary>Takes back what a fault of the vantage covers.</summary>
internal static class SettingAside
{
    /// <summary>
    /// Keeps results as unknown and makes their names pending again, all or nothing: rows of the same measurement take the place of what was said before,
    /// files of the lake the place of those that are named.
    /// </summary>
    /// <returns>How many files were written.</returns>
    internal static async Task<int> RunAsync(Database<MeasurementContext> database, LakeWriter lake, SetAside aside, DateTimeOffset now, CancellationToken cancellation)
    {
        StagedFiles files = await lake.StageAsync(aside.Campaign, aside.Scans, cancellation).ConfigureAwait(false);
        await using (files.ConfigureAwait(false))
        {
            await using MeasurementContext context = database.Create();
            await using IDbContextTransaction transaction = await context.Database.BeginTransactionAsync(cancellation).ConfigureAwait(false);
            if (aside.Lease is null)
            {
                await CampaignCounts.TakeBackAsync(context, aside.Campaign, await DoneAsync(context, aside, cancellation).ConfigureAwait(false), aside.Scans, cancellation).ConfigureAwait(false);
            }

            foreach (string[] chunk in aside.Scans.Select(scan => scan.Name).Chunk(500))
            {
                await LeasedRows.FreeAsync(
                    context.CampaignTargets.Where(row => row.CampaignId == aside.Campaign && row.Vantage == aside.Vantage && chunk.Contains(row.Name)
                        && (aside.Lease == null ? row.State == TargetState.Done : row.State == TargetState.Leased && row.Lease == aside.Lease)),
                    cancellation).ConfigureAwait(false);
            }

            await LakeCompaction.MarkReplacedAsync(context, aside.Files, now, cancellation).ConfigureAwait(false);
            await ResultRows.AddAsync(Statements.Within(context), aside.Campaign, aside.Scans, files.Rows, Known.GivesWay, cancellation).ConfigureAwait(false);
            await files.CommitAsync(transaction.CommitAsync).ConfigureAwait(false);
            return files.Rows.Count;
        }
    }

    private static async Task<HashSet<string>> DoneAsync(MeasurementContext context, SetAside aside, CancellationToken cancellation)
    {
        var done = new HashSet<string>(StringComparer.Ordinal);
        foreach (string[] chunk in aside.Scans.Select(scan => scan.Name).Chunk(500))
        {
            done.UnionWith(await context.CampaignTargets
                .Where(row => row.CampaignId == aside.Campaign && row.Vantage == aside.Vantage && row.State == TargetState.Done && chunk.Contains(row.Name))
                .Select(row => row.Name).ToListAsync(cancellation).ConfigureAwait(false));
        }

        return done;
    }
}
