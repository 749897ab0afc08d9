using System.Net;
using Sextant.World.Tests.World;
using static Sextant.World.Tests.Zones.ZonePlots;

namespace Sextant.World.Tests.Zones;

/// <summary>Zones by what parent and zone say of their name servers.</summary>
internal static class DelegationRows
{
    public static IReadOnlyList<Row> Rows { get; } =
    [
        Zone("dns-tot", "ready", plot => plot.Servers(() => plot.Authority(true)), "dns-ns-v6-enough", "dns-udp-answers", "dns-v6-path-whole"),
        Zone("dns-ngoai-vung", "ready", _ => { }, "dns-glue-not-needed", "dns-udp-answers"),
        Zone("dns-chi-ipv6", "ready", plot => plot.Delegate(Lines(1, plot.Authority(true)), Lines(2, plot.Authority(true))), "dns-data-one-family"),
        Zone("dns-mot-tren-hai", "partial", plot => plot.Servers(plot.Authority(true), null), "dns-ns-v6-one"),
        Zone("dns-chi-ipv4", "none", plot => plot.Servers(null, null), "dns-ns-v6-none"),
        Zone("dns-ba-may-chu", "ready", plot => plot.Delegate(
            Lines(1, plot.Authority(false), plot.Authority(true)), Lines(2, plot.Authority(false), plot.Authority(true)), Lines(3, plot.Authority(false))), "dns-ns-v6-enough"),
        Zone("dns-thieu-keo", "partial", plot =>
        {
            IPAddress[] four = [plot.Authority(false), plot.Authority(false)];
            plot.Delegate(Lines(1, four[0]), Lines(2, four[1]));
            Child(plot, Lines(1, four[0], plot.Authority(true)), Lines(2, four[1], plot.Authority(true)));
        }, "dns-glue-none", "dns-v6-path-stops"),
        Zone("dns-keo-cu", "partial", plot =>
        {
            IPAddress[] four = [plot.Authority(false), plot.Authority(false)];
            IPAddress six = plot.Authority(true);
            plot.Delegate(Lines(1, four[0], six), Lines(2, four[1], plot.V6()));
            Child(plot, Lines(1, four[0], six), Lines(2, four[1], plot.Authority(true)));
        }, "dns-glue-stale"),
        Zone("dns-chi-keo", "partial", plot =>
        {
            IPAddress[] four = [plot.Authority(false), plot.Authority(false)];
            plot.Delegate(Lines(1, four[0], plot.Authority(true)), Lines(2, four[1], plot.Authority(true)));
            Child(plot, Lines(1, four[0]), Lines(2, four[1]));
        }, "dns-ns-v6-glue-only", "dns-glue-stale"),
        Zone("dns-ns-khac", "partial", plot =>
        {
            plot.Servers(() => plot.Authority(true));
            Child(plot, plot.Delegation, Lines(3, plot.Authority(false), plot.Authority(true)));
        }, "dns-ns-set-differs"),
        Zone("dns-ten-khong-co", "broken", plot => plot.Delegate(["@ NS ns1.khong-ton-tai.vn.", "@ NS ns2.khong-ton-tai.vn."]), "dns-zone-dead"),
        Zone("dns-mot-ten-khong-co", "partial", plot => plot.Delegate(
            ["@ NS ns1.khong-ton-tai.vn.", "@ NS ns1.may-chu.vn.", "@ NS ns2.may-chu.vn."]), "dns-ns-no-address"),
        Zone("dns-mot-vung-chet", "unknown", plot => plot.Delegate(
            ["@ NS ns.dns-chet.vn.", "@ NS ns1.may-chu.vn.", "@ NS ns2.may-chu.vn."]), "dns-udp-open") with { Never = ["dns-udp-answers"] },
        Zone("dns-chet", "broken", plot => plot.Delegate(
            Lines(1, plot.V4(), plot.V6()), ["@ NS ns"], [$"ns A {plot.V4()}"]), "dns-zone-dead"),
        Zone("dns-noi-bo", "broken", plot => plot.Servers(IPAddress.Parse("fc00::53"), IPAddress.IPv6Loopback), "dns-ns-v6-unusable"),
        Zone("dns-mot-noi-bo", "partial", plot => plot.Delegate(
            Lines(1, plot.Authority(false), plot.Authority(true)), Lines(2, IPAddress.Parse("10.1.2.3"), IPAddress.Parse("fe80::1")),
            Lines(3, IPAddress.Parse("169.254.169.254"), IPAddress.Parse("::ffff:10.0.0.1"))), "dns-ns-not-global", "dns-ns-v6-one"),
        Zone("dns-nxns", "broken", plot => plot.Delegate(
            [.. Enumerable.Range(0, 60).Select(i => $"@ NS n{i}.x{i}.dns-tot.vn.")]), "dns-zone-dead"),
        Zone("dns-hai-muoi", "ready", plot => plot.Delegate([.. Enumerable.Range(1, 20).Select(i => Lines(i, plot.Authority(false), plot.Authority(true)))]), "dns-udp-answers"),
        Zone("dns-hai-muoi-mot-chet", "partial", plot => plot.Delegate(
            [.. Enumerable.Range(1, 20).Select(i => Lines(i, plot.Authority(false), i == 20 ? plot.V6() : plot.Authority(true)))]), "dns-udp-silent"),
        Zone("dns-bi-danh", "partial", plot =>
        {
            plot.Servers(() => plot.Authority(true));
            plot.Delegation.Add("@ NS bi-danh");
            plot.Record("bi-danh CNAME ns1");
        }, "dns-ns-alias"),
        Zone("dns-dai-dien", "ready", plot =>
        {
            plot.Servers(() => plot.Authority(true));
            plot.Record("* A 198.51.100.80", "* AAAA 2001:db8:2::80");
        }, "dns-aaaa-answered"),
    ];

    private static void Child(Plot plot, params IEnumerable<string>[] servers)
    {
        foreach (string line in servers.SelectMany(lines => lines))
        {
            plot.Child.Add(line);
        }
    }
}
