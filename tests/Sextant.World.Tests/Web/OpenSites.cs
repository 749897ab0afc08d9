using System.Collections.Concurrent;
using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Text;
using Sextant.Testing;
using Sextant.World.Tests.World;

namespace Sextant.World.Tests.Web;

/// <summary>Sites that cannot be judged, or whose fault is not IPv6's.</summary>
internal static class OpenSites
{
    private static readonly Lazy<byte[]> Bomb = new(MakeBomb);

    public static IReadOnlyList<Row> Rows { get; } =
    [
        Row.Site("chet-ca-hai", "unknown", plot => plot.Names(plot.V4(), plot.Silent(v6: true)), "web-both-dead") with { Alone = true },
        Row.Site("cam-ca-hai", "unknown", plot => plot.Site("location / { return 403; }"), "web-page-fails-both"),
        Row.Site("dang-nhap-ca-hai", "unknown", plot => plot.Site("location / { add_header WWW-Authenticate 'Basic realm=x' always; return 401; }"), "web-page-fails-both"),
        Row.Site("loi-ca-hai", "unknown", plot => plot.Site(plot.Page(status: 503)), "web-page-fails-both"),
        Row.Site("het-han-ca-hai", "unknown", plot => Certificates(plot, new LeafWishes
        {
            Names = [plot.Domain, "www." + plot.Domain], NotBefore = DateTimeOffset.UtcNow.AddDays(-90), NotAfter = DateTimeOffset.UtcNow.AddDays(-1),
        }), "web-tls-invalid-both:tls-expired"),
        Row.Site("sai-ten-ca-hai", "unknown", plot => Certificates(plot, new LeafWishes { Names = ["ten-khac.vn"] }), "web-tls-invalid-both:tls-name-mismatch"),
        Row.Site("thu-thach", "unknown", plot => plot.Site(Challenge), "web-page-refused:http-challenge"),
        Row.Site("thu-thach-v6", "unknown", plot => plot.Site(plot.Page(), Challenge), "web-page-refused:http-challenge"),
        Row.Site("gioi-han", "unknown", plot => plot.Site("location / { return 429; }"), "web-page-refused:http-rate-limited"),
        Row.Site("gioi-han-lan-hai", "ready", plot =>
        {
            // One request in two seconds for each visitor and address.
            plot.World.Nginx("limit_req_zone $server_addr$server_port zone=lanhai:1m rate=30r/m;");
            plot.Site("limit_req zone=lanhai; limit_req_status 429;" + plot.Page());
        }) with { Never = ["web-v6-status", "web-v6-no-page", "web-content-differs"] },
        Row.Site("gioi-han-ket-noi", "unknown", plot =>
        {
            (_, IPAddress v6) = plot.Site();
            plot.World.Filter($"ip6 daddr {v6} tcp dport {{ 80, 443 }} tcp flags & (syn | ack) == syn limit rate over 1/minute burst 2 packets reject with tcp reset");
        }) with { Alone = true, Never = ["web-v6-no-page", "web-v6-tls-handshake", "web-v6-all-dead", "web-v6-loss"] },
        Row.Site("gioi-han-ket-noi-ngan", "ready", plot =>
        {
            (_, IPAddress v6) = plot.Site();
            plot.World.Filter($"ip6 daddr {v6} tcp dport {{ 80, 443 }} tcp flags & (syn | ack) == syn limit rate over 30/minute burst 4 packets reject with tcp reset");
        }) with { Alone = true, Never = ["web-v6-no-page", "web-v6-tls-handshake"] },
        Row.Site("lac-cho", "unknown", plot => plot.Site("location / { return 421; }"), "web-page-refused:http-misdirected"),
        Row.Site("khong-dut", "unknown", plot => Both(plot, async (stream, token) =>
        {
            await stream.WriteAsync("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n"u8.ToArray(), token);
            while (true)
            {
                await stream.WriteAsync("5\r\nhello\r\n"u8.ToArray(), token);
                await stream.FlushAsync(token);
                await Task.Delay(100, token);
            }
        })),
        Row.Site("bom-gzip", "unknown", plot => Both(plot, async (stream, token) =>
        {
            await stream.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\nContent-Length: {Bomb.Value.Length.ToString(CultureInfo.InvariantCulture)}\r\n\r\n"), token);
            await stream.WriteAsync(Bomb.Value, token);
        }), "web-page-fails-both:http-compression"),
        Row.Site("nen-nho-giot", "unknown", plot => Both(plot, async (stream, token) =>
        {
            await stream.WriteAsync("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\n\r\n"u8.ToArray(), token);
            foreach (byte one in Bomb.Value)
            {
                await stream.WriteAsync(new[] { one }, token);
                await stream.FlushAsync(token);
                await Task.Delay(100, token);
            }
        }), "web-page-fails-both:http-endless"),
        Row.Site("dai-hon-da-gui", "unknown", plot => Both(plot, async (stream, token) =>
            await stream.WriteAsync("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 5000\r\n\r\n<!doctype html><title>a</title>"u8.ToArray(), token)),
            "web-page-fails-both:connection-closed"),
        Row.Site("rac-ca-hai", "unknown", plot => Both(plot, async (stream, token) => await stream.WriteAsync("\0\u0001 rac\r\n\r\n"u8.ToArray(), token))),
        Row.Site("khong-tra-loi", "unknown", plot => Both(plot, (_, token) => Task.Delay(Timeout.Infinite, token))),
        Row.Site("doi-dia-chi", "unknown", plot =>
        {
            (IPAddress v4, IPAddress v6) = plot.Site();
            var asked = new ConcurrentDictionary<(string, int), int>();
            plot.Front(question => (question.Type is DnsAsked.A or DnsAsked.Aaaa) && (question.Name == plot.Domain + "." || question.Name == "www." + plot.Domain + ".")
                ? Task.FromResult<byte[]?>(question.Address(asked.AddOrUpdate((question.Name, question.Type), 1, (_, n) => n + 1) == 1
                    ? question.Type == DnsAsked.A ? v4 : v6
                    : question.Type == DnsAsked.A ? IPAddress.Loopback : IPAddress.IPv6Loopback))
                : question.HonestAsync());
        }),
        Row.Site("cam-dia-chi-ca-hai", "unknown", plot => plot.Names(IPAddress.Parse("10.0.0.80"), IPAddress.Parse("fd00::80")), "web-addresses-not-global"),
        Row.Site("sieu-du-lieu", "unknown", plot => plot.Names(IPAddress.Parse("169.254.169.254"), IPAddress.Parse("fd00:ec2::254")), "web-addresses-not-global"),
        Row.Site("dia-chi-cua-diem-do", "unknown", plot => plot.Names(plot.World.Plan.Link(1, 2, false), plot.World.Plan.Link(1, 2, true))),
        Row.Site("chuyen-cam-ca-hai", "unknown", plot => plot.Site("location / { return 302 http://127.0.0.1/; }"), "web-page-fails-both"),
        Row.Site("goc-treo", "unknown", plot =>
        {
            plot.Record("cong CNAME khong-co");
            plot.Target = "cong." + plot.Domain;
        }, "web-alias-dead"),
        Row.Site("vung-chet", "unknown", plot =>
        {
            plot.Delegation.Add("@ NS ns1");
            plot.Delegation.Add($"ns1 A {plot.Silent(v6: false)}");
            plot.Delegation.Add($"ns1 AAAA {plot.Silent(v6: true)}");
        }),
        Row.Site("vung-vao-trong", "unknown", plot =>
        {
            plot.Delegation.Add("@ NS ns1");
            plot.Delegation.Add("@ NS ns2");
            plot.Delegation.Add("ns1 A 127.0.0.1");
            plot.Delegation.Add("ns1 AAAA ::1");
            plot.Delegation.Add("ns2 A 10.0.0.53");
            plot.Delegation.Add("ns2 AAAA fe80::53");
        }),
    ];

    private const string Challenge = """
        location / { default_type text/html; return 403 '<!doctype html><html><head><title>Just a moment...</title></head><body><script>window._cf_chl_opt={cvId:"3"};</script>Enable JavaScript and cookies to continue</body></html>'; }
        """;

    private static void Certificates(Plot plot, LeafWishes wishes)
    {
        (IPAddress v4, IPAddress v6) = (plot.V4(), plot.V6());
        plot.Names(v4, v6);
        string certificate = plot.Certificate(wishes);
        plot.Serve(v4, certificate: certificate);
        plot.Serve(v6, certificate: certificate);
    }

    private static void Both(Plot plot, Func<Stream, CancellationToken, Task> answer)
    {
        (IPAddress v4, IPAddress v6) = (plot.V4(), plot.V6());
        plot.Names(v4, v6);
        plot.Script(v4, answer);
        plot.Script(v6, answer);
    }

    private static byte[] MakeBomb()
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
        {
            byte[] zeros = new byte[1 << 20];
            for (int i = 0; i < 200; i++)
            {
                gzip.Write(zeros);
            }
        }

        return packed.ToArray();
    }
}
