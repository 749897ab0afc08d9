using Microsoft.EntityFrameworkCore;
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

/// <summary>Runs campaigns over scripted sites from a vantage whose self-checks a test says.</summary>
internal sealed class RunnerBench
{
    public ScriptedScanner Scanner { get; } = new();

    public async Task<(CampaignEnd End, CampaignTally Tally)> RunAsync(
        MeasurementStores stores, string id, int names, Func<VantageObservation> check, RunTerms? how = null)
    {
        how ??= new RunTerms();
        Campaign campaign = await stores.Campaigns.CreateOrResumeAsync(StoresFixture.Plan(id), StoresFixture.Names(names));
        var tally = new CampaignTally(campaign, await stores.Scans.ResultsAsync(id));
        how.Begun?.Invoke(tally);
        var runner = new CampaignRunner(
            Scanner,
            _ => Task.FromResult(check()),
            stores,
            new CampaignRunOptions
            {
                Profile = Profile.National,
                Concurrency = how.Concurrency,
                FirstWindow = how.First ?? how.Window ?? TimeSpan.FromMilliseconds(50),
                Window = how.Window ?? TimeSpan.FromMilliseconds(50),
                MostHeld = how.Window is null ? 10 : 200,
                VantagePause = TimeSpan.FromMilliseconds(50),
                SpoiltPause = TimeSpan.FromMilliseconds(50),
                VantageTries = how.Tries,
                Poll = TimeSpan.FromMilliseconds(20),
                DiskPause = TimeSpan.FromMilliseconds(30),
                DiskPatience = how.Patience ?? TimeSpan.FromMinutes(1),
                Breaker = how.Breaker ?? new BreakerOptions(),
            },
            TimeProvider.System);
        return (await runner.RunAsync(id, "hanoi", tally, how.Cancellation ?? TestContext.Current.CancellationToken), tally);
    }

    /// <summary>The counts that are kept up are those that a count over all rows gives: each name that is done, by its newest scan.</summary>
    public static async Task CountsAreRightAsync(StoresFixture fixture, MeasurementStores stores, string campaign)
    {
        Database<MeasurementContext> database = await Database.OpenAsync<MeasurementContext>(fixture.Database, MeasurementContext.Area, o => new MeasurementContext(o));
        await using MeasurementContext context = database.Create();
        List<CampaignTargetRow> done = await context.CampaignTargets.Where(row => row.CampaignId == campaign && row.State == TargetState.Done).ToListAsync();
        HashSet<(string, string)> names = [.. done.Select(row => (row.Vantage, row.Name))];
        List<TargetScanRow> scans = await context.TargetScans.AsNoTracking().Where(scan => scan.Campaign == campaign).ToListAsync();
        IEnumerable<ResultCount> counted = scans.Where(scan => names.Contains((scan.Vantage, scan.Ascii)))
            .GroupBy(scan => (scan.TargetKey, scan.Vantage)).Select(group => group.MaxBy(scan => scan.MeasuredAt)!)
            .GroupBy(scan => (scan.Kind, scan.Class, scan.Cause)).Select(group => new ResultCount(group.Key.Kind, group.Key.Class, group.Key.Cause, group.Count()));
        Assert.Equal(counted.OrderBy(one => one.ToString()), (await stores.Scans.ResultsAsync(campaign)).OrderBy(one => one.ToString()));
        TrendPoint? point = (await stores.Trends.ReadAsync(TargetKind.Site)).SingleOrDefault(one => one.Campaign == campaign);
        Assert.Equal(counted.Where(one => one.Kind == TargetKind.Site).Sum(one => one.Count), point?.Classes.Values.Sum() ?? 0);
    }

    public static async Task<long> InLakeAsync(MeasurementStores stores, string campaign, string where) =>
        (await stores.Lake.QueryAsync(
            LakeTable.Verdicts, new LakeRange { Campaign = campaign }, $"SELECT count(DISTINCT target) FROM lake WHERE {where}", static (in DuckRow row) => row.Int64(0))).Single();
}

/// <summary>How a campaign is run where a test says so.</summary>
internal sealed record RunTerms(
    BreakerOptions? Breaker = null, int Tries = 3, int Concurrency = 4, TimeSpan? Window = null, CancellationToken? Cancellation = null, Action<CampaignTally>? Begun = null, TimeSpan? Patience = null, TimeSpan? First = null);
