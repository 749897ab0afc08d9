using System.Net;
using System.Text;
using Sextant.Net.Pacing;
using Sextant.Testing;
using Sextant.Wire;

namespace Sextant.Net.Tests.Http;

/// <summary>Odd and hostile servers, scripted.</summary>
public sealed class HttpFetcherTests
{
    private const string Host = "www.hue.example";
    private const string Address = "2001:ee0:1::80";

    private readonly FetchBench bench = new();

    [Fact]
    public async Task A_plain_page_is_fetched_with_everything_recorded()
    {
        string head = "";
        await using var server = new ScriptedServer(async (stream, token) =>
        {
            head = await ScriptedServer.ReadHeadAsync(stream, token);
            await stream.WriteAsync("HTTP/1.1 200 OK\r\nServer: thing\r\nAlt-Svc: h3=\":443\"\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: 2\r\n\r\nhi"u8.ToArray(), token);
        });
        bench.Site(Host, Address, server);

        var outcome = await bench.FetchAsync($"http://{Host}/a?b");

        Assert.Null(outcome.Failure);
        Assert.Equal("hi", Encoding.ASCII.GetString(outcome.Body!.Head));
        Assert.Equal(200, outcome.Status);
        Assert.Equal("text/html; charset=utf-8", outcome.ContentType);
        Assert.False(outcome.Cut);
        var hop = Assert.Single(outcome.Hops);
        Assert.Equal((Address, 80, "1.1", "thing", "h3=\":443\""), (hop.Address!.ToString(), hop.Port, hop.HttpVersion, hop.Server, hop.AltSvc));
        Assert.True(hop.Connect > TimeSpan.Zero && hop.FirstByte > TimeSpan.Zero);
        Assert.Equal([$"{Host} V6"], bench.Lookups);
        Assert.StartsWith("GET /a?b HTTP/1.1\r\n", head);
        Assert.Contains($"\r\nHost: {Host}\r\n", head);
        Assert.Contains("\r\nUser-Agent: Sextant/0.1.0 (+https://measure.example/)\r\n", head);
        Assert.StartsWith("HTTP/1.1 200\r\nServer: thing\r\n", hop.HeadersText());
    }

    [Fact]
    public async Task The_first_hop_goes_to_the_given_address_without_a_lookup()
    {
        await using var server = ScriptedServer.Answering("HTTP/1.0 200 OK\r\n\r\nhello");
        bench.Network.Map("2001:ee0:1::81", 80, server.EndPoint);
        bench.Name(Host, Family.V6, Address);

        var outcome = await bench.FetchAsync($"http://{Host}/", first: "2001:ee0:1::81");

        Assert.Null(outcome.Failure);
        Assert.Equal("hello", Encoding.ASCII.GetString(outcome.Body!.Head));
        Assert.Empty(bench.Lookups);
    }

    [Fact]
    public async Task A_forbidden_or_missing_first_address_has_its_own_words()
    {
        bench.Name("loop.example", Family.V6, "::1").Name("none.example", Family.V6);

        Assert.Equal(Failure.AddressForbidden, (await bench.FetchAsync("http://loop.example/")).Failure);
        Assert.Equal(Failure.DnsNoData, (await bench.FetchAsync("http://none.example/")).Failure);
        Assert.Equal(Failure.DnsNxdomain, (await bench.FetchAsync("http://unknown.example/")).Failure);
        Assert.Equal(Failure.AddressForbidden, (await bench.FetchAsync("http://x.example/", first: "fd00::1")).Failure);
        Assert.Empty(bench.Network.Dialled);
    }

    [Theory]
    [InlineData("429 Too Many Requests\r\nRetry-After: 5", Failure.HttpRateLimited)]
    [InlineData("503 Service Unavailable\r\nRetry-After: Sat, 21 Nov 2026 00:00:00 GMT", Failure.HttpRateLimited)]
    [InlineData("503 Service Unavailable", Failure.HttpStatus)]
    [InlineData("421 Misdirected Request", Failure.HttpMisdirected)]
    [InlineData("404 Not Found", Failure.HttpStatus)]
    [InlineData("500 Oops", Failure.HttpStatus)]
    [InlineData("302 Found", null)]
    [InlineData("204 No Content", null)]
    public async Task A_final_status_says_what_it_says(string status, Failure? failure)
    {
        await using var server = ScriptedServer.Answering($"HTTP/1.1 {status}\r\nConnection: close\r\n\r\n");
        bench.Site(Host, Address, server);

        var outcome = await bench.FetchAsync($"http://{Host}/");

        Assert.Equal(failure, outcome.Failure);
        Assert.Equal(int.Parse(status[..3]), outcome.Status);
        Assert.NotNull(outcome.Body);
    }

