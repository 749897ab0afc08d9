using System.Buffers.Binary;
using System.Net;
using Sextant.Lab.Serving;

namespace Sextant.Lab.Http;

/// <summary>
/// One HTTP/2 connection (RFC 9113), as much as a page needs: requests are answered one after the other, flow control is kept,
/// nothing is pushed. Frames are a length of 3 bytes, a type, flags, and a stream number of 4 bytes.
/// </summary>
internal sealed class Http2Connection(Stream stream, string serverName, Served served, Func<LabRequest, LabReply> answer)
{
    private const byte DataType = 0, HeadersType = 1, ResetType = 3, SettingsType = 4, PingType = 6, GoAwayType = 7, WindowType = 8, ContinuationType = 9;
    private const byte EndStream = 1, Acknowledge = 1, EndHeaders = 4, Padded = 8, Priority = 32;
    private const int FrameHeader = 9;
    private const int LargestFrame = 16384; // RFC 9113 section 4.2, the initial SETTINGS_MAX_FRAME_SIZE
    private const int InitialWindow = 65535; // RFC 9113 section 6.9.2
    private const int FramesPerConnection = 20_000;

    private static readonly byte[] Preface = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"u8.ToArray();

    private readonly Hpack _hpack = new();
    private readonly Queue<(int Stream, LabRequest Request)> _requests = new();
    private readonly Dictionary<int, long> _windows = [];
    private readonly List<byte> _block = [];
    private long _window = InitialWindow;
    private long _initialWindow = InitialWindow;
    private int _frames;

    public async Task ServeAsync(CancellationToken cancellation)
    {
        byte[] preface = new byte[Preface.Length];
        await stream.ReadExactlyAsync(preface, cancellation).ConfigureAwait(false);
        if (!preface.AsSpan().SequenceEqual(Preface))
        {
            return;
        }

        await SendAsync(SettingsType, 0, 0, default, cancellation).ConfigureAwait(false);
        while (await HearAsync(cancellation).ConfigureAwait(false))
        {
            while (_requests.TryDequeue(out var next))
            {
                if (!await ReplyAsync(next.Stream, next.Request, cancellation).ConfigureAwait(false))
                {
                    return;
                }
            }
        }
    }

