using Sextant.Checks.Judging;
using Sextant.Cli.Parts;
using Sextant.Cli.Settings;
using Sextant.Lab;
using Sextant.Lab.Country;
using Sextant.Measurement.Scans;

namespace Sextant.Cli.Tests.Commands;

/// <summary>Whoever asks for a healthy name waits for its answers and for nothing else.</summary>
public sealed class NothingWaitsTests
{
    [Fact(Timeout = 60_000)]
    public async Task A_healthy_name_and_the_vantage_before_it_are_measured_without_a_single_pause()
    {
        await using RunningWorld world = await LabCountry.Build(new WorldOptions()).StartAsync(TestContext.Current.CancellationToken);
        // One pause between tries would last longer than the test may.
        SettingsOutcome outcome = SettingsReader.Read(new SettingsSources { Environment = new Dictionary<string, string> { ["SEXTANT_RETRY_SPACING"] = "2m-3m" } });
        using MeasuringParts parts = MeasuringParts.Build(outcome.Settings!, LabUse.Of(world.Map, world.Network), TimeProvider.System);

        ScanOutcome seen = await parts.Scanner.ScanAsync(new ScanRequest("may.gov.lab"), null, TestContext.Current.CancellationToken);

        Assert.All(Judge.Assess(seen.Scan, Profile.National), entry => Assert.Equal(TargetClass.Ready, entry.Class));
        // The self-check has looked at the broken reference and found it broken.
        Assert.Contains(seen.Scan.Vantage.Anchors, anchor => anchor is { KnownBroken: true, Healthy: false, Failure: not null });
        Assert.Null(seen.Scan.Vantage.Fault);
    }
}
