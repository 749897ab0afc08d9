using Sextant.Lab.Http;
using Sextant.Lab.Tls;
using Sextant.Wire;
using Sextant.Wire.Dns;

namespace Sextant.Lab.Country;

/// <summary>What happens to web sites that are usable over IPv6, or have none: the classes ready, partial, none and not-applicable.</summary>
internal static class WebPlots
{
    public static readonly Plot Healthy = new(
        "web-healthy", LabClass.Ready, "Trang chạy tốt trên cả hai giao thức.", "The site works on both families.", s => s.Web());

    public static readonly Plot None = new(
        "web-none", LabClass.None, "Trang chỉ có IPv4, chưa công bố IPv6.", "The site has IPv4 only and publishes no IPv6.", s => s.Web(w => w.OnlyV4()));

    public static readonly Plot Nothing = new(
        "web-nothing", LabClass.NotApplicable, "Tên miền không có bản ghi A lẫn AAAA: không có trang.", "The name has neither A nor AAAA: there is no site.", s => _ = s.Zone);

    public static IReadOnlyList<Plot> All { get; } =
    [
        Healthy,
        new("web-v6-only", LabClass.Ready, "Trang thuần IPv6, không có IPv4.", "The site is IPv6-only.", s => s.Web(w => w.OnlyV6())),
        new("web-no-https", LabClass.Ready, "Không có HTTPS trên cả hai giao thức: chỉ là nhận xét.", "No HTTPS on either family: a remark only.", s => s.Web(w => w.WithoutHttps())),
        new("web-http2-v4-only", LabClass.Ready, "HTTP/2 chỉ có trên IPv4; người dùng không nhận thấy.", "HTTP/2 only over IPv4; a user does not notice.", s => s.Web(w => w.OffersHttp2(Family.V4))),
        new("web-http3-announced", LabClass.Ready, "Trang báo có HTTP/3 nhưng không tới được; HTTP/2 và HTTP/1.1 vẫn chạy.", "HTTP/3 is announced and cannot be reached; the fallback works.", s => s.Web(w => w.Header("Alt-Svc", "h3=\":443\"; ma=86400"))),
        new("web-rotating-addresses", LabClass.Ready, "Mỗi lần hỏi nhận một địa chỉ AAAA khác, địa chỉ nào cũng chạy.", "Each question gets another AAAA, and every one works.", RotateAddresses),
        new("web-living-page", LabClass.Ready, "Trang động: mã dùng một lần, bộ đếm, thông báo đổi mỗi lần tải.", "A living page: nonces, counters and notices differ at each load.", s => s.Web(w => w.Rotates())),
        new("web-one-servfail", LabClass.Ready, "Bộ phân giải trả SERVFAIL đúng một lần rồi chạy tốt.", "The resolver answers SERVFAIL once and is well afterwards.", s => { s.Web(); s.World.Resolver.FailsFirst(s.Name); }),
        new("web-limits-second-request", LabClass.Ready, "Mỗi giao thức chỉ cho một lần truy cập trong ba giây, lần sau bị 429.", "One request in three seconds on each family, 429 to the next.", s => s.Web(w => w.RateLimits(1, TimeSpan.FromSeconds(3)))),
        new("web-one-address-dead", LabClass.Partial, "Một trong ba địa chỉ IPv6 không trả lời.", "One of three IPv6 addresses is dead.", s => s.Web(w => w.OnV6(Second(s, w, 1), Second(s, w, 2)).Publishes(s.Nobody))),
        new("web-one-address-private", LabClass.Partial, "Một trong hai địa chỉ IPv6 là địa chỉ nội bộ (ULA).", "One of two IPv6 addresses is a unique local one.", s => s.Web(w => w.Publishes("fd12:3456:789a::80"))),
        new("web-www-without-aaaa", LabClass.Partial, "Tên miền gốc có IPv6, www thì không.", "The apex has IPv6, www has not.", s => { s.Web(); s.Www.OnlyV4(); }),
        new("web-apex-without-aaaa", LabClass.Partial, "www có IPv6, tên miền gốc thì không.", "www has IPv6, the apex has not.", s => { s.Web(); s.Apex.OnlyV4(); }),
        new("web-www-dangling", LabClass.Partial, "www là bí danh của một tên không tồn tại.", "www is an alias of a name that does not exist.", s => { s.Apex.Page(s.Page); s.Zone.Cname("www", Places.Gone); }),
        new("web-www-looping", LabClass.Partial, "www là bí danh đi vòng tròn.", "www is an alias that leads back to itself.", s => { s.Apex.Page(s.Page); s.Zone.Cname("www", "web." + s.Name).Cname("web", "www." + s.Name); }),
        new("web-www-alias-v4-only", LabClass.Partial, "www là bí danh của một máy chỉ có IPv4.", "www is an alias of a host with IPv4 only.", AliasV4Only),
        new("web-apex-redirects-v4-only", LabClass.Partial, "Tên miền gốc có IPv6 nhưng chuyển hướng sang www chỉ có IPv4.", "The apex has IPv6 and redirects to a www with IPv4 only.", s => { s.Web(); s.Apex.RedirectsTo($"https://{s.WwwName}/"); s.Www.OnlyV4(); }),
        new("web-80-closed", LabClass.Partial, "Trên IPv6 cổng 443 chạy, cổng 80 đóng.", "Over IPv6 port 443 works and port 80 is closed.", s => s.Web(w => w.WithoutHttp(Family.V6))),
        new("web-downgrade", LabClass.Partial, "Chỉ trên IPv6, trang chuyển từ HTTPS xuống HTTP.", "Over IPv6 alone the site redirects down to HTTP.", s => s.Web(w => w.DowngradesToHttp(Family.V6))),
        new("web-meta-refresh-v4-only", LabClass.Partial, "Trang dùng meta refresh sang một máy chỉ có IPv4.", "The page's meta refresh leads to a host with IPv4 only.", s => s.Web(w => w.MetaRefreshesTo($"https://{Places.V4OnlyHost}/"))) { Needs = "meta-refresh" },
        new("web-slow", LabClass.Partial, "IPv6 chậm hơn IPv4 hơn 200 ms mỗi vòng.", "IPv6 takes over 200 ms more for each round trip.", s => { s.Web(); s.Way(Family.V6, (w, a) => w.Delay(a, s.Options.SlowWay)); }) { Needs = "latency" },
        new("web-lossy", LabClass.Partial, "Một nửa số kết nối IPv6 bị mất.", "Half of the IPv6 connections are lost.", s => { s.Web(); s.Way(Family.V6, (w, a) => w.Lose(a, 2)); }) { Needs = "loss" },
        new("web-hint-wrong", LabClass.Partial, "Bản ghi HTTPS gợi ý một địa chỉ IPv6 không dùng được.", "The HTTPS record hints at an IPv6 address that is dead.", WrongHint) { Needs = "hint" },
        None,
        Nothing,
    ];

