using System.IO.Compression;
using System.Net;
using System.Text;
using Sextant.Net.Http;
using Sextant.Testing;
using Sextant.Wire;
using Sextant.Wire.Addresses;

namespace Sextant.Net.Tests.Http;

/// <summary>Hostile and odd servers, scripted.</summary>
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
        Assert.Equal("hi", Encoding.ASCII.GetString(outcome.Body!));
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
        Assert.Equal("hello", Encoding.ASCII.GetString(outcome.Body!));
        Assert.Empty(bench.Lookups);
    }

    [Theory]
    [InlineData("http://127.0.0.1/", Failure.HttpRedirectUnreachable)]
    [InlineData("http://169.254.169.254/latest/meta-data/", Failure.HttpRedirectUnreachable)]
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
    public async Task A_forbidden_or_missing_first_address_has_its_own_words()
    {
        bench.Name("loop.example", Family.V6, "::1").Name("none.example", Family.V6);

        Assert.Equal(Failure.AddressForbidden, (await bench.FetchAsync("http://loop.example/")).Failure);
        Assert.Equal(Failure.DnsNoData, (await bench.FetchAsync("http://none.example/")).Failure);
        Assert.Equal(Failure.DnsNxdomain, (await bench.FetchAsync("http://unknown.example/")).Failure);
        Assert.Equal(Failure.AddressForbidden, (await bench.FetchAsync("http://x.example/", first: "fd00::1")).Failure);
        Assert.Empty(bench.Network.Dialled);
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
        Assert.Equal(6, chained.Hops.Count);
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
    public async Task Headers_without_bound_are_cut_off()
    {
        await using var many = new ScriptedServer(async (stream, token) =>
        {
            await stream.WriteAsync("HTTP/1.1 200 OK\r\n"u8.ToArray(), token);
            for (int i = 0; i < 1_000_000; i++)
            {
                await stream.WriteAsync(Encoding.ASCII.GetBytes($"X-{i}: {new string('a', 100)}\r\n"), token);
            }
        });
        bench.Site(Host, Address, many);

        var outcome = await bench.FetchAsync($"http://{Host}/");

        Assert.Equal(Failure.HttpTooLarge, outcome.Failure);
    }

    [Fact]
    public async Task Headers_drop_by_drop_run_into_the_time_limit()
    {
        await using var slow = new ScriptedServer(async (stream, token) =>
        {
            foreach (char c in "HTTP/1.1 200 OK\r\nX-Slow: " + new string('a', 1000))
            {
                await stream.WriteAsync(new[] { (byte)c }, token);
                await Task.Delay(20, token);
            }
        });
        bench.Site(Host, Address, slow);
        bench.Options = bench.Options with { TotalTimeout = TimeSpan.FromSeconds(1) };

        var outcome = await bench.FetchAsync($"http://{Host}/");

        Assert.Equal(Failure.TimedOut, outcome.Failure);
        Assert.InRange(outcome.Duration, TimeSpan.FromSeconds(0.9), TimeSpan.FromSeconds(2));
    }

    [Fact]
    public async Task A_body_that_never_ends_is_endless_and_what_came_is_kept()
    {
        await using var drip = new ScriptedServer(async (stream, token) =>
        {
            await stream.WriteAsync("HTTP/1.1 200 OK\r\n\r\n"u8.ToArray(), token);
            while (true)
            {
                await stream.WriteAsync("drip "u8.ToArray(), token);
                await Task.Delay(20, token);
            }
        });
        await using var flood = new ScriptedServer(async (stream, token) =>
        {
            await stream.WriteAsync("HTTP/1.1 200 OK\r\n\r\n"u8.ToArray(), token);
            while (true)
            {
                await stream.WriteAsync(new byte[64 * 1024], token);
            }
        });
        bench.Options = bench.Options with { TotalTimeout = TimeSpan.FromSeconds(1) };
        bench.Site("drip.example", "2001:ee0:1::1", drip).Site("flood.example", "2001:ee0:1::2", flood);

        var dripped = await bench.FetchAsync("http://drip.example/");
        var flooded = await bench.FetchAsync("http://flood.example/");

        Assert.Equal(Failure.HttpEndless, dripped.Failure);
        Assert.StartsWith("drip drip ", Encoding.ASCII.GetString(dripped.Body!));
        Assert.Equal(Failure.HttpEndless, flooded.Failure);
        Assert.Equal(bench.Options.MaxTransfer, flooded.Body!.Length);
        Assert.True(dripped.Cut && flooded.Cut);
    }

    [Fact]
    public async Task A_body_that_stalls_is_silence_and_a_long_one_is_cut()
    {
        await using var stall = new ScriptedServer(async (stream, token) =>
        {
            await stream.WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nhalf"u8.ToArray(), token);
            await Task.Delay(Timeout.Infinite, token);
        });
        await using var big = new ScriptedServer(async (stream, token) =>
        {
            await ScriptedServer.ReadHeadAsync(stream, token);
            await stream.WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 3000000\r\n\r\n"u8.ToArray(), token);
            await stream.WriteAsync(new byte[3_000_000], token);
        });
        bench.Options = bench.Options with { TotalTimeout = TimeSpan.FromSeconds(1), Silence = TimeSpan.FromSeconds(0.5) };
        bench.Site("stall.example", "2001:ee0:1::1", stall).Site("big.example", "2001:ee0:1::2", big);

        var stalled = await bench.FetchAsync("http://stall.example/");
        var large = await bench.FetchAsync("http://big.example/");

        Assert.Equal(Failure.TimedOut, stalled.Failure);
        Assert.Equal("half", Encoding.ASCII.GetString(stalled.Body!));
        Assert.Null(large.Failure);
        Assert.True(large.Cut);
        Assert.Equal(2 * 1024 * 1024, large.Body!.Length);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    [InlineData("deflate")]
    [InlineData("raw-deflate")]
    public async Task A_compressed_page_is_read_and_a_bomb_is_not(string coding)
    {
        string header = coding.Replace("raw-", "");
        byte[] text = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("Xin chào Huế. ", 500)));
        await using var page = ScriptedServer.Answering(Response(header, Compress(coding, text)));
        await using var bomb = ScriptedServer.Answering(Response(header, Compress(coding, new byte[50_000_000])));
        await using var torn = ScriptedServer.Answering(Response(header, Compress(coding, text)[..^20]));
        bench.Site("page.example", "2001:ee0:1::1", page).Site("bomb.example", "2001:ee0:1::2", bomb).Site("torn.example", "2001:ee0:1::3", torn);

        var read = await bench.FetchAsync("http://page.example/");
        var burst = await bench.FetchAsync("http://bomb.example/");
        await bench.FetchAsync("http://torn.example/");

        Assert.Null(read.Failure);
        Assert.Equal(text, read.Body);
        Assert.Equal(Failure.HttpCompression, burst.Failure);
        Assert.Equal(bench.Options.MaxBody, burst.Body!.Length);

        static byte[] Response(string coding, byte[] body) =>
            [.. Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\nContent-Encoding: {coding}\r\nContent-Length: {body.Length}\r\n\r\n"), .. body];
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

    private static byte[] Compress(string coding, byte[] bytes)
    {
        var target = new MemoryStream();
        using (Stream packed = coding switch
        {
            "gzip" => new GZipStream(target, CompressionLevel.Fastest),
            "br" => new BrotliStream(target, CompressionLevel.Fastest),
            "deflate" => new ZLibStream(target, CompressionLevel.Fastest),
            _ => new DeflateStream(target, CompressionLevel.Fastest),
        })
        {
            packed.Write(bytes);
        }

        return target.ToArray();
    }
}
