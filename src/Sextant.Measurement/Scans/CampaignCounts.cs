using Microsoft.EntityFrameworkCore;
using Sextant.Checks.Judging;
using Sextant.Checks.Observations;
using Sextant.Measurement.Storage;
using Sextant.Store.Databases;
using Sextant.Wire;

namespace Sextant.Measurement.Scans;

/// <summary>
/// Keeps the counts of a campaign up, inside the transaction that makes its names done or takes them back: a campaign's counts are then read from
/// some ten rows, and a country's trend from as many for each of its campaigns.
/// </summary>
internal static class CampaignCounts
{
    /// <summary>Names are done: what was said of them counts.</summary>
    internal static Task AddAsync(MeasurementContext context, string campaign, IEnumerable<FinishedScan> scans, CancellationToken cancellation) => ChangeAsync(
        context,
        scans.SelectMany(scan => scan.Judgements.Where(judgement => judgement.Ascii == scan.Name)).Select(judgement => new CampaignResultRow
        {
            Campaign = campaign, Vantage = judgement.Vantage.Name, Kind = judgement.Kind, Class = judgement.Class, Level = judgement.Level,
            Cause = Words<Failure>.Of(judgement.Cause) ?? "", Lab = judgement.Vantage.Lab, Targets = 1,
        }),
        cancellation);

    /// <summary>Names that are done are about to be taken back: what was said of them no longer counts. Before their rows give way.</summary>
    internal static async Task TakeBackAsync(
        MeasurementContext context, string campaign, IReadOnlySet<string> done, IEnumerable<FinishedScan> scans, CancellationToken cancellation)
    {
        var counted = new List<CampaignResultRow>();
        foreach (Judgement judgement in scans.Where(scan => done.Contains(scan.Name)).SelectMany(scan => scan.Judgements.Where(one => one.Ascii == scan.Name)))
        {
            (string key, string vantage, DateTimeOffset at) = (judgement.Key().Key, judgement.Vantage.Name, ModelConventions.Rounded(judgement.MeasuredAt));
            counted.AddRange(await context.TargetScans.AsNoTracking()
                .Where(row => row.TargetKey == key && row.Vantage == vantage && row.MeasuredAt == at && row.Campaign == campaign)
                .Select(row => new CampaignResultRow
                {
                    Campaign = campaign, Vantage = row.Vantage, Kind = row.Kind, Class = row.Class, Level = row.Level,
                    Cause = row.Cause == null ? "" : Words<Failure>.Of(row.Cause.Value), Lab = row.Lab, Targets = -1,
                }).ToListAsync(cancellation).ConfigureAwait(false));
        }

        await ChangeAsync(context, counted, cancellation).ConfigureAwait(false);
    }

    /// <summary>In the order of their keys, so that two processes that commit at once never wait in a circle; last in their transaction, so that they wait briefly.</summary>
    private static async Task ChangeAsync(MeasurementContext context, IEnumerable<CampaignResultRow> rows, CancellationToken cancellation)
    {
        foreach (var group in rows.GroupBy(row => (row.Campaign, row.Vantage, row.Kind, row.Class, row.Level, row.Cause, row.Lab)).OrderBy(group => group.Key))
        {
            (string campaign, string vantage, TargetKind kind, TargetClass verdictClass, Level level, string cause, bool lab) = group.Key;
            long targets = group.Sum(row => row.Targets);
            await context.Database.ExecuteSqlAsync(
                $"""
                INSERT INTO campaign_result (campaign, vantage, kind, class, level, cause, lab, targets)
                VALUES ({campaign}, {vantage}, {Words<TargetKind>.Of(kind)}, {Words<TargetClass>.Of(verdictClass)}, {Words<Level>.Of(level)}, {cause}, {lab}, {targets})
                ON CONFLICT (campaign, vantage, kind, class, level, cause, lab) DO UPDATE SET targets = campaign_result.targets + excluded.targets
                """,
                cancellation).ConfigureAwait(false);
        }
    }
}
