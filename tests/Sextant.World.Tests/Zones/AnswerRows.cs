using System.Diagnostics;
using System.Net;
using Sextant.Wire.Dns;
using Sextant.World.Tests.World;
using static Sextant.World.Tests.Zones.ZonePlots;

namespace Sextant.World.Tests.Zones;

/// <summary>Zones by what their name servers answer.</summary>
internal static class AnswerRows
{
    public static IReadOnlyList<Row> Rows { get; } =
    [
        Zone("dns-im-lang", "broken", plot => plot.Servers(() => plot.Silent(true)), "dns-unserved-v6", "dns-udp-silent:timed-out"),
        Zone("dns-dong-cua", "broken", plot => plot.Servers(() => plot.V6()), "dns-unserved-v6", "dns-udp-silent:connection-refused"),
        Zone("dns-mot-chet", "partial", plot => plot.Servers(plot.Authority(true), plot.Silent(true)), "dns-udp-silent"),
        Zone("dns-chi-udp", "partial", plot => plot.Servers(() => plot.Authority6Behind("tcp dport 53 drop")), "dns-tcp-none"),
        Zone("dns-mat-goi", "partial", plot => plot.Servers(() => plot.Authority6Behind("udp dport 53 numgen inc mod 5 < 2 drop")), "dns-lossy"),
        Spoilt6("dns-tu-choi", "broken", (_, right, _) => Error(right, DnsRcode.Refused), "dns-unserved-v6", "dns-lame:dns-refused"),
        Spoilt6("dns-servfail", "broken", (_, right, _) => Error(right, DnsRcode.ServFail), "dns-lame:dns-servfail"),
        Spoilt6("dns-day-nguoc", "broken", (_, right, _) => Upward(right), "dns-lame"),
        Spoilt6("dns-khong-aa", "partial", (_, right, _) => Write(right with { Authoritative = false }), "dns-aa-missing"),
        Spoilt6("dns-cat", "broken", (_, right, tcp) => tcp ? null : Write(right.AsTruncated()), "dns-truncated-without-tcp"),
        Spoilt6("dns-luon-tcp", "ready", (_, right, tcp) => Write(tcp ? right : right.AsTruncated()), "dns-udp-answers"),
        Spoilt6("dns-bo-edns", "partial", (query, right, _) => query.Edns is null ? Write(right) : null, "dns-edns-trouble"),
        Zone("dns-manh", "ready", plot => { plot.Servers(() => plot.Authority(true)); plot.LongText(); }, "dns-udp-answers") with { Never = ["dns-large-lost", "dns-large-lost-both"] },
        Zone("dns-mat-manh", "partial", plot => { plot.Servers(plot.AuthorityWithoutFragments(true), plot.Authority(true)); plot.LongText(); }, "dns-large-lost:timed-out"),
        Zone("dns-mat-manh-ca-hai", "ready", plot =>
        {
            plot.Delegate(ZonePlots.Lines(1, plot.AuthorityWithoutFragments(false), plot.AuthorityWithoutFragments(true)), ZonePlots.Lines(2, plot.Authority(false), plot.Authority(true)));
            plot.LongText();
        }, "dns-large-lost-both", "dns-udp-answers"),
        Zone("dns-lon-khong-tcp", "broken", plot => { plot.Servers(() => plot.Authority6Behind("tcp dport 53 drop")); plot.LongText(); }, "dns-truncated-without-tcp", "dns-unserved-v6"),
        Spoilt6("dns-edns-formerr", "partial", (query, right, _) => query.Edns is null ? Write(right) : Error(right with { Edns = null }, DnsRcode.FormErr), "dns-edns-trouble"),
        Spoilt6("dns-khong-soa", "partial", (_, right, _) => Write(right.Answers.Count > 0 ? right : right with { Authorities = [] }), "dns-negative-without-soa"),
        Spoilt6("dns-rac", "partial", (_, right, _) => [.. Write(right), .. "JUNK"u8], "dns-junk"),
        Spoilt6("dns-ttl", "partial", (_, right, _) => Write(right with { Answers = [.. right.Answers.Select(r => r with { Ttl = uint.MaxValue })] }), "dns-junk"),
        Spoilt6("dns-sai-ma", "broken", (_, right, _) => Write(right with { Id = (ushort)(right.Id ^ 0x5555) }), "dns-malformed"),
        Spoilt6("dns-chu-thuong", "ready", (_, right, _) => Write(Lower(right)), "dns-case-not-kept"),
        Zone("dns-ban-cu", "partial", plot => plot.Delegate(SerialOf(plot, 1, 2020010102), SerialOf(plot, 2, 2020010101)), "dns-serial-stale"),
        Zone("dns-di-sau", "ready", plot => plot.Delegate(SerialOf(plot, 1, 8), SerialOf(plot, 2, 7)), "dns-serial-behind", "dns-data-same"),
        Spoilt6("dns-bo-chu-hoa", "ready", (query, right, _) => IsLower(query) ? Write(right) : null, "dns-case-dropped") with { Never = ["dns-lossy"] },
        Spoilt6("dns-bo-do", "partial", (query, right, _) => query.Edns?.DnssecOk == true ? null : Write(right), "dns-edns-trouble") with { Never = ["dns-lossy"] },
        Spoilt6("dns-chi-soa", "partial", (query, right, tcp) => tcp || query.Question?.Type == DnsType.Soa ? Write(right) : null, "dns-question-unanswered:timed-out") with { Never = ["dns-lossy"] },
        Spoilt6("dns-tu-choi-chu-hoa", "ready", (query, right, _) => IsLower(query) ? Write(right) : Error(right, DnsRcode.Refused), "dns-case-dropped"),
        Zone("dns-cham", "partial", plot => plot.Servers(() => plot.Spoilt(true, (_, right, _) => Write(right), TimeSpan.FromSeconds(1.7))), "dns-slow"),
        Zone("dns-cham-mot-luc", "ready", plot => plot.Servers(() => plot.Spoilt(true, (_, right, _) => Write(right), SlowAtFirst())), "dns-udp-answers") with { Never = ["dns-slow"] },
        Both("dns-tu-choi-ca-hai", "broken", (_, right, _) => Error(right, DnsRcode.Refused), "dns-zone-dead"),
        Both("dns-rong", "broken", (_, right, _) => Write(right with { Authoritative = false, Answers = [], Authorities = [] }), "dns-unserved-v6"),
        Both("dns-aaaa-servfail", "broken", (query, right, _) => query.Question?.Type == DnsType.Aaaa ? Error(right, DnsRcode.ServFail) : Write(right), "dns-aaaa-failed-everywhere"),
        Both("dns-aaaa-notimp", "broken", (query, right, _) => query.Question?.Type == DnsType.Aaaa ? Error(right, DnsRcode.NotImp) : Write(right), "dns-aaaa-failed-everywhere"),
        Both("dns-aaaa-im", "broken", (query, right, _) => query.Question?.Type == DnsType.Aaaa ? null : Write(right), "dns-aaaa-failed-everywhere"),
        Both("dns-aaaa-nxdomain", "broken", (query, right, _) => query.Question?.Type == DnsType.Aaaa ? Error(right, DnsRcode.NxDomain) : Write(right), "dns-aaaa-denied"),
        Both("dns-chi-co-a", "ready", (query, right, _) => Write(query.Question?.Type == DnsType.Aaaa && !IsServer(query) ? right with { Answers = [] , Authorities = Soa(right) } : right)) with { Never = ["dns-aaaa-failed"] },
        Signed("dns-ky", "ready", text => text),
        Signed("dns-bogus", "broken", text => text.Replace("198.51.100.80", "198.51.100.81", StringComparison.Ordinal).Replace("2001:db8:2::80", "2001:db8:2::81", StringComparison.Ordinal).Replace("2026112201", "2026112202", StringComparison.Ordinal), "dns-bogus"),
        Signed("dns-bogus-aaaa", "broken", text => text.Replace("2001:db8:2::80", "2001:db8:2::81", StringComparison.Ordinal), "dns-aaaa-bogus"),
    ];

