using Microsoft.EntityFrameworkCore;
using Sextant.Measurement.Storage;
using Sextant.Store.Databases;

namespace Sextant.Measurement.Campaigns;

/// <summary>From the rows of campaigns and the counts of their names to what is said of them.</summary>
internal static class CampaignReading
{
    // Those that are done are what the others leave: a year of weekly campaigns has thirty million of them, and nobody waits until they are counted.
    private static readonly TargetState[] NotDone = [TargetState.Pending, TargetState.Leased, TargetState.Failed];

    public static async Task<IReadOnlyList<Campaign>> ReadAsync(
        Database<MeasurementContext> database, Func<IQueryable<CampaignRow>, IQueryable<CampaignRow>> which, CancellationToken cancellation)
    {
        await using MeasurementContext context = database.Create();
        List<CampaignRow> rows = await which(context.Campaigns.AsNoTracking()).ToListAsync(cancellation).ConfigureAwait(false);
        string[] ids = [.. rows.Select(row => row.Id)];
        string[] vantages = [.. rows.SelectMany(row => row.Vantages.Split('\n')).Distinct(StringComparer.Ordinal)];
        var counts = await context.CampaignTargets.Where(row => ids.Contains(row.CampaignId) && vantages.Contains(row.Vantage) && NotDone.Contains(row.State))
            .GroupBy(row => new { row.CampaignId, row.State }).Select(group => new { group.Key.CampaignId, group.Key.State, Count = group.Count() })
            .ToListAsync(cancellation).ConfigureAwait(false);
        return [.. rows.Select(row => new Campaign
        {
            Id = row.Id,
            Name = row.Name,
            Source = row.Source,
            Profile = row.Profile,
            Vantages = row.Vantages.Split('\n'),
            Pacing = row.Pacing,
            Terms = CampaignMaking.TermsOf(row),
            Standing = row.Standing,
            Unattended = row.Unattended,
            Schedule = row.Schedule,
            CreatedAt = row.CreatedAt,
            Counts = CountsOf(row, counts.Where(count => count.CampaignId == row.Id).ToDictionary(count => count.State, count => count.Count)),
        })];
    }

    private static Dictionary<TargetState, int> CountsOf(CampaignRow row, Dictionary<TargetState, int> counts)
    {
        int done = (int)(row.Size - counts.Values.Sum());
        if (done > 0)
        {
            counts[TargetState.Done] = done;
        }

        return counts;
    }
}
