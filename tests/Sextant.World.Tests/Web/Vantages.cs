using System.Net;
using Sextant.World.Tests.World;

namespace Sextant.World.Tests.Web;

/// <summary>Good and broken sites seen from vantages that cannot be trusted: everything is unknown, with the vantage's cause.</summary>
internal static class Vantages
{
    public static IReadOnlyList<Row> Rows { get; } =
    [
        .. From("khong-ipv6", VantageKind.NoIpv6, ResolverKind.Validating, "vantage-no-ipv6"),
        .. From("ipv6-mat-duong", VantageKind.Ipv6Hole, ResolverKind.Validating, "vantage-no-ipv6"),
        .. From("khong-ipv4", VantageKind.NoIpv4, ResolverKind.Validating, null),
        .. From("resolver-chet", VantageKind.Dual, ResolverKind.Dead, "vantage-resolver"),
        .. From("resolver-dns64", VantageKind.Dual, ResolverKind.Dns64, "vantage-dns64"),
        Row.Site("khong-bao-gio-goi", "unknown", plot =>
        {
            (IPAddress v4, IPAddress v6) = (plot.V4(), plot.World.NeverDialled);
            plot.Names(v4, v6);
            plot.Serve(v4);
            plot.Serve(v6);
        }) with { Options = ["--never-dial", "2001:db8:dddd::/48"], Cause = "excluded" },
    ];

    private static IEnumerable<Row> From(string word, VantageKind vantage, ResolverKind resolver, string? cause)
    {
        (string, Action<Plot>)[] sites =
        [
            ("tot", plot => plot.Site()),
            ("hong", plot =>
            {
                IPAddress v4 = plot.V4();
                plot.Names(v4, plot.V6());
                plot.Serve(v4);
            }),
            ("khong-co", plot =>
            {
                IPAddress v4 = plot.V4();
                plot.Names(v4);
                plot.Serve(v4);
            }),
        ];
        return sites.Select(site => Row.Site($"{word}-{site.Item1}", "unknown", site.Item2) with { Vantage = vantage, Resolver = resolver, Cause = cause });
    }
}
