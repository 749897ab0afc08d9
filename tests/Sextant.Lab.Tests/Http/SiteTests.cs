using System.IO.Compression;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using Sextant.Lab.Http;
using Sextant.Lab.Tls;
using Sextant.Wire;

namespace Sextant.Lab.Tests.Http;

public sealed class SiteTests
{
    private const string Host = "www.example.lab";

    public static TheoryData<string, Action<SiteScript>, string> Lines => new()
    {
        { "status", s => s.Status(500, Family.V6), "HTTP/1.1 500" },
        { "redirect", s => s.RedirectsTo("https://elsewhere.lab/", Family.V6), "Location: https://elsewhere.lab/" },
        { "downgrade", s => s.DowngradesToHttp(Family.V6), "Location: http://www.example.lab/" },
        { "default page", s => s.ShowsHostingDefault(Family.V6), "It works!" },
        { "challenge", s => s.Challenges(Family.V6), "Just a moment..." },
        { "rate limit", s => s.RateLimits(0, TimeSpan.FromMinutes(1), Family.V6), "HTTP/1.1 429" },
        { "misdirected", s => s.Status(421, Family.V6), "HTTP/1.1 421" },
        { "meta refresh", s => s.MetaRefreshesTo("https://v4.lab/", Family.V6), "http-equiv=\"refresh\" content=\"0; url=https://v4.lab/\"" },
        { "endless", s => s.NeverEnds(Family.V6), "[no end]" },
        { "endless headers", s => s.Behaves(Manner.EndlessHeaders, Family.V6), "X-More: " },
        { "garbage", s => s.Behaves(Manner.Garbage, Family.V6), "what?" },
        { "silent", s => s.Behaves(Manner.Silent, Family.V6), "[no end]" },
        { "header", s => s.Header("Alt-Svc", "h3=\":443\"", Family.V6), "Alt-Svc: h3" },
        { "page", s => s.Page("<title>other</title>", Family.V6), "<title>other</title>" },
        { "rotating", s => s.Rotates(Family.V6), "visit 0." },
    };