    [Fact]
    public async Task A_name_that_asks_for_a_long_rest_gets_it_and_its_neighbours_are_asked()
    {
        var clock = new FakeTimeProvider();
        bench.Pacer = new Pacer(new(), clock);
        await using var server = ScriptedServer.Answering("HTTP/1.1 429 Too Many Requests\r\nRetry-After: 120\r\nConnection: close\r\n\r\n");
        bench.Site(Host, Address, server);
        bench.Name("neighbour.example", Family.V6, Address);

        Assert.Equal(429, (await bench.FetchAsync($"http://{Host}/")).Status);
        clock.Advance(TimeSpan.FromSeconds(40));
        var left = await bench.FetchAsync($"http://{Host}/other");
        Assert.Equal((Failure.HttpRateLimited, null, 1), (left.Failure, left.Status, server.Connections));
        Assert.Equal(429, (await bench.FetchAsync("http://neighbour.example/")).Status);
        clock.Advance(TimeSpan.FromSeconds(81));
        Assert.Equal(429, (await bench.FetchAsync($"http://{Host}/")).Status);
        Assert.Equal(3, server.Connections);
    }

    [Theory]
    [InlineData("garbage without end of line", Failure.ConnectionClosed, Failure.HttpMalformed)]
    [InlineData("SSH-2.0-OpenSSH\r\n", Failure.HttpMalformed, Failure.ConnectionClosed)]
    [InlineData("HTTP/1.1 abc OK\r\n\r\n", Failure.HttpMalformed, null)]
    [InlineData("HTTP/1.1 200 OK\r\nbad header\r\n\r\n", Failure.HttpMalformed, null)]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", Failure.HttpMalformed, null)]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nshort", Failure.ConnectionClosed, null)]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Encoding: gzip\r\n\r\nhello", Failure.HttpCompression, null)]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Encoding: rot13\r\n\r\nhello", Failure.HttpCompression, null)]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Encoding: gzip, gzip, gzip\r\n\r\nhello", Failure.HttpCompression, null)]
    [InlineData("", Failure.ConnectionClosed, null)]
    public async Task What_cannot_be_read_is_named(string response, Failure failure, Failure? or)
    {
        await using var server = ScriptedServer.Answering(response);
        bench.Site(Host, Address, server);

        var outcome = await bench.FetchAsync($"http://{Host}/");

        Assert.True(outcome.Failure == failure || outcome.Failure == or, outcome.Failure.ToString());
        Assert.Equal(1, server.Connections); // nothing is sent again behind our back
    }

    [Fact]
    public async Task Random_bytes_never_throw()
    {
        var random = new Random(9110);
        string[] parts = ["HTTP/1.1 ", "HTTP/2 ", "200", "301", " OK", "\r\n", "\n", "\0", "Location: ", "http://", ":", "\u00ff", "Content-Length: -1", "Content-Length: 99999999999999999999",
            "Transfer-Encoding: chunked", "ffffffffffffffff", "Set-Cookie: a=b; domain=..; expires=x", "Content-Encoding: br", "Content-Type: ;;;", "1\r\na\r\n", "Retry-After: x"];
        for (int i = 0; i < 300; i++)
        {
            string response = (i % 2 == 0 ? "HTTP/1.1 200 OK\r\n" : "")
                + string.Concat(Enumerable.Range(0, random.Next(20)).Select(_ => parts[random.Next(parts.Length)]));
            await using var server = ScriptedServer.Answering(response);
            var one = new FetchBench().Site(Host, Address, server);
            await one.FetchAsync($"http://{Host}/");
        }
    }

    [Fact]
    public async Task The_callers_own_cancellation_is_thrown()
    {
        await using var silent = new ScriptedServer((_, token) => Task.Delay(Timeout.Infinite, token));
        bench.Site(Host, Address, silent);
        using var cancel = new CancellationTokenSource(200);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => bench.FetchAsync($"http://{Host}/", cancellation: cancel.Token));
    }

    [Fact]
    public async Task A_tarpit_ends_at_the_time_limit_and_reset_is_named()
    {
        await using var silent = new ScriptedServer((_, token) => Task.Delay(Timeout.Infinite, token));
        await using var resetting = new ScriptedServer(async (stream, token) =>
        {
            await ScriptedServer.ReadHeadAsync(stream, token);
            ((System.Net.Sockets.NetworkStream)stream).Socket.LingerState = new(true, 0);
            ((System.Net.Sockets.NetworkStream)stream).Socket.Close();
        });
        bench.Options = bench.Options with { TotalTimeout = TimeSpan.FromMilliseconds(500) };
        bench.Site("silent.example", "2001:ee0:1::1", silent).Site("reset.example", "2001:ee0:1::2", resetting);
        bench.Network.Map("2001:ee0:1::1", 443, silent.EndPoint);

        Assert.Equal(Failure.TimedOut, (await bench.FetchAsync("http://silent.example/")).Failure);
        Assert.Equal(Failure.TimedOut, (await bench.FetchAsync("https://silent.example/")).Failure);
        Assert.Equal(Failure.ConnectionReset, (await bench.FetchAsync("http://reset.example/")).Failure);
    }
}
