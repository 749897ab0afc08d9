using Sextant.Checks;
using Sextant.Measurement.Desk;
using Sextant.Measurement.Probes;
using Sextant.Measurement.Scans;

namespace Sextant.Measurement.Tests.Desk;

/// <summary>The progress of each check follows from the looks it rests on.</summary>
public sealed class CheckStepsTests
{
    [Fact]
    public void Every_check_of_a_kind_has_a_step_and_ends_with_its_part()
    {
        foreach (string kind in new[] { "site", "mail", "zone", "name-server" })
        {
            IReadOnlyList<CheckStep> before = CheckSteps.Of(kind, []);
            Assert.NotEmpty(before);
            Assert.All(before, step => Assert.Equal(CheckState.Waiting, step.State));
            Assert.All(CheckSteps.Of(kind, [new ScanStep(kind, true, 700)]), step => Assert.Equal(CheckState.Done, step.State));
        }

        Assert.Equal(CheckCatalog.All.Count, new[] { "site", "mail", "zone", "name-server" }.Sum(kind => CheckSteps.Of(kind, []).Count));
    }

    [Fact]
    public void A_check_is_done_when_all_its_looks_are_and_no_sooner()
    {
        ScanStep[] steps =
        [
            new("zone", false, 0),
            new(ScanLooks.ZoneDelegation, true, 100),
            new(ScanLooks.ZoneServers, false, 0),
            new(ScanLooks.ZonePath, true, 300),
        ];
        Dictionary<string, CheckStep> of = CheckSteps.Of("zone", steps).ToDictionary(step => step.Criterion);
        Assert.Equal(CheckState.Looking, of["DNS-01"].State);
        Assert.Equal(new CheckStep("DNS-05", CheckState.Done, 300), of["DNS-05"]);
        steps[2] = new(ScanLooks.ZoneServers, true, 900);
        Assert.Equal(new CheckStep("DNS-01", CheckState.Done, 900), CheckSteps.Of("zone", steps)[0]);
    }
}
