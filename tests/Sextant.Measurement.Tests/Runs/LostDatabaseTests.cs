using Npgsql;
using Sextant.Checks.Judging;
using Sextant.Checks.Observations;
using Sextant.Measurement.Campaigns;
using Sextant.Measurement.Lake;
using Sextant.Measurement.Runs;
using Sextant.Measurement.Scans;
using Sextant.Measurement.Storage;
using Sextant.Store.Databases;
using Sextant.Store.Duck;

namespace Sextant.Measurement.Tests.Runs;

/// <summary>
/// Every connection to the database is cut (<c>pg_terminate_backend</c>) again and again while a campaign goes on: between statements, in the middle of a
/// transaction, while a commit's answer is on its way. The run waits and says so, and in the end each name has one result.
/// </summary>
public sealed class LostDatabaseTests(ITestOutputHelper output)
{
    private const int Names = 80;
    private readonly ScriptedScanner _scanner = new();

    [Fact(Timeout = 180_000)]
    public async Task A_campaign_whose_connections_are_cut_again_and_again_keeps_each_result_once()
    {
        await using StoresFixture fixture = await StoresFixture.CreateAsync(DatabaseKind.PostgreSql);
        MeasurementStores stores = await fixture.OpenAsync(clock: TimeProvider.System);
        Campaign campaign = await stores.Campaigns.CreateOrResumeAsync(StoresFixture.Plan("cut"), StoresFixture.Names(Names));
        using var stop = new CancellationTokenSource();
        var tally = new CampaignTally(campaign, []);
        Task<(int Cut, bool Said)> cutting = CutAsync(fixture.Database.Location, () => tally.DatabaseAway, stop.Token);
        CampaignEnd end = await RunAsync(stores, campaign, tally);
        await stop.CancelAsync();
        (int cut, bool said) = await cutting;
        output.WriteLine($"{cut} connections were cut; {_scanner.Scans} scans of {Names} names");

        NpgsqlConnection.ClearAllPools(); // what was cut while nobody used it
        Assert.Equal(CampaignEnd.Finished, end);
        Assert.True(cut >= 5, $"only {cut} connections were cut");
        Assert.True(said, "nobody was told that the database is away");
        IReadOnlyList<(string Name, long Scans)> lake = await stores.Lake.QueryAsync(
            LakeTable.Verdicts, new LakeRange(Campaign: campaign.Id), "SELECT ascii, count(DISTINCT evidence) FROM lake GROUP BY ascii", static (in DuckRow row) => (row.Text(0), row.Int64(1)));
        Assert.Equal(Names, lake.Count);
        Assert.All(lake, row => Assert.Equal(1, row.Scans));
        Assert.Equal(new ResultCount(TargetKind.Site, TargetClass.Ready, null, Names), Assert.Single(await stores.Scans.ResultsAsync(campaign.Id)));
        for (int i = 0; i < Names; i++)
        {
            JudgedTarget once = Assert.Single(await stores.Scans.HistoryAsync($"site:n{i:000}.gov.vn"));
            Assert.NotNull(stores.Evidence.GetScan(once.Evidence));
        }

        Assert.Empty(await stores.Lake.DamagedAsync());
    }

    private Task<CampaignEnd> RunAsync(MeasurementStores stores, Campaign campaign, CampaignTally tally)
    {
        _scanner.During = _ => Task.Delay(200);
        var runner = new CampaignRunner(
            _scanner,
            _ => Task.FromResult(ScriptedScanner.Healthy()),
            stores,
            new CampaignRunOptions
            {
                Profile = Profile.National, Concurrency = 4, FirstWindow = TimeSpan.FromMilliseconds(50), Window = TimeSpan.FromMilliseconds(50), MostHeld = 10, Poll = TimeSpan.FromMilliseconds(20),
            },
            TimeProvider.System);
        return runner.RunAsync(campaign.Id, "hanoi", tally, TestContext.Current.CancellationToken);
    }

    /// <summary>Cuts whatever connection there is, at moments by chance, until it is told to stop.</summary>
    private static async Task<(int Cut, bool Said)> CutAsync(string place, Func<bool> isSaid, CancellationToken stop)
    {
        var own = new NpgsqlConnectionStringBuilder(place) { Pooling = false, ApplicationName = "cutter" };
        await using var connection = new NpgsqlConnection(own.ToString());
        await connection.OpenAsync(CancellationToken.None);
        (int cut, bool said) = (0, false);
        while (!stop.IsCancellationRequested)
        {
            await using NpgsqlCommand command = connection.CreateCommand();
            command.CommandText = "SELECT count(*) FILTER (WHERE pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()";
            cut += (int)(long)(await command.ExecuteScalarAsync(CancellationToken.None))!;
            for (int pause = Random.Shared.Next(5, 60); pause > 0 && !stop.IsCancellationRequested; pause--)
            {
                said |= isSaid();
                await Task.Delay(10, CancellationToken.None);
            }
        }

        return (cut, said);
    }
}