    [Theory]
    [MemberData(nameof(Lines), DisableDiscoveryEnumeration = true)]
    public async Task A_line_for_one_family_is_seen_there_and_only_there(string what, Action<SiteScript> line, string seen)
    {
        Assert.NotEmpty(what);
        var world = new World();
        var site = world.Site(Host, line);
        await using var running = await world.StartAsync();
        var visitor = new Visitor(running);
        Assert.Contains(seen, await visitor.FetchAsync(site.V6, Host, most: 100_000), StringComparison.Ordinal);
        string healthy = await visitor.FetchAsync(site.V4, Host);
        Assert.DoesNotContain(seen, healthy, StringComparison.Ordinal);
        Assert.Contains("Portal of " + Host, healthy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pages_rotate_and_limits_count_from_the_first_request()
    {
        var world = new World();
        var rotating = world.Site(Host).Rotates();
        var limited = world.Site("limited.example.lab").RateLimits(1, TimeSpan.FromMinutes(1));
        await using var running = await world.StartAsync();
        var visitor = new Visitor(running);
        Assert.NotEqual(await visitor.FetchAsync(rotating.V6, Host), await visitor.FetchAsync(rotating.V6, Host));
        Assert.StartsWith("HTTP/1.1 200", await visitor.FetchAsync(limited.V6, limited.Name), StringComparison.Ordinal);
        Assert.StartsWith("HTTP/1.1 429", await visitor.FetchAsync(limited.V6, limited.Name), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_default_page_is_of_about_the_same_size()
    {
        int portal = Pages.Portal(Host).Length;
        Assert.InRange(Pages.HostingDefault(portal).Length, portal * 0.95, portal * 1.05);
        Assert.NotEqual(Pages.Portal(Host), Pages.Portal("other.example.lab"));
        await Task.CompletedTask;
    }

    [Fact]
    public async Task A_bomb_is_small_and_unpacks_to_64_MB()
    {
        using var unpacked = new GZipStream(new MemoryStream(Pages.GzipBomb().ToArray()), CompressionMode.Decompress);
        byte[] block = new byte[1 << 16];
        long total = 0;
        for (int read; (read = await unpacked.ReadAsync(block)) > 0; total += read)
        {
        }

        Assert.Equal(64 * 1024 * 1024, total);
        Assert.True(Pages.GzipBomb().Length < 1024 * 1024);
    }

    [Fact]
    public async Task Names_share_an_address_as_virtual_hosts()
    {
        var world = new World();
        world.Site("one.example.lab").OnV6("2001:db8::80").OnV4("192.0.2.180");
        world.Site("two.example.lab").OnV6("2001:db8::80").OnV4("192.0.2.180");
        await using var running = await world.StartAsync();
        var visitor = new Visitor(running);
        var address = IPAddress.Parse("2001:db8::80");
        Assert.Contains("Portal of one.", await visitor.FetchAsync(address, "one.example.lab"), StringComparison.Ordinal);
        Assert.Contains("Portal of two.", await visitor.FetchAsync(address, "two.example.lab"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_address_of_several_may_differ_or_be_dead()
    {
        var world = new World();
        world.Site(Host).OnV6("2001:db8::1", "2001:db8::2").Publishes("2001:db8::3").Status(503, "2001:db8::2");
        await using var running = await world.StartAsync();
        var visitor = new Visitor(running);
        Assert.StartsWith("HTTP/1.1 200", await visitor.FetchAsync(IPAddress.Parse("2001:db8::1"), Host), StringComparison.Ordinal);
        Assert.StartsWith("HTTP/1.1 503", await visitor.FetchAsync(IPAddress.Parse("2001:db8::2"), Host), StringComparison.Ordinal);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => visitor.ConnectAsync(new IPEndPoint(IPAddress.Parse("2001:db8::3"), 443)));
        Assert.Equal(3, (await visitor.AskAsync(running.Resolvers[0], Host, Sextant.Wire.Dns.DnsType.Aaaa, Ask.Recursive))!.Answers.Count);
    }

    [Fact]
    public async Task Ports_close_and_http_serves_itself_where_the_script_says()
    {
        var world = new World();
        var site = world.Site(Host).ServesPlainHttp().WithoutHttps(Family.V6).WithoutHttp(Family.V4);
        await using var running = await world.StartAsync();
        var visitor = new Visitor(running);
        Assert.Contains("Portal", await visitor.FetchAsync(site.V6, Host, https: false), StringComparison.Ordinal);
        await Assert.ThrowsAsync<SocketException>(() => visitor.ConnectAsync(new IPEndPoint(site.V6, 443)));
        await Assert.ThrowsAsync<SocketException>(() => visitor.ConnectAsync(new IPEndPoint(site.V4, 80)));
    }

    [Theory]
    [InlineData(CertificateKind.Valid, SslPolicyErrors.None)]
    [InlineData(CertificateKind.Expired, SslPolicyErrors.RemoteCertificateChainErrors)]
    [InlineData(CertificateKind.NotYetValid, SslPolicyErrors.RemoteCertificateChainErrors)]
    [InlineData(CertificateKind.WrongName, SslPolicyErrors.RemoteCertificateNameMismatch)]
    [InlineData(CertificateKind.SelfSigned, SslPolicyErrors.RemoteCertificateChainErrors)]
    public async Task Certificates_are_as_scripted_per_family(CertificateKind kind, SslPolicyErrors errors)
    {
        var world = new World();
        var site = world.Site(Host).Certificate(kind, Family.V6);
        await using var running = await world.StartAsync();
        var visitor = new Visitor(running);
        var seen = SslPolicyErrors.None;
        var options = visitor.Options(Host);
        options.RemoteCertificateValidationCallback = (_, _, _, found) =>
        {
            seen = found;
            return true;
        };
        await using var tls = new SslStream(await visitor.ConnectAsync(new IPEndPoint(site.V6, 443)));
        await tls.AuthenticateAsClientAsync(options);
        Assert.Equal(errors, seen);
        await using var healthy = await visitor.SecureAsync(new IPEndPoint(site.V4, 443), Host);
        Assert.True(healthy.IsAuthenticated);
    }

    [Fact]
    public async Task A_broken_handshake_and_an_early_close_end_the_connection()
    {
        var world = new World();
        var broken = world.Site(Host).BreaksTls(Family.V6);
        var closing = world.Site("closing.example.lab").Behaves(Manner.Closes, Family.V6);
        await using var running = await world.StartAsync();
        var visitor = new Visitor(running);
        await Assert.ThrowsAnyAsync<Exception>(() => visitor.SecureAsync(new IPEndPoint(broken.V6, 443), Host));
        Assert.Equal("", await visitor.FetchAsync(closing.V6, closing.Name));
    }

    [Fact]
    public async Task Http2_is_spoken_where_it_is_offered()
    {
        var world = new World();
        string long1 = new('x', 200_000); // more than the initial window: flow control is needed
        var site = world.Site(Host).OffersHttp2(Family.V4).Answers(r => LabReply.Page(r.Path == "/long" ? long1 : $"{r.Host}{r.Target}"));
        await using var running = await world.StartAsync();
        foreach (var (address, version) in new[] { (site.V4, HttpVersion.Version20), (site.V6, HttpVersion.Version11) })
        {
            using var client = Client(running, address);
            foreach (string path in new[] { "/first?q=1", "/second", "/long" })
            {
                using var response = await client.SendAsync(new HttpRequestMessage(HttpMethod.Get, $"https://{Host}{path}") { Version = HttpVersion.Version20, VersionPolicy = HttpVersionPolicy.RequestVersionOrLower });
                Assert.Equal(version, response.Version);
                Assert.Equal(path == "/long" ? long1 : Host + path, await response.Content.ReadAsStringAsync());
            }
        }
    }

    private static HttpClient Client(RunningWorld running, IPAddress address) => new(new SocketsHttpHandler
    {
        ConnectCallback = async (_, cancellation) => new NetworkStream(await running.Network.ConnectTcpAsync(new IPEndPoint(address, 443), cancellation), true),
        SslOptions = new Visitor(running).Options(Host),
    })
    {
        Timeout = TimeSpan.FromSeconds(10),
    };
}
