using System.Buffers.Binary;
using System.Net.Security;
using Sextant.Net.Tls;
using Sextant.Testing;
using Sextant.Wire;

namespace Sextant.Net.Tests.Http;

/// <summary>Servers that agree on HTTP/2 and then misbehave, frame by frame (RFC 9113 section 4.1).</summary>
public sealed class HostileHttp2Tests : IDisposable
{
    private const string Host = "www.hue.example";
    private const string Address = "2001:ee0:1::80";

    private readonly TestCa ca = new();

    public void Dispose() => ca.Dispose();

    private static readonly byte[] Settings = Frame(4, 0, 0, []);

    public static TheoryData<string, Failure[]> Rows => new()
    {
        { "garbage", [Failure.HttpMalformed, Failure.ConnectionClosed, Failure.HttpTooLarge] },
        { "http1", [Failure.HttpMalformed, Failure.ConnectionClosed, Failure.HttpTooLarge] },
        { "goaway", [Failure.HttpMalformed, Failure.ConnectionClosed] },
        { "rst", [Failure.HttpMalformed, Failure.ConnectionClosed] },
        { "closed", [Failure.HttpMalformed, Failure.ConnectionClosed] },
        { "silent", [Failure.TimedOut] },
        { "oversized", [Failure.HttpMalformed, Failure.ConnectionClosed, Failure.HttpTooLarge] },
        { "continuation", [Failure.HttpMalformed, Failure.ConnectionClosed, Failure.HttpTooLarge, Failure.TimedOut] },
        { "pings", [Failure.TimedOut, Failure.HttpMalformed, Failure.ConnectionClosed] },
    };

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task Each_ends_in_a_word_within_the_limit_and_over_one_connection(string trouble, Failure[] words)
    {
        using var certificate = ca.Issue(Host);
        var context = SslStreamCertificateContext.Create(certificate, [ca.Issuer], offline: true);
        await using var server = new ScriptedServer(async (stream, token) =>
        {
            await using var tls = new SslStream(stream);
            await tls.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificateContext = context, ApplicationProtocols = [SslApplicationProtocol.Http2] }, token);
            await tls.ReadAtLeastAsync(new byte[4096], 24, false, token);
            await MisbehaveAsync(trouble, tls, token);
        });
        // Where the limit itself is the answer it is short; elsewhere a busy machine must not reach it first.
        TimeSpan limit = words.Contains(Failure.TimedOut) ? TimeSpan.FromSeconds(1) : TimeSpan.FromSeconds(6);
        var bench = new FetchBench { Anchors = TrustAnchors.OnlyPem(ca.RootPem) };
        bench.Options = bench.Options with { TotalTimeout = limit };
        bench.Site(Host, Address, server, 443);

        var outcome = await bench.FetchAsync($"https://{Host}/");

        Assert.Equal("h2", outcome.Hops[0].Tls!.Alpn);
        Assert.Contains(outcome.Failure!.Value, words);
        Assert.Equal(1, server.Connections);
        Assert.InRange(outcome.Duration, TimeSpan.Zero, limit + TimeSpan.FromSeconds(2));
    }

    [Theory]
    [InlineData("rst")]
    [InlineData("goaway")]
    [InlineData("goaway, the stream counted")]
    public async Task Who_wants_to_be_asked_over_http_1_1_is(string how)
    {
        // RFC 9113 section 7: HTTP_1_1_REQUIRED.
        byte[] refusal = how switch
        {
            "rst" => Frame(3, 0, 1, [0, 0, 0, 0xd]),
            "goaway" => Frame(7, 0, 0, [0, 0, 0, 0, 0, 0, 0, 0xd]),
            _ => Frame(7, 0, 0, [0, 0, 0, 1, 0, 0, 0, 0xd]),
        };
        using var certificate = ca.Issue(Host);
        var context = SslStreamCertificateContext.Create(certificate, [ca.Issuer], offline: true);
        await using var server = new ScriptedServer(async (connection, token) =>
        {
            await using var tls = new SslStream(connection);
            await tls.AuthenticateAsServerAsync(
                new SslServerAuthenticationOptions { ServerCertificateContext = context, ApplicationProtocols = [SslApplicationProtocol.Http2, SslApplicationProtocol.Http11] }, token);
            if (tls.NegotiatedApplicationProtocol == SslApplicationProtocol.Http11)
            {
                await ScriptedServer.ReadHeadAsync(tls, token);
                await tls.WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"u8.ToArray(), token);
                return;
            }

            byte[] heard = new byte[4096];
            await tls.WriteAsync(Settings, token);
            while (await tls.ReadAsync(heard, token) > 0)
            {
                await tls.WriteAsync(refusal, token);
            }
        });
        var bench = new FetchBench { Anchors = TrustAnchors.OnlyPem(ca.RootPem) };
        bench.Site(Host, Address, server, 443);

        var outcome = await bench.FetchAsync($"https://{Host}/");

        Assert.Null(outcome.Failure);
        Assert.Equal((200, "1.1", 2), (outcome.Status, Assert.Single(outcome.Hops).HttpVersion, server.Connections));
    }

    private static async Task MisbehaveAsync(string trouble, Stream stream, CancellationToken token)
    {
        byte[] random = new byte[50_000];
        new Random(9113).NextBytes(random);
        switch (trouble)
        {
            case "garbage":
                await stream.WriteAsync(random, token);
                break;
            case "http1":
                await stream.WriteAsync("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n"u8.ToArray(), token);
                break;
            case "goaway":
                await stream.WriteAsync((byte[])[.. Settings, .. Frame(7, 0, 0, [0, 0, 0, 0, 0, 0, 0, 11])], token);
                break;
            case "rst":
                // Only an open stream can be reset, and the request may come after the preface: at each thing the client says it is reset again.
                // INTERNAL_ERROR, for REFUSED_STREAM invites the client to ask once more on another stream (RFC 9113 section 8.7).
                await stream.WriteAsync(Settings, token);
                while (await stream.ReadAsync(random, token) > 0)
                {
                    await stream.WriteAsync(Frame(3, 0, 1, [0, 0, 0, 2]), token);
                }

                break;
            case "closed":
                return;
            case "oversized":
                await stream.WriteAsync((byte[])[.. Settings, 0xFF, 0xFF, 0xFF, 1, 4, 0, 0, 0, 1, .. random], token);
                break;
            case "continuation":
                await stream.WriteAsync((byte[])[.. Settings, .. Frame(1, 0, 1, [0x88])], token);
                for (int i = 0; i < 20_000; i++)
                {
                    // A header without end, "x: aaa...", literal and never indexed (RFC 7541 section 6.2.3), in a frame that never ends the block.
                    await stream.WriteAsync(Frame(9, 0, 1, [0x10, 1, (byte)'x', 100, .. Enumerable.Repeat((byte)'a', 100)]), token);
                }

                break;
            case "pings":
                await stream.WriteAsync(Settings, token);
                while (true)
                {
                    await stream.WriteAsync(Frame(6, 0, 0, new byte[8]), token);
                }
        }

        await Task.Delay(Timeout.Infinite, token);
    }

    private static byte[] Frame(byte type, byte flags, int stream, byte[] payload)
    {
        byte[] head = new byte[9];
        (head[0], head[1], head[2], head[3], head[4]) = ((byte)(payload.Length >> 16), (byte)((payload.Length >> 8) & 0xFF), (byte)(payload.Length & 0xFF), type, flags);
        BinaryPrimitives.WriteInt32BigEndian(head.AsSpan(5), stream);
        return [.. head, .. payload];
    }
}