    private async Task<bool> ReplyAsync(int id, LabRequest request, CancellationToken cancellation)
    {
        var reply = answer(request);
        await served.PauseAsync(reply.Thinks, cancellation).ConfigureAwait(false);
        if (reply.Manner == Manner.Silent)
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, cancellation).ConfigureAwait(false);
        }

        if (reply.Manner is not (Manner.Proper or Manner.Endless))
        {
            return false;
        }

        bool empty = reply.Body.IsEmpty || request.Method == "HEAD";
        byte flags = (byte)(EndHeaders | (empty ? EndStream : 0));
        await SendAsync(HeadersType, flags, id, Hpack.Encode(reply.Status, reply.Headers), cancellation).ConfigureAwait(false);
        return empty || await SendBodyAsync(id, reply, cancellation).ConfigureAwait(false);
    }

    private async Task<bool> SendBodyAsync(int id, LabReply reply, CancellationToken cancellation)
    {
        int sent = 0;
        while (sent < reply.Body.Length || reply.Manner == Manner.Endless)
        {
            long room = Math.Min(_window, _windows.GetValueOrDefault(id));
            if (room <= 0)
            {
                if (!_windows.ContainsKey(id))
                {
                    return true; // reset by the visitor
                }

                if (!await HearAsync(cancellation).ConfigureAwait(false))
                {
                    return false;
                }

                continue;
            }

            int offset = sent % Math.Max(reply.Body.Length, 1);
            int size = (int)Math.Min(Math.Min(LargestFrame, room), reply.Body.Length - offset);
            bool last = reply.Manner == Manner.Proper && sent + size == reply.Body.Length;
            await SendAsync(DataType, last ? EndStream : (byte)0, id, reply.Body.Slice(offset, size), cancellation).ConfigureAwait(false);
            sent += size;
            _window -= size;
            _windows[id] -= size;
        }

        _windows.Remove(id);
        return true;
    }

    /// <summary>Reads one frame and does what it asks; false at the end.</summary>
    private async Task<bool> HearAsync(CancellationToken cancellation)
    {
        byte[] head = new byte[FrameHeader];
        if (_frames++ > FramesPerConnection || await stream.ReadAtLeastAsync(head, FrameHeader, false, cancellation).ConfigureAwait(false) < FrameHeader)
        {
            return false;
        }

        int length = (head[0] << 16) | (head[1] << 8) | head[2];
        if (length > LargestFrame)
        {
            return false;
        }

        byte[] payload = new byte[length];
        await stream.ReadExactlyAsync(payload, cancellation).ConfigureAwait(false);
        int id = BinaryPrimitives.ReadInt32BigEndian(head.AsSpan(5)) & int.MaxValue;
        return await TakeAsync(head[3], head[4], id, payload, cancellation).ConfigureAwait(false);
    }

    private async Task<bool> TakeAsync(byte type, byte flags, int id, byte[] payload, CancellationToken cancellation)
    {
        switch (type)
        {
            case SettingsType when (flags & Acknowledge) == 0:
                TakeSettings(payload);
                await SendAsync(SettingsType, Acknowledge, 0, default, cancellation).ConfigureAwait(false);
                return true;
            case PingType when (flags & Acknowledge) == 0:
                await SendAsync(PingType, Acknowledge, 0, payload, cancellation).ConfigureAwait(false);
                return true;
            case HeadersType:
                return TakeHeaders(flags, id, Unpad(flags, payload));
            case ContinuationType:
                return TakeHeaders(flags, id, payload);
            case WindowType when payload.Length == 4:
                TakeWindow(id, BinaryPrimitives.ReadInt32BigEndian(payload) & int.MaxValue);
                return true;
            case ResetType:
                _windows.Remove(id);
                return true;
            default:
                return type != GoAwayType; // what is not known is ignored: RFC 9113 section 5.5
        }
    }

    private void TakeSettings(byte[] payload)
    {
        for (int at = 0; at + 6 <= payload.Length; at += 6)
        {
            if (BinaryPrimitives.ReadUInt16BigEndian(payload.AsSpan(at)) == 4) // SETTINGS_INITIAL_WINDOW_SIZE
            {
                _initialWindow = BinaryPrimitives.ReadUInt32BigEndian(payload.AsSpan(at + 2));
            }
        }
    }

    private void TakeWindow(int id, int more)
    {
        if (id == 0)
        {
            _window += more;
        }
        else if (_windows.TryGetValue(id, out long window))
        {
            _windows[id] = window + more;
        }
    }

    private static byte[] Unpad(byte flags, byte[] payload)
    {
        int start = (flags & Padded) != 0 ? 1 : 0;
        int end = payload.Length - (start == 1 && payload.Length > 0 ? payload[0] : 0);
        start += (flags & Priority) != 0 ? 5 : 0;
        return start <= end ? payload[start..end] : [];
    }

    private bool TakeHeaders(byte flags, int id, byte[] fragment)
    {
        _block.AddRange(fragment);
        if (_block.Count > 4 * LargestFrame)
        {
            return false;
        }

        if ((flags & EndHeaders) == 0)
        {
            return true;
        }

        var fields = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        bool readable = _hpack.TryDecode([.. _block], fields);
        _block.Clear();
        if (readable && _windows.TryAdd(id, _initialWindow))
        {
            _requests.Enqueue((id, Request(fields)));
        }

        return readable;
    }

    private LabRequest Request(Dictionary<string, string> fields)
    {
        string authority = fields.GetValueOrDefault(":authority", "").Split(':')[0];
        string path = fields.GetValueOrDefault(":path", "");
        return new LabRequest(
            fields.GetValueOrDefault(":method", "GET"), authority.Length > 0 ? Names.Fold(authority) : serverName, path.Length > 0 ? path : "/",
            fields, true, served.At.Address);
    }

    private async Task SendAsync(byte type, byte flags, int id, ReadOnlyMemory<byte> payload, CancellationToken cancellation)
    {
        byte[] frame = new byte[FrameHeader + payload.Length];
        frame[0] = (byte)(payload.Length >> 16);
        BinaryPrimitives.WriteUInt16BigEndian(frame.AsSpan(1), (ushort)(payload.Length & 0xFFFF));
        frame[3] = type;
        frame[4] = flags;
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(5), id);
        payload.CopyTo(frame.AsMemory(FrameHeader));
        await stream.WriteAsync(frame, cancellation).ConfigureAwait(false);
    }
}
