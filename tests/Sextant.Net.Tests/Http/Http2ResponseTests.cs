using System.Buffers.Binary;
using System.Net.Security;
using System.Text;
using Sextant.Net.Http;
using Sextant.Net.Tls;
using Sextant.Testing;
using Sextant.Wire;

namespace Sextant.Net.Tests.Http;

/// <summary>What an honest server may say over HTTP/2, in every order it may say it (RFC 9113 section 8.1).</summary>
public sealed class Http2ResponseTests : IDisposable
{
    private const string Host = "www.hue.example";
    private const string Address = "2001:ee0:1::80";

    private const byte Data = 0;
    private const byte Headers = 1;
    private const byte Reset = 3;
    private const byte Settings = 4;
    private const byte Ping = 6;
    private const byte GoAway = 7;
    private const byte Window = 8;
    private const byte More = 9;

    private static readonly byte[] Ok = [0x88]; // :status 200, by its index

    private readonly TestCa ca = new();

    public void Dispose() => ca.Dispose();

    [Fact]
    public async Task Header_fields_in_pieces_padding_hints_pings_and_trailers_are_read()
    {
        byte[] server = [0x10, 6, .. "server"u8, 5, .. "thing"u8];
        var (outcome, _) = await FetchAsync(
        [
            .. Frame(Settings, 0, 0, []),
            .. Frame(Window, 0, 0, [0, 1, 0, 0]),
            .. Frame(Headers, 4, 1, [0x08, 3, .. "103"u8]), // early hints: not the response
            .. Frame(Ping, 0, 0, [1, 2, 3, 4, 5, 6, 7, 8]),
            // Padded, with a priority, cut into three.
            .. Frame(Headers, 0x28, 1, [3, 0, 0, 0, 0, 15, .. Ok, 0, 0, 0]),
            .. Frame(More, 0, 1, server[..4]),
            .. Frame(More, 4, 1, server[4..]),
            .. Frame(0x2A, 7, 1, [9, 9]), // a frame of an unknown type is passed over
            .. Frame(Data, 8, 1, [2, .. "xin "u8, 0, 0]),
            .. Frame(Data, 0, 1, []),
            .. Frame(Data, 0, 1, "chào"u8.ToArray()),
            .. Frame(Headers, 5, 1, [0x10, 1, (byte)'x', 1, (byte)'y']),
        ]);

        Assert.Null(outcome.Failure);
        Assert.Equal((200, "2.0", "thing"), (outcome.Status, outcome.Hops[0].HttpVersion, outcome.Hops[0].Server));
        Assert.Equal("xin chào", Encoding.UTF8.GetString(outcome.Body!.Head));
        Assert.Equal(["server"], outcome.Hops[0].Headers.Select(header => header.Key));
    }

    [Fact]
    public async Task A_response_without_a_body_and_a_farewell_that_counts_this_stream_are_well()
    {
        var (empty, _) = await FetchAsync([.. Frame(Settings, 0, 0, []), .. Frame(Headers, 5, 1, [0x89])]); // 204
        var (farewell, _) = await FetchAsync([.. Frame(GoAway, 0, 0, [0, 0, 0, 1, 0, 0, 0, 0]), .. Frame(Headers, 4, 1, Ok), .. Frame(Data, 1, 1, "ok"u8.ToArray())]);

        Assert.Equal((null, 204, 0), (empty.Failure, empty.Status, empty.Body!.Length));
        Assert.Equal((null, 200, 2), (farewell.Failure, farewell.Status, farewell.Body!.Length));
    }

    [Fact]
    public async Task The_request_names_the_host_and_carries_the_fields()
    {
        var (_, heard) = await FetchAsync([.. Frame(Settings, 0, 0, []), .. Frame(Headers, 5, 1, Ok)]);
        string text = Encoding.Latin1.GetString(heard);

        Assert.StartsWith("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", text);
        Assert.Contains(":authority\u000f" + Host, text);
        Assert.Contains(":path\u0001/", text);
        Assert.Contains("user-agent", text);
        Assert.DoesNotContain("User-Agent", text);
    }

