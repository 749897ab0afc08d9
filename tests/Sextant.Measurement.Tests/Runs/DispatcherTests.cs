using System.Collections.Concurrent;
using System.Globalization;
using Sextant.Checks.Judging;
using Sextant.Measurement.Campaigns;
using Sextant.Measurement.Desk;
using Sextant.Measurement.Runs;
using Sextant.Measurement.Schedules;
using Sextant.Measurement.Storage;
using Sextant.Store.Databases;
using Sextant.Testing;

namespace Sextant.Measurement.Tests.Runs;

/// <summary>What a server does about campaigns by itself: schedules whatever the clock does, resuming, pausing, who goes first.</summary>
public sealed class DispatcherTests
{
    private static readonly TimeZoneInfo Hanoi = TimeZoneInfo.FindSystemTimeZoneById("Asia/Ho_Chi_Minh");
    private readonly ScriptedScanner _scanner = new();
    private readonly ConcurrentQueue<string> _order = new();

    [Theory(Timeout = 60_000)]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.PostgreSql)]
    public async Task A_time_that_is_due_makes_one_campaign_whoever_looks_and_however_often(DatabaseKind kind)
    {
        await using StoresFixture fixture = await StoresFixture.CreateAsync(kind);
        var clock = new FakeTimeProvider(At("2026-11-22T12:00:00Z"));
        MeasurementStores one = await fixture.OpenAsync(clock: clock);
        MeasurementStores other = await fixture.OpenAsync(clock: clock);
        await AddAsync(one, clock, "weekly", "0 20 * * SUN"); // 13:00 UTC
        Schedule before = (await one.Schedules.FindAsync("weekly"))!;
        Assert.Null(before.Due(clock.GetUtcNow()));
        Assert.Equal(At("2026-11-22T13:00:00Z"), before.Next(clock.GetUtcNow()));

        clock.Advance(TimeSpan.FromHours(1));
        DateTimeOffset due = before.Due(clock.GetUtcNow())!.Value;
        string?[] made = await Task.WhenAll(one.Schedules.BeginAsync(before, due, StoresFixture.Names(3)), other.Schedules.BeginAsync(before, due, StoresFixture.Names(3)));
        Assert.Equal("weekly-20261122-2000", Assert.Single(made, id => id is not null));
        Assert.Null(await one.Schedules.BeginAsync(before, due, StoresFixture.Names(3)));
        Assert.Null((await one.Schedules.FindAsync("weekly"))!.Due(clock.GetUtcNow()));
        Campaign campaign = Assert.Single(await one.Campaigns.ListAsync());
        Assert.Equal(("weekly", true, 3), (campaign.Schedule, campaign.Unattended, campaign.Total));
    }

    [Fact(Timeout = 60_000)]
    public async Task Missed_times_are_made_up_for_once_and_a_clock_that_is_set_back_runs_nothing_twice()
    {
        await using StoresFixture fixture = await StoresFixture.CreateAsync(DatabaseKind.Sqlite);
        var clock = new JumpingClock(At("2026-11-01T00:00:00Z"));
        MeasurementStores stores = await fixture.OpenAsync(clock: clock);
        await AddAsync(stores, clock, "daily", "0 7 * * *"); // midnight UTC

        // Three weeks without a server: one campaign, for the last time of them.
        clock.Now = At("2026-11-22T09:00:00Z");
        await TurnAsync(stores, clock, "daily-20261122-0700");

        // The clock is a day ahead, a campaign is made for a time to come; then it is set right.
        clock.Now = At("2026-11-23T09:00:00Z");
        await TurnAsync(stores, clock, "daily-20261123-0700");
        clock.Now = At("2026-11-22T10:00:00Z");
        await TurnAsync(stores, clock, null);
        Assert.Equal(clock.Now, (await stores.Schedules.FindAsync("daily"))!.LastDue);
        clock.Now = At("2026-11-23T00:00:10Z");
        await TurnAsync(stores, clock, null); // has its campaign
        clock.Now = At("2026-11-24T00:00:10Z");
        await TurnAsync(stores, clock, "daily-20261124-0700");
        Assert.Equal(["daily-20261124-0700", "daily-20261123-0700", "daily-20261122-0700"], (await stores.Campaigns.ListAsync()).Select(one => one.Id).OrderDescending());
    }

    [Fact(Timeout = 60_000)]
    public async Task A_lease_written_by_a_clock_that_was_ahead_holds_nobody_up()
    {
        await using StoresFixture fixture = await StoresFixture.CreateAsync(DatabaseKind.Sqlite);
        var clock = new JumpingClock(At("2036-11-22T00:00:00Z"));
        MeasurementStores stores = await fixture.OpenAsync(clock: clock);
        await stores.Campaigns.CreateOrResumeAsync(StoresFixture.Plan(), StoresFixture.Names(2));
        CampaignLease ahead = (await stores.Campaigns.LeaseAsync("weekly-2026-47", "hanoi", 2, TimeSpan.FromMinutes(30)))!;
        await stores.Campaigns.FailAsync(ahead, "n000.gov.vn", "x");
        clock.Now = At("2026-11-22T00:00:00Z");
        CampaignLease again = (await stores.Campaigns.LeaseAsync("weekly-2026-47", "hanoi", 5, TimeSpan.FromMinutes(30)))!;
        Assert.Equal(2, again.Targets.Count);
        Assert.Empty((await stores.Campaigns.CompleteBatchAsync([ahead], [await StoresFixture.FinishedAsync(stores, "n001.gov.vn")])).Kept);
    }

    [Theory(Timeout = 120_000)]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.PostgreSql)]
    public async Task It_measures_what_is_open_by_itself_rests_when_told_and_goes_on_after_a_stop(DatabaseKind kind)
    {
        await using StoresFixture fixture = await StoresFixture.CreateAsync(kind);
        MeasurementStores stores = await fixture.OpenAsync(clock: TimeProvider.System);
        await stores.Campaigns.CreateOrResumeAsync(StoresFixture.Plan("attended"), StoresFixture.Names(3)); // somebody's own, by `scan`
        await stores.Campaigns.CreateOrResumeAsync(StoresFixture.Plan("open") with { Unattended = true, Terms = new CampaignTerms { Concurrency = 2 } }, StoresFixture.Names(30));
        await using (new Running(stores, _scanner))
        {
            await UntilAsync(() => _scanner.Scans > 5);
            Assert.True(await stores.Control.StandAsync("open", CampaignStanding.Paused));
            await UntilAsync(async () => (await stores.Campaigns.FindAsync("open"))!.Count(TargetState.Leased) == 0);
            int scans = _scanner.Scans;
            await Task.Delay(300);
            Assert.Equal(scans, _scanner.Scans);
            await stores.Control.StandAsync("open", CampaignStanding.Open);
            await UntilAsync(() => _scanner.Scans > scans);
        }

        // Its process has ended in the middle; the next server goes on by itself, and everything is there once.
        Campaign between = (await stores.Campaigns.FindAsync("open"))!;
        Assert.Equal((0, false), (between.Count(TargetState.Leased), between.Finished));
        await using (new Running(stores, _scanner))
        {
            await UntilAsync(async () => (await stores.Campaigns.FindAsync("open"))!.Finished);
        }

        Assert.Equal(30, Assert.Single(await stores.Scans.ResultsAsync("open")).Count);
        Assert.Equal(3, (await stores.Campaigns.FindAsync("attended"))!.Count(TargetState.Pending));
        Assert.True(await stores.Control.StandAsync("open", CampaignStanding.Stopped));
        Assert.False(await stores.Control.StandAsync("open", CampaignStanding.Open));
    }

    [Fact(Timeout = 120_000)]
    public async Task The_more_urgent_campaign_goes_first_and_measuring_now_overtakes_both()
    {
        await using StoresFixture fixture = await StoresFixture.CreateAsync(DatabaseKind.Sqlite);
        MeasurementStores stores = await fixture.OpenAsync(clock: TimeProvider.System);
        _scanner.During = request =>
        {
            _order.Enqueue(request.Ascii);
            return Task.CompletedTask;
        };
        await stores.Campaigns.CreateOrResumeAsync(StoresFixture.Plan("slow") with { Unattended = true }, Names("slow", 60));
        await using var running = new Running(stores, _scanner, concurrency: 2);
        await UntilAsync(() => _order.Count > 6);
        await stores.Campaigns.CreateOrResumeAsync(StoresFixture.Plan("urgent") with { Unattended = true, Terms = new CampaignTerms { Priority = 5 } }, Names("urgent", 20));
        await UntilAsync(() => _order.Any(name => name.StartsWith("urgent", StringComparison.Ordinal)));

        using var stop = new CancellationTokenSource();
        var desk = new MeasureDesk(_scanner, stores, Profile.National, new DeskOptions { Workers = 1 }, TimeProvider.System);
        Task serving = desk.RunAsync(stop.Token);
        desk.Ask("now.gov.vn", System.Net.IPAddress.IPv6Loopback);
        await UntilAsync(() => _order.Contains("now.gov.vn"));
        await UntilAsync(async () => (await stores.Campaigns.FindAsync("urgent"))!.Count(TargetState.Pending) == 0 && _order.Count(name => name.StartsWith("urgent", StringComparison.Ordinal)) == 20);
        await stop.CancelAsync();
        await Task.WhenAny(serving);

        string[] order = [.. _order];
        int first = Array.FindIndex(order, name => name.StartsWith("urgent", StringComparison.Ordinal));
        int last = Array.FindLastIndex(order, name => name.StartsWith("urgent", StringComparison.Ordinal));
        Assert.InRange(order[first..last].Count(name => name.StartsWith("slow", StringComparison.Ordinal)), 0, 2); // whoever held a place already
        Assert.InRange(Array.IndexOf(order, "now.gov.vn"), first, last);
        await UntilAsync(async () => (await stores.Campaigns.FindAsync("slow"))!.Finished);
    }

    private static ITargetSource Names(string stem, int count) =>
        new ListSource([.. Enumerable.Range(0, count).Select(i => new CampaignTarget(string.Create(CultureInfo.InvariantCulture, $"{stem}{i:00}.gov.vn"), []))]);

    private static Task AddAsync(MeasurementStores stores, TimeProvider clock, string id, string cron)
    {
        Assert.True(CronRule.TryParse(cron, out CronRule? rule));
        return stores.Schedules.AddAsync(new Schedule
        {
            Id = id, Name = id, Rule = new TargetRule { Names = ["a.gov.vn"], Description = "list: a" }, Profile = "national/1", Vantages = ["hanoi"],
            Terms = CampaignTerms.Usual, Cron = rule, Zone = Hanoi, LastDue = clock.GetUtcNow(),
        });
    }

    /// <summary>One look of a server: what it makes is measured to its end.</summary>
    private async Task TurnAsync(MeasurementStores stores, TimeProvider clock, string? made)
    {
        var news = new ConcurrentQueue<CampaignNews>();
        await using (new Running(stores, _scanner, clock: clock, tell: news.Enqueue))
        {
            await UntilAsync(async () => made is null
                ? (await stores.Schedules.FindAsync("daily"))!.LastDue <= clock.GetUtcNow()
                : (await stores.Campaigns.FindAsync(made)) is { Finished: true });
            await Task.Delay(made is null ? 200 : 0);
        }

        Assert.Equal(made is null ? [] : [made], news.Where(one => one.What == CampaignEvent.Due).Select(one => one.Id));
    }

    private static Task UntilAsync(Func<bool> so) => UntilAsync(() => Task.FromResult(so()));

    private static async Task UntilAsync(Func<Task<bool>> so)
    {
        while (!await so())
        {
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
    }

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);

    /// <summary>A server's dispatcher, until it is disposed.</summary>
    private sealed class Running : IAsyncDisposable
    {
        private readonly CancellationTokenSource _stop = new();
        private readonly Task _work;

        public Running(MeasurementStores stores, ScriptedScanner scanner, int concurrency = 4, TimeProvider? clock = null, Action<CampaignNews>? tell = null)
        {
            var parts = new DispatcherParts
            {
                Stores = stores,
                Vantage = "hanoi",
                Scanner = scanner,
                SelfCheck = _ => Task.FromResult(ScriptedScanner.Healthy()),
                Options = new CampaignRunOptions
                {
                    Profile = Profile.National,
                    Concurrency = concurrency,
                    FirstWindow = TimeSpan.FromMilliseconds(50),
                    Window = TimeSpan.FromMilliseconds(50),
                    Poll = TimeSpan.FromMilliseconds(20),
                    Watch = TimeSpan.FromMilliseconds(20),
                },
                Source = (rule, _) => Task.FromResult<ITargetSource>(new ListSource([.. rule.Names!.Select(name => new CampaignTarget(name, []))])),
                Look = TimeSpan.FromMilliseconds(20),
                Tell = tell ?? (_ => { }),
            };
            _work = new Dispatcher(parts, clock ?? TimeProvider.System).RunAsync(_stop.Token);
        }

        public async ValueTask DisposeAsync()
        {
            await _stop.CancelAsync();
            await _work.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            _stop.Dispose();
        }
    }

    /// <summary>The wall clock is what the test says, while timers and measured times go on as they do.</summary>
    private sealed class JumpingClock(DateTimeOffset now) : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = now;

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
