using Sextant.Checks.Judging;
using Sextant.Checks.Observations;
using Sextant.Checks.Tests.Web;
using Sextant.Wire;

namespace Sextant.Checks.Tests.Judging;

public sealed class JudgeTests
{
    private static Judgement With(Func<VantageObservation, VantageObservation> change, Action<HostBuilder>? host = null)
    {
        var site = new SiteBuilder("portal.example.vn").Host("portal.example.vn", host);
        site.Vantage = change(site.Vantage);
        return SiteBuilder.Judge(site.Build());
    }

    [Fact]
    public void A_healthy_site_is_ready_and_basic_and_nothing_above_is_claimed()
    {
        Judgement judgement = SiteBuilder.Judge(SiteBuilder.Two());
        Assert.Equal((TargetClass.Ready, Level.Basic, Level.Basic), (judgement.Class, judgement.Level, judgement.LevelScope));
        Assert.Null(judgement.Cause);
        Assert.Equal(["example.vn", "www.example.vn"], judgement.Hosts);
        Assert.Contains("WEB-06", judgement.Unmeasured);
        Assert.DoesNotContain("WEB-03", judgement.Unmeasured);
        Assert.False(judgement.SingleLook);
    }

    [Theory]
    [InlineData("no-ipv6", Failure.VantageNoIpv6)]
    [InlineData("no-ipv4", Failure.VantageNoIpv4)]
    [InlineData("dns64", Failure.VantageDns64)]
    [InlineData("resolver", Failure.VantageResolver)]
    [InlineData("fault", Failure.VantageFault)]
    public void A_fault_of_the_vantage_makes_everything_unknown(string fault, Failure cause)
    {
        Judgement judgement = With(v => fault switch
        {
            "no-ipv6" => v with { Ipv6 = false },
            "no-ipv4" => v with { Ipv4 = false },
            "dns64" => v with { Dns64 = true },
            "resolver" => v with { Resolver = false },
            _ => v with { Fault = Failure.VantageFault },
        });
        Assert.Equal((TargetClass.Unknown, (Failure?)cause), (judgement.Class, judgement.Cause));
        Assert.Equal((Level.None, Level.None), (judgement.Level, judgement.LevelScope));
        Assert.All(judgement.Verdicts, v => Assert.Equal((Verdict.Unknown, (Failure?)cause), (v.Verdict, v.Cause)));
        Assert.NotEmpty(judgement.Verdicts);
        Assert.Empty(judgement.Findings);
        Assert.Equal(cause, judgement.Vantage.Fault);
    }

    [Theory]
    [InlineData(900.0, TargetClass.Broken, null)]
    [InlineData(1500.0, TargetClass.Unknown, Failure.VantageOverloaded)]
    [InlineData(null, TargetClass.Broken, null)]
    public void Silence_is_the_targets_only_while_the_program_itself_was_in_time(double? late, TargetClass expected, Failure? cause)
    {
        Judgement judgement = SiteBuilder.Judge(new SiteBuilder("portal.example.vn").Host("portal.example.vn", h => h.Dead("v6")).Build() with { OwnDelay = late });
        Assert.Equal((expected, cause), (judgement.Class, judgement.Cause));
        Assert.Equal(expected == TargetClass.Unknown, judgement.Verdicts.Any(v => v.Cause == Failure.VantageOverloaded));
        Assert.DoesNotContain(judgement.Verdicts, v => expected == TargetClass.Unknown && v.Verdict == Verdict.Fail);
    }

    [Theory]
    [InlineData(true, TargetClass.Partial)]
    [InlineData(false, TargetClass.Unknown)]
    public void A_longer_way_is_in_doubt_when_the_program_was_late_unless_the_system_took_the_times(bool bySystem, TargetClass expected)
    {
        Scan scan = SiteBuilder.One(h =>
        {
            h.RoundTripV6 = 320;
            h.InTurns(320, 322, 318, 330, 1320, 321, 319, 320, null, 322);
            h.Pairs = [.. h.Pairs!.Select(pair => pair with { BySystem = bySystem && pair.V6Ms < 1000 })];
        }) with { OwnDelay = 900 };
        Assert.Equal(expected, SiteBuilder.Judge(scan).Class);
    }

    [Fact]
    public void What_is_refused_is_the_targets_however_late_the_program_was() =>
        Assert.Equal(TargetClass.Broken, SiteBuilder.Judge(new SiteBuilder("portal.example.vn").Host("portal.example.vn", h => h.Dead("v6", Failure.ConnectionRefused)).Build() with { OwnDelay = 5000 }).Class);

    [Fact]
    public void A_vantage_without_ipv6_says_so_before_anything_else() =>
        Assert.Equal(Failure.VantageNoIpv6, With(v => v with { Ipv6 = false, Resolver = false, Fault = Failure.VantageFault }).Cause);

    [Fact]
    public void A_vantage_that_looked_at_nothing_is_no_fault() =>
        Assert.Equal(TargetClass.Ready, With(v => v with { Ipv4 = null, Ipv6 = null, Resolver = null, Dns64 = null }).Class);

    [Fact]
    public void A_fault_without_a_healthy_reference_is_a_single_look_and_keeps_its_class()
    {
        Judgement judgement = With(v => v with { Anchors = [] }, h => h.Dead("v6"));
        Assert.Equal(TargetClass.Broken, judgement.Class);
        Assert.True(judgement.SingleLook);
        Assert.True(judgement.Verdicts.Single(v => v.Criterion == "WEB-02").SingleLook);
        Assert.False(judgement.Verdicts.Single(v => v.Criterion == "WEB-01").SingleLook);
    }

