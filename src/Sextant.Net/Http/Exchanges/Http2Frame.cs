using System.Buffers.Binary;

namespace Sextant.Net.Http.Exchanges;

/// <summary>The head of a frame.</summary>
/// <param name="Length">Of what follows.</param>
/// <param name="Type">One of the constants.</param>
/// <param name="Flags">As the type has them.</param>
/// <param name="Stream">0 for the connection.</param>
internal readonly record struct Http2Frame(int Length, byte Type, byte Flags, int Stream)
{
    public const int HeadLength = 9;

    /// <summary>16,384: what may be sent to who has not asked for more (RFC 9113 section 4.2).</summary>
    public const int MostLength = 16_384;

    public const byte Data = 0;
    public const byte Headers = 1;
    public const byte Reset = 3;
    public const byte Settings = 4;
    public const byte Ping = 6;
    public const byte GoAway = 7;
    public const byte WindowUpdate = 8;
    public const byte Continuation = 9;

    private const byte EndStreamFlag = 1;
    private const byte EndHeadersFlag = 4;
    private const byte PaddedFlag = 8;
    private const byte PriorityFlag = 0x20;

    public bool EndsStream => (Flags & EndStreamFlag) != 0;

    public bool EndsHeaders => (Flags & EndHeadersFlag) != 0;

    public bool IsPadded => (Flags & PaddedFlag) != 0;

    public bool HasPriority => (Flags & PriorityFlag) != 0;

    /// <summary>For settings and pings: the other side's own, come back.</summary>
    public bool IsAnswer => (Flags & 1) != 0;

    // RFC 9113 section 4.1: | length (3) | type (1) | flags (1) | reserved bit, stream (4) | payload |
    public static Http2Frame Read(ReadOnlySpan<byte> head) => new(
        (head[0] << 16) | (head[1] << 8) | head[2], head[3], head[4], BinaryPrimitives.ReadInt32BigEndian(head[5..]) & int.MaxValue);

    public static byte[] Write(byte type, byte flags, int stream, ReadOnlySpan<byte> payload)
    {
        byte[] frame = new byte[HeadLength + payload.Length];
        (frame[0], frame[1], frame[2], frame[3], frame[4]) = ((byte)(payload.Length >> 16), (byte)((payload.Length >> 8) & 0xFF), (byte)(payload.Length & 0xFF), type, flags);
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(5), stream);
        payload.CopyTo(frame.AsSpan(HeadLength));
        return frame;
    }
}
