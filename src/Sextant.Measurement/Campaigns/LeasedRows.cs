using Microsoft.EntityFrameworkCore;
using Sextant.Measurement.Storage;
using Sextant.Store.Databases;

namespace Sextant.Measurement.Campaigns;

/// <summary>The rows of names that somebody holds, and how they are given back.</summary>
internal static class LeasedRows
{
    public static IQueryable<CampaignTargetRow> Held(MeasurementContext context, CampaignLease lease) =>
        context.CampaignTargets.Where(row =>
            row.CampaignId == lease.Campaign && row.Vantage == lease.Vantage && row.State == TargetState.Leased && row.Lease == lease.Id);

    /// <summary>An attempt that was not made does not count.</summary>
    public static Task<int> FreeAsync(IQueryable<CampaignTargetRow> rows, CancellationToken cancellation) =>
        rows.ExecuteUpdateAsync(
            row => row.SetProperty(r => r.State, TargetState.Pending).SetProperty(r => r.Attempts, r => r.Attempts - 1)
                .SetProperty(r => r.Lease, (string?)null).SetProperty(r => r.Owner, (string?)null).SetProperty(r => r.LeasedUntil, (DateTimeOffset?)null),
            cancellation);

    /// <summary>The names that a lease still holds.</summary>
    public static async Task<HashSet<string>> NamesAsync(Database<MeasurementContext> database, CampaignLease lease, CancellationToken cancellation)
    {
        await using MeasurementContext context = database.Create();
        return [.. await Held(context, lease).Select(row => row.Name).ToListAsync(cancellation).ConfigureAwait(false)];
    }
}