    // Further addresses of the same host, beside the first, in its own prefix.
    private static string Second(Stage stage, SiteScript site, int n) =>
        stage.World.Addresses.Next($"{n}.{site.Name}", Family.V6).ToString();

    private static void RotateAddresses(Stage stage) => stage.Web(w =>
    {
        string[] servers = [Second(stage, w, 1), Second(stage, w, 2), Second(stage, w, 3)];
        w.OnV6(servers).Unpublished();
        stage.Zone.Alternates(w.Name, [.. servers.Select(v6 => new[] { v6, w.V4.ToString() })]);
    });

    private static void AliasV4Only(Stage stage)
    {
        stage.Apex.Page(stage.Page);
        stage.Zone.Cname("www", "old." + stage.Name);
        var old = stage.World.Site("old." + stage.Name).OnlyV4();

        // The old machine knows the site under its public name too.
        stage.Www.Unpublished().OnlyV4().OnV4(old.V4.ToString()).Page(stage.Page);
    }

    private static void WrongHint(Stage stage)
    {
        stage.Web();
        var hint = SvcbRecord.Hint(SvcParamKey.Ipv6Hint, System.Net.IPAddress.Parse(stage.Nobody));
        foreach (string owner in new[] { "@", "www" })
        {
            stage.Zone.Record(owner, new SvcbRecord(DnsType.Https, 1, DnsName.Root, [hint]));
        }
    }
}
