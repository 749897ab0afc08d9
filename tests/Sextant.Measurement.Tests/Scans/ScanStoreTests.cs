using System.Text.Json;
using Sextant.Checks.Judging;
using Sextant.Checks.Observations;
using Sextant.Measurement.Scans;
using Sextant.Measurement.Storage;
using Sextant.Store.Databases;
using Sextant.Testing.Databases;
using Sextant.Testing;
using Sextant.Wire;

namespace Sextant.Measurement.Tests.Scans;

public sealed class ScanStoreTests
{
    public static TheoryData<DatabaseKind> Kinds => [DatabaseKind.Sqlite, DatabaseKind.PostgreSql];

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Migrations_give_the_model(DatabaseKind kind) =>
        await SchemaGuard.MigrationsGiveTheModelAsync<MeasurementContext>(kind, MeasurementContext.Area, options => new MeasurementContext(options));

    // Sets of verdicts are named by the hash of their text: what writes it may become faster, not different.
    [Fact]
    public void Verdicts_are_written_as_reflection_writes_them()
    {
        Judgement judged = Samples.Judgement("example.gov.vn", TargetKind.Site, TargetClass.Broken);
        var verdicts = new JudgedVerdicts(judged.Hosts, judged.Unmeasured, judged.Verdicts);
        Assert.Equal(JsonSerializer.Serialize(verdicts, JudgementJson.Options), JudgedVerdicts.Write(verdicts));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task What_was_kept_is_read_back_whole(DatabaseKind kind)
    {
        await using StoresFixture fixture = await StoresFixture.CreateAsync(kind);
        MeasurementStores stores = await fixture.OpenAsync();
        FinishedScan scan = await StoresFixture.FinishedAsync(stores, "example.gov.vn", TargetClass.Broken);
        await stores.Scans.KeepAsync([scan]);

        IReadOnlyDictionary<string, JudgedTarget> current = await stores.Scans.CurrentAsync(["site:example.gov.vn", "mail:example.gov.vn", "site:never.vn"]);
        Assert.Equal(2, current.Count);
        JudgedTarget site = current["site:example.gov.vn"];
        Judgement judged = scan.Judgements[0];
        Assert.Equal((judged.Class, judged.Level, judged.LevelScope, judged.Profile), (site.Class, site.Level, site.LevelScope, site.Profile));
        Assert.Equal((new Target(TargetKind.Site, "example.gov.vn"), "hanoi", Samples.At, scan.Evidence, ScanStore.Single), (site.Target, site.Vantage, site.MeasuredAt, site.Evidence, site.Campaign));
        Assert.Equal(judged.Hosts, site.Hosts);
        Assert.Equal(judged.Unmeasured, site.Unmeasured);
        Assert.Equal(["WEB-01", "WEB-03"], site.Verdicts.Select(verdict => verdict.Criterion));
        Assert.Equal(Failure.ConnectionRefused, site.Verdicts[1].Cause);
        Assert.Equal(["web-v6-connects", "web-v6-slow"], site.Verdicts[1].Tags);
        Assert.Equal("example.gov.vn", stores.Evidence.GetScan(site.Evidence)!.Name);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task The_newest_measurement_is_current_and_each_day_has_its_own(DatabaseKind kind)
    {
        await using StoresFixture fixture = await StoresFixture.CreateAsync(kind);
        MeasurementStores stores = await fixture.OpenAsync();
        await KeepAsync(stores, "a.gov.vn", TargetClass.None, 0);
        await KeepAsync(stores, "a.gov.vn", TargetClass.Ready, 14);
        await KeepAsync(stores, "a.gov.vn", TargetClass.Broken, 7); // comes late: kept as history, not as the present
        await KeepAsync(stores, "b.gov.vn", TargetClass.Ready, 7);
        string[] keys = ["site:a.gov.vn", "site:b.gov.vn"];

        Assert.Equal("Ready Ready", await ClassesAsync(stores.Scans.CurrentAsync(keys)));
        Assert.Equal("", await ClassesAsync(stores.Scans.AsOfAsync(keys, Samples.At)));
        Assert.Equal("None", await ClassesAsync(stores.Scans.AsOfAsync(keys, Samples.At.AddDays(7))));
        Assert.Equal("Broken Ready", await ClassesAsync(stores.Scans.AsOfAsync(keys, Samples.At.AddDays(8))));
        Assert.Equal("Ready Ready", await ClassesAsync(stores.Scans.AsOfAsync(keys, Samples.At.AddDays(365))));
        Assert.Equal(
            [TargetClass.Ready, TargetClass.Broken, TargetClass.None],
            (await stores.Scans.HistoryAsync("site:a.gov.vn")).Select(target => target.Class));
        Assert.Equal([TargetClass.Ready], (await stores.Scans.HistoryAsync("site:a.gov.vn", limit: 1)).Select(target => target.Class));
        Assert.Equal(2, (await stores.Scans.CountsAsync(TargetKind.Site))[TargetClass.Ready]);
        Assert.Equal(["site:a.gov.vn", "site:b.gov.vn"], await stores.Scans.KeysAsync(TargetKind.Site));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Vantages_are_kept_apart(DatabaseKind kind)
    {
        await using StoresFixture fixture = await StoresFixture.CreateAsync(kind);
        MeasurementStores stores = await fixture.OpenAsync();
        await KeepAsync(stores, "a.gov.vn", TargetClass.Ready, 0, "hanoi");
        await KeepAsync(stores, "a.gov.vn", TargetClass.Unknown, 1, "hue");
        Assert.Equal("Unknown", await ClassesAsync(stores.Scans.CurrentAsync(["site:a.gov.vn"])));
        Assert.Equal("Ready", await ClassesAsync(stores.Scans.CurrentAsync(["site:a.gov.vn"], "hanoi")));
        Assert.Equal("Ready", await ClassesAsync(stores.Scans.AsOfAsync(["site:a.gov.vn"], Samples.At.AddDays(9), "hanoi")));
        Assert.Equal(1, Assert.Single(await stores.Scans.CountsAsync(TargetKind.Site)).Value);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Two_thousand_targets_are_asked_for_at_once(DatabaseKind kind)
    {
        await using StoresFixture fixture = await StoresFixture.CreateAsync(kind);
        MeasurementStores stores = await fixture.OpenAsync();
        var scans = new List<FinishedScan>();
        for (int i = 0; i < 700; i++)
        {
            scans.Add(await StoresFixture.FinishedAsync(stores, $"n{i}.gov.vn"));
        }

        await stores.Scans.KeepAsync(scans);
        string[] keys = [.. Enumerable.Range(0, 2000).Select(i => $"site:n{i}.gov.vn")];
        Assert.Equal(700, (await stores.Scans.CurrentAsync(keys)).Count);
        Assert.Equal(700, (await stores.Scans.AsOfAsync(keys, Samples.At.AddDays(1))).Count);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Two_processes_that_keep_the_same_targets_at_once_do_not_lock_each_other_out(DatabaseKind kind)
    {
        await using StoresFixture fixture = await StoresFixture.CreateAsync(kind);
        MeasurementStores serve = await fixture.OpenAsync();
        MeasurementStores line = await fixture.OpenAsync();
        await Task.WhenAll(((MeasurementStores[])[serve, line, serve, line]).Select((stores, part) => Task.Run(async () =>
        {
            for (int round = 0; round < 3; round++)
            {
                var scans = new List<FinishedScan>();
                for (int i = 0; i < 20; i++)
                {
                    // Each in another order.
                    int name = part % 2 == 0 ? i : 19 - i;
                    scans.Add(await StoresFixture.FinishedAsync(stores, $"n{name}.gov.vn", at: Samples.At.AddMinutes((round * 10) + part)));
                }

                await stores.Scans.KeepAsync(scans);
            }
        })));
        Assert.Equal(12, (await serve.Scans.HistoryAsync("site:n7.gov.vn")).Count);
        Assert.Equal(Samples.At.AddMinutes(23), (await line.Scans.CurrentAsync(["site:n7.gov.vn"]))["site:n7.gov.vn"].MeasuredAt);
    }

    private static async Task KeepAsync(MeasurementStores stores, string name, TargetClass verdictClass, int day, string vantage = "hanoi") =>
        await stores.Scans.KeepAsync([await StoresFixture.FinishedAsync(stores, name, verdictClass, Samples.At.AddDays(day), vantage)]);

    private static async Task<string> ClassesAsync(Task<IReadOnlyDictionary<string, JudgedTarget>> targets) =>
        string.Join(' ', (await targets).OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => pair.Value.Class));
}
