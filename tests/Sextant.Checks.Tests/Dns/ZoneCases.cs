using System.Net;
using Sextant.Checks.Judging;
using Sextant.Checks.Observations;
using Sextant.Checks.Tests.Building;
using Sextant.Wire;

namespace Sextant.Checks.Tests.Dns;

/// <summary>The DNS rows of the class table and of the list of what others judge wrong, as worlds with their expected class.</summary>
internal static class ZoneCases
{
    private static PathWalk Stopped(Family family, string zone, string reason, string? server = null) => new()
    {
        Family = family,
        Failure = Failure.DnsNoServers,
        Stop = new PathLink(zone, server, reason),
    };

    // No server was seen: what the resolver says of SOA, and what the parent delegates, is all that is known.
    private static ZoneObservation Nothing(Failure soa, Delegation? delegation) => new()
    {
        Zone = ZoneWorld.Zone,
        Delegation = delegation,
        Ipv6Walk = new PathWalk { Family = Family.V6, Reached = true },
        Soa = Seen.Failed(ZoneWorld.Zone, "SOA", soa),
    };

    private static ServerAnswer Raised(ServerAnswer a, uint serial) => a is { Type: "SOA", Family: Family.V6 } ? a with { Serial = serial } : a;

    private static void Serials(ZoneWorld world, uint first, uint second)
    {
        world.AtAll(a => a.Type == "SOA" ? a with { Serial = first } : a, 0);
        world.AtAll(a => a.Type == "SOA" ? a with { Serial = second } : a, 1);
    }

    private static ServerAnswer Again(ServerAnswer a) => a with { Attempts = [new Attempt(Seen.At.AddSeconds(9), 12)] };

    // Each IPv6 address sampled: questions of these types are lost, all others answered.
    private static ZoneObservation Sampled(ZoneObservation zone, int asked, string[] lost) => zone with
    {
        Servers = [.. zone.Servers.Select(server => server with { Samples = [.. server.Aaaa.Addresses.Select(a => Seen.SampleByType(a.ToString(), asked, lost))] })],
    };

    private static ZoneObservation SampledIn(ZoneObservation zone, double milliseconds) => zone with
    {
        Servers = [.. zone.Servers.Select(server => server with { Samples = [.. server.Aaaa.Addresses.Select(a => Seen.Sample(a.ToString(), 10, 0, milliseconds))] })],
    };

    // Texts asked for with DO came only without EDNS.
    private static ZoneObservation WithoutDnssec(ZoneObservation zone) => zone with
    {
        Servers = [.. zone.Servers.Select(server => server with
        {
            Large = [.. server.Answers.Where(a => a is { Type: "NS", Transport: "udp", Family: Family.V6 }).Select(a =>
                a with { Type = "TXT", Data = [], UdpPayload = null, WithEdns = Failure.TimedOut, EdnsAttempts = Seen.Thrice(Failure.TimedOut) })],
        })],
    };

    private static ZoneObservation Large(ZoneObservation zone, params (string Address, bool Arrives)[] looks) => Large(zone, a => a, looks);

    private static ZoneObservation Large(ZoneObservation zone, Func<ServerAnswer, ServerAnswer> alter, params (string Address, bool Arrives)[] looks) => zone with
    {
        Servers = [zone.Servers[0] with { Large = [.. looks.SelectMany(look => Seen.Large(look.Address, zone.Zone, look.Arrives)).Select(alter)] }, .. zone.Servers.Skip(1)],
    };

    // The probe asks again when serials differ.
    private static ZoneObservation AskedAgain(ZoneObservation zone, Func<ServerAnswer, ServerAnswer> then) => zone with
    {
        Servers = [.. zone.Servers.Select(s => s with { Answers = [.. s.Answers, .. s.Answers.Where(a => a is { Type: "SOA", Transport: "udp" }).Select(a => then(Again(a)))] })],
    };

