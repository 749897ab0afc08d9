using Microsoft.EntityFrameworkCore;
using Sextant.Checks.Judging;
using Sextant.Checks.Observations;
using Sextant.Measurement.Storage;
using Sextant.Store.Databases;

namespace Sextant.Measurement.Scans;

/// <summary>One campaign in the course of years.</summary>
/// <param name="Campaign">Its id.</param>
/// <param name="At">When it was made.</param>
/// <param name="Vantage">From where it measured.</param>
/// <param name="Lab">Whether it measured the lab country.</param>
/// <param name="Classes">Targets by class; what has none is not there.</param>
public sealed record TrendPoint(string Campaign, DateTimeOffset At, string Vantage, bool Lab, IReadOnlyDictionary<TargetClass, long> Classes);

/// <summary>A country's trend: the classes of all targets of a kind, campaign after campaign, oldest first.</summary>
public sealed class TrendStore
{
    private readonly Database<MeasurementContext> _database;

    internal TrendStore(Database<MeasurementContext> database) => _database = database;

    /// <summary>The campaigns that measured targets of a kind; one that goes on counts what it has so far.</summary>
    /// <param name="kind">The kind.</param>
    /// <param name="from">Campaigns made since; null: all.</param>
    /// <param name="vantage">One vantage; null: each by itself.</param>
    /// <param name="cancellation">Stops reading.</param>
    public async Task<IReadOnlyList<TrendPoint>> ReadAsync(
        TargetKind kind, DateTimeOffset? from = null, string? vantage = null, CancellationToken cancellation = default)
    {
        DateTimeOffset since = from ?? DateTimeOffset.UnixEpoch;
        await using MeasurementContext context = _database.Create();
        var rows = await (
            from result in context.CampaignResults
            where result.Kind == kind && (vantage == null || result.Vantage == vantage)
            join campaign in context.Campaigns on result.Campaign equals campaign.Id
            where campaign.CreatedAt >= since
            group result.Targets by new { result.Campaign, campaign.CreatedAt, result.Vantage, result.Lab, result.Class } into same
            select new { same.Key, Targets = same.Sum() }).ToListAsync(cancellation).ConfigureAwait(false);
        return
        [
            .. rows.GroupBy(row => (row.Key.CreatedAt, row.Key.Campaign, row.Key.Vantage, row.Key.Lab)).OrderBy(one => one.Key)
                .Select(one => new TrendPoint(
                    one.Key.Campaign, one.Key.CreatedAt, one.Key.Vantage, one.Key.Lab,
                    one.Where(row => row.Targets > 0).ToDictionary(row => row.Key.Class, row => row.Targets))),
        ];
    }
}
