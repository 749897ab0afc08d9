using Microsoft.EntityFrameworkCore;
using Sextant.Measurement.Storage;
using Sextant.Store.Databases;

namespace Sextant.Measurement.Campaigns;

/// <summary>The rows of names that somebody holds, and how they are given back.</summary>
internal static class LeasedRows
{
    public static IQueryable<CampaignTargetRow> Held(MeasurementContext context, params IReadOnlyList<CampaignLease> leases)
    {
        (string campaign, string vantage) = (leases[0].Campaign, leases[0].Vantage);
        string[] ids = [.. leases.Select(lease => lease.Id)];
        return context.CampaignTargets.Where(row =>
            row.CampaignId == campaign && row.Vantage == vantage && row.State == TargetState.Leased && ids.Contains(row.Lease!));
    }

    /// <summary>An attempt that was not made does not count.</summary>
    public static Task<int> FreeAsync(IQueryable<CampaignTargetRow> rows, CancellationToken cancellation) =>
        rows.ExecuteUpdateAsync(
            row => row.SetProperty(r => r.State, TargetState.Pending).SetProperty(r => r.Attempts, r => r.Attempts - 1)
                .SetProperty(r => r.Lease, (string?)null).SetProperty(r => r.Owner, (string?)null).SetProperty(r => r.LeasedUntil, (DateTimeOffset?)null),
            cancellation);

    /// <summary>The names that leases still hold.</summary>
    public static async Task<HashSet<string>> NamesAsync(Database<MeasurementContext> database, IReadOnlyList<CampaignLease> leases, CancellationToken cancellation)
    {
        await using MeasurementContext context = database.Create();
        return [.. await Held(context, leases).Select(row => row.Name).ToListAsync(cancellation).ConfigureAwait(false)];
    }
}
