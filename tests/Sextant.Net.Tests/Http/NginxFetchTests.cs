using System.Net;
using System.Text;
using Sextant.Net.Tls;
using Sextant.Testing;
using Sextant.Wire;

namespace Sextant.Net.Tests.Http;

/// <summary>Fetches from a real nginx: HTTP/2, TLS, redirects between hosts, compression, default hosts.</summary>
public sealed class NginxFetchTests : IAsyncLifetime
{
    private const string V6 = "2001:ee0:1::443";
    private const string V4 = "113.160.1.44";

    private readonly TestCa ca = new();
    private readonly FetchBench bench = new();
    private NginxServer? nginx;

    public async ValueTask InitializeAsync()
    {
        Assert.SkipUnless(NginxServer.Installed, "nginx is not installed (apt install nginx): fetching from a real server was not tested.");
        nginx = await NginxServer.StartAsync(
            """
            gzip on; gzip_min_length 1; gzip_types *; ssl_protocols TLSv1.2 TLSv1.3; absolute_redirect off;
            server { {plain} server_name good.example www.good.example; return 301 https://www.good.example$request_uri; }
            server { {secure} server_name good.example; ssl_certificate {folder}/good.pem; ssl_certificate_key {folder}/good.key; return 302 //www.good.example/home; }
            server { {secure} server_name www.good.example; ssl_certificate {folder}/good.pem; ssl_certificate_key {folder}/good.key;
              add_header Alt-Svc 'h3=":443"; ma=60'; root {folder}; location = /home { try_files /home.html =404; }
              location = /down { return 302 http://plain.example/; } location = /v4 { return 302 https://v4only.example/; } }
            server { {plain} server_name plain.example; return 200 'plain'; }
            server { {secure} server_name old.example; ssl_certificate {folder}/old.pem; ssl_certificate_key {folder}/old.key; return 200 'still here'; }
            server { {secure} server_name refuses.example; ssl_reject_handshake on; }
            """,
            folder =>
            {
                Write(folder, "good", new LeafWishes { Names = ["good.example", "*.good.example"] });
                Write(folder, "old", new LeafWishes { Names = ["old.example"], NotBefore = DateTimeOffset.UtcNow.AddDays(-90), NotAfter = DateTimeOffset.UtcNow.AddDays(-3) });
                File.WriteAllText(Path.Combine(folder, "home.html"), Page);
            });
        bench.Anchors = TrustAnchors.OnlyPem(ca.RootPem);
        bench.Network
            .Map(V6, 80, new IPEndPoint(IPAddress.IPv6Loopback, nginx.Plain)).Map(V6, 443, new IPEndPoint(IPAddress.IPv6Loopback, nginx.Secure))
            .Map(V4, 80, new IPEndPoint(IPAddress.Loopback, nginx.Plain)).Map(V4, 443, new IPEndPoint(IPAddress.Loopback, nginx.Secure));
        foreach (string name in (string[])["good.example", "www.good.example", "plain.example", "old.example", "refuses.example", "wrong.example"])
        {
            bench.Name(name, Family.V6, V6).Name(name, Family.V4, V4);
        }

        bench.Name("v4only.example", Family.V6).Name("v4only.example", Family.V4, V4);
    }

    public async ValueTask DisposeAsync()
    {
        ca.Dispose();
        if (nginx is not null)
        {
            await nginx.DisposeAsync();
        }
    }

    private static string Page => "<!doctype html><title>Cổng thông tin</title>" + string.Concat(Enumerable.Repeat("<p>Xin chào.</p>", 1000));

    [Theory]
    [InlineData(Family.V4)]
    [InlineData(Family.V6)]
    public async Task The_page_behind_two_redirects_comes_over_http_2_with_each_hop_pinned(Family family)
    {
        var outcome = await bench.FetchAsync("http://good.example/home", family);

        Assert.Null(outcome.Failure);
        Assert.Equal(Page, Encoding.UTF8.GetString(outcome.Body!.Head));
        Assert.Equal("https://www.good.example/home", outcome.FinalUrl);
        Assert.Equal(["http://good.example/home", "https://www.good.example/home"], outcome.Hops.Select(hop => hop.Url));
        Assert.All(outcome.Hops, hop => Assert.Equal(IPAddress.Parse(family == Family.V6 ? V6 : V4), hop.Address));
        Assert.Equal(["1.1", "2.0"], outcome.Hops.Select(hop => hop.HttpVersion));
        var last = outcome.Hops[1];
        Assert.Equal(("h2", "1.3"), (last.Tls!.Alpn, last.Tls.Protocol));
        Assert.Null(last.Certificate);
        Assert.StartsWith("nginx", last.Server);
        Assert.StartsWith("h3=", last.AltSvc);
        Assert.Equal("gzip", last.Header("content-encoding"));
    }

    [Fact]
    public async Task A_scheme_relative_redirect_keeps_https()
    {
        var outcome = await bench.FetchAsync("https://good.example/");

        Assert.Null(outcome.Failure);
        Assert.Equal("https://www.good.example/home", outcome.FinalUrl);
    }

    [Fact]
    public async Task A_redirect_down_to_http_is_followed_and_visible()
    {
        var outcome = await bench.FetchAsync("https://www.good.example/down");

        Assert.Null(outcome.Failure);
        Assert.Equal("http://plain.example/", outcome.FinalUrl);
        Assert.Equal("plain", Encoding.ASCII.GetString(outcome.Body!.Head));
    }

    [Fact]
    public async Task A_redirect_to_an_ipv4_only_host_is_not_followed_over_ipv4()
    {
        var outcome = await bench.FetchAsync("https://www.good.example/v4");

        Assert.Equal(Failure.HttpRedirectUnreachable, outcome.Failure);
        Assert.Equal("https://v4only.example/", outcome.FinalUrl);
        Assert.Equal(Failure.DnsNoData, outcome.Hops[1].Lookup!.Failure);
        Assert.All(bench.Network.Dialled, remote => Assert.Equal(IPAddress.Parse(V6), remote.Address));
    }

    [Fact]
    public async Task A_bad_certificate_is_recorded_and_the_content_still_compared()
    {
        var old = await bench.FetchAsync("https://old.example/");
        var wrong = await bench.FetchAsync("https://wrong.example/");

        Assert.Null(old.Failure);
        Assert.Equal("still here", Encoding.ASCII.GetString(old.Body!.Head));
        Assert.Equal(Failure.TlsExpired, old.Hops[0].Certificate);
        Assert.Equal(Failure.TlsNameMismatch, wrong.Hops[0].Certificate);
    }

    [Fact]
    public async Task A_refused_handshake_is_an_alert()
    {
        var outcome = await bench.FetchAsync("https://refuses.example/");

        Assert.Equal(Failure.TlsAlert, outcome.Failure);
        Assert.Equal((byte)112, outcome.Hops[0].Tls!.Alert);
        Assert.Null(outcome.Body);
    }

    [Fact]
    public async Task Plain_text_on_the_tls_port_is_no_handshake()
    {
        bench.Network.Map("2001:ee0:1::5", 443, new IPEndPoint(IPAddress.IPv6Loopback, nginx!.Plain));

        var outcome = await bench.FetchAsync("https://good.example/", first: "2001:ee0:1::5");

        Assert.Equal(Failure.TlsHandshake, outcome.Failure);
    }

    private void Write(string folder, string name, LeafWishes wishes)
    {
        using var certificate = ca.Issue(wishes);
        ca.Write(certificate, Path.Combine(folder, name + ".pem"), Path.Combine(folder, name + ".key"));
    }
}
