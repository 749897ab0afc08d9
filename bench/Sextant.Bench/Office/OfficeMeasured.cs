using System.Globalization;
using Sextant.Bench.Lake;
using Sextant.Checks.Judging;
using Sextant.Checks.Observations;
using Sextant.Measurement;
using Sextant.Measurement.Scans;
using Sextant.Measurement.Storage;
using Sextant.Store.Databases;

namespace Sextant.Bench.Office;

/// <summary>
/// What was measured of the office's targets: the newest of each through the product's own store, judged by the national profile; the months before it as copies of those rows,
/// because judging the same five years over would take hours and show nothing else.
/// </summary>
internal static class OfficeMeasured
{
    private const int Batch = 500;

    public static async Task KeepAsync(MeasurementStores stores, DatabaseOptions place, IReadOnlyList<(string Name, string[] Kinds)> names, OfficeSize size)
    {
        DateTimeOffset now = ModelConventions.Rounded(TimeProvider.System.GetUtcNow()).AddHours(-2);
        int at = 0;
        foreach ((string Name, string[] Kinds)[] batch in names.Chunk(Batch))
        {
            var scans = new List<FinishedScan>();
            foreach ((string name, string[] kinds) in batch)
            {
                Scan scan = SomeScans.Of(name, now.AddMilliseconds(at), [.. kinds.Select(kind => Enum.Parse<TargetKind>(kind, ignoreCase: true))], broken: at % 5 == 3);
                string evidence = at < size.Evidence ? await stores.Evidence.PutAsync(scan, []) : SomeScans.EvidenceOf(name);
                scans.Add(new FinishedScan(name, scan, [.. Judge.Assess(scan, Profile.National).Select(entry => entry with { Evidence = evidence })], evidence));
                at++;
            }

            await stores.Scans.KeepAsync(scans);
        }

        await CopyBackAsync(place, now, size.Campaigns);
    }

    private static async Task CopyBackAsync(DatabaseOptions place, DateTimeOffset now, int campaigns)
    {
        Database<MeasurementContext> database = await Database.OpenAsync<MeasurementContext>(place, MeasurementContext.Area, options => new MeasurementContext(options));
        for (int month = 1; month < campaigns; month++)
        {
            DateTimeOffset then = now.AddMonths(-month);
            string campaign = string.Create(CultureInfo.InvariantCulture, $"thang-{month:000}");
            Statements statements = await database.BeginAsync();
            await using (statements.ConfigureAwait(false))
            {
                await statements.ExecuteAsync(
                    $"""
                    INSERT INTO target_scan (target_key, vantage, measured_at, kind, ascii, "unicode", class, level, level_scope, cause, single_look, lab, profile, evidence, campaign, verdict_set)
                    SELECT target_key, vantage, {then}, kind, ascii, "unicode", class, level, level_scope, cause, single_look, lab, profile, evidence, {campaign}, verdict_set
                    FROM target_scan WHERE campaign = {ScanStore.Single}
                    """);
                await statements.ExecuteAsync(
                    $"""
                    INSERT INTO campaign (id, name, source, profile, vantages, pacing, created_at, standing, priority, unattended)
                    VALUES ({campaign}, {campaign}, {"made up"}, {"national 1"}, {"hanoi"}, {""}, {then}, {Words<CampaignStanding>.Of(CampaignStanding.Open)}, 0, {false})
                    """);
                await statements.ExecuteAsync(
                    $"""
                    INSERT INTO campaign_result (campaign, vantage, kind, class, level, cause, lab, targets)
                    SELECT campaign, vantage, kind, class, level, COALESCE(cause, ''), lab, COUNT(*) FROM target_scan WHERE campaign = {campaign}
                    GROUP BY campaign, vantage, kind, class, level, COALESCE(cause, ''), lab
                    """);
                await statements.CommitAsync();
            }
        }
    }
}
