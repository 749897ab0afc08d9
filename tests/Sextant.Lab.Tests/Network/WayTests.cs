using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Sextant.Lab.Network;
using Sextant.Wire;
using Sextant.Wire.Dns;

namespace Sextant.Lab.Tests.Network;

public sealed class WayTests
{
    private static async Task<string> DialAsync(RunningWorld running, IPAddress address, int port)
    {
        using var patience = new CancellationTokenSource(Visitor.Patience);
        try
        {
            (await running.Network.ConnectTcpAsync(new IPEndPoint(address, port), patience.Token)).Dispose();
            return "open";
        }
        catch (SocketException fault)
        {
            return fault.SocketErrorCode.ToString();
        }
        catch (OperationCanceledException)
        {
            return "silent";
        }
    }

    [Fact]
    public async Task Ports_are_open_refused_silent_or_unreachable()
    {
        var world = new World();
        var site = world.Site("www.example.lab");
        world.Refuse(site.V6, 443).Drop(site.V4, 443).Unreachable(site.V4, 80);
        await using var running = await world.StartAsync();
        Assert.Equal("open", await DialAsync(running, site.V6, 80));
        Assert.Equal("ConnectionRefused", await DialAsync(running, site.V6, 443));
        Assert.Equal("silent", await DialAsync(running, site.V4, 443));
        Assert.Equal("NetworkUnreachable", await DialAsync(running, site.V4, 80));
        Assert.Equal("ConnectionRefused", await DialAsync(running, site.V6, 25)); // a host that is there refuses what it does not serve
        Assert.Equal("silent", await DialAsync(running, IPAddress.Parse("2001:db8::dead"), 80)); // nobody is there
        Assert.Equal("silent", await DialAsync(running, IPAddress.IPv6Loopback, 80)); // the machine's own loopback is no place of the world
        Assert.Equal(1, running.Network.Dialled[(site.V6, 80, Transport.Tcp)]);
    }

    [Fact]
    public async Task A_vantage_without_a_family_cannot_use_it_and_port_25_may_be_blocked()
    {
        var world = new World();
        var site = world.Site("www.example.lab");
        world.Without(Family.V6).Drop(Family.V4, port: 25);
        await using var running = await world.StartAsync();
        Assert.Equal("NetworkUnreachable", await DialAsync(running, site.V6, 80));
        Assert.Throws<SocketException>(() => running.Network.OpenUdp(new IPEndPoint(site.V6, 53)));
        Assert.Null(running.Network.SourceAddress(new IPEndPoint(site.V6, 80)));
        Assert.Equal("silent", await DialAsync(running, world.MailHost(running.Anchors.Smtp).V4, 25));
        Assert.All(running.Resolvers, r => Assert.Equal(AddressFamily.InterNetwork, r.AddressFamily));
    }

    [Fact]
    public async Task Connections_and_datagrams_are_lost_by_count()
    {
        var world = new World();
        var site = world.Site("www.example.lab");
        world.Zone("example.lab");
        var server = new IPEndPoint(world.NameServer("ns1.example.lab").V6, 53);
        world.Lose(site.V6, every: 3).Lose(server.Address, every: 2);
        await using var running = await world.StartAsync();
        var seen = new List<string>();
        for (int i = 0; i < 4; i++)
        {
            seen.Add(await DialAsync(running, site.V6, 443));
        }

        Assert.Equal(["silent", "open", "open", "silent"], seen);
        var visitor = new Visitor(running);
        Assert.Null(await visitor.AskAsync(server, "example.lab", DnsType.Soa));
        Assert.NotNull(await visitor.AskAsync(server, "example.lab", DnsType.Soa));
    }

    [Fact]
    public async Task A_slow_way_delays_connections_answers_and_datagrams()
    {
        var world = new World();
        var site = world.Site("www.example.lab");
        world.Zone("example.lab");
        var server = world.NameServer("ns1.example.lab").V6;
        world.Delay(site.V6, TimeSpan.FromMilliseconds(60)).Delay(server, TimeSpan.FromMilliseconds(60));
        await using var running = await world.StartAsync();
        var visitor = new Visitor(running);
        await visitor.FetchAsync(site.V4, site.Name);
        var watch = Stopwatch.StartNew();
        Assert.Contains("Portal", await visitor.FetchAsync(site.V6, site.Name), StringComparison.Ordinal);
        Assert.True(watch.ElapsedMilliseconds >= 170, $"{watch.ElapsedMilliseconds}"); // connect, handshake, request
        watch.Restart();
        Assert.NotNull(await visitor.AskAsync(new IPEndPoint(server, 53), "example.lab", DnsType.Soa));
        Assert.True(watch.ElapsedMilliseconds >= 55);
    }

    [Fact]
    public async Task A_black_hole_swallows_large_segments_alone()
    {
        var world = new World();
        var site = world.Site("www.example.lab");
        world.BlackHole(site.V6);
        await using var running = await world.StartAsync();
        var visitor = new Visitor(running);
        Assert.Contains("301", await visitor.FetchAsync(site.V6, site.Name, https: false), StringComparison.Ordinal);
        Assert.Equal("[no end]", await visitor.FetchAsync(site.V6, site.Name));
        Assert.Contains("Portal", await visitor.FetchAsync(site.V4, site.Name), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Thousands_of_visitors_at_once_are_served()
    {
        var world = new World();
        var site = world.Site("www.example.lab").ServesPlainHttp();
        await using var running = await world.StartAsync();
        var visitor = new Visitor(running);
        string[] pages = await Task.WhenAll(Enumerable.Range(0, 2000).Select(async _ =>
        {
            await using var stream = new NetworkStream(await running.Network.ConnectTcpAsync(new IPEndPoint(site.V6, 80), CancellationToken.None), true);
            await stream.WriteAsync("GET / HTTP/1.1\r\nHost: www.example.lab\r\nConnection: close\r\n\r\n"u8.ToArray());
            using var reader = new StreamReader(stream);
            return await reader.ReadToEndAsync();
        })).WaitAsync(TimeSpan.FromSeconds(20));
        Assert.All(pages, p => Assert.Contains("Portal of www.example.lab", p, StringComparison.Ordinal));
    }
}
