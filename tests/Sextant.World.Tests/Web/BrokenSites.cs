using System.Net;
using Sextant.Testing;
using Sextant.World.Tests.World;

namespace Sextant.World.Tests.Web;

/// <summary>Sites whose IPv6 is worse than none.</summary>
internal static class BrokenSites
{
    private static readonly string? NoSigner = Testing.Dns.SignedZone.CanSign ? null : "dnssec-signzone is not installed";

    public static IReadOnlyList<Row> Rows { get; } =
    [
        Row.Site("ipv6-im-lang", "broken", plot => V6Is(plot, plot.Silent(v6: true)), "web-v6-all-dead:timed-out") with { Alone = true },
        Row.Site("ipv6-tu-choi", "broken", plot => V6Is(plot, plot.V6()), "web-v6-all-dead:connection-refused"),
        Row.Site("dia-chi-rieng", "broken", plot => V6Is(plot, IPAddress.Parse("fd12:3456::80")), "web-aaaa-not-global"),
        Row.Site("dia-chi-6to4", "broken", plot => V6Is(plot, IPAddress.Parse("2002:c633:6450::80")), "web-aaaa-not-global"),
        Row.Site("dia-chi-nat64", "broken", plot => V6Is(plot, IPAddress.Parse("64:ff9b::c633:6450")), "web-aaaa-not-global"),
        Row.Site("dia-chi-anh-xa", "broken", plot => V6Is(plot, IPAddress.Parse("::ffff:127.0.0.1")), "web-aaaa-not-global"),
        Row.Site("dia-chi-loopback", "broken", plot => V6Is(plot, IPAddress.IPv6Loopback), "web-aaaa-not-global"),
        Row.Site("dong-443", "broken", plot =>
        {
            (IPAddress v4, IPAddress v6) = Pair(plot);
            plot.Serve(v4);
            plot.ServePlain(v6);
        }, "web-v6-443-closed:connection-refused"),
        Row.Site("im-443", "broken", plot =>
        {
            (IPAddress v4, IPAddress v6) = Pair(plot);
            plot.Serve(v4);
            plot.Serve(v6);
            plot.World.Filter($"ip6 daddr {v6} tcp dport 443 drop");
        }, "web-v6-443-closed:timed-out"),
        Row.Site("trang-mac-dinh", "broken", plot => plot.Site(plot.Page(), Text.Page("may chu moi cai dat")), "web-content-differs"),
        Row.Site("trang-rong", "broken", plot => plot.Site(plot.Page(), "location / { return 200 ''; }"), "web-content-differs"),
        Row.Site("loi-403", "broken", plot => plot.Site(plot.Page(), "location / { return 403; }"), "web-v6-status"),
        Row.Site("loi-404", "broken", plot => plot.Site(plot.Page(), "location / { return 404; }"), "web-v6-status"),
        Row.Site("loi-500", "broken", plot => plot.Site(plot.Page(), plot.Page(status: 500)), "web-v6-status"),
        Row.Site("loi-502", "broken", plot => plot.Site(plot.Page(), "location / { proxy_pass http://127.0.0.1:9; }"), "web-v6-status"),
        Row.Site("chung-thu-het-han", "broken", plot => Certificate(plot, new LeafWishes
        {
            Names = [plot.Domain, "www." + plot.Domain], NotBefore = DateTimeOffset.UtcNow.AddDays(-90), NotAfter = DateTimeOffset.UtcNow.AddDays(-1),
        }), "web-v6-tls-invalid:tls-expired"),
        Row.Site("chung-thu-sai-ten", "broken", plot => Certificate(plot, new LeafWishes { Names = ["ten-khac.vn"] }), "web-v6-tls-invalid:tls-name-mismatch"),
        Row.Site("chung-thu-tu-ky", "broken", plot => Certificate(plot, new LeafWishes { Names = [plot.Domain, "www." + plot.Domain], SelfSigned = true }), "web-v6-tls-invalid"),
        Row.Site("khong-phai-tls", "broken", plot =>
        {
            (IPAddress v4, IPAddress v6) = Pair(plot);
            plot.Serve(v4);
            plot.ServePlain(v6);
            plot.ScriptPort(v6, 443, async (stream, token) => await stream.WriteAsync("220 xin chao\r\n"u8.ToArray(), token));
        }, "web-v6-tls-handshake"),
        Row.Site("ho-den-mtu", "broken", plot =>
        {
            (_, IPAddress v6) = plot.Site();
            plot.World.FilterLeaving($"ip6 saddr {v6} meta length > 1280 drop");
        }, "web-v6-no-page:timed-out"),
        Row.Site("chuyen-den-v4", "broken", plot =>
        {
            IPAddress old = plot.V4();
            plot.NameOf("cu", old);
            plot.Serve(old);
            plot.Site(plot.Page(), $"location / {{ return 302 https://cu.{plot.Domain}/; }}");
        }, "web-v6-redirect-to-ipv4-only"),
        Row.Site("chuyen-vong", "broken", plot => plot.Site(plot.Page(), "location / { return 302 $scheme://$host/; }"), "web-v6-redirect-bad:http-redirect-loop"),
        Row.Site("chuyen-den-cam", "broken", plot => plot.Site(plot.Page(), "location / { return 302 http://169.254.169.254/latest/meta-data/; }"), "web-v6-redirect-bad"),
        Row.Site("chuyen-den-minh", "broken", plot => plot.Site(plot.Page(), "location / { return 302 http://[::1]:80/; }"), "web-v6-redirect-bad"),
        Row.Site("chuyen-den-ten-cam", "broken", plot =>
        {
            plot.NameOf("noi-bo", IPAddress.Parse("10.0.0.80"), IPAddress.IPv6Loopback);
            plot.Site(plot.Page(), $"location / {{ return 302 http://noi-bo.{plot.Domain}/; }}");
        }, "web-v6-redirect-bad"),
        Row.Site("rac-v6", "broken", plot =>
        {
            (IPAddress v4, IPAddress v6) = Pair(plot);
            plot.Serve(v4);
            plot.Script(v6, async (stream, token) => await stream.WriteAsync("\0\u0001\u0002 rac rac rac\r\n\r\n"u8.ToArray(), token));
        }, "web-v6-no-page"),
        Row.Site("aaaa-servfail", "broken", plot => Aaaa(plot, asked => Task.FromResult<byte[]?>(asked.Rcode(2))), "web-aaaa-failed"),
        Row.Site("aaaa-nxdomain", "broken", plot => Aaaa(plot, asked => Task.FromResult<byte[]?>(asked.Rcode(3))), "web-aaaa-denied"),
        Row.Site("aaaa-notimp", "broken", plot => Aaaa(plot, asked => Task.FromResult<byte[]?>(asked.Rcode(4))), "web-aaaa-failed"),
        Row.Site("aaaa-refused", "broken", plot => Aaaa(plot, asked => Task.FromResult<byte[]?>(asked.Rcode(5))), "web-aaaa-failed"),
        Row.Site("aaaa-im-lang", "broken", plot => Aaaa(plot, asked => Task.FromResult<byte[]?>(null)), "web-aaaa-failed"),
        Row.Site("aaaa-sai-loai", "broken", plot => Aaaa(plot, asked => asked.AsTypeAsync(DnsAsked.A)), "web-aaaa-failed:dns-mismatch"),
        Row.Site("aaaa-bi-danh-chinh-no", "broken", plot => Aaaa(plot, asked => Task.FromResult<byte[]?>(asked.Alias())), "web-aaaa-failed"),
        Row.Site("aaaa-bi-danh-cut", "broken", plot => Aaaa(plot, asked => Task.FromResult<byte[]?>(asked.Alias("khong-co"))), "web-aaaa-failed"),
        Row.Site("aaaa-gia-www", "broken", plot =>
        {
            plot.Site();
            // The signer sorts by name: what stands behind the first line of www is of www.
            plot.Sign = text => text.IndexOf("\nwww.", StringComparison.Ordinal) is var www and > 0 ? text[..www] + Spoil(text[www..]) : text;
        }, "web-aaaa-bogus", "dns-name-bogus") with { Missing = NoSigner, Classes = new Dictionary<string, string> { ["site"] = "broken", ["zone"] = "partial" } },
        Row.Site("aaaa-gia-chu-ky", "broken", plot =>
        {
            plot.Site();
            plot.Sign = text => Spoil(text);
        }, "web-aaaa-bogus") with { Missing = NoSigner },
    ];

