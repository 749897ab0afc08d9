using Sextant.World.Tests.World;

namespace Sextant.World.Tests.Web;

/// <summary>Sites that serve over IPv6 as they should, and sites without IPv6.</summary>
internal static class HealthySites
{
    public static IReadOnlyList<Row> Rows { get; } =
    [
        Row.Site("binh-thuong", "ready", plot => plot.Site(), "web-aaaa-published", "web-content-same", "web-tls-valid"),
        Row.Site("chi-ipv4", "none", plot =>
        {
            var v4 = plot.V4();
            plot.Names(v4);
            plot.Serve(v4);
        }, "web-aaaa-none"),
        Row.Site("ipv6-im-lang", "broken", plot =>
        {
            var v4 = plot.V4();
            plot.Names(v4, plot.Silent(v6: true));
            plot.Serve(v4);
        }, "web-v6-all-dead:timed-out"),
        Row.Site("chi-ipv6", "ready", plot =>
        {
            var v6 = plot.V6();
            plot.Names(v6);
            plot.Serve(v6);
        }, "web-ports-no-ipv4"),
    ];
}
