using System.Net;
using System.Text;
using Sextant.Testing;
using Sextant.Wire;
using Sextant.Wire.Addresses;

namespace Sextant.Net.Tests.Http;

/// <summary>Redirects, wherever they lead.</summary>
public sealed class RedirectTests
{
    private const string Host = "www.hue.example";
    private const string Address = "2001:ee0:1::80";

    private readonly FetchBench bench = new();

    [Theory]
    [InlineData("http://127.0.0.1/", Failure.HttpRedirectForbidden)]
    [InlineData("http://169.254.169.254/latest/meta-data/", Failure.HttpRedirectForbidden)]
    [InlineData("http://113.160.1.1/", Failure.HttpRedirectUnreachable)]
    [InlineData("http://[::1]/", Failure.HttpRedirectForbidden)]
    [InlineData("http://[::ffff:127.0.0.1]/", Failure.HttpRedirectForbidden)]
    [InlineData("http://[::ffff:a9fe:a9fe]/", Failure.HttpRedirectForbidden)]
    [InlineData("http://[64:ff9b::7f00:1]/", Failure.HttpRedirectForbidden)]
    [InlineData("http://[2002:7f00:1::]/", Failure.HttpRedirectForbidden)]
    [InlineData("http://[fe80::1]/", Failure.HttpRedirectForbidden)]
    [InlineData("http://[fd00:ec2::254]/", Failure.HttpRedirectForbidden)]
    [InlineData("http://2130706433/", Failure.HttpRedirectForbidden)]
    [InlineData("http://inside.example/", Failure.HttpRedirectForbidden)]
    [InlineData("//inside.example/", Failure.HttpRedirectForbidden)]
    [InlineData("file:///etc/passwd", Failure.HttpRedirectForbidden)]
    [InlineData("gopher://[2001:ee0:1::80]:70/", Failure.HttpRedirectForbidden)]
    [InlineData("http://www.hue.example:8080/", Failure.HttpRedirectForbidden)]
    [InlineData("http://v4only.example/", Failure.HttpRedirectUnreachable)]
    [InlineData("http://nowhere.example/", Failure.HttpRedirectUnreachable)]
    [InlineData("http://listed.example/", Failure.Excluded)]
    [InlineData("http://x:y:z/", Failure.HttpMalformed)]
    public async Task A_redirect_is_judged_like_a_first_dial(string location, Failure failure)
    {
        await using var server = ScriptedServer.Answering($"HTTP/1.1 302 Found\r\nLocation: {location}\r\nContent-Length: 0\r\n\r\n");
        bench.Site(Host, Address, server);
        bench.Name("inside.example", Family.V6, "::1", "fd00::1").Name("v4only.example", Family.V6).Name("v4only.example", Family.V4, "113.160.1.1");
        bench.Name("listed.example", Family.V6, "2001:ee0:9::1");
        bench.Guard = new() { NeverDial = [IpPrefix.Parse("2001:ee0:9::/48")] };

        var outcome = await bench.FetchAsync($"http://{Host}/");

        Assert.Equal(failure, outcome.Failure);
        Assert.Equal(302, outcome.Status);
        Assert.Equal(2, outcome.Hops.Count);
        Assert.Equal(location, outcome.Hops[0].Location);
        Assert.Equal(failure, outcome.Hops[1].Failure);
        Assert.Equal([IPEndPoint.Parse($"[{Address}]:80")], bench.Network.Dialled);
    }

    [Fact]
    public async Task Over_ipv4_loopback_and_metadata_are_refused_too()
    {
        foreach (string target in (string[])["127.0.0.1", "169.254.169.254", "10.0.0.1", "0.0.0.0"])
        {
            await using var server = ScriptedServer.Answering($"HTTP/1.1 301 Moved\r\nLocation: http://{target}/\r\nContent-Length: 0\r\n\r\n");
            var four = new FetchBench();
            four.Network.Map("113.160.1.80", 80, server.EndPoint);
            four.Name(Host, Family.V4, "113.160.1.80");

            var outcome = await four.FetchAsync($"http://{Host}/", Family.V4);

            Assert.Equal(Failure.HttpRedirectForbidden, outcome.Failure);
            Assert.Single(four.Network.Dialled);
        }
    }