    private static (IPAddress V4, IPAddress V6) Pair(Plot plot)
    {
        (IPAddress v4, IPAddress v6) = (plot.V4(), plot.V6());
        plot.Names(v4, v6);
        return (v4, v6);
    }

    private static void V6Is(Plot plot, IPAddress v6)
    {
        IPAddress v4 = plot.V4();
        plot.Names(v4, v6);
        plot.Serve(v4);
    }

    private static void Certificate(Plot plot, LeafWishes wishes)
    {
        (IPAddress v4, IPAddress v6) = Pair(plot);
        plot.Serve(v4);
        plot.ServePlain(v6);
        plot.ServeSecure(v6, certificate: plot.Certificate(wishes));
    }

    // IPv4 alone is published; every server answers AAAA as the script says.
    private static void Aaaa(Plot plot, DnsScript script)
    {
        IPAddress v4 = plot.V4();
        plot.Names(v4);
        plot.Serve(v4);
        plot.Front(asked => asked.Type == DnsAsked.Aaaa && (asked.Name == plot.Domain + "." || asked.Name == "www." + plot.Domain + ".") ? script(asked) : asked.HonestAsync());
    }

    // The signatures of AAAA alone become those of other bytes.
    private static string Spoil(string zone)
    {
        string[] words = zone.Split("RRSIG\tAAAA");
        return string.Join("RRSIG\tAAAA", words.Select((part, i) => i == 0 ? part : SpoilFirst(part)));
    }

    private static string SpoilFirst(string signature)
    {
        int end = signature.IndexOf(')', StringComparison.Ordinal);
        int at = signature.LastIndexOf('=', end) is var pad and > 0 && pad > end - 20 ? signature.LastIndexOfAny(['A', 'B', 'C', 'D', 'E', 'F', 'G', 'H', 'a', 'b', 'c', 'd', 'e'], pad - 6) : end - 12;
        return signature[..at] + (signature[at] == 'Q' ? 'R' : 'Q') + signature[(at + 1)..];
    }
}