    public static IReadOnlyList<Case> All { get; } =
    [
        // Ready
        new("healthy", ZoneWorld.With(), TargetClass.Ready, "dns-ns-v6-enough", "dns-udp-answers", "dns-tcp-answers", "dns-glue-right", "dns-v6-path-whole", "dns-ns-global", "dns-data-same", "dns-aaaa-answered")
        { Verdicts = ["DNS-01 pass", "DNS-02 pass", "DNS-03 pass", "DNS-04 pass", "DNS-05 pass", "DNS-06 pass", "DNS-07 pass", "DNS-08 pass"] },
        new("signed and healthy", ZoneWorld.With(w => w.Signed = true), TargetClass.Ready, "dns-udp-answers"),
        new("an IPv4-only name server beside two IPv6 ones", ZoneWorld.With(w => w.Servers.Add(new("ns3." + ZoneWorld.Zone) { V4 = ["192.0.2.3"] })), TargetClass.Ready, "dns-ns-v6-enough") { Verdicts = ["DNS-01 pass", "DNS-02 pass", "DNS-04 pass"] },
        new("IPv6-only zone", ZoneWorld.With(w => { w[0].V4 = []; w[1].V4 = []; }), TargetClass.Ready, "dns-data-one-family") { Verdicts = ["DNS-07 not-applicable"] },
        new("name servers outside the zone", ZoneWorld.With(w => { w.Servers.Clear(); w.Servers.Add(new("ns1.isp.vn") { V4 = ["192.0.2.1"], V6 = ["2001:db8:1::53"] }); w.Servers.Add(new("ns2.isp.vn") { V4 = ["192.0.2.2"], V6 = ["2001:db8:2::53"] }); }), TargetClass.Ready, "dns-glue-not-needed"),
        new("0x20 not kept", ZoneWorld.With(w => w.AtAll(a => a with { CaseKept = false })), TargetClass.Ready, "dns-case-not-kept", "dns-udp-answers") { Verdicts = ["DNS-02 pass"] },
        new("questions in mixed letters are dropped", ZoneWorld.With(w => { w.AtV6(a => a.Transport == "udp" ? a with { Attempts = [new Attempt(Seen.At, 3000, Failure.TimedOut), new Attempt(Seen.At, 12)] } : a); w.Finally = z => Sampled(z, 10, []); }), TargetClass.Ready, "dns-case-dropped", "dns-udp-answers"),
        new("bogus at a name that is an alias of another zone's", ZoneWorld.With(w => { w.AtAll(a => a.Name.StartsWith("www.", StringComparison.Ordinal) ? a with { Alias = "cdn.example.net.", Data = [], AnswerCount = 1 } : a); w.Finally = z => z with { SampledAaaa = [Seen.Failed("www." + ZoneWorld.Zone, "AAAA", Failure.DnsBogus)] }; }), TargetClass.Ready, "dns-udp-answers"),
        new("one SERVFAIL, then an answer", ZoneWorld.With(w => w.AtV6(a => a with { Attempts = [new Attempt(Seen.At, 9, Failure.DnsServfail), new Attempt(Seen.At.AddSeconds(2), 9)] })), TargetClass.Ready, "dns-udp-answers"),
        new("truncated over UDP, whole over TCP", ZoneWorld.With(w => w.AtV6(a => a is { Type: "SOA", Transport: "udp" } ? a.Empty() with { Truncated = true, SoaInAuthority = false } : a)), TargetClass.Ready, "dns-udp-answers"),
        new("everything is truncated over UDP, denials too, and whole over TCP", ZoneWorld.With(w => { w.Names["nothing." + ZoneWorld.Zone] = ([], []); w.CutsAll = true; w.AtAll(a => a.Name.StartsWith("nothing.", StringComparison.Ordinal) ? a.Failing(Failure.DnsNxdomain, "NXDOMAIN", 1) with { SoaInAuthority = a.Transport == "tcp", Truncated = a.Truncated } : a); w.Finally = z => z with { Sampled = [ZoneWorld.Zone] }; }), TargetClass.Ready, "dns-udp-answers"),
        new("the zone has a single server, on both families", ZoneWorld.With(w => w.Servers.RemoveAt(1)), TargetClass.Ready, "dns-ns-single") { Verdicts = ["DNS-01 partial"] },
        new("AAAA that rotate among servers", ZoneWorld.With(w => w.AtAll(a => a is { Type: "AAAA", Name: ZoneWorld.Zone } ? a with { Data = ["2001:db8:80::" + a.Address.GetAddressBytes()[^1] + (a.Family == Family.V6 ? a.Server![2] : 'a')] } : a)), TargetClass.Ready, "dns-data-same"),
        new("addresses differ by family, constantly", ZoneWorld.With(w => w.AtV6(a => a is { Type: "A" } ? a with { Data = ["192.0.2.99"] } : a)), TargetClass.Ready, "dns-data-differs") { Verdicts = ["DNS-07 partial"] },
        new("serial differs during a transfer, agrees when asked again", ZoneWorld.With(w => { w.AtV6(a => Raised(a, 6)); w.Finally = z => AskedAgain(z, a => a with { Serial = 7 }); }), TargetClass.Ready, "dns-data-same") { Verdicts = ["DNS-07 pass"] },
        new("serial differs, still when asked again", ZoneWorld.With(w => { w.AtV6(a => Raised(a, 6)); w.Finally = z => AskedAgain(z, a => a); }), TargetClass.Partial, "dns-serial-differs") { Verdicts = ["DNS-07 partial"] },
        new("serial differs, not asked again", ZoneWorld.With(w => w.AtV6(a => Raised(a, 6))), TargetClass.Ready, "dns-data-open") { Verdicts = ["DNS-07 unknown"] },
        new("one server is behind, since when is not known", ZoneWorld.With(w => { Serials(w, 7, 6); w.Finally = z => AskedAgain(z, a => a); }), TargetClass.Ready, "dns-data-same", "dns-serial-behind") { Verdicts = ["DNS-07 pass"] },
        new("one server is behind a state of today", ZoneWorld.With(w => { Serials(w, 2026112101, 2020010101); w.Finally = z => AskedAgain(z, a => a); }), TargetClass.Ready, "dns-serial-behind"),
        new("one server has been behind for days", ZoneWorld.With(w => { Serials(w, 2026111901, 2026111801); w.Finally = z => AskedAgain(z, a => a); }), TargetClass.Partial, "dns-serial-stale") { Verdicts = ["DNS-07 partial"] },
        new("one server of an IPv6-only zone has been behind for days", ZoneWorld.With(w => { w[0].V4 = []; w[1].V4 = []; Serials(w, 2026111901, 2026111801); w.Finally = z => AskedAgain(z, a => a); }), TargetClass.Partial, "dns-serial-stale"),
        new("one server was behind and caught up", ZoneWorld.With(w => { Serials(w, 2026111901, 2026111801); w.Finally = z => AskedAgain(z, a => a with { Serial = 2026111901 }); }), TargetClass.Ready, "dns-data-same") { Verdicts = ["DNS-07 pass"] },
        new("no sampled name has A", ZoneWorld.With(w => { w.Names.Clear(); w.Names[ZoneWorld.Zone] = ([], []); }), TargetClass.Ready, "dns-aaaa-nothing-to-ask") { Verdicts = ["DNS-08 not-applicable"] },
        new("the root cannot be reached over IPv6 from here", ZoneWorld.With(w => w.Finally = z => z with { Ipv6Walk = Stopped(Family.V6, ".", "unreachable") }), TargetClass.Ready, "dns-v6-path-open") { Verdicts = ["DNS-05 unknown"] },

        // Where a table of addresses was loaded
        new("name servers in two systems", Announced(64496, 4294967294), TargetClass.Ready, "dns-ns-systems-several") { Verdicts = ["DNS-09 pass"] },
        new("name servers in one system", Announced(64496, 64496), TargetClass.Ready, "dns-ns-systems-one") { Verdicts = ["DNS-09 fail"] },
        new("a name server whose system no table knows", Announced(64496, null), TargetClass.Ready, "dns-ns-systems-open") { Verdicts = ["DNS-09 unknown"] },
        new("the table says countries only", Announced(64496, 64497, "countries"), TargetClass.Ready) { Verdicts = ["DNS-09 unknown"] },
        new("name servers without IPv6, and a table", Announced(64496, 64497, change: w => { w[0].V6 = []; w[1].V6 = []; }), TargetClass.None, "dns-ns-systems-no-ipv6") { Verdicts = ["DNS-09 not-applicable"] },
        new("one of two addresses not known yet, and a table", Announced(64496, 64497, change: w => { w[1].V6 = []; w[1].Aaaa = Seen.Failed(w[1].Name, "AAAA", Failure.TimedOut); }), TargetClass.Unknown, "dns-ns-systems-open"),

        // Partial
        new("one IPv6 name server of two", ZoneWorld.With(w => w[1].V6 = []), TargetClass.Partial, "dns-ns-v6-one") { Verdicts = ["DNS-01 partial", "DNS-02 pass"] },
        new("two names, one IPv6 address", ZoneWorld.With(w => w[1].V6 = w[0].V6), TargetClass.Partial, "dns-ns-v6-one-address"),
        new("one of two IPv6 addresses silent", ZoneWorld.With(w => w.AtV6(a => a.Silent(), 1)), TargetClass.Partial, "dns-udp-silent", "dns-tcp-silent") { Verdicts = ["DNS-02 partial", "DNS-03 partial"] },
        new("one of two lame: REFUSED", ZoneWorld.With(w => w.AtV6(a => a.Refused(), 1)), TargetClass.Partial, "dns-lame", "dns-tcp-faulty"),
        new("one of two lame: upward referral", ZoneWorld.With(w => w.AtV6(a => a.Empty() with { Authoritative = false, SoaInAuthority = false, ReferralTo = "." }, 1)), TargetClass.Partial, "dns-lame"),
        new("AA missing with the right data, everywhere", ZoneWorld.With(w => w.AtV6(a => a.WithoutAa())), TargetClass.Partial, "dns-aa-missing") { Verdicts = ["DNS-02 partial"] },
        new("TCP closed on IPv6, nothing truncated", ZoneWorld.With(w => w.AtV6(a => a.Transport == "tcp" ? a.Failing(Failure.ConnectionRefused) : a)), TargetClass.Partial, "dns-tcp-none", "dns-tcp-silent", "dns-udp-answers") { Verdicts = ["DNS-02 pass", "DNS-03 fail"] },
        new("glue missing for one", ZoneWorld.With(w => w[1].Glue = []), TargetClass.Partial, "dns-glue-missing") { Verdicts = ["DNS-04 partial"] },
        new("glue missing for all", ZoneWorld.With(w => { w[0].Glue = []; w[1].Glue = []; w.Finally = z => z with { Ipv6Walk = Stopped(Family.V6, ZoneWorld.Zone, "no-glue") }; }), TargetClass.Partial, "dns-glue-none", "dns-glue-missing", "dns-v6-path-stops") { Verdicts = ["DNS-04 fail", "DNS-05 fail"] },
        new("AAAA in the glue alone", ZoneWorld.With(w => { foreach (ServerWorld s in w.Servers) { s.Aaaa = Seen.Failed(s.Name, "AAAA", Failure.DnsNoData, 1); } }), TargetClass.Partial, "dns-ns-v6-glue-only", "dns-glue-stale") { Verdicts = ["DNS-01 partial", "DNS-02 pass"] },
        new("AAAA in the glue alone, and nobody there", ZoneWorld.With(w => { foreach (ServerWorld s in w.Servers) { s.Aaaa = Seen.Failed(s.Name, "AAAA", Failure.DnsNoData, 1); } w.AtV6(a => a.Silent()); }), TargetClass.Broken, "dns-ns-v6-glue-only", "dns-unserved-v6"),
        new("denies its servers' addresses and answers nothing", ZoneWorld.With(w => { foreach (ServerWorld s in w.Servers) { s.A = Seen.Failed(s.Name, "A", Failure.DnsNoData, 1); s.Aaaa = Seen.Failed(s.Name, "AAAA", Failure.DnsNoData, 1); } w.AtAll(a => a.WithoutAa().Empty() with { SoaInAuthority = false }); }), TargetClass.Broken, "dns-unserved-v6", "dns-lame", "dns-ns-no-address"),
        new("a server that cannot be found", ZoneWorld.With(w => w.Servers.Add(new("ns.isp.vn") { A = Seen.Failed("ns.isp.vn", "A", Failure.DnsServfail), Aaaa = Seen.Failed("ns.isp.vn", "AAAA", Failure.DnsServfail) })), TargetClass.Unknown, "dns-udp-open") { Cause = Failure.DnsServfail },
        new("a server that cannot be found beside silent ones", ZoneWorld.With(w => { w.Servers.Add(new("ns.isp.vn") { A = Seen.Failed("ns.isp.vn", "A", Failure.TimedOut), Aaaa = Seen.Failed("ns.isp.vn", "AAAA", Failure.TimedOut) }); w.AtV6(a => a.Silent()); }), TargetClass.Unknown, "dns-udp-open", "dns-udp-silent") { Cause = Failure.TimedOut },
        new("more servers than are looked at", ZoneWorld.With(w => w.Finally = z => z with { ChildNames = [.. z.ChildNames, "ns3.example.gov.vn"], Delegation = z.Delegation! with { Names = [.. z.Delegation.Names, "ns3.example.gov.vn"] } }), TargetClass.Unknown, "dns-udp-open") { Cause = Failure.WorkLimit },
        new("stale glue", ZoneWorld.With(w => w[0].Glue = ["2001:db8:dead::53"]), TargetClass.Partial, "dns-glue-stale"),
        new("a name inside its parent's zone", ZoneWorld.With(w => w.Finally = _ => Nothing(Failure.DnsNoData, null)), TargetClass.NotApplicable, "dns-no-zone") { Verdicts = ["DNS-01 not-applicable"], Never = ["dns-v6-path-whole"] },
        new("whether there is a zone is not known", ZoneWorld.With(w => w.Finally = _ => Nothing(Failure.DnsServfail, null)), TargetClass.Unknown, "dns-ns-v6-open") { Never = ["dns-no-zone"] },
        new("delegated, and denied by who should serve it", ZoneWorld.With(w => w.Finally = z => Nothing(Failure.DnsNoData, z.Delegation)), TargetClass.Unknown, "dns-ns-v6-open") { Never = ["dns-no-zone"] },
        new("the name servers' own zone is IPv4-only", ZoneWorld.With(w => w.Finally = z => z with { Ipv6Walk = Stopped(Family.V6, "isp.vn", "servers-zone", "ns1.isp.vn") }), TargetClass.Partial, "dns-v6-path-stops") { Verdicts = ["DNS-05 fail"] },
        new("NS sets differ", ZoneWorld.With(w => w.Servers.Add(new("ns9." + ZoneWorld.Zone) { V4 = ["192.0.2.9"], V6 = ["2001:db8:9::53"], InChild = false })), TargetClass.Partial, "dns-ns-set-differs") { Verdicts = ["DNS-01 partial"] },
        new("one server answers an old NS set", ZoneWorld.With(w => w.AtAll(a => a.Type == "NS" ? a with { Data = ["ns1.example.gov.vn."] } : a, 1)), TargetClass.Partial, "dns-ns-set-differs"),
        new("a name server's name has no address", ZoneWorld.With(w => w.Servers.Add(new("gone." + ZoneWorld.Zone))), TargetClass.Partial, "dns-ns-no-address"),
        new("a name server's name is an alias", ZoneWorld.With(w => w[0].Aaaa = Seen.Addresses(w[0].Name, "AAAA", "2001:db8:1::53") with { Aliases = ["other.example.net"] }), TargetClass.Partial, "dns-ns-alias"),
        new("one address of several not global", ZoneWorld.With(w => w[0].V6 = ["2001:db8:1::53", "fd00::53"]), TargetClass.Partial, "dns-ns-not-global") { Verdicts = ["DNS-06 partial"] },
        new("junk that can be used", ZoneWorld.With(w => w.AtAll(a => a with { Junk = ["trailing-bytes"] })), TargetClass.Partial, "dns-junk"),
        new("slow over IPv6", ZoneWorld.With(w => w.AtV6(a => a with { Attempts = Seen.Once(1400) })), TargetClass.Partial, "dns-slow"),
        new("slow over IPv6, each time", ZoneWorld.With(w => { w.AtV6(a => a with { Attempts = Seen.Once(1400) }); w.Finally = z => SampledIn(z, 1300); }), TargetClass.Partial, "dns-slow"),
        new("slow over IPv6 for one moment", ZoneWorld.With(w => { w.AtV6(a => a with { Attempts = Seen.Once(1400) }); w.Finally = z => SampledIn(z, 12); }), TargetClass.Ready, "dns-udp-answers") { Never = ["dns-slow"] },
        new("lossy over IPv6", ZoneWorld.With(w => w.AtV6(a => a.Transport == "udp" ? a with { Attempts = [new Attempt(Seen.At, 3000, Failure.TimedOut), new Attempt(Seen.At, 12)] } : a)), TargetClass.Partial, "dns-lossy"),
        new("AAAA of one name is bogus", ZoneWorld.With(w => w.Finally = z => z with { SampledAaaa = [Seen.Failed("www." + ZoneWorld.Zone, "AAAA", Failure.DnsBogus)] }), TargetClass.Partial, "dns-name-bogus"),
        new("only SOA is answered over IPv6", ZoneWorld.With(w => { w.AtV6(a => a is { Transport: "udp", Type: not "SOA" } ? a.Silent() : a); w.Finally = z => Sampled(z, 20, ["NS", "A", "MX"]); }), TargetClass.Partial, "dns-question-unanswered") { Never = ["dns-lossy"] },
        new("questions for signatures are dropped", ZoneWorld.With(w => w.Finally = z => WithoutDnssec(z)), TargetClass.Partial, "dns-edns-trouble"),
        new("loss that swallows one question whole", ZoneWorld.With(w => w.AtV6(a => a is { Type: "SOA", Transport: "udp" } ? a.Silent() : a)), TargetClass.Partial, "dns-lossy"),
        new("heavy loss swallows the AAAA queries and the walk", ZoneWorld.With(w =>
        {
            w.AtAll(a => a is { Transport: "udp" } && !a.IsAaaa() ? a with { Attempts = [new Attempt(Seen.At, 3000, Failure.TimedOut), new Attempt(Seen.At, 12)] } : a.IsAaaa() ? a.Silent() : a);
            w.Finally = z => z with { Ipv6Walk = Stopped(Family.V6, ZoneWorld.Zone, "unreachable") };
        }), TargetClass.Partial, "dns-lossy", "dns-aaaa-lost", "dns-v6-path-open") { Verdicts = ["DNS-05 unknown", "DNS-08 unknown"] },
        new("heavy loss makes one question look as if EDNS were dropped", ZoneWorld.With(w => w.AtV6(a => a is { Type: "NS" or "A" } ? a with { UdpPayload = null, WithEdns = Failure.TimedOut, EdnsAttempts = Seen.Thrice(Failure.TimedOut) } : a)), TargetClass.Partial, "dns-lossy"),
        new("queries with EDNS are dropped", ZoneWorld.With(w => w.AtAll(a => a with { UdpPayload = null, WithEdns = Failure.TimedOut, EdnsAttempts = Seen.Thrice(Failure.TimedOut) })), TargetClass.Partial, "dns-edns-trouble"),
        new("a denial without SOA", ZoneWorld.With(w => { w.Names["nothing." + ZoneWorld.Zone] = ([], []); w.AtAll(a => a.Name.StartsWith("nothing.", StringComparison.Ordinal) ? a.Failing(Failure.DnsNxdomain, "NXDOMAIN", 1) : a); w.Finally = z => z with { Sampled = [ZoneWorld.Zone] }; }), TargetClass.Partial, "dns-negative-without-soa"),
        new("a denial with SOA", ZoneWorld.With(w => { w.Names["nothing." + ZoneWorld.Zone] = ([], []); w.AtAll(a => a.Name.StartsWith("nothing.", StringComparison.Ordinal) ? a.Failing(Failure.DnsNxdomain, "NXDOMAIN", 1) with { SoaInAuthority = true } : a); w.Finally = z => z with { Sampled = [ZoneWorld.Zone] }; }), TargetClass.Ready),
        new("large answers do not arrive", ZoneWorld.With(w => { w.Signed = true; w.AtV6(a => a.Type == "DNSKEY" ? a.Silent() : a); }), TargetClass.Partial, "dns-edns-trouble"),
        new("a large answer gets lost over IPv6 alone", ZoneWorld.With(w => w.Finally = z => Large(z, ("2001:db8:1::53", false), ("192.0.2.1", true))), TargetClass.Partial, "dns-large-lost") { Verdicts = ["DNS-02 partial"] },
        new("a large answer gets lost over both", ZoneWorld.With(w => w.Finally = z => Large(z, ("2001:db8:1::53", false), ("192.0.2.1", false))), TargetClass.Ready, "dns-large-lost-both", "dns-udp-answers") { Verdicts = ["DNS-02 pass"] },
        new("a large answer gets lost over IPv6, and IPv4 was not asked for it", ZoneWorld.With(w => w.Finally = z => Large(z, ("2001:db8:1::53", false))), TargetClass.Ready, "dns-large-lost-both"),
        new("large answers arrive over both", ZoneWorld.With(w => w.Finally = z => Large(z, ("2001:db8:1::53", true), ("192.0.2.1", true))), TargetClass.Ready, "dns-udp-answers") { Verdicts = ["DNS-02 pass"] },
        new("a large answer is cut and TCP gives nothing", ZoneWorld.With(w => { w.Servers.RemoveAt(1); w.AtV6(a => a.Transport == "tcp" ? a.Silent() : a); w.Finally = z => Large(z, a => a.Transport == "tcp" ? a.Silent() : a, ("2001:db8:1::53", false)); }), TargetClass.Broken, "dns-truncated-without-tcp"),
        new("EDNS refused, plain answered", ZoneWorld.With(w => w.AtV6(a => a with { UdpPayload = null })), TargetClass.Partial, "dns-edns-trouble"),
        new("NS question fails where SOA is answered", ZoneWorld.With(w => w.AtV6(a => a.Type == "NS" ? a.Refused() : a, 0)), TargetClass.Partial, "dns-question-unanswered"),
        new("negative answers without SOA", ZoneWorld.With(w => w.AtAll(a => a.IsAaaa() && a.Data.Count == 0 ? a with { SoaInAuthority = false } : a)), TargetClass.Partial, "dns-negative-without-soa"),
        new("one server of two fails AAAA", ZoneWorld.With(w => w.AtAll(a => a.IsAaaa() ? a.Failing(Failure.DnsServfail, "SERVFAIL") : a, 1)), TargetClass.Partial, "dns-aaaa-failed") { Verdicts = ["DNS-08 partial"] },
        new("records that exist over IPv4 alone", ZoneWorld.With(w => w.AtV6(a => a is { Type: "A" or "AAAA" } ? a.Empty() : a)), TargetClass.Partial, "dns-data-missing-v6"),
        new("one truncates and has no TCP, the other is whole", ZoneWorld.With(w => w.AtV6(a => a.Transport == "tcp" ? a.Silent() : a with { Truncated = true }, 1)), TargetClass.Partial, "dns-truncated-without-tcp"),
        new("one of two answers garbage", ZoneWorld.With(w => w.AtV6(a => a.Failing(Failure.DnsMalformed), 1)), TargetClass.Partial, "dns-malformed"),

        // Broken
        new("no name server's AAAA reachable", ZoneWorld.With(w => w.AtV6(a => a.Silent())), TargetClass.Broken, "dns-unserved-v6", "dns-udp-silent") { Verdicts = ["DNS-02 fail", "DNS-03 fail"] },
        new("lame on every IPv6 address", ZoneWorld.With(w => w.AtV6(a => a.Refused())), TargetClass.Broken, "dns-unserved-v6", "dns-lame"),
        new("SERVFAIL on every IPv6 address", ZoneWorld.With(w => w.AtV6(a => a.Failing(Failure.DnsServfail, "SERVFAIL"))), TargetClass.Broken, "dns-unserved-v6"),
        new("malformed on every IPv6 address", ZoneWorld.With(w => w.AtV6(a => a.Failing(Failure.DnsMalformed))), TargetClass.Broken, "dns-unserved-v6", "dns-malformed"),
        new("TC without TCP on IPv6", ZoneWorld.With(w => w.AtV6(a => a.Transport == "tcp" ? a.Silent() : a.Empty() with { Truncated = true, SoaInAuthority = false })), TargetClass.Broken, "dns-unserved-v6", "dns-truncated-without-tcp", "dns-tcp-none"),
        new("no address of the name servers is global", ZoneWorld.With(w => { w[0].V6 = ["fd00::1"]; w[1].V6 = ["64:ff9b::c000:201"]; }), TargetClass.Broken, "dns-ns-none-global", "dns-ns-v6-unusable", "dns-ns-not-global", "dns-udp-no-ipv6") { Verdicts = ["DNS-06 fail", "DNS-01 fail"] },
        new("AAAA is an alias to itself", ZoneWorld.With(w => w.AtAll(a => a.IsAaaa() && a.Name == ZoneWorld.Zone ? a with { Data = [], Alias = ZoneWorld.Zone + ".", AnswerCount = 1 } : a)), TargetClass.Broken, "dns-aaaa-failed-everywhere"),
        new("AAAA is an alias that leads nowhere", ZoneWorld.With(w => { w.AtAll(a => a.IsAaaa() && a.Name == ZoneWorld.Zone ? a with { Data = [], Alias = "gone.example.net.", AnswerCount = 1 } : a); w.Finally = z => z with { Aaaa = Seen.Failed(ZoneWorld.Zone, "AAAA", Failure.DnsNxdomain, 1) with { Aliases = ["gone.example.net"] } }; }), TargetClass.Broken, "dns-aaaa-failed-everywhere"),
        new("the zone is bogus", ZoneWorld.With(w => w.Finally = z => z with { Soa = Seen.Failed(ZoneWorld.Zone, "SOA", Failure.DnsBogus) }), TargetClass.Broken, "dns-bogus"),
        new("DNSSEC bogus for AAAA alone", ZoneWorld.With(w => w.Finally = z => z with { Aaaa = Seen.Failed(ZoneWorld.Zone, "AAAA", Failure.DnsBogus) }), TargetClass.Broken, "dns-aaaa-bogus"),
        new("AAAA answered NXDOMAIN", ZoneWorld.With(w => w.AtAll(a => a.IsAaaa() && a.Data.Count == 0 ? a.Failing(Failure.DnsNxdomain, "NXDOMAIN", 1) : a)), TargetClass.Broken, "dns-aaaa-denied"),
        new("AAAA answered NXDOMAIN by one server of two", ZoneWorld.With(w => w.AtAll(a => a.IsAaaa() && a.Data.Count == 0 ? a.Failing(Failure.DnsNxdomain, "NXDOMAIN", 1) : a, 1)), TargetClass.Broken, "dns-aaaa-denied"),
        new("AAAA answered SERVFAIL", ZoneWorld.With(w => w.AtAll(a => a.IsAaaa() ? a.Failing(Failure.DnsServfail, "SERVFAIL") : a)), TargetClass.Broken, "dns-aaaa-failed-everywhere"),
        new("AAAA answered NOTIMP", ZoneWorld.With(w => w.AtAll(a => a.IsAaaa() ? a.Failing(Failure.DnsNotimp, "NOTIMP") : a)), TargetClass.Broken, "dns-aaaa-failed-everywhere"),
        new("AAAA answered REFUSED", ZoneWorld.With(w => w.AtAll(a => a.IsAaaa() ? a.Refused() : a)), TargetClass.Broken, "dns-aaaa-failed-everywhere"),
        new("AAAA not answered at all", ZoneWorld.With(w => w.AtAll(a => a.IsAaaa() ? a.Silent() : a)), TargetClass.Broken, "dns-aaaa-failed-everywhere"),
        new("AAAA answered with A records", ZoneWorld.With(w => w.AtAll(a => a.IsAaaa() ? a with { Data = [], AnswerCount = 1, SoaInAuthority = false } : a)), TargetClass.Broken, "dns-aaaa-failed-everywhere"),
        new("AAAA answered with a referral", ZoneWorld.With(w => w.AtAll(a => a.IsAaaa() ? a.Empty() with { Authoritative = false, SoaInAuthority = false, ReferralTo = "." } : a)), TargetClass.Broken, "dns-aaaa-failed-everywhere"),
        new("AAAA misanswered by servers with A only", ZoneWorld.With(w => { w[0].V6 = []; w[1].V6 = []; w.AtAll(a => a.IsAaaa() ? a.Silent() : a); }), TargetClass.Broken, "dns-aaaa-failed-everywhere", "dns-ns-v6-none"),
        new("resolves over neither family", Dead(), TargetClass.Broken, "dns-zone-dead") { Verdicts = ["DNS-02 fail"] },
        new("resolves over neither family: no server has an address", ZoneWorld.With(w =>
        {
            w[0].V4 = w[0].V6 = w[1].V4 = w[1].V6 = [];
            w.Finally = Unresolved;
        }), TargetClass.Broken, "dns-zone-dead"),

        // None
        new("name servers with A only", ZoneWorld.With(w => { w[0].V6 = []; w[1].V6 = []; w.Finally = z => z with { Ipv6Walk = Stopped(Family.V6, ZoneWorld.Zone, "no-address") }; }), TargetClass.None, "dns-ns-v6-none", "dns-udp-no-ipv6", "dns-tcp-no-ipv6", "dns-ns-no-ipv6", "dns-glue-not-needed") { Verdicts = ["DNS-01 fail", "DNS-02 not-applicable"] },
        new("name servers with A only, and junk", ZoneWorld.With(w => { w[0].V6 = []; w[1].V6 = []; w.AtAll(a => a with { Junk = ["impossible-ttl"] }); }), TargetClass.None, "dns-junk"),

        // Unknown
        new("the vantage has no IPv6", ZoneWorld.With(w => { w.Vantage = Seen.Vantage with { Ipv6 = false }; w.AtV6(a => a.Failing(Failure.NetworkUnreachable)); }), TargetClass.Unknown) { Cause = Failure.VantageNoIpv6 },
        new("the vantage has DNS64", ZoneWorld.With(w => w.Vantage = Seen.Vantage with { Dns64 = true }), TargetClass.Unknown) { Cause = Failure.VantageDns64 },
        new("silent once, not yet tried again", ZoneWorld.With(w => w.AtV6(a => a.Failing(Failure.TimedOut, tries: 1))), TargetClass.Unknown, "dns-udp-open", "dns-tcp-open") { Cause = Failure.Pending },
        new("excluded from measuring", ZoneWorld.With(w => w.AtAll(a => a.Failing(Failure.Excluded, tries: 1))), TargetClass.Unknown, "dns-udp-open") { Cause = Failure.Excluded },
        new("a name server's zone excluded from measuring", ZoneWorld.With(w => w.Finally = z => z with { Ipv6Walk = Stopped(Family.V6, "isp.vn", "servers-zone", "ns1.isp.vn") with { Failure = Failure.Excluded } }), TargetClass.Ready, "dns-v6-path-open") { Verdicts = ["DNS-05 unknown"] },
        new("nothing could be looked at", ZoneWorld.With(w => { w.Servers.Clear(); w.Finally = z => z with { Failure = Failure.TimeBudget, Delegation = null, Ipv6Walk = null, Soa = null }; }), TargetClass.Unknown, "dns-ns-v6-open", "dns-udp-open", "dns-tcp-open", "dns-glue-open", "dns-v6-path-open", "dns-ns-address-open", "dns-data-open", "dns-aaaa-open") { Cause = Failure.TimeBudget },
        new("the zone does not exist", ZoneWorld.With(w => { w.Servers.Clear(); w.Finally = z => z with { Failure = Failure.DnsNxdomain, Delegation = null, Ipv6Walk = null, Soa = Seen.Failed(ZoneWorld.Zone, "SOA", Failure.DnsNxdomain, 1) }; }), TargetClass.Unknown) { Cause = Failure.DnsNxdomain },
        new("addresses of a name server not known", ZoneWorld.With(w => { w[1].V6 = []; w[1].Aaaa = Seen.Failed(w[1].Name, "AAAA", Failure.TimedOut); }), TargetClass.Unknown, "dns-ns-v6-open"),
        new("bogus seen once", ZoneWorld.With(w => w.Finally = z => z with { Soa = Seen.Failed(ZoneWorld.Zone, "SOA", Failure.DnsBogus, 1) }), TargetClass.Unknown, "dns-aaaa-open") { Cause = Failure.Pending },
        new("AAAA lost where a packet got lost too", ZoneWorld.With(w =>
        {
            w.Servers.RemoveAt(1);
            w.AtAll(a => a is { Transport: "udp", Type: "NS" } ? a with { Attempts = [new Attempt(Seen.At, 3000, Failure.TimedOut), new Attempt(Seen.At, 12)] } : a.IsAaaa() ? a.Silent() : a);
        }), TargetClass.Unknown, "dns-aaaa-open") { Verdicts = ["DNS-08 unknown"] },
    ];