    // The rows about AAAA of names that have A: an apex that has no AAAA is what the servers make of it.
    private static Row Both(string id, string expected, Spoil spoil, params string[] tags) => Zone(id, expected, plot => plot.ServersSpoilt(spoil), tags);

    // 1.7 s for what is asked in the first 3 s, which is all that is asked before a slow server is asked again.
    private static Func<TimeSpan> SlowAtFirst()
    {
        var first = new Lazy<long>(Stopwatch.GetTimestamp);
        return () => TimeSpan.FromSeconds(Stopwatch.GetElapsedTime(first.Value) < TimeSpan.FromSeconds(3) ? 1.7 : 0);
    }

    // A name server that says this serial over both families.
    private static IEnumerable<string> SerialOf(Plot plot, int number, uint serial)
    {
        Spoil spoil = (_, right, _) => Write(right with
        {
            Answers = [.. right.Answers.Select(r => r.RData is SoaRecord soa ? r with { RData = new SoaRecord(soa.Primary, soa.Mailbox, serial, soa.Refresh, soa.Retry, soa.Expire, soa.Minimum) } : r)],
        });
        return Lines(number, plot.Spoilt(false, spoil), plot.Spoilt(true, spoil));
    }

    private static Row Spoilt6(string id, string expected, Spoil spoil, params string[] tags) =>
        Zone(id, expected, plot => plot.Servers(() => plot.Spoilt(true, spoil)), tags);

    private static Row Signed(string id, string expected, Func<string, string> rework, params string[] tags) => Zone(id, expected, plot =>
    {
        plot.Servers(() => plot.Authority(true));
        plot.Sign = rework;
    }, tags);

    private static byte[] Write(DnsMessage message) => SpoilingServer.Write(message);

    private static byte[] Error(DnsMessage right, DnsRcode rcode) => Write(right with { Rcode = rcode, Authoritative = rcode == DnsRcode.NxDomain, Answers = [], Authorities = rcode == DnsRcode.NxDomain ? right.Authorities : [] });

    private static byte[] Upward(DnsMessage right) => Write(right with
    {
        Authoritative = false,
        Answers = [],
        Authorities = [new DnsRecord(DnsName.Parse("."), 300, new NsRecord(DnsName.Parse("a.root.")))],
    });

    private static DnsMessage Lower(DnsMessage right) => right with
    {
        Questions = [.. right.Questions.Select(q => q with { Name = DnsName.Parse(q.Name.ToString().ToLowerInvariant()) })],
    };

    // As it came: a name as text is lower case always. Lengths are below 'A'.
    private static bool IsLower(DnsMessage query) => !query.Question!.Name.Wire.ContainsAnyInRange((byte)'A', (byte)'Z');

    private static bool IsServer(DnsMessage query) => query.Question!.Name.ToString().StartsWith("ns", StringComparison.OrdinalIgnoreCase);

    private static IReadOnlyList<DnsRecord> Soa(DnsMessage right)
    {
        DnsName zone = right.Questions[0].Name;
        while (zone.Parent is { Parent.Parent: not null } above)
        {
            zone = above;
        }

        return [new DnsRecord(zone, 300, new SoaRecord(zone, zone, 1, 3600, 600, 86400, 300))];
    }
}
