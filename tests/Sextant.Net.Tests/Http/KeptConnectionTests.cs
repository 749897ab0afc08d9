using System.Text;
using Sextant.Net.Http;
using Sextant.Net.Http.Bodies;
using Sextant.Net.Pacing;
using Sextant.Testing;
using Sextant.Wire;

namespace Sextant.Net.Tests.Http;

/// <summary>Connections that a scan leaves open for its next request.</summary>
public sealed class KeptConnectionTests : IAsyncDisposable
{
    private const string Host = "www.hue.example";
    private const string Address = "2001:ee0:1::80";

    private readonly FetchBench bench = new() { Kept = new KeptConnections(TimeProvider.System) };

    public ValueTask DisposeAsync() => bench.Kept!.DisposeAsync();

    [Theory]
    [InlineData("Content-Length: 2\r\n\r\nhi", 1)]
    [InlineData("Transfer-Encoding: chunked\r\n\r\n2\r\nhi\r\n0\r\n\r\n", 1)]
    [InlineData("Transfer-Encoding: chunked\r\n\r\n2\r\nhi\r\n0\r\nTrailer: x\r\n\r\n", 2)]
    [InlineData("Content-Length: 2\r\nConnection: close\r\n\r\nhi", 2)]
    [InlineData("Content-Length: 2\r\n\r\nhi and more than was said", 2)]
    public async Task The_next_request_goes_over_the_same_connection_where_the_answer_ended_in_order(string answer, int connections)
    {
        int opened = 0;
        await using var server = new ScriptedServer(async (stream, token) =>
        {
            Interlocked.Increment(ref opened);
            while ((await ScriptedServer.ReadHeadAsync(stream, token)).Length > 0)
            {
                await stream.WriteAsync(Encoding.ASCII.GetBytes("HTTP/1.1 200 OK\r\n" + answer), token);
            }
        });
        bench.Site(Host, Address, server);

        var first = await bench.FetchAsync($"http://{Host}/");
        var second = await bench.FetchAsync($"http://{Host}/");

        Assert.Equal(("hi", "hi"), (Encoding.ASCII.GetString(first.Body!.Head), Encoding.ASCII.GetString(second.Body!.Head)));
        Assert.Equal(connections, opened);
        Assert.False(first.Hops[0].Shared);
        Assert.Equal((connections == 1, connections == 1), (second.Hops[0].Shared, second.Hops[0].Connect is null));
    }

    [Fact]
    public async Task A_connection_that_was_closed_meanwhile_is_replaced_without_a_word()
    {
        int opened = 0;
        await using var server = new ScriptedServer(async (stream, token) =>
        {
            Interlocked.Increment(ref opened);
            await ScriptedServer.ReadHeadAsync(stream, token);
            await stream.WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi"u8.ToArray(), token);
        });
        bench.Site(Host, Address, server);

        await bench.FetchAsync($"http://{Host}/");
        await Task.Delay(50);
        var second = await bench.FetchAsync($"http://{Host}/");

        Assert.Null(second.Failure);
        Assert.Equal(2, opened);
        Assert.False(Assert.Single(second.Hops).Shared);
    }

    [Fact]
    public async Task An_idle_connection_gives_its_place_to_whoever_waits_for_it()
    {
        bench.Pacer = new Pacer(new PacerOptions { HttpConnections = 1, HttpPerAddress = 100 }, TimeProvider.System);
        var closed = new TaskCompletionSource();
        await using var server = new ScriptedServer(async (stream, token) =>
        {
            while ((await ScriptedServer.ReadHeadAsync(stream, token)).Length > 0)
            {
                await stream.WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi"u8.ToArray(), token);
            }

            closed.TrySetResult();
        });
        bench.Site(Host, Address, server).Site("other.hue.example", Address, server);

        await bench.FetchAsync($"http://{Host}/");
        var other = await bench.FetchAsync("http://other.hue.example/").WaitAsync(TimeSpan.FromSeconds(1));

        Assert.Null(other.Failure);
        await closed.Task.WaitAsync(TimeSpan.FromSeconds(2));
    }

    [Fact]
    public async Task An_idle_connection_is_closed_after_its_time_and_with_its_scan()
    {
        var closed = new SemaphoreSlim(0);
        await using var server = new ScriptedServer(async (stream, token) =>
        {
            while ((await ScriptedServer.ReadHeadAsync(stream, token)).Length > 0)
            {
                await stream.WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi"u8.ToArray(), token);
            }

            closed.Release();
        });
        bench.Site(Host, Address, server);

        await bench.FetchAsync($"http://{Host}/");
        Assert.True(await closed.WaitAsync(KeptConnections.Longest * 3));
        await bench.FetchAsync($"http://{Host}/");
        await bench.Kept!.DisposeAsync();
        Assert.True(await closed.WaitAsync(TimeSpan.FromSeconds(1)));
    }

    [Fact]
    public async Task A_redirect_to_what_is_known_is_answered_by_it()
    {
        await using var server = ScriptedServer.Answering($"HTTP/1.1 301 Moved\r\nLocation: http://{Host}/home\r\nContent-Length: 0\r\n\r\n");
        bench.Site(Host, Address, server);
        var known = new FetchOutcome
        {
            Url = $"http://{Host}/home", Family = Family.V6, At = DateTimeOffset.UnixEpoch, Duration = default, Body = FetchedBody.Of("page"u8),
            Hops = [new FetchHop { Url = $"http://{Host}/home", At = DateTimeOffset.UnixEpoch, Status = 200 }],
        };
        bench.Known = (url, address) => url.ToString() == known.Url && address.ToString() == Address ? known : null;

        var outcome = await bench.FetchAsync($"http://{Host}/");

        Assert.Equal(("page", 200, null), (Encoding.ASCII.GetString(outcome.Body!.Head), outcome.Status, outcome.Failure));
        Assert.Equal([301, 200], outcome.Hops.Select(hop => hop.Status!.Value));
        Assert.True(outcome.Hops[1].Shared);
        Assert.Single(bench.Network.Dialled);
    }

    [Fact]
    public async Task With_a_cookie_another_answer_may_come_so_it_is_asked_for()
    {
        int asked = 0;
        await using var server = new ScriptedServer(async (stream, token) =>
        {
            while ((await ScriptedServer.ReadHeadAsync(stream, token)).Length > 0)
            {
                string answer = Interlocked.Increment(ref asked) == 1
                    ? $"HTTP/1.1 302 Found\r\nSet-Cookie: a=b\r\nLocation: http://{Host}/home\r\nContent-Length: 0\r\n\r\n"
                    : "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi";
                await stream.WriteAsync(Encoding.ASCII.GetBytes(answer), token);
            }
        });
        bench.Site(Host, Address, server);
        bench.Known = (_, _) => throw new InvalidOperationException("asked without cookies");

        Assert.Equal("hi", Encoding.ASCII.GetString((await bench.FetchAsync($"http://{Host}/")).Body!.Head));
    }
}
