using System.Buffers.Binary;
using System.Globalization;
using Sextant.Wire;
using Sextant.Wire.Http;

namespace Sextant.Net.Http.Exchanges;

/// <summary>
/// Requests over HTTP/2 (RFC 9113): one stream at a time on one connection, with windows as large as whatever is read, so that nothing is to be
/// granted on the way. The response's own pace is that of TCP.
/// </summary>
internal sealed class Http2Exchange(Stream connection, int mostHeaderBytes) : IHttpExchange, IHttpBody
{
    private const int EndStreamAndHeaders = 5;
    private const int Answer = 1;

    // 64 MiB: far over what is read of a body before it is cut or called endless.
    private const int Window = 64 * 1024 * 1024;

    // RFC 9113 section 6.9.2: the connection's window begins at 65,535 whatever the settings say.
    private const int FirstWindow = 65_535;

    // 1,000 frames that bring neither header nor body: a server says its settings, a window or two and now and then a ping.
    private const int MostIdleFrames = 1000;

    // 16: servers send one or two before the response.
    private const int MostInterim = 16;

    // RFC 9113 section 7.
    private const int NoError = 0;
    private const int RefusedStream = 7;
    private const int Http11Required = 0xd;

    private static readonly byte[] Preface = Begin();

    private readonly ConnectionReader reader = new(connection);
    private readonly HpackReader hpack = new(mostHeaderBytes);
    private readonly byte[] head = new byte[Http2Frame.HeadLength];
    private int idleFrames;
    private int interim;
    private int dataLeft;
    private int padding;
    private int stream = -1;
    private bool ended = true;
    private bool farewell;

    public bool LengthDeclared { get; private set; }

    public async ValueTask<HttpReply> AskAsync(FetchUrl url, IReadOnlyList<KeyValuePair<string, string>> fields, CancellationToken cancellation)
    {
        bool first = stream < 0;
        (stream, ended, interim, idleFrames, padding) = (stream + 2, false, 0, 0, 0);
        byte[] ask = Http2Frame.Write(Http2Frame.Headers, EndStreamAndHeaders, stream, Block(url, fields));
        await connection.WriteAsync(first ? (byte[])[.. Preface, .. ask] : ask, cancellation).ConfigureAwait(false);
        for (; ; )
        {
            var frame = await NextAsync(cancellation).ConfigureAwait(false);
            if (frame.Type != Http2Frame.Headers)
            {
                throw HttpFaultException.Malformed(); // a body before its header fields
            }

            var headers = await HeadersAsync(frame, cancellation).ConfigureAwait(false);
            int status = StatusOf(headers);
            if (status < 200)
            {
                // RFC 9113 section 8.1: hints come before the response and never end the stream.
                interim = !ended && interim < MostInterim ? interim + 1 : throw HttpFaultException.Malformed();
                continue;
            }

            headers.RemoveAll(header => header.Key.StartsWith(':'));
            LengthDeclared = ended || headers.Exists(header => header.Key == "content-length");
            return new HttpReply(status, "2.0", headers, this);
        }
    }

    public bool MayAskAgain() => IsOver() && !farewell;

    public bool IsOver() => ended && dataLeft == 0 && padding == 0;

    public async ValueTask<int> ReadAsync(Memory<byte> into, CancellationToken cancellation)
    {
        while (dataLeft == 0)
        {
            if (ended)
            {
                return 0;
            }

            await PayloadAsync(padding, cancellation).ConfigureAwait(false);
            padding = 0;
            var frame = await NextAsync(cancellation).ConfigureAwait(false);
            if (frame.Type == Http2Frame.Headers)
            {
                await HeadersAsync(frame, cancellation).ConfigureAwait(false); // trailers: of no use here, but they end the stream
                continue;
            }

            padding = await PaddingAsync(frame, cancellation).ConfigureAwait(false);
            dataLeft = frame.Length - padding - (frame.IsPadded ? 1 : 0);
            ended = frame.EndsStream;
            Count(dataLeft > 0);
        }

        int read = await reader.ReadAsync(into[..Math.Min(dataLeft, into.Length)], cancellation).ConfigureAwait(false);
        dataLeft -= read;
        return read > 0 ? read : throw HttpFaultException.Closed();
    }

    private static byte[] Begin()
    {
        Span<byte> window = stackalloc byte[6];
        BinaryPrimitives.WriteInt16BigEndian(window, 4); // SETTINGS_INITIAL_WINDOW_SIZE
        BinaryPrimitives.WriteInt32BigEndian(window[2..], Window);
        Span<byte> more = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(more, Window - FirstWindow);
        return
        [
            .. "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"u8,
            .. Http2Frame.Write(Http2Frame.Settings, 0, 0, [0, 2, 0, 0, 0, 0, .. window]), // SETTINGS_ENABLE_PUSH is off
            .. Http2Frame.Write(Http2Frame.WindowUpdate, 0, 0, more),
        ];
    }

    private static byte[] Block(FetchUrl url, IReadOnlyList<KeyValuePair<string, string>> fields)
    {
        var block = new List<byte>(400);
        HpackWriter.Write(block, ":method", "GET");
        HpackWriter.Write(block, ":scheme", url.Scheme);
        HpackWriter.Write(block, ":authority", url.Authority);
        HpackWriter.Write(block, ":path", url.PathAndQuery);
        foreach (var (name, value) in fields)
        {
            HpackWriter.Write(block, name.ToLowerInvariant(), value);
        }

        return [.. block];
    }

