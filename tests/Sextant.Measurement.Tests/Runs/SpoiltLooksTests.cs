using Sextant.Checks.Judging;
using Sextant.Checks.Observations;
using Sextant.Measurement.Runs;
using Sextant.Measurement.Scans;
using Sextant.Store.Databases;
using Sextant.Wire;

namespace Sextant.Measurement.Tests.Runs;

/// <summary>Looks in doubt because this machine was late itself.</summary>
public sealed class SpoiltLooksTests
{
    private readonly RunnerBench _bench = new();

    [Theory(Timeout = 120_000)]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.PostgreSql)]
    public async Task What_this_machine_spoilt_by_being_late_is_measured_again_and_three_times_at_most(DatabaseKind kind)
    {
        await using StoresFixture fixture = await StoresFixture.CreateAsync(kind);
        MeasurementStores stores = await fixture.OpenAsync(clock: TimeProvider.System);

        // IPv6 is silent for the first ten looks, in a second in which the machine itself slept: nobody is blamed for it.
        _bench.Scanner.HasIpv6 = scan => scan > 10;
        _bench.Scanner.Late = scan => scan <= 10 ? 2_000 : 0;
        (CampaignEnd end, CampaignTally tally) = await _bench.RunAsync(stores, "first", 30, ScriptedScanner.Healthy);
        Assert.Equal(CampaignEnd.Finished, end);
        Assert.Equal((40, 10), (_bench.Scanner.Scans, tally.SetAside));
        Assert.Equal(new ResultCount(TargetKind.Site, TargetClass.Ready, null, 30), Assert.Single(await stores.Scans.ResultsAsync("first")));
        await RunnerBench.CountsAreRightAsync(fixture, stores, "first");

        // A machine that is always late says so in the end, and asks nobody for ever.
        int before = _bench.Scanner.Scans;
        (_bench.Scanner.HasIpv6, _bench.Scanner.Late) = (_ => false, _ => 2_000);
        (end, _) = await _bench.RunAsync(stores, "second", 10, ScriptedScanner.Healthy, new RunTerms(new BreakerOptions { Least = 1000 }));
        Assert.Equal((CampaignEnd.Finished, before + 30), (end, _bench.Scanner.Scans));
        Assert.Equal(new ResultCount(TargetKind.Site, TargetClass.Unknown, Failure.VantageOverloaded, 10), Assert.Single(await stores.Scans.ResultsAsync("second")));
        await RunnerBench.CountsAreRightAsync(fixture, stores, "second");
    }
}
