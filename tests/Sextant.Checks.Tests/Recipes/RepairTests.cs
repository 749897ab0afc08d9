using Sextant.Checks.Judging;
using Sextant.Checks.Observations;
using Sextant.Checks.Recipes;
using Sextant.Checks.Tests.Web;
using Sextant.Wire;

namespace Sextant.Checks.Tests.Recipes;

/// <summary>The one thing to fix first is what harms users most.</summary>
public sealed class RepairTests
{
    [Theory]
    [InlineData("dns-unserved-v6", "web-v6-all-dead", "mail-v6-no-greeting", "dns-unserved-v6")]
    [InlineData("dns-ns-v6-one", "web-v6-all-dead", "mail-v6-no-greeting", "web-v6-all-dead")]
    [InlineData("dns-ns-v6-one", "web-v6-some-dead", "mail-v6-no-greeting", "mail-v6-no-greeting")]
    [InlineData("dns-ns-v6-one", "web-v6-some-dead", "mail-mx-aaaa-missing", "dns-ns-v6-one")]
    [InlineData("dns-udp-answers", "web-v6-some-dead", "mail-mx-aaaa-missing", "web-v6-some-dead")]
    [InlineData("dns-ns-v6-one", "web-aaaa-none", "mail-v6-missing", "web-aaaa-none")]
    public void Broken_before_partial_and_the_zone_before_what_stands_on_it(string zone, string site, string mail, string first)
    {
        Finding[] findings = [Samples.Of(mail), Samples.Of(site), Samples.Of(zone)];
        Assert.Equal(first, FirstOf([.. findings.Select(f => (KindOf(f.Tag), f))]));
        Assert.Equal(first, FirstOf([.. findings.Reverse().Select(f => (KindOf(f.Tag), f))]));
    }

    [Fact]
    public void In_one_entry_the_heaviest_criterion_leads() =>
        Assert.Equal("web-v6-no-page", FirstOf((TargetKind.Site, Samples.Of("web-v6-443-closed")), (TargetKind.Site, Samples.Of("web-v6-no-page"))));

    [Fact]
    public void What_the_vantage_may_have_caused_itself_is_nothing_to_mend()
    {
        Finding doubted = Samples.Of("dns-unserved-v6") with { Doubt = Failure.VantageOverloaded };
        Assert.Equal("mail-mx-aaaa-missing", FirstOf((TargetKind.Zone, doubted), (TargetKind.Mail, Samples.Of("mail-mx-aaaa-missing"))));
        Assert.Null(FirstOf((TargetKind.Zone, doubted)));
    }

    private static string? FirstOf(params (TargetKind Kind, Finding Finding)[] found)
    {
        Scan scan = SiteBuilder.Two();
        Judgement one = SiteBuilder.Judge(scan);
        return Repair.First(scan, found.GroupBy(f => f.Kind).Select(entry => one with { Kind = entry.Key, Findings = [.. entry.Select(f => f.Finding)] }), Profile.National, "vi")?.Finding.Tag;
    }

    private static TargetKind KindOf(string tag) => tag.Split('-')[0] switch { "web" => TargetKind.Site, "mail" => TargetKind.Mail, _ => TargetKind.Zone };
}
