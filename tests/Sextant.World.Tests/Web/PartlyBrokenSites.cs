using System.Net;
using Sextant.World.Tests.World;

namespace Sextant.World.Tests.Web;

/// <summary>Sites that can be used over IPv6, with a defect.</summary>
internal static class PartlyBrokenSites
{
    public static IReadOnlyList<Row> Rows { get; } =
    [
        Row.Site("mot-trong-ba-chet", "partial", plot =>
        {
            (IPAddress v4, IPAddress one, IPAddress two) = (plot.V4(), plot.V6(), plot.V6());
            plot.Names(v4, one, two, plot.Silent(v6: true));
            plot.Serve(v4);
            plot.Serve(one);
            plot.Serve(two);
        }, "web-v6-some-dead:timed-out") with { Alone = true },
        Row.Site("xoay-mot-chet", "partial", plot =>
        {
            IPAddress v4 = plot.V4();
            IPAddress[] six = [plot.Silent(v6: true), plot.V6(), plot.V6()];
            plot.Names(v4, six[1]);
            Array.ForEach([v4, six[1], six[2]], address => plot.Serve(address));
            int turn = -1;
            plot.Front(asked => asked.Type == DnsAsked.Aaaa && (asked.Name == plot.Domain + "." || asked.Name == "www." + plot.Domain + ".")
                ? Task.FromResult<byte[]?>(asked.Address(six[Interlocked.Increment(ref turn) % six.Length]))
                : asked.HonestAsync());
        }, "web-v6-some-dead:timed-out"),
        Row.Site("lan-dia-chi-rieng", "partial", plot =>
        {
            plot.Site();
            plot.NameOf("@", IPAddress.Parse("fd00:1::80"), IPAddress.Parse("fe80::80"));
        }, "web-aaaa-mixed"),
        Row.Site("www-thieu", "partial", plot =>
        {
            (IPAddress v4, IPAddress v6) = (plot.V4(), plot.V6());
            plot.NameOf("@", v4, v6);
            plot.NameOf("www", v4);
            plot.Serve(v4);
            plot.Serve(v6);
        }, "web-name-without-ipv6"),
        Row.Site("goc-thieu", "partial", plot =>
        {
            (IPAddress v4, IPAddress v6) = (plot.V4(), plot.V6());
            plot.NameOf("@", v4);
            plot.NameOf("www", v4, v6);
            plot.Serve(v4);
            plot.Serve(v6);
        }, "web-name-without-ipv6"),
        Row.Site("goc-ve-www-v4", "partial", plot =>
        {
            (IPAddress v4, IPAddress v6, IPAddress www) = (plot.V4(), plot.V6(), plot.V4());
            plot.NameOf("@", v4, v6);
            plot.NameOf("www", www);
            plot.Serve(v4, $"location / {{ return 301 https://www.{plot.Domain}/; }}");
            plot.Serve(v6, $"location / {{ return 301 https://www.{plot.Domain}/; }}");
            plot.Serve(www);
        }, "web-redirect-to-ipv4-only", "web-name-without-ipv6"),
        Row.Site("www-treo", "partial", plot => Www(plot, "www CNAME da-xoa"), "web-name-leads-nowhere"),
        Row.Site("www-vong", "partial", plot => Www(plot, "www CNAME www2", "www2 CNAME www"), "web-name-leads-nowhere"),
        Row.Site("www-cdn-v4", "partial", plot =>
        {
            IPAddress cdn = plot.V4();
            Www(plot, "www CNAME cdn", $"cdn A {cdn}");
            plot.Serve(cdn);
        }, "web-name-without-ipv6"),
        Row.Site("dong-80", "partial", plot =>
        {
            (IPAddress v4, IPAddress v6) = (plot.V4(), plot.V6());
            plot.Names(v4, v6);
            plot.Serve(v4);
            plot.ServeSecure(v6);
        }, "web-v6-80-closed:connection-refused"),
        Row.Site("xuong-http", "partial", plot =>
        {
            (IPAddress v4, IPAddress v6) = (plot.V4(), plot.V6());
            plot.Names(v4, v6);
            plot.Serve(v4);
            plot.ServePlain(v6);
            plot.ServeSecure(v6, "location / { return 302 http://$host/; }");
        }, "web-v6-redirect-down"),
        Row.Site("lam-tuoi-v4", "partial", plot =>
        {
            IPAddress old = plot.V4();
            plot.NameOf("cu", old);
            plot.Serve(old);
            plot.Site(plot.Page($"<meta http-equiv=refresh content=\"3; url=https://cu.{plot.Domain}/\">"));
        }, "web-meta-refresh-to-ipv4-only"),
        Row.Site("goi-y-sai", "partial", plot =>
        {
            plot.Site();
            plot.Record($"@ HTTPS 1 . alpn=h2 ipv6hint={plot.V6()}");
        }, "web-ipv6hint-wrong"),
        Row.Site("mat-goi", "partial", plot =>
        {
            (_, IPAddress v6) = plot.Site();
            // One first packet of three, counted over all: clients send it again a second later and come through.
            plot.World.Filter($"ip6 daddr {v6} tcp flags syn / syn,ack numgen inc mod 3 0 drop");
        }, "web-v6-loss"),
        Row.Site("duong-vong", "partial", plot =>
        {
            (_, IPAddress v6) = plot.Site();
            plot.World.Server(world => SlowWay.StartAsync(world, VantageKind.Dual, v6, TimeSpan.FromMilliseconds(350)));
        }, "web-v6-slow") with { Missing = SlowWay.Missing },
        Row.Site("mot-dia-chi-403", "partial", plot =>
        {
            (IPAddress v4, IPAddress one, IPAddress two) = (plot.V4(), plot.V6(), plot.V6());
            plot.Names(v4, one, two);
            plot.Serve(v4);
            plot.Serve(one);
            plot.Serve(two, "location / { return 403; }");
        }, "web-v6-page-some"),
        Row.Site("http-loi-v6", "partial", plot =>
        {
            (IPAddress v4, IPAddress v6) = (plot.V4(), plot.V6());
            plot.Names(v4, v6);
            plot.Serve(v4);
            plot.ServeSecure(v6);
            plot.ServePlain(v6, "location / { return 500; }");
        }, "web-v6-http-fails"),
    ];

    // A good apex beside a www that is not.
    private static void Www(Plot plot, params string[] records)
    {
        (IPAddress v4, IPAddress v6) = (plot.V4(), plot.V6());
        plot.NameOf("@", v4, v6);
        plot.Record(records);
        plot.Serve(v4);
        plot.Serve(v6);
    }
}
