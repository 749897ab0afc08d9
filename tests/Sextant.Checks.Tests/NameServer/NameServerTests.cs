using Sextant.Checks.Judging;
using Sextant.Checks.Observations;
using Sextant.Checks.Tests.Building;
using Sextant.Wire;

namespace Sextant.Checks.Tests.NameServer;

public sealed class NameServerTests
{
    private static readonly Case[] Cases =
    [
        new("healthy", NameServerWorld.With(), TargetClass.Ready, "nss-aaaa-valid", "nss-serves", "nss-recursion-closed") { Verdicts = ["NSS-01 pass", "NSS-02 pass", "NSS-03 pass"] },
        new("IPv6-only", NameServerWorld.With(w => w.V4 = []), TargetClass.Ready, "nss-serves"),
        new("open recursion", NameServerWorld.With(w => w.AlterRecursion = a => a with { Failure = null, Rcode = "NOERROR", RecursionAvailable = true, Data = ["198.41.0.4"], AnswerCount = 1, Attempts = Seen.Once() }), TargetClass.Ready, "nss-open-recursion") { Verdicts = ["NSS-03 fail"] },
        new("answers everything with its own data", NameServerWorld.With(w => w.AlterRecursion = a => a with { Failure = null, Rcode = "NOERROR", Authoritative = true, Data = ["192.0.2.9"], AnswerCount = 1, Attempts = Seen.Once() }), TargetClass.Ready, "nss-recursion-closed"),
        new("drops foreign questions", NameServerWorld.With(w => w.AlterRecursion = a => a.Silent()), TargetClass.Ready, "nss-recursion-closed"),
        new("upward referral for foreign names", NameServerWorld.With(w => w.AlterRecursion = a => a with { Failure = null, Rcode = "NOERROR", ReferralTo = ".", Attempts = Seen.Once() }), TargetClass.Ready, "nss-recursion-closed"),
        new("recursion not measured", NameServerWorld.With(w => w.AlterRecursion = _ => null), TargetClass.Ready, "nss-recursion-unknown") { Verdicts = ["NSS-03 unknown"] },
        new("the way to its name is not known", NameServerWorld.With(w => w.Walk = null), TargetClass.Ready, "nss-v6-path-open") { Verdicts = ["NSS-01 unknown"] },

        new("one address of two silent", NameServerWorld.With(w => w.AtV6(a => a.Silent(), "2001:db8:2::53")), TargetClass.Partial, "nss-silent"),
        new("one address of two lame", NameServerWorld.With(w => w.AtV6(a => a.Refused(), "2001:db8:2::53")), TargetClass.Partial, "nss-lame"),
        new("lame for one zone of two", NameServerWorld.With(w => { w.Zones = ["example.gov.vn", "gov.vn"]; w.AtV6(a => a.Name == "gov.vn" ? a.Refused() : a); }), TargetClass.Partial, "nss-lame"),
        new("one address of two answers garbage", NameServerWorld.With(w => w.AtV6(a => a.Failing(Failure.DnsMalformed), "2001:db8:2::53")), TargetClass.Partial, "nss-malformed"),
        new("AA missing", NameServerWorld.With(w => w.AtV6(a => a.WithoutAa())), TargetClass.Partial, "nss-aa-missing"),
        new("UDP only", NameServerWorld.With(w => w.AtV6(a => a.Transport == "tcp" ? a.Silent() : a)), TargetClass.Partial, "nss-udp-only"),
        new("one of two truncates without TCP", NameServerWorld.With(w => w.AtV6(a => a.Transport == "tcp" ? a.Silent() : a with { Truncated = true }, "2001:db8:2::53")), TargetClass.Partial, "nss-truncated-without-tcp"),
        new("answers only without EDNS", NameServerWorld.With(w => w.AtV6(a => a.Transport == "udp" ? a with { UdpPayload = null, WithEdns = Failure.TimedOut, EdnsAttempts = Seen.Thrice(Failure.TimedOut) } : a)), TargetClass.Partial, "nss-edns-trouble"),
        new("only SOA is answered", NameServerWorld.With(w => w.Samples = [Seen.SampleByType("2001:db8:1::53", 20, ["NS", "A", "MX"])]), TargetClass.Partial, "nss-question-unanswered"),
        new("slow", NameServerWorld.With(w => w.AtV6(a => a with { Attempts = Seen.Once(2500) })), TargetClass.Partial, "nss-slow"),
        new("lossy", NameServerWorld.With(w => { w.Zones = ["example.gov.vn"]; w.AtV6(a => a with { Attempts = [.. Seen.Thrice(Failure.TimedOut), new Attempt(Seen.At, 9)] }); }), TargetClass.Partial, "nss-lossy"),
        new("a fifth lost in the sample", NameServerWorld.With(w => w.Samples = [Seen.Sample("2001:db8:1::53", 20, lost: 4)]), TargetClass.Ready, "nss-serves"),
        new("two of five lost in the sample", NameServerWorld.With(w => w.Samples = [Seen.Sample("2001:db8:1::53", 20, lost: 8), Seen.Sample("192.0.2.1", 10, lost: 1)]), TargetClass.Partial, "nss-lossy"),
        new("the sample shows that responses are limited", NameServerWorld.With(w => w.Samples = [Seen.Sample("2001:db8:1::53", 20, lost: 8) with { Truncated = 5 }]), TargetClass.Ready, "nss-serves"),
        new("slow in the sample alone", NameServerWorld.With(w => w.Samples = [Seen.Sample("2001:db8:1::53", 10, lost: 0, ms: 1400)]), TargetClass.Partial, "nss-slow"),
        new("large answers arrive", NameServerWorld.With(w => w.Large = [.. Seen.Large("2001:db8:1::53", "example.gov.vn", true), .. Seen.Large("192.0.2.1", "example.gov.vn", true)]), TargetClass.Ready, "nss-serves"),
        new("a large answer gets lost over IPv6 alone", NameServerWorld.With(w => w.Large = [.. Seen.Large("2001:db8:1::53", "example.gov.vn", false), .. Seen.Large("192.0.2.1", "example.gov.vn", true)]), TargetClass.Partial, "nss-large-lost"),
        new("a large answer gets lost over both", NameServerWorld.With(w => w.Large = [.. Seen.Large("2001:db8:1::53", "example.gov.vn", false), .. Seen.Large("192.0.2.1", "example.gov.vn", false)]), TargetClass.Ready, "nss-large-lost-both"),
        new("a large answer asked for once only", NameServerWorld.With(w => w.Large = [.. Seen.Large("2001:db8:1::53", "example.gov.vn", false).Select(a => a.Failure is null ? a : a with { Attempts = [a.Attempts[0]] }), .. Seen.Large("192.0.2.1", "example.gov.vn", true)]), TargetClass.Ready, "nss-serves"),
        new("junk", NameServerWorld.With(w => w.AtV6(a => a with { Junk = ["trailing-bytes"] })), TargetClass.Partial, "nss-junk"),
        new("one address of several not global", NameServerWorld.With(w => w.V6 = ["2001:db8:1::53", "fd00::53"]), TargetClass.Partial, "nss-aaaa-not-global"),
        new("its own zone is IPv4-only", NameServerWorld.With(w => w.Walk = new PathWalk { Family = Family.V6, Failure = Failure.DnsNoServers, Stop = new PathLink("gov.vn", null, "no-address") }), TargetClass.Partial, "nss-v6-path-stops") { Verdicts = ["NSS-01 fail"] },

        new("no address answers", NameServerWorld.With(w => w.AtV6(a => a.Silent())), TargetClass.Broken, "nss-unserved", "nss-silent") { Verdicts = ["NSS-02 fail"] },
        new("lame everywhere", NameServerWorld.With(w => w.AtV6(a => a.Refused())), TargetClass.Broken, "nss-unserved"),
        new("truncates without TCP everywhere", NameServerWorld.With(w => w.AtV6(a => a.Transport == "tcp" ? a.Silent() : a with { Truncated = true })), TargetClass.Broken, "nss-unserved", "nss-truncated-without-tcp"),
        new("no address is global", NameServerWorld.With(w => w.V6 = ["::ffff:192.0.2.1"]), TargetClass.Broken, "nss-aaaa-none-global", "nss-no-ipv6", "nss-recursion-no-ipv6"),
        new("AAAA answered SERVFAIL", NameServerWorld.With(w => { w.V6 = []; w.Aaaa = Seen.Failed(NameServerWorld.Name, "AAAA", Failure.DnsServfail); }), TargetClass.Broken, "nss-aaaa-failed"),
        new("AAAA denied though A exists", NameServerWorld.With(w => { w.V6 = []; w.Aaaa = Seen.Failed(NameServerWorld.Name, "AAAA", Failure.DnsNxdomain, 1); }), TargetClass.Broken, "nss-aaaa-failed"),
        new("AAAA bogus", NameServerWorld.With(w => { w.V6 = []; w.Aaaa = Seen.Failed(NameServerWorld.Name, "AAAA", Failure.DnsBogus); }), TargetClass.Broken, "nss-aaaa-bogus"),

        new("A only", NameServerWorld.With(w => w.V6 = []), TargetClass.None, "nss-aaaa-missing", "nss-no-ipv6") { Verdicts = ["NSS-01 fail", "NSS-02 not-applicable", "NSS-03 not-applicable"] },

        new("32 addresses, all well", NameServerWorld.With(w => w.V6 = [.. Enumerable.Range(1, 32).Select(i => $"2001:db8:1::{i:x}")]), TargetClass.Ready, "nss-serves"),
        new("33 addresses, the last not asked", NameServerWorld.With(w => { w.V6 = [.. Enumerable.Range(1, 33).Select(i => $"2001:db8:1::{i:x}")]; w.AtV6(_ => null, "2001:db8:1::21"); }), TargetClass.Unknown, "nss-open") { Cause = Failure.WorkLimit },
        new("33 addresses, the last not asked, the others silent", NameServerWorld.With(w => { w.V6 = [.. Enumerable.Range(1, 33).Select(i => $"2001:db8:1::{i:x}")]; w.AtV6(a => a.Address.ToString() == "2001:db8:1::21" ? null : a.Silent()); }), TargetClass.Unknown, "nss-open", "nss-silent") { Cause = Failure.WorkLimit },
        new("no zone is known", NameServerWorld.With(w => w.Zones = []), TargetClass.Unknown, "nss-no-zone") { Cause = Failure.DnsNoZoneKnown },
        new("silent once", NameServerWorld.With(w => w.AtV6(a => a.Failing(Failure.TimedOut, tries: 1))), TargetClass.Unknown, "nss-open") { Cause = Failure.Pending },
        new("AAAA not known", NameServerWorld.With(w => { w.V6 = []; w.Aaaa = Seen.Failed(NameServerWorld.Name, "AAAA", Failure.TimedOut); }), TargetClass.Unknown, "nss-aaaa-open", "nss-open", "nss-recursion-unknown") { Cause = Failure.TimedOut },
        new("the vantage has no IPv6", NameServerWorld.With(w => w.Vantage = Seen.Vantage with { Ipv6 = false }), TargetClass.Unknown) { Cause = Failure.VantageNoIpv6 },

        new("a name without addresses", NameServerWorld.With(w => w.V4 = w.V6 = []), TargetClass.NotApplicable, "nss-no-address"),
    ];

    public static TheoryData<string> Names => [.. Cases.Select(c => c.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_name_server_gets_its_class(string name) => Cases.Single(c => c.Name == name).Check();

    [Theory]
    [InlineData(false, true)]
    [InlineData(true, false)]
    public void Lost_large_answers_are_a_single_look_until_one_came_over_IPv6(bool arrivedElsewhere, bool single)
    {
        Scan scan = NameServerWorld.With(w => w.Large =
        [
            .. Seen.Large("2001:db8:1::53", "example.gov.vn", false), .. Seen.Large("2001:db8:2::53", "example.gov.vn", arrivedElsewhere), .. Seen.Large("192.0.2.1", "example.gov.vn", true),
        ]);
        Judgement said = Assert.Single(Judge.Assess(scan, Profile.National));
        Assert.All(said.Findings.Where(finding => finding.Tag == "nss-large-lost"), finding => Assert.Equal(single, finding.SingleLook));
        Assert.Equal(single, said.SingleLook);
    }

    [Fact]
    public void Every_tag_is_expected_by_some_case() => Assert.Empty(
        CheckCatalog.All.Where(c => c.Kind == TargetKind.NameServer).SelectMany(c => c.Tags).Except(Cases.SelectMany(c => c.Tags)));
}
