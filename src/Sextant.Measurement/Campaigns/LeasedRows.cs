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

    /// <summary>
    /// Leases the next names: {0} lease, {1} owner, {2} until when, {3} campaign, {4} vantage, {5} now, {6} how many at most, {7} a time so far ahead that a clock that jumped must have set it.
    /// </summary>
    public static string NextSql(DatabaseKind kind)
    {
        // One statement, so that SQLite's write lock or PostgreSQL's row locks make it one step. SKIP LOCKED: two leasers pass each other by.
        // MATERIALIZED: without it PostgreSQL may run the inner query more than once and lease more than the limit. By state, so that each comes from the index in the order of the list:
        // asked for together, all names of the campaign were read and sorted, a second for each lease of 600,000.
        string skip = kind == DatabaseKind.PostgreSql ? "FOR UPDATE SKIP LOCKED" : "";
        return $$"""
            WITH waiting AS MATERIALIZED (
                SELECT name, position FROM campaign_target
                WHERE campaign_id = {3} AND vantage = {4} AND state = 'pending' AND (not_before IS NULL OR not_before <= {5} OR not_before > {7})
                ORDER BY position LIMIT {6} {{skip}}),
            lapsed AS MATERIALIZED (
                SELECT name, position FROM campaign_target
                WHERE campaign_id = {3} AND vantage = {4} AND state = 'leased' AND (leased_until < {5} OR leased_until > {7})
                ORDER BY position LIMIT {6} {{skip}}),
            next AS MATERIALIZED (
                SELECT name FROM (SELECT name, position FROM waiting UNION ALL SELECT name, position FROM lapsed) AS either ORDER BY position LIMIT {6})
            UPDATE campaign_target SET state = 'leased', lease = {0}, owner = {1}, leased_until = {2}, attempts = attempts + 1
            WHERE campaign_id = {3} AND vantage = {4} AND name IN (SELECT name FROM next)
            RETURNING *
            """;
    }

    /// <summary>An attempt that was not made does not count.</summary>
    public static Task<int> FreeAsync(IQueryable<CampaignTargetRow> rows, CancellationToken cancellation) =>
        rows.ExecuteUpdateAsync(
            row => row.SetProperty(r => r.State, TargetState.Pending).SetProperty(r => r.Attempts, r => r.Attempts - 1).SetProperty(r => r.DoneAt, (DateTimeOffset?)null)
                .SetProperty(r => r.Lease, (string?)null).SetProperty(r => r.Owner, (string?)null).SetProperty(r => r.LeasedUntil, (DateTimeOffset?)null),
            cancellation);

    /// <summary>The names that leases still hold.</summary>
    public static async Task<HashSet<string>> NamesAsync(Database<MeasurementContext> database, IReadOnlyList<CampaignLease> leases, CancellationToken cancellation)
    {
        await using MeasurementContext context = database.Create();
        return [.. await Held(context, leases).Select(row => row.Name).ToListAsync(cancellation).ConfigureAwait(false)];
    }
}
