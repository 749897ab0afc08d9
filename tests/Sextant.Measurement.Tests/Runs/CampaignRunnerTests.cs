using Sextant.Checks.Judging;
using Sextant.Checks.Observations;
using Sextant.Measurement.Campaigns;
using Sextant.Measurement.Runs;
using Sextant.Measurement.Scans;
using Sextant.Measurement.Storage;
using Sextant.Store.Databases;
using Sextant.Store.Files;
using Sextant.Wire;

namespace Sextant.Measurement.Tests.Runs;

/// <summary>A run and its vantage: self-checks before, during and after; what a fault covers is unknown and measured again; the breaker.</summary>
public sealed class CampaignRunnerTests
{
    private readonly RunnerBench _bench = new();

    [Theory(Timeout = 120_000)]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.PostgreSql)]
    public async Task The_vantage_is_checked_before_the_first_name_during_the_run_and_after_the_last(DatabaseKind kind)
    {
        await using StoresFixture fixture = await StoresFixture.CreateAsync(kind);
        MeasurementStores stores = await fixture.OpenAsync(clock: TimeProvider.System);
        var seen = new List<int>();
        (CampaignEnd end, _) = await _bench.RunAsync(stores, "first", 40, () =>
        {
            seen.Add(_bench.Scanner.Scans);
            return ScriptedScanner.Healthy();
        });

        Assert.Equal(CampaignEnd.Finished, end);
        Assert.Equal((0, 40), (seen[0], seen[^1]));
        Assert.Contains(seen, scans => scans is > 0 and < 40);
    }

    [Theory(Timeout = 120_000)]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.PostgreSql)]
    public async Task What_a_failed_self_check_covers_is_unknown_with_its_cause_in_the_database_and_in_the_lake_until_it_is_measured_again(DatabaseKind kind)
    {
        await using StoresFixture fixture = await StoresFixture.CreateAsync(kind);
        MeasurementStores stores = await fixture.OpenAsync(clock: TimeProvider.System);
        await _bench.RunAsync(stores, "first", 30, ScriptedScanner.Healthy);
        string[] keys = [.. Enumerable.Range(0, 30).Select(i => $"site:n{i:000}.gov.vn")];
        Assert.All((await stores.Scans.CurrentAsync(keys)).Values, one => Assert.Equal(TargetClass.Ready, one.Class));

        // Blind from the tenth scan on; the second fault in a row ends the run.
        int before = _bench.Scanner.Scans;
        _bench.Scanner.HasIpv6 = scan => scan < before + 10;
        (CampaignEnd end, _) = await _bench.RunAsync(
            stores, "second", 30, () => _bench.Scanner.Scans > before + 10 ? ScriptedScanner.Healthy() with { Ipv6 = false } : ScriptedScanner.Healthy(),
            new RunTerms(new BreakerOptions { Least = 1000 }, Tries: 1));
        Assert.Equal(CampaignEnd.VantageFault, end);
        await RunnerBench.CountsAreRightAsync(fixture, stores, "second");

        JudgedTarget[] now = [.. (await stores.Scans.CurrentAsync(keys)).Values];
        Assert.DoesNotContain(now, one => one.Class == TargetClass.Broken);
        JudgedTarget[] unknown = [.. now.Where(one => one.Campaign == "second" && one.Class == TargetClass.Unknown)];
        Assert.NotEmpty(unknown);
        Assert.All(unknown, one => Assert.Equal(Failure.VantageNoIpv6, one.Cause));
        Assert.All(unknown, one => Assert.Equal(one.Class, Judge.Assess(stores.Evidence.GetScan(one.Evidence)!, Profile.National)[0].Class));
        Assert.Equal(unknown.Length, await RunnerBench.InLakeAsync(stores, "second", "class = 'unknown' AND class_cause = 'vantage-no-ipv6'"));
        Assert.Equal(0, await RunnerBench.InLakeAsync(stores, "second", "class = 'broken'"));

        // It goes on where it stopped, and each name has one result in the end.
        _bench.Scanner.HasIpv6 = _ => true;
        (end, CampaignTally tally) = await _bench.RunAsync(stores, "second", 30, ScriptedScanner.Healthy);
        Assert.Equal(CampaignEnd.Finished, end);
        Assert.Equal(new ResultCount(TargetKind.Site, TargetClass.Ready, null, 30), Assert.Single(await stores.Scans.ResultsAsync("second")));
        Assert.Equal(30, Assert.Single(tally.Results()).Count);
        await RunnerBench.CountsAreRightAsync(fixture, stores, "second");
    }

    [Theory(Timeout = 120_000)]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.PostgreSql)]
    public async Task When_many_that_worked_before_fail_over_one_family_the_run_ends_and_takes_back_what_it_kept(DatabaseKind kind)
    {
        await using StoresFixture fixture = await StoresFixture.CreateAsync(kind);
        MeasurementStores stores = await fixture.OpenAsync(clock: TimeProvider.System);
        await _bench.RunAsync(stores, "first", 120, ScriptedScanner.Healthy);

        // The way is lost for one name in twenty first, too few to tell, then for all; the references of the self-check are still there.
        int before = _bench.Scanner.Scans;
        _bench.Scanner.HasIpv6 = scan => scan - before < 60 ? (scan - before) % 20 != 0 : false;
        (CampaignEnd end, CampaignTally tally) = await _bench.RunAsync(stores, "second", 120, ScriptedScanner.Healthy);
        Assert.Equal(CampaignEnd.MassFailure, end);
        Assert.Equal(Family.V6, tally.MassFailure!.Family);
        Assert.True(tally.MassFailure.Failed >= 5 && tally.MassFailure.Failed > 0.05 * tally.MassFailure.Of, tally.MassFailure.ToString());
        Assert.Equal((0, 0), (tally.Kept, tally.Results().Count));
        Assert.True(_bench.Scanner.Scans < before + 120, "the rest was measured too");

        JudgedTarget[] now = [.. (await stores.Scans.CurrentAsync([.. Enumerable.Range(0, 120).Select(i => $"site:n{i:000}.gov.vn")])).Values];
        JudgedTarget[] second = [.. now.Where(one => one.Campaign == "second")];
        Assert.True(second.Length >= 20);
        Assert.All(second, one => Assert.Equal((TargetClass.Unknown, (Failure?)Failure.VantageMassFailure), (one.Class, one.Cause)));
        Assert.Equal(0, await RunnerBench.InLakeAsync(stores, "second", "class <> 'unknown'"));
        Assert.Equal(second.Length, await RunnerBench.InLakeAsync(stores, "second", "class_cause = 'vantage-mass-failure'"));
        Assert.Equal(0, (await stores.Campaigns.FindAsync("second"))!.Count(TargetState.Done));
        await RunnerBench.CountsAreRightAsync(fixture, stores, "second");

        // At once again it ends again; an hour later the same failures are the targets' own.
        (end, _) = await _bench.RunAsync(stores, "second", 120, ScriptedScanner.Healthy);
        Assert.Equal(CampaignEnd.MassFailure, end);
        (end, _) = await _bench.RunAsync(stores, "second", 120, ScriptedScanner.Healthy, new RunTerms(new BreakerOptions { Confirms = TimeSpan.Zero }));
        Assert.Equal(CampaignEnd.Finished, end);
        Assert.Equal(120, (await stores.Campaigns.FindAsync("second"))!.Count(TargetState.Done));
        Assert.Contains(await stores.Scans.ResultsAsync("second"), result => result is { Class: TargetClass.Broken });
        await RunnerBench.CountsAreRightAsync(fixture, stores, "second");
    }

    // Each name drags until the one before it is kept: windows that are waited out whole, each twice as long, would take two minutes.
    [Fact(Timeout = 120_000)]
    public Task What_is_done_is_kept_soon_though_another_name_drags() =>
        AllAreKeptSoonAsync((before, kept) => kept < before, new RunTerms(Concurrency: 1, Window: TimeSpan.FromMinutes(1), First: TimeSpan.FromMilliseconds(500)));

    // The first drags until the others are kept; their window would end in an hour.
    [Fact(Timeout = 120_000)]
    public Task When_none_is_left_to_begin_who_is_done_is_kept_without_waiting_for_who_drags() =>
        AllAreKeptSoonAsync((before, kept) => before == 0 && kept < 7, new RunTerms(Window: TimeSpan.FromHours(1)));

    [Theory(Timeout = 120_000)]
    [InlineData(DatabaseKind.Sqlite)]
    public async Task A_few_that_fail_do_not_end_the_run(DatabaseKind kind)
    {
        await using StoresFixture fixture = await StoresFixture.CreateAsync(kind);
        MeasurementStores stores = await fixture.OpenAsync(clock: TimeProvider.System);
        await _bench.RunAsync(stores, "first", 100, ScriptedScanner.Healthy);
        int before = _bench.Scanner.Scans;
        _bench.Scanner.HasIpv6 = scan => (scan - before) % 25 != 0;
        Assert.Equal(CampaignEnd.Finished, (await _bench.RunAsync(stores, "second", 100, ScriptedScanner.Healthy)).End);
        Assert.Contains(await stores.Scans.ResultsAsync("second"), result => result is { Class: TargetClass.Broken, Count: 4 });
    }

    [Fact(Timeout = 60_000)]
    public async Task A_stopped_run_keeps_what_is_finished_and_gives_back_the_rest()
    {
        await using StoresFixture fixture = await StoresFixture.CreateAsync(DatabaseKind.Sqlite);
        MeasurementStores stores = await fixture.OpenAsync(clock: TimeProvider.System);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        _bench.Scanner.During = _ => _bench.Scanner.Scans > 12 ? stop.CancelAsync() : Task.CompletedTask;
        (CampaignEnd end, CampaignTally tally) = await _bench.RunAsync(stores, "first", 40, ScriptedScanner.Healthy, new RunTerms(Window: TimeSpan.FromMinutes(1), Cancellation: stop.Token));

        // Eight and more had ended when the thirteenth began, four being under way at once; their window had not.
        Assert.Equal(CampaignEnd.Stopped, end);
        Assert.InRange(tally.Kept, 8, 13);
        Campaign after = (await stores.Campaigns.FindAsync("first"))!;
        Assert.Equal((tally.Kept, 0, 40 - tally.Kept), (after.Count(TargetState.Done), after.Count(TargetState.Leased), after.Count(TargetState.Pending)));
    }

    [Fact(Timeout = 60_000)]
    public async Task A_name_that_only_waits_lends_its_place_and_takes_it_back()
    {
        await using StoresFixture fixture = await StoresFixture.CreateAsync(DatabaseKind.Sqlite);
        MeasurementStores stores = await fixture.OpenAsync(clock: TimeProvider.System);
        int working = 0;
        int most = 0;
        var others = new TaskCompletionSource();
        _bench.Scanner.During = async request =>
        {
            most = Math.Max(most, Interlocked.Increment(ref working));
            if (request.Ascii == "n000.gov.vn")
            {
                // With one place for all, the others can only be measured while this one has lent it.
                // Counted out before it lends it: the next one may begin at once.
                Interlocked.Decrement(ref working);
                Assert.True(request.Slot!.TryPark());
                await others.Task;
                await request.Slot.ReturnAsync(TestContext.Current.CancellationToken);
                most = Math.Max(most, Interlocked.Increment(ref working));
            }
            else if (request.Ascii == "n009.gov.vn")
            {
                others.SetResult();
            }

            await Task.Delay(10);
            Interlocked.Decrement(ref working);
        };
        (CampaignEnd end, CampaignTally tally) = await _bench.RunAsync(stores, "first", 10, ScriptedScanner.Healthy, new RunTerms(Concurrency: 1));
        Assert.Equal((CampaignEnd.Finished, 10, 1), (end, tally.Kept, most));
    }

    [Theory(Timeout = 60_000)]
    [InlineData("evidence")]
    [InlineData("results")]
    public async Task A_run_waits_while_the_disk_refuses_and_goes_on_by_itself(string what)
    {
        await using StoresFixture fixture = await StoresFixture.CreateAsync(DatabaseKind.Sqlite);
        MeasurementStores stores = await fixture.OpenAsync(faulty: true, clock: TimeProvider.System);
        var seen = new List<(StoreArea Area, bool Begins)>();
        stores.Health.Changed += (fault, begins) => seen.Add((fault.Area, begins));
        var tallied = new TaskCompletionSource<CampaignTally>();
        _bench.Scanner.During = _ =>
        {
            if (_bench.Scanner.Scans == 10)
            {
                (fixture.Disk.SyncError, fixture.Disk.RenameError) = what == "evidence" ? (Errno.InputOutput, 0) : (0, Errno.NoSpace);
            }

            return Task.CompletedTask;
        };
        Task<(CampaignEnd End, CampaignTally Tally)> run = _bench.RunAsync(stores, "first", 40, ScriptedScanner.Healthy, new RunTerms(Begun: tallied.SetResult));
        CampaignTally tally = await tallied.Task;
        while (tally.DiskFault is null || stores.Health.Faults.Count == 0)
        {
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }

        await Task.Delay(300, TestContext.Current.CancellationToken);
        int kept = tally.Kept;
        Assert.True(_bench.Scanner.Scans < 40, "names were measured although nothing could be kept");
        await Task.Delay(200, TestContext.Current.CancellationToken);
        Assert.Equal((kept, false), (tally.Kept, run.IsCompleted));
        Assert.Equal(what == "results", tally.DiskFault!.IsFull);
        Assert.Equal(kept, (await stores.Campaigns.FindAsync("first"))!.Count(TargetState.Done));

        (fixture.Disk.SyncError, fixture.Disk.RenameError) = (0, 0);
        Assert.Equal(CampaignEnd.Finished, (await run).End);
        Assert.Equal((40, null), (tally.Kept, tally.DiskFault));
        Assert.Equal(40, await RunnerBench.InLakeAsync(stores, "first", "kind = 'site'"));
        StoreArea area = what == "evidence" ? StoreArea.Evidence : StoreArea.Results;
        Assert.Contains((area, true), seen);
        Assert.Contains((area, false), seen);
        Assert.Empty(stores.Health.Faults);
    }

    [Fact(Timeout = 60_000)]
    public async Task A_disk_that_stays_broken_ends_the_run_with_its_words()
    {
        await using StoresFixture fixture = await StoresFixture.CreateAsync(DatabaseKind.Sqlite);
        MeasurementStores stores = await fixture.OpenAsync(faulty: true, clock: TimeProvider.System);
        _bench.Scanner.During = _ =>
        {
            fixture.Disk.SyncError = Errno.InputOutput;
            return Task.CompletedTask;
        };
        StorageException fault = await Assert.ThrowsAsync<StorageException>(
            () => _bench.RunAsync(stores, "first", 20, ScriptedScanner.Healthy, new RunTerms(Patience: TimeSpan.FromMilliseconds(200))));
        Assert.Equal(Errno.InputOutput, fault.ErrorNumber);
        fixture.Disk.SyncError = 0;
        Assert.Equal(20, (await stores.Campaigns.FindAsync("first"))!.Count(TargetState.Pending));
    }

    /// <summary>Eight names; each drags as long as it is said of how many began before it and how many are kept.</summary>
    private async Task AllAreKeptSoonAsync(Func<int, int, bool> drags, RunTerms terms)
    {
        await using StoresFixture fixture = await StoresFixture.CreateAsync(DatabaseKind.Sqlite);
        MeasurementStores stores = await fixture.OpenAsync(clock: TimeProvider.System);
        CampaignTally? tally = null;
        int begun = 0;
        _bench.Scanner.During = async _ =>
        {
            for (int before = Interlocked.Increment(ref begun) - 1; drags(before, tally!.Kept);)
            {
                await Task.Delay(20, TestContext.Current.CancellationToken);
            }
        };
        Task<(CampaignEnd End, CampaignTally Tally)> run = _bench.RunAsync(stores, "first", 8, ScriptedScanner.Healthy, terms with { Begun = one => tally = one });
        Assert.Equal(CampaignEnd.Finished, (await run.WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken)).End);
        Assert.Equal(8, tally!.Kept);
    }
}
