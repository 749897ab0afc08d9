using System.Net;
using System.Text;
using Sextant.World.Tests.World;

namespace Sextant.World.Tests.Web;

/// <summary>Sites that serve over IPv6 as they should, however odd they look, and sites without IPv6.</summary>
internal static class HealthySites
{
    public static IReadOnlyList<Row> Rows { get; } =
    [
        Row.Site("binh-thuong", "ready", plot => plot.Site(), "web-aaaa-published", "web-content-same", "web-tls-valid") with { Alone = true },
        Row.Site("chi-ipv6", "ready", plot =>
        {
            IPAddress v6 = plot.V6();
            plot.Names(v6);
            plot.Serve(v6);
        }, "web-ports-no-ipv4"),
        Row.Site("chi-ipv4", "none", plot =>
        {
            IPAddress v4 = plot.V4();
            plot.Names(v4);
            plot.Serve(v4);
        }, "web-aaaa-none"),
        Row.Site("khong-ton-tai", "not-applicable", plot => plot.Record("@ TXT \"khong co trang\""), "web-no-address"),
        Row.Site("khong-https", "ready", plot =>
        {
            (IPAddress v4, IPAddress v6) = (plot.V4(), plot.V6());
            plot.Names(v4, v6);
            plot.ServePlain(v4);
            plot.ServePlain(v6);
        }, "web-tls-none"),
        Row.Site("http2-chi-v4", "ready", plot =>
        {
            (IPAddress v4, IPAddress v6) = (plot.V4(), plot.V6());
            plot.Names(v4, v6);
            plot.Serve(v4);
            plot.ServePlain(v6);
            plot.ServeSecure(v6, http2: false);
        }, "web-tls-protocol-differs"),
        Row.Site("hua-http3", "ready", plot =>
        {
            plot.Site("add_header Alt-Svc 'h3=\":443\"; ma=86400';" + plot.Page());
            plot.Record("@ HTTPS 1 . alpn=h3,h2", "www HTTPS 1 . alpn=h3,h2");
        }),
        Row.Site("chan-ping", "ready", plot =>
        {
            (_, IPAddress v6) = plot.Site();
            plot.World.Filter($"ip6 daddr {v6} icmpv6 type echo-request drop");
        }),
        Row.Site("trang-dong", "ready", plot =>
        {
            plot.World.Nginx("split_clients $request_id $banner { 25% 'Chào mừng ngày hội'; 25% 'Thông báo tuyển dụng viên chức'; 25% 'Lịch tiếp công dân tháng này'; * 'Kết quả giải quyết hồ sơ'; }");
            string extra = "<div class=banner><h2>$banner</h2></div><script nonce=\"$request_id\">var t=\"$msec$request_id\";</script>"
                + "<form><input type=hidden name=csrf value=\"$request_id\"></form><footer>Lượt truy cập: $connection. Bây giờ là $time_local</footer>";
            plot.Site(plot.Page(extra));
        }, "web-content-same"),
        Row.Site("hai-phan-mem", "ready", plot =>
        {
            (IPAddress v4, IPAddress v6) = (plot.V4(), plot.V6());
            plot.Names(v4, v6);
            plot.Serve(v4);
            byte[] page = Encoding.UTF8.GetBytes(Text.Html(plot.Id));
            plot.Script(v6, async (stream, token) => await stream.WriteAsync(
                (byte[])[.. Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\nServer: Apache/2.4.58 (Unix)\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: {page.Length}\r\nConnection: close\r\n\r\n"), .. page], token));
        }, "web-content-same"),
        Row.Site("nhieu-dia-chi", "ready", plot =>
        {
            IPAddress[] all = [plot.V4(), plot.V4(), plot.V6(), plot.V6(), plot.V6()];
            plot.Names(all);
            Array.ForEach(all, a => plot.Serve(a));
        }, "web-v6-addresses-answer"),
        Row.Site("ve-www", "ready", plot =>
        {
            (IPAddress v4, IPAddress v6, IPAddress www4, IPAddress www6) = (plot.V4(), plot.V6(), plot.V4(), plot.V6());
            plot.NameOf("@", v4, v6);
            plot.NameOf("www", www4, www6);
            foreach (IPAddress address in (IPAddress[])[v4, v6])
            {
                plot.Serve(address, $"location / {{ return 301 https://www.{plot.Domain}$request_uri; }}");
            }

            foreach (IPAddress address in (IPAddress[])[www4, www6])
            {
                plot.ServePlain(address, $"location / {{ return 308 https://www.{plot.Domain}/; }}");
                plot.ServeSecure(address);
            }
        }),
        Row.Site("bi-danh", "ready", plot =>
        {
            (IPAddress v4, IPAddress v6) = plot.Site();
            plot.NameOf("may1.cdn", v4, v6);
            plot.NameOf("cong", v4, v6);
            plot.Record("x.cdn CNAME may1.cdn", "kho CNAME x.cdn");
            plot.Target = "kho." + plot.Domain;
        }),
        Row.Site("ipv4-chet", "ready", plot =>
        {
            IPAddress v6 = plot.V6();
            plot.Names(plot.V4(), v6);
            plot.Serve(v6);
        }),
        Row.Site("mot-ten", "ready", plot =>
        {
            (IPAddress v4, IPAddress v6) = (plot.V4(), plot.V6());
            plot.NameOf("@", v4, v6);
            plot.Serve(v4);
            plot.Serve(v6);
        }, "web-one-name"),
    ];
}
