using Sextant.Checks.Judging;
using Sextant.Checks.Observations;
using Sextant.Measurement.Evidence;
using Sextant.Measurement.Lake;
using Sextant.Measurement.Scans;
using Sextant.Measurement.Storage;
using Sextant.Store.Duck;

namespace Sextant.Measurement.Tests.Retention;

/// <summary>
/// A name measured on the days 0, 100, 200, 300 and 400, and one that was measured on day 0 alone; each scan with a blob of its own, each day in a segment of its
/// own. On day 420, verdicts being kept for 350 days, all of day 0 goes but how the second name stands.
/// </summary>
internal sealed class Country
{
    private static readonly int[] Days = [0, 100, 200, 300, 400];
    private readonly Dictionary<(LakeTable, int), long> _rows = [];
    private readonly Dictionary<string, string> _blobOf = [];

    /// <summary>The record of the first name on day 0: nothing that is kept points to it.</summary>
    internal string Lost { get; private set; } = "";

    internal IEnumerable<string> Blobs => _blobOf.Values;

    internal static async Task<Country> KeepAsync(StoresFixture fixture)
    {
        var country = new Country();
        foreach (int day in Days)
        {
            MeasurementStores stores = await fixture.OpenAsync();
            DateTimeOffset at = Samples.At.AddDays(day);
            List<FinishedScan> scans = [await country.MeasureAsync(stores, "a.gov.vn", at)];
            if (day == 0)
            {
                country.Lost = scans[0].Evidence;
                scans.Add(await country.MeasureAsync(stores, "gone.gov.vn", at));
            }

            await stores.Scans.KeepAsync(scans);
            foreach (LakeTable table in Enum.GetValues<LakeTable>())
            {
                country._rows[(table, day)] = (await stores.Lake.FilesAsync(table)).Where(file => file.Day == DateOnly.FromDateTime(at.UtcDateTime)).Sum(file => file.Rows);
            }

            await fixture.CloseAsync(stores);
            fixture.Age(day);
        }

        return country;
    }

    internal long Rows(LakeTable table, params int[] days) => days.Sum(day => _rows[(table, day)]);

    /// <summary>The history ends where the verdicts' time does, how a target stands is there however old, and everything has its evidence.</summary>
    internal async Task ExpectAsync(MeasurementStores stores, IReadOnlyList<JudgedTarget> all)
    {
        IReadOnlyList<JudgedTarget> kept = await stores.Scans.HistoryAsync("site:a.gov.vn");
        Assert.Equal(all.Take(4).Select(one => (one.MeasuredAt, one.Class, one.Evidence, one.Verdicts.Count)), kept.Select(one => (one.MeasuredAt, one.Class, one.Evidence, one.Verdicts.Count)));
        await ExpectEvidenceAsync(stores, kept);
    }

    /// <summary>Whatever is kept has its evidence: this history, how the target that nobody measures any more stands, and every row of the lake.</summary>
    internal async Task ExpectEvidenceAsync(MeasurementStores stores, IReadOnlyList<JudgedTarget> kept)
    {
        JudgedTarget old = (await stores.Scans.CurrentAsync(["site:gone.gov.vn"])).Values.Single();
        Assert.Equal(Samples.At, old.MeasuredAt);
        IReadOnlyList<string> inLake = await stores.Lake.QueryAsync(LakeTable.Verdicts, null, "SELECT DISTINCT evidence FROM lake", static (in DuckRow row) => row.Text(0));
        Assert.All(kept.Append(old).Select(one => one.Evidence).Concat(inLake), record =>
        {
            Assert.NotNull(stores.Evidence.GetScan(record));
            Assert.NotNull(stores.Evidence.Get(_blobOf[record]));
        });
        Assert.Empty(await stores.Lake.DamagedAsync());
    }

    private async Task<FinishedScan> MeasureAsync(MeasurementStores stores, string name, DateTimeOffset at)
    {
        byte[] blob = new byte[700];
        Random.Shared.NextBytes(blob);
        string blobName = EvidenceHash.Of(blob).ToString();
        Scan scan = Samples.Scan(name, at);
        HostObservation host = scan.Web!.Hosts[0];
        scan = scan with { Web = scan.Web with { Hosts = [host with { A = host.A with { Blobs = [blobName] } }] } };
        string record = await stores.Evidence.PutAsync(scan, [blob]);
        _blobOf[record] = blobName;
        return new FinishedScan(name, scan, [Samples.Judgement(name, TargetKind.Site, TargetClass.Ready, at), Samples.Judgement(name, TargetKind.Mail, TargetClass.NotApplicable, at)], record);
    }
}
