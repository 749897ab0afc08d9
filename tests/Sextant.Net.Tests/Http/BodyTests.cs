using System.IO.Compression;
using System.Text;
using Sextant.Testing;
using Sextant.Wire;

namespace Sextant.Net.Tests.Http;

/// <summary>Bodies and headers without end, bombs and stalls.</summary>
public sealed class BodyTests
{
    private const string Host = "www.hue.example";
    private const string Address = "2001:ee0:1::80";

    private readonly FetchBench bench = new();

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
        Assert.StartsWith("drip drip ", Encoding.ASCII.GetString(dripped.Body!.Head));
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
        Assert.Equal("half", Encoding.ASCII.GetString(stalled.Body!.Head));
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
        Assert.Equal(text, read.Body!.Head.ToArray());
        Assert.Equal(Failure.HttpCompression, burst.Failure);
        Assert.Equal(bench.Options.MaxBody, burst.Body!.Length);

        static byte[] Response(string coding, byte[] body) =>
            [.. Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\nContent-Encoding: {coding}\r\nContent-Length: {body.Length}\r\n\r\n"), .. body];
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
