using System.Net;
using Sextant.Wire.Dns;
using Sextant.World.Tests.World;

namespace Sextant.World.Tests.Zones;

/// <summary>Name servers by their names: <c>ns1</c> of a row's zone.</summary>
internal static class NameServerRows
{
    public static IReadOnlyList<Row> Rows { get; } =
    [
        Server("ns-tot", "ready", plot => plot.Authority(false), plot => plot.Authority(true), "nss-serves", "nss-aaaa-valid", "nss-recursion-closed"),
        Server("ns-mat-goi", "partial", plot => plot.Authority(false), plot => plot.Authority6Behind("udp dport 53 numgen inc mod 5 < 2 drop"), "nss-lossy:timed-out")
            with { Never = ["nss-silent", "nss-edns-trouble"] },
        Server("ns-mat-it", "ready", plot => plot.Authority(false), plot => plot.Authority6Behind("udp dport 53 numgen inc mod 8 < 1 drop"), "nss-serves"),
        Server("ns-cham", "partial", plot => plot.Authority(false), plot => plot.Spoilt(true, (_, right, _) => SpoilingServer.Write(right), TimeSpan.FromSeconds(1.6)), "nss-slow"),
        Server("ns-manh", "ready", plot => { plot.LongText(); return plot.Authority(false); }, plot => plot.Authority(true), "nss-serves") with { Never = ["nss-large-lost", "nss-large-lost-both"] },
        Server("ns-mat-manh", "partial", plot => { plot.LongText(); return plot.Authority(false); }, plot => plot.AuthorityWithoutFragments(true), "nss-large-lost:timed-out"),
        Many("ns-muoi-hai", "ready", 12, null, "nss-serves"),
        Many("ns-muoi-hai-mot-chet", "partial", 12, plot => plot.V6(), "nss-silent:connection-refused"),
        Server("ns-im-lang", "broken", plot => plot.Authority(false), plot => plot.Silent(true), "nss-unserved:timed-out"),
        Apart("ns-ngoai-vung", "unknown", plot => plot.Record($"may A {plot.Authority(false)}", $"may AAAA {plot.V6()}"), [], "nss-no-zone:dns-no-zone-known") with { Cause = "dns-no-zone-known" },
        Apart("ns-an", "ready", plot => plot.Record($"may A {plot.Authority(false)}", $"may AAAA {plot.Authority(true)}"), [], "nss-serves"),
        Apart("ns-neu-vung", "ready", plot =>
        {
            (IPAddress four, IPAddress six) = (plot.Authority(false), plot.Authority(true));
            plot.Delegation.Add("@ NS may");
            plot.Delegation.Add($"may A {four}");
            plot.Delegation.Add($"may AAAA {six}");
            plot.Record($"may A {four}", $"may AAAA {six}");
        }, ["--zone", "ns-neu-vung.vn", "--zone", "moc-chuan.vn"], "nss-serves"),
        Server("ns-gioi-han", "", plot => plot.Authority(false), plot => plot.Spoilt(true, Limiting()), "nss-aaaa-valid") with { Never = ["nss-lossy"] },
    ];

    private static Row Server(string id, string expected, Func<Plot, IPAddress> four, Func<Plot, IPAddress> six, params string[] tags) => new(id, plot =>
    {
        plot.Delegate(ZonePlots.Lines(1, four(plot), six(plot)));
        plot.Target = "ns1." + plot.Domain;
    })
    {
        Classes = expected.Length > 0 ? new Dictionary<string, string> { ["name-server"] = expected } : [],
        Tags = tags,
        Together = "name-servers",
        Options = ["--kind", "name-server", "--retry-spacing", "200ms-400ms", "--concurrency", "6"],
    };

    // A server of many addresses, the last of them perhaps another.
    private static Row Many(string id, string expected, int count, Func<Plot, IPAddress>? last, params string[] tags) => Server(
        id, expected,
        plot =>
        {
            foreach (int _ in Enumerable.Range(0, count - 2))
            {
                string line = $"ns1 AAAA {plot.Authority(true)}";
                plot.Delegation.Add(line);
            }

            plot.Delegation.Add($"ns1 AAAA {last?.Invoke(plot) ?? plot.Authority(true)}");
            return plot.Authority(false);
        },
        plot => plot.Authority(true), tags);

    // A host of the zone that its NS records do not list.
    private static Row Apart(string id, string expected, Action<Plot> play, string[] options, params string[] tags) => new(id, plot =>
    {
        play(plot);
        plot.Target = "may." + plot.Domain;
    })
    {
        Classes = new Dictionary<string, string> { ["name-server"] = expected },
        Tags = tags,
        Options = ["--kind", "name-server", "--retry-spacing", "200ms-400ms", .. options],
    };

    // Response rate limiting with slip: of three answers over UDP one is whole, one is dropped, one is cut.
    private static Spoil Limiting()
    {
        int count = 0;
        return (_, right, tcp) => tcp ? SpoilingServer.Write(right) : (Interlocked.Increment(ref count) % 3) switch
        {
            0 => SpoilingServer.Write(right.AsTruncated()),
            1 => SpoilingServer.Write(right),
            _ => null,
        };
    }
}