    [Fact]
    public async Task A_name_that_rebinds_is_judged_at_each_dial()
    {
        await using var server = ScriptedServer.Answering("HTTP/1.1 302 Found\r\nLocation: http://www.hue.example/again\r\nContent-Length: 0\r\n\r\n");
        bench.Site(Host, Address, server);
        bench.Name(Host, Family.V6, "::1");

        var outcome = await bench.FetchAsync($"http://{Host}/");

        Assert.Equal(Failure.HttpRedirectForbidden, outcome.Failure);
        Assert.Equal([$"{Host} V6", $"{Host} V6"], bench.Lookups);
        Assert.Single(bench.Network.Dialled);
    }

    [Fact]
    public async Task Loops_and_endless_chains_of_redirects_end()
    {
        await using var loop = ScriptedServer.Answering("HTTP/1.1 301 Moved\r\nLocation: /\r\nContent-Length: 0\r\n\r\n");
        bench.Site("loop.example", "2001:ee0:1::1", loop);
        int page = 0;
        await using var chain = new ScriptedServer(async (stream, token) =>
        {
            await ScriptedServer.ReadHeadAsync(stream, token);
            await stream.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 302 Found\r\nLocation: /{++page}\r\nContent-Length: 0\r\n\r\n"), token);
        });
        bench.Site("chain.example", "2001:ee0:1::2", chain);

        var looped = await bench.FetchAsync("http://loop.example/");
        var chained = await bench.FetchAsync("http://chain.example/");

        Assert.Equal(Failure.HttpRedirectLoop, looped.Failure);
        Assert.Single(looped.Hops);
        Assert.Equal(Failure.HttpTooManyRedirects, chained.Failure);
        Assert.Equal(21, chained.Hops.Count);
    }

    [Fact]
    public async Task A_site_that_sets_a_cookie_and_asks_again_is_no_loop()
    {
        await using var server = new ScriptedServer(async (stream, token) =>
        {
            string head = await ScriptedServer.ReadHeadAsync(stream, token);
            string response = head.Contains("Cookie: seen=1", StringComparison.Ordinal)
                ? "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\npage"
                : "HTTP/1.1 302 Found\r\nSet-Cookie: seen=1; Path=/\r\nLocation: /\r\nContent-Length: 0\r\n\r\n";
            await stream.WriteAsync(Encoding.ASCII.GetBytes(response), token);
        });
        bench.Site(Host, Address, server);

        var outcome = await bench.FetchAsync($"http://{Host}/");

        Assert.Null(outcome.Failure);
        Assert.Equal(2, outcome.Hops.Count);
        Assert.Equal(2, server.Connections);
    }

    [Fact]
    public async Task A_redirects_dead_first_address_does_not_hide_the_page_and_is_named()
    {
        await using var first = ScriptedServer.Answering("HTTP/1.1 301 Moved\r\nLocation: http://two.example/\r\nContent-Length: 0\r\n\r\n");
        await using var second = ScriptedServer.Answering("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
        bench.Site(Host, Address, first);
        bench.Network.Map("2001:ee0:2::2", 80, second.EndPoint);
        bench.Name("two.example", Family.V6, "2001:ee0:2::1", "2001:ee0:2::2");

        var outcome = await bench.FetchAsync($"http://{Host}/");

        Assert.Null(outcome.Failure);
        var hop = outcome.Hops[1];
        Assert.Equal(IPAddress.Parse("2001:ee0:2::2"), hop.Address);
        Assert.Equal([(IPAddress.Parse("2001:ee0:2::1"), Failure.HostUnreachable)], hop.Tried);
    }
}
