using Sextant.Checks.Judging;
using Sextant.Checks.Observations;
using Sextant.Checks.Tests.Building;
using Sextant.Wire;

namespace Sextant.Checks.Tests.Dns;

public sealed class ZoneTests
{
    public static TheoryData<string> Names => [.. ZoneCases.All.Select(c => c.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_zone_gets_its_class(string name) => ZoneCases.All.Single(c => c.Name == name).Check();

    [Fact]
    public void Every_tag_is_expected_by_some_case() => Assert.Empty(
        CheckCatalog.All.Where(c => c.Kind == TargetKind.Zone).SelectMany(c => c.Tags).Except(ZoneCases.All.SelectMany(c => c.Tags)));

    [Fact]
    public void A_fault_without_a_healthy_reference_is_a_single_look()
    {
        Scan scan = ZoneWorld.With(w =>
        {
            w.AtV6(a => a.Silent());
            w.Vantage = Seen.Vantage with { Anchors = [] };
        });
        Judgement judgement = Assert.Single(Judge.Assess(scan, Profile.National));
        Assert.Equal(TargetClass.Broken, judgement.Class);
        Assert.True(judgement.SingleLook);
    }

    [Fact]
    public void The_first_link_that_needs_IPv4_is_named()
    {
        Judgement judgement = Assert.Single(Judge.Assess(ZoneCases.All.Single(c => c.Name.Contains("own zone", StringComparison.Ordinal)).Scan, Profile.National));
        Finding stops = Assert.Single(judgement.Findings, f => f.Tag == "dns-v6-path-stops");
        Assert.Equal("isp.vn", stops.Parameters["link"]);
        Assert.Equal("ns1.isp.vn", stops.Parameters["server"]);
    }

    // Neither dangerous error from a single address, whatever it does: the other one still serves.
    [Theory]
    [InlineData(Failure.TimedOut)]
    [InlineData(Failure.ConnectionRefused)]
    [InlineData(Failure.HostUnreachable)]
    [InlineData(Failure.DnsServfail)]
    [InlineData(Failure.DnsRefused)]
    [InlineData(Failure.DnsNotimp)]
    [InlineData(Failure.DnsFormerr)]
    [InlineData(Failure.DnsMalformed)]
    [InlineData(Failure.DnsMismatch)]
    [InlineData(Failure.DnsTruncated)]
    public void One_faulty_address_of_two_is_partial_and_both_are_broken(Failure failure)
    {
        Assert.Equal(TargetClass.Partial, ClassOf(ZoneWorld.With(w => w.AtV6(a => a.Failing(failure), 0))));
        Assert.Equal(TargetClass.Broken, ClassOf(ZoneWorld.With(w => w.AtV6(a => a.Failing(failure)))));
    }

    [Theory]
    [InlineData(Failure.Excluded)]
    [InlineData(Failure.TimeBudget)]
    [InlineData(Failure.WorkLimit)]
    [InlineData(Failure.Cancelled)]
    [InlineData(Failure.AddressForbidden)]
    [InlineData(Failure.NetworkFault)]
    [InlineData(Failure.Pending)]
    public void What_says_nothing_of_the_target_is_unknown(Failure failure)
    {
        Assert.Equal(TargetClass.Unknown, ClassOf(ZoneWorld.With(w => w.AtV6(a => a.Failing(failure)))));
        Assert.Equal(TargetClass.Unknown, ClassOf(ZoneWorld.With(w => w.AtV6(a => a.Failing(failure), 0))));
    }

    private static TargetClass ClassOf(Scan scan) => Assert.Single(Judge.Assess(scan, Profile.National)).Class;
}
