using System.Text.Json;
using Sextant.Measurement;
using Sextant.Measurement.Lake;
using Sextant.Measurement.Scans;
using Sextant.Measurement.Storage;
using Sextant.Store.Databases;
using Sextant.Store.Duck;
using Sextant.Testing;

namespace Sextant.Cli.Tests.Commands;

/// <summary>Several processes at one campaign, one of them killed; a database that goes away and comes back: every name has its result once.</summary>
public sealed class TogetherTests
{
    private const int Healthy = 6;
    private const int Silent = 18;

    [Theory(Timeout = 300_000)]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.PostgreSql)]
    public async Task Two_processes_share_a_campaign_and_one_that_is_killed_costs_nothing_twice(DatabaseKind kind)
    {
        using TestDatabase database = await TestDatabase.CreateAsync(kind);
        await using SmallCountry country = await SmallCountry.StartAsync(Healthy, Silent);
        DatabaseOptions? place = kind == DatabaseKind.Sqlite ? null : database.Options;
        string[] where = place is null ? [] : ["--database", place.Location];
        await MakeAsync(country, where);
        string[] words = ["scan", "--campaign", "both", "--lab", "--concurrency", "4", "--json", "--data", country.Data, "--lang", "en", .. where];

        using SextantProcess killed = await SextantProcess.StartAsync(words);
        using SextantProcess lives = await SextantProcess.StartAsync(words);
        await UntilAsync(async () => Working(country) == 2 && await DoneAsync(country, place) > 0, killed, lives);
        await killed.SignalAsync("KILL");
        Assert.Equal(137, (await killed.EndAsync()).Code);
        int before = await DoneAsync(country, place);

        // The other one takes the dead one's names too, at once and not when their leases run out.
        (int code, string written) = await lives.EndAsync();
        Assert.Equal(ExitCodes.NotReady, code);
        using JsonDocument end = JsonDocument.Parse(written);
        Assert.Equal((Healthy + Silent, 0), (Number(end, "done"), Number(end, "pending")));
        Assert.InRange(Number(end, "measuredNow"), 1, Healthy + Silent - 1);
        Assert.Equal(Healthy + Silent, end.RootElement.GetProperty("results").EnumerateArray().Where(one => one.GetProperty("kind").GetString() == "site").Sum(one => one.GetProperty("count").GetInt32()));
        Assert.InRange(before, 1, Healthy + Silent - 1);
        await EachOnceAsync(country, place);
    }

    [Fact(Timeout = 300_000)]
    public async Task A_database_that_is_stopped_and_started_again_is_waited_for_and_nothing_is_lost()
    {
        (PostgresServer? server, string? absent) = await PostgresServer.OwnAsync();
        Assert.SkipWhen(server is null, absent ?? "");
        try
        {
            var place = DatabaseOptions.PostgreSql(await server!.CreateDatabaseAsync());
            await using SmallCountry country = await SmallCountry.StartAsync(Healthy, Silent);
            string[] where = ["--database", place.Location];
            await MakeAsync(country, where);
            using SextantProcess scan = await SextantProcess.StartAsync(["scan", "--campaign", "both", "--lab", "--concurrency", "4", "--data", country.Data, "--lang", "en", .. where]);
            await UntilAsync(async () => await DoneAsync(country, place) > 0, scan);

            await server.StopAsync();
            await Task.Delay(TimeSpan.FromSeconds(25), TestContext.Current.CancellationToken); // it tells how it goes every ten seconds
            Assert.False(scan.HasExited);
            await server.StartAgainAsync();
            (int code, string written) = await scan.EndAsync();
            Assert.Equal(ExitCodes.NotReady, code);
            Assert.Contains($"{Healthy + Silent} of {Healthy + Silent} names", written);
            Assert.Contains("The database cannot be reached; waiting for it.", await scan.Notes);
            await EachOnceAsync(country, place);
        }
        finally
        {
            server?.End();
        }
    }

    // One begun each second by each process: whatever else this machine does, there is something left to do when one is killed.
    private static async Task MakeAsync(SmallCountry country, string[] where)
    {
        string list = country.List([.. SmallCountry.Names(Healthy), .. SmallCountry.Silent(Silent)]);
        var (code, _, complained) = await country.RunAsync(["campaign", "new", "both", "--list", list, "--rate", "1", .. where]);
        Assert.True(code == ExitCodes.Ok, complained);
    }

    private static Task<MeasurementStores> OpenAsync(SmallCountry country, DatabaseOptions? place) =>
        MeasurementStores.OpenAsync(new MeasurementStoresOptions { Folder = country.Data, Database = place }, TimeProvider.System, TestContext.Current.CancellationToken);

    private static async Task<int> DoneAsync(SmallCountry country, DatabaseOptions? place)
    {
        await using MeasurementStores stores = await OpenAsync(country, place);
        return (await stores.Campaigns.FindAsync("both"))!.Count(TargetState.Done);
    }

    // Each process has a segment of evidence of its own once it has measured a name.
    private static int Working(SmallCountry country) =>
        Directory.EnumerateFiles(Path.Combine(country.Data, "evidence"), "*", SearchOption.AllDirectories).Count(file => new FileInfo(file).Length > 1000);

    private static async Task EachOnceAsync(SmallCountry country, DatabaseOptions? place)
    {
        await using MeasurementStores stores = await OpenAsync(country, place);
        string[] names = [.. SmallCountry.Names(Healthy), .. SmallCountry.Silent(Silent)];
        IReadOnlyList<(string Name, long Scans)> lake = await stores.Lake.QueryAsync(
            LakeTable.Verdicts, new LakeRange(Campaign: "both"), "SELECT ascii, count(DISTINCT evidence) FROM lake GROUP BY ascii", static (in DuckRow r) => (r.Text(0), r.Int64(1)));
        Assert.Equal(names.Order(StringComparer.Ordinal), lake.Select(row => row.Name).Order(StringComparer.Ordinal));
        Assert.All(lake, row => Assert.Equal(1, row.Scans));
        Assert.Empty(await stores.Lake.DamagedAsync());
        foreach (string name in names)
        {
            JudgedTarget once = Assert.Single(await stores.Scans.HistoryAsync("site:" + name, 10));
            Assert.NotNull(stores.Evidence.GetScan(once.Evidence));
        }

        Assert.Equal(names.Length, (await stores.Scans.ResultsAsync("both")).Where(r => r.Kind == Sextant.Checks.Observations.TargetKind.Site).Sum(r => r.Count));
    }

    private static async Task UntilAsync(Func<Task<bool>> so, params SextantProcess[] running)
    {
        while (!await so())
        {
            Assert.DoesNotContain(running, process => process.HasExited);
            await Task.Delay(100, TestContext.Current.CancellationToken);
        }
    }

    private static int Number(JsonDocument document, string name) => document.RootElement.GetProperty(name).GetInt32();
}