    [Fact]
    public void A_reference_that_is_broken_on_purpose_vouches_for_nothing() => Assert.True(With(
        v => v with { Anchors = [new AnchorLook { Role = "broken", Name = "b", Family = Family.V6, Port = 443, Healthy = true, KnownBroken = true }] }, h => h.Dead("v6")).SingleLook);

    [Fact]
    public void With_a_healthy_reference_it_is_no_single_look() => Assert.False(With(v => v, h => h.Dead("v6")).SingleLook);

    [Fact]
    public void What_rests_on_no_path_is_no_single_look() => Assert.False(With(v => v with { Anchors = [] }, h => h.V6 = []).SingleLook);

    [Fact]
    public void A_part_that_was_not_looked_at_is_unknown_and_unmeasured()
    {
        Judgement judgement = SiteBuilder.Judge(SiteBuilder.One() with { Web = null });
        Assert.Equal((TargetClass.Unknown, (Failure?)Failure.NotMeasured), (judgement.Class, judgement.Cause));
        Assert.Equal(Level.None, judgement.LevelScope);
        Assert.Contains("WEB-01", judgement.Unmeasured);
    }

    [Fact]
    public void A_kind_without_checks_is_unknown()
    {
        Judgement judgement = SiteBuilder.Judge(SiteBuilder.One() with { Kinds = [TargetKind.Resolver] });
        Assert.Equal((TargetClass.Unknown, (Failure?)Failure.NotMeasured), (judgement.Class, judgement.Cause));
        Assert.Contains("RES-01", judgement.Unmeasured);
        Assert.Empty(judgement.Verdicts);
    }

    [Fact]
    public void Each_kind_looked_at_has_its_judgement() =>
        Assert.Equal([TargetKind.Site, TargetKind.Mail, TargetKind.Zone], Judge.Assess(SiteBuilder.One() with { Kinds = [TargetKind.Site, TargetKind.Mail, TargetKind.Zone] }, Profile.National).Select(j => j.Kind));

    [Fact]
    public void A_criterion_takes_the_worst_of_its_findings()
    {
        Judgement judgement = SiteBuilder.Judge(SiteBuilder.One(h => { h.V6 = ["2001:db8::10", "fd00::1"]; }));
        CriterionVerdict verdict = judgement.Verdicts.Single(v => v.Criterion == "WEB-01");
        Assert.Equal(Verdict.Partial, verdict.Verdict);
        Assert.Equal(["web-aaaa-published", "web-aaaa-mixed"], verdict.Tags);
        Assert.Equal((TargetClass.Partial, Level.None), (judgement.Class, judgement.Level));
    }

    [Fact]
    public void There_is_one_verdict_for_each_criterion_and_host()
    {
        Judgement judgement = SiteBuilder.Judge(SiteBuilder.Two(www: h => h.Port("v6", 80, Failure.ConnectionRefused)));
        Assert.Equal(["example.vn", "www.example.vn"], judgement.Verdicts.Where(v => v.Criterion == "WEB-04").Select(v => v.Subject));
        Assert.Equal([Verdict.Pass, Verdict.Partial], judgement.Verdicts.Where(v => v.Criterion == "WEB-04").Select(v => v.Verdict));
        Assert.Equal(Failure.ConnectionRefused, judgement.Verdicts.Last(v => v.Criterion == "WEB-04").Cause);
    }

    [Fact]
    public void A_missing_www_takes_no_basic_level_away()
    {
        Judgement judgement = SiteBuilder.Judge(SiteBuilder.Two(www: h => h.V6 = []));
        Assert.Equal((TargetClass.Partial, Level.Basic), (judgement.Class, judgement.Level));
    }

    [Theory]
    [InlineData("broken")]
    [InlineData("unknown")]
    [InlineData("none")]
    public void No_level_while_the_class_is_not_usable(string row)
    {
        Judgement judgement = SiteBuilder.Judge(SiteBuilder.One(h =>
        {
            switch (row)
            {
                case "broken": h.Aaaa = SiteBuilder.Look("portal.example.vn", "AAAA", Failure.DnsBogus); break;
                case "unknown": h.Html("v6", "<title>Just a moment...</title>"); break;
                default: h.V6 = []; break;
            }
        }));
        Assert.Equal(row, FailureWords.Kebab(judgement.Class.ToString()));
        Assert.Equal(Level.None, judgement.Level);
        Assert.Equal(Level.Basic, judgement.LevelScope);
    }

    [Fact]
    public void Unknown_verdicts_always_have_a_cause()
    {
        foreach (string row in WebClassTests.Names().Select(r => r.Data))
        {
            Assert.All(SiteBuilder.Judge(WebClassTests.ScanOf(row)).Verdicts.Where(v => v.Verdict == Verdict.Unknown), v => Assert.NotNull(v.Cause));
        }
    }

    [Fact]
    public void Judging_what_was_stored_says_the_same()
    {
        foreach (string row in WebClassTests.Names().Select(r => r.Data))
        {
            Scan scan = WebClassTests.ScanOf(row);
            Scan stored = ScanJson.Read(ScanJson.Write(scan));
            Assert.Equal(JudgementJson.Write(SiteBuilder.Judge(scan)), JudgementJson.Write(SiteBuilder.Judge(stored)));
        }
    }

    [Fact]
    public void A_name_is_shown_in_unicode()
    {
        Judgement judgement = SiteBuilder.Judge(new SiteBuilder("xn--th-l-hanoi-gc1e.vn").Host("a.vn").Build());
        Assert.Equal("xn--th-l-hanoi-gc1e.vn", judgement.Ascii);
        Assert.Equal("bücher.vn", SiteBuilder.Judge(new SiteBuilder("xn--bcher-kva.vn").Host("a.vn").Build()).Target);
    }
}