    private static Scan Announced(uint? first, uint? second, string facts = "systems", Action<ZoneWorld>? change = null) => ZoneWorld.With(change) with
    {
        Origins = new OriginObservation
        {
            Sources = [new OriginSource(facts, "test", new DateOnly(2026, 11, 20), "00")],
            Addresses = [new(IPAddress.Parse("2001:db8:1::53"), first), new(IPAddress.Parse("2001:db8:2::53"), second), new(IPAddress.Parse("192.0.2.1"), 7), new(IPAddress.Parse("192.0.2.2"), 8)],
        },
    };

    private static Scan Dead() => ZoneWorld.With(w =>
    {
        w.AtAll(a => a.Silent());
        w.Finally = Unresolved;
    });

    private static ZoneObservation Unresolved(ZoneObservation zone) => zone with
    {
        ChildNames = [],
        Servers = [.. zone.Servers.Select(s => s with { InChild = false })],
        Soa = Seen.Failed(ZoneWorld.Zone, "SOA", Failure.DnsServfail),
        A = Seen.Failed(ZoneWorld.Zone, "A", Failure.DnsServfail),
        Aaaa = Seen.Failed(ZoneWorld.Zone, "AAAA", Failure.DnsServfail),
        Ipv4Walk = Stopped(Family.V4, ZoneWorld.Zone, "unreachable"),
        Ipv6Walk = Stopped(Family.V6, ZoneWorld.Zone, "unreachable"),
    };
}
