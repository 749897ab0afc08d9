using System.Diagnostics;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using Sextant.Net.Http;
using Sextant.Net.Http.Bodies;
using Sextant.Testing;
using Sextant.Wire;

namespace Sextant.Net.Tests.Http.Bodies;

/// <summary>Bodies far longer than what is kept of them: what they cost, and how those that wait for memory fare. Alone, because it counts what the process allocates.</summary>
[Collection(nameof(LongBodyTests))]
public sealed class LongBodyTests
{
    private const int Long = 8 * 1024 * 1024;
    private const string Url = "http://long.example/";

    private static readonly byte[] Text = [.. Enumerable.Range(0, Long).Select(i => (byte)('a' + (i / 1000 % 26)))];

    private readonly FetchBench bench = new();

    [Theory]
    [InlineData(null, 2 * 1024 * 1024, true)]
    [InlineData("gzip", Long, false)]
    [InlineData("deflate", Long, false)]
    [InlineData("br", Long, false)]
    public async Task A_long_body_costs_its_head_alone(string? coding, int read, bool cut)
    {
        byte[] reply = Reply(coding, Text);
        await using var server = new ScriptedServer(async (stream, token) =>
        {
            await ScriptedServer.ReadHeadAsync(stream, token);
            await stream.WriteAsync(reply, token);
        });
        bench.Site("long.example", "2001:ee0:1::1", server);
        bench.Fetcher = bench.MakeFetcher();
        string digest = Convert.ToHexStringLower(SHA256.HashData(Text.AsSpan(0, read)));
        await LookAsync();

        long before = GC.GetTotalAllocatedBytes(precise: true);
        for (int round = 0; round < 3; round++)
        {
            await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => LookAsync()));
        }

        // 24 MiB would be a head each; eight at once need eight buffers, and each of these grew in five steps.
        long allocated = GC.GetTotalAllocatedBytes(precise: true) - before;
        Assert.True(allocated < 20 << 20, $"{allocated:N0} bytes for 24 fetches");

        async Task LookAsync()
        {
            FetchOutcome outcome = await bench.FetchAsync(Url);
            using FetchedBody body = outcome.Body!;
            Assert.Equal((null, cut, read, digest), (outcome.Failure, outcome.Cut, body.Length, body.Sha256));
            Assert.True(body.Head.SequenceEqual(Text.AsSpan(0, 1024 * 1024)));
        }
    }

    [Fact(Timeout = 60_000)]
    public async Task Where_all_places_are_taken_a_long_body_waits_and_its_server_is_not_called_slow()
    {
        await using var server = ScriptedServer.Answering(Reply(null, Text[..300_000]));
        await using var small = ScriptedServer.Answering(Reply(null, Text[..60_000]));
        bench.Options = bench.Options with { MaxLongBodies = 1, TotalTimeout = TimeSpan.FromSeconds(0.8), Silence = TimeSpan.FromSeconds(0.3) };
        bench.Fetcher = bench.MakeFetcher();
        bench.Site("long.example", "2001:ee0:1::1", server).Site("small.example", "2001:ee0:1::2", small);

        FetchOutcome first = await bench.FetchAsync(Url);
        Task<FetchOutcome> second = bench.FetchAsync(Url);
        using var gone = new CancellationTokenSource();
        Task<FetchOutcome> third = bench.FetchAsync(Url, cancellation: gone.Token);
        using FetchedBody beside = (await bench.FetchAsync("http://small.example/")).Body!;
        await Task.Delay(1200);
        Assert.False(second.IsCompleted || third.IsCompleted);
        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => third);
        first.Body!.Dispose();
        FetchOutcome late = await second;
        late.Body!.Dispose();
        using FetchedBody again = (await bench.FetchAsync(Url)).Body!;

        Assert.Equal((60_000, 300_000), (beside.Length, again.Length));
        Assert.Equal((null, false, 300_000L), (late.Failure, late.Cut, late.Body.Length));
        Assert.True(late.Duration < bench.Options.TotalTimeout, $"{late.Duration}");
    }

    [Theory(Timeout = 60_000)]
    [InlineData(null)]
    [InlineData("gzip")]
    [InlineData("br")]
    public async Task What_drips_keeps_its_place_for_its_own_time_alone(string? coding)
    {
        // It does not compress, so that enough of it comes to need a place.
        byte[] noise = new byte[200_000];
        new Random(1).NextBytes(noise);
        byte[] packed = Compress(coding, noise);
        await using var drip = new ScriptedServer(async (stream, token) =>
        {
            await ScriptedServer.ReadHeadAsync(stream, token);
            await stream.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\nContent-Encoding: {coding}\r\n\r\n"), token);
            await stream.WriteAsync(packed.AsMemory(0, 150_000), token);
            for (int i = 150_000; i < packed.Length; i++)
            {
                await Task.Delay(20, token);
                await stream.WriteAsync(packed.AsMemory(i, 1), token);
            }
        });
        await using var server = ScriptedServer.Answering(Reply(null, Text[..300_000]));
        bench.Options = bench.Options with { MaxLongBodies = 1, TotalTimeout = TimeSpan.FromSeconds(0.5) };
        bench.Fetcher = bench.MakeFetcher();
        bench.Site("drip.example", "2001:ee0:1::1", drip).Site("long.example", "2001:ee0:1::2", server);

        var watch = Stopwatch.StartNew();
        Task<(Failure? Failure, bool Cut, int Kept)>[] all = [.. ((string[])["http://drip.example/", "http://drip.example/", Url]).Select(LookAsync)];
        var ends = await Task.WhenAll(all);

        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(3), $"{watch.Elapsed}");
        Assert.Equal((null, false, 300_000), ends[2]);
        Assert.All(ends[..2], end => Assert.Equal((Failure.HttpEndless, true), (end.Failure, end.Cut)));
        Assert.All(ends[..2], end => Assert.InRange(end.Kept, 100_000, 199_999));

        async Task<(Failure?, bool, int)> LookAsync(string url)
        {
            FetchOutcome outcome = await bench.FetchAsync(url);
            using FetchedBody body = outcome.Body!;
            return (outcome.Failure, outcome.Cut, body.Head.Length);
        }
    }

    [Fact(Timeout = 60_000)]
    public async Task Who_gives_up_in_the_middle_of_a_long_body_leaves_its_place_to_others()
    {
        var sent = new TaskCompletionSource();
        await using var stuck = new ScriptedServer(async (stream, token) =>
        {
            await ScriptedServer.ReadHeadAsync(stream, token);
            await stream.WriteAsync("HTTP/1.1 200 OK\r\n\r\n"u8.ToArray(), token);
            // More than the buffers on the way hold: the rest is sent once the beginning was read, and a place taken for it.
            for (int i = 0; i < 10; i++)
            {
                await stream.WriteAsync(Text.AsMemory(0, 1024 * 1024), token);
            }

            sent.SetResult();
            await Task.Delay(Timeout.Infinite, token);
        });
        await using var server = ScriptedServer.Answering(Reply(null, Text[..300_000]));
        bench.Options = bench.Options with { MaxLongBodies = 1, TotalTimeout = TimeSpan.FromMinutes(5), MaxPassedOver = 2 * Long };
        bench.Fetcher = bench.MakeFetcher();
        bench.Site("stuck.example", "2001:ee0:1::1", stuck).Site("long.example", "2001:ee0:1::2", server);
        using var gone = new CancellationTokenSource();
        Task<FetchOutcome> first = bench.FetchAsync("http://stuck.example/", cancellation: gone.Token);
        await sent.Task;
        Task<FetchOutcome> second = bench.FetchAsync(Url);
        await Task.Delay(100);
        Assert.False(second.IsCompleted);

        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);

        using FetchedBody body = (await second).Body!;
        Assert.Equal(300_000, body.Length);
    }

    private static byte[] Reply(string? coding, byte[] text)
    {
        byte[] packed = Compress(coding, text);
        string how = coding is null ? "" : $"Content-Encoding: {coding}\r\n";
        return [.. Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\n{how}Content-Length: {packed.Length}\r\n\r\n"), .. packed];
    }

    private static byte[] Compress(string? coding, byte[] bytes)
    {
        var target = new MemoryStream();
        using (Stream packed = coding switch
        {
            "gzip" => new GZipStream(target, CompressionLevel.Fastest),
            "br" => new BrotliStream(target, CompressionLevel.Fastest),
            "deflate" => new ZLibStream(target, CompressionLevel.Fastest),
            _ => target,
        })
        {
            packed.Write(bytes);
        }

        return target.ToArray();
    }
}

[CollectionDefinition(nameof(LongBodyTests), DisableParallelization = true)]
public sealed class LongBodyAlone;