    private static int StatusOf(List<KeyValuePair<string, string>> headers) =>
        headers.Find(header => header.Key == ":status").Value is { Length: 3 } text
        && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int status) && status >= 100
            ? status
            : throw HttpFaultException.Malformed();

    /// <summary>The next frame that brings something of the response; the others are done with.</summary>
    private async ValueTask<Http2Frame> NextAsync(CancellationToken cancellation)
    {
        for (; ; Count(false))
        {
            await reader.ReadAllAsync(head, cancellation).ConfigureAwait(false);
            var frame = Http2Frame.Read(head);
            if (frame.Length > Http2Frame.MostLength)
            {
                throw HttpFaultException.Malformed();
            }

            if (frame.Type is Http2Frame.Data or Http2Frame.Headers or Http2Frame.Continuation)
            {
                // A continuation is read with what it continues; alone, or on a stream that was never opened, it is a fault.
                return frame.Stream == stream && frame.Type != Http2Frame.Continuation ? frame : throw HttpFaultException.Malformed();
            }

            byte[] payload = await PayloadAsync(frame.Length, cancellation).ConfigureAwait(false);
            await HearAsync(frame, payload, cancellation).ConfigureAwait(false);
        }
    }

    private async ValueTask HearAsync(Http2Frame frame, byte[] payload, CancellationToken cancellation)
    {
        switch (frame.Type)
        {
            case Http2Frame.Settings when !frame.IsAnswer:
                await connection.WriteAsync(Http2Frame.Write(Http2Frame.Settings, Answer, 0, []), cancellation).ConfigureAwait(false);
                break;
            case Http2Frame.Ping when !frame.IsAnswer:
                await connection.WriteAsync(Http2Frame.Write(Http2Frame.Ping, Answer, 0, payload), cancellation).ConfigureAwait(false);
                break;
            case Http2Frame.Reset when frame.Stream == stream:
                throw Ended(payload, 0);
            // A server that says farewell still answers what it names as the last stream (RFC 9113 section 6.8).
            case Http2Frame.GoAway when payload.Length < 8 || (Code(payload, 0) & int.MaxValue) < stream || Code(payload, 4) != 0:
                throw Ended(payload, 4);
            case Http2Frame.GoAway:
                farewell = true;
                break;
        }
    }

    private static HttpFaultException Ended(byte[] payload, int at) => payload.Length < at + 4 ? HttpFaultException.Malformed() : Code(payload, at) switch
    {
        NoError or RefusedStream => HttpFaultException.Closed(),
        Http11Required => new HttpFaultException(Failure.HttpMalformed, wantsHttp11: true),
        _ => HttpFaultException.Malformed(),
    };

    private static uint Code(byte[] payload, int at) => BinaryPrimitives.ReadUInt32BigEndian(payload.AsSpan(at));

    /// <summary>A whole block of header fields, however many frames it lies in.</summary>
    private async ValueTask<List<KeyValuePair<string, string>>> HeadersAsync(Http2Frame frame, CancellationToken cancellation)
    {
        ended |= frame.EndsStream;
        int pad = await PaddingAsync(frame, cancellation).ConfigureAwait(false);
        byte[] block = await PayloadAsync(frame.Length - (frame.IsPadded ? 1 : 0), cancellation).ConfigureAwait(false);
        int before = frame.HasPriority ? 5 : 0;
        if (before + pad > block.Length)
        {
            throw HttpFaultException.Malformed();
        }

        block = block[before..^pad];
        while (!frame.EndsHeaders)
        {
            await reader.ReadAllAsync(head, cancellation).ConfigureAwait(false);
            frame = Http2Frame.Read(head);
            if (frame.Type != Http2Frame.Continuation || frame.Stream != stream || frame.Length > Http2Frame.MostLength)
            {
                throw HttpFaultException.Malformed();
            }

            if (block.Length + frame.Length > mostHeaderBytes)
            {
                throw new HttpFaultException(Failure.HttpTooLarge);
            }

            Count(frame.Length > 0);
            block = [.. block, .. await PayloadAsync(frame.Length, cancellation).ConfigureAwait(false)];
        }

        var headers = new List<KeyValuePair<string, string>>();
        return hpack.TryRead(block, headers, out var fault) ? headers
            : throw new HttpFaultException(fault == HpackFault.TooLarge ? Failure.HttpTooLarge : Failure.HttpMalformed);
    }

    private async ValueTask<int> PaddingAsync(Http2Frame frame, CancellationToken cancellation)
    {
        if (!frame.IsPadded)
        {
            return 0;
        }

        byte[] length = await PayloadAsync(Math.Min(1, frame.Length), cancellation).ConfigureAwait(false);
        return length is [var pad] && pad < frame.Length ? pad : throw HttpFaultException.Malformed();
    }

    private async ValueTask<byte[]> PayloadAsync(int length, CancellationToken cancellation)
    {
        byte[] payload = new byte[length];
        await reader.ReadAllAsync(payload, cancellation).ConfigureAwait(false);
        return payload;
    }

    private void Count(bool brings)
    {
        if (!brings && ++idleFrames > MostIdleFrames)
        {
            throw HttpFaultException.Malformed();
        }
    }
}