    [Theory]
    [InlineData("a body before its header fields", Failure.HttpMalformed)]
    [InlineData("a stream that was never opened", Failure.HttpMalformed)]
    [InlineData("a connection that ends in the body", Failure.ConnectionClosed)]
    [InlineData("a farewell that leaves this stream out", Failure.ConnectionClosed)]
    [InlineData("a refused stream", Failure.ConnectionClosed)]
    [InlineData("another frame between the pieces", Failure.HttpMalformed)]
    [InlineData("more padding than frame", Failure.HttpMalformed)]
    [InlineData("no status", Failure.HttpMalformed)]
    [InlineData("more header fields than are taken", Failure.HttpTooLarge)]
    [InlineData("hints without end", Failure.HttpMalformed)]
    [InlineData("a pushed page", Failure.HttpMalformed)]
    public async Task What_is_no_response_is_named(string trouble, Failure failure)
    {
        byte[] big = [0x10, 1, (byte)'x', 0x7F, 0xA0, 0x7C, .. Enumerable.Repeat((byte)'a', 16_031)]; // 127 + 0x20 + 0x7C * 128 = 16,031
        byte[] said = trouble switch
        {
            "a body before its header fields" => Frame(Data, 0, 1, "x"u8.ToArray()),
            "a stream that was never opened" => Frame(Headers, 5, 3, Ok),
            "a connection that ends in the body" => [.. Frame(Headers, 4, 1, Ok), .. Frame(Data, 0, 1, "ha"u8.ToArray())],
            "a farewell that leaves this stream out" => Frame(GoAway, 0, 0, new byte[8]),
            "a refused stream" => Frame(Reset, 0, 1, [0, 0, 0, 7]),
            "another frame between the pieces" => [.. Frame(Headers, 0, 1, Ok), .. Frame(Ping, 0, 0, new byte[8]), .. Frame(More, 4, 1, [])],
            "more padding than frame" => Frame(Headers, 0xC, 1, [9, .. Ok]),
            "no status" => Frame(Headers, 5, 1, [0x10, 1, (byte)'x', 1, (byte)'y']),
            "more header fields than are taken" => [.. Frame(Headers, 0, 1, [.. Ok, .. big]), .. Frame(More, 0, 1, big), .. Frame(More, 4, 1, big)],
            "hints without end" => [.. Enumerable.Range(0, 2000).SelectMany(_ => Frame(Headers, 4, 1, [0x08, 3, .. "103"u8]))],
            _ => [.. Frame(Headers, 4, 1, Ok), .. Frame(5, 4, 1, [0, 0, 0, 2, 0x82]), .. Frame(Headers, 4, 2, Ok)],
        };

        var (outcome, _) = await FetchAsync([.. Frame(Settings, 0, 0, []), .. said]);

        Assert.Equal(failure, outcome.Failure);
    }

    /// <summary>Fetches from a server that says this once it was asked, and closes; over HTTP/1.1 it says a plain page.</summary>
    private async Task<(FetchOutcome Outcome, byte[] Heard)> FetchAsync(byte[] said)
    {
        using var certificate = ca.Issue(Host);
        var context = SslStreamCertificateContext.Create(certificate, [ca.Issuer], offline: true);
        byte[] heard = [];
        await using var server = new ScriptedServer(async (stream, token) =>
        {
            await using var tls = new SslStream(stream);
            await tls.AuthenticateAsServerAsync(
                new SslServerAuthenticationOptions { ServerCertificateContext = context, ApplicationProtocols = [SslApplicationProtocol.Http2, SslApplicationProtocol.Http11] }, token);
            if (tls.NegotiatedApplicationProtocol != SslApplicationProtocol.Http2)
            {
                await ScriptedServer.ReadHeadAsync(tls, token);
                await tls.WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"u8.ToArray(), token);
                return;
            }

            byte[] buffer = new byte[4096];
            heard = buffer[..await tls.ReadAtLeastAsync(buffer, 60, false, token)];
            await tls.WriteAsync(said, token);
            // Its answers are heard before the connection closes, so that closing is no reset.
            await tls.ShutdownAsync();
            while (await tls.ReadAsync(buffer, token) > 0)
            {
            }
        });
        var bench = new FetchBench { Anchors = TrustAnchors.OnlyPem(ca.RootPem) };
        bench.Site(Host, Address, server, 443);
        return (await bench.FetchAsync($"https://{Host}/"), heard);
    }

    private static byte[] Frame(byte type, byte flags, int stream, byte[] payload)
    {
        byte[] head = new byte[9];
        (head[0], head[1], head[2], head[3], head[4]) = ((byte)(payload.Length >> 16), (byte)((payload.Length >> 8) & 0xFF), (byte)(payload.Length & 0xFF), type, flags);
        BinaryPrimitives.WriteInt32BigEndian(head.AsSpan(5), stream);
        return [.. head, .. payload];
    }
}
