using System.Buffers;
using System.Buffers.Binary;
using System.IO.Compression;
using System.Numerics;

namespace Sextant.Measurement.Evidence;

/// <summary>An item as it goes into a segment.</summary>
/// <param name="Hash">Its name.</param>
/// <param name="Frame">Its header and payload.</param>
internal readonly record struct FramedItem(EvidenceHash Hash, byte[] Frame);

/// <summary>
/// One item in a segment:
/// <code>
///  0  "SXE1"            8  length of the item, u32       48  CRC-32C of bytes 0-47 and the payload, u32
///  4  kind, u8         12  length of the payload, u32    52  payload
///  5  codec, u8        16  SHA-256 of the item
///  6  zero, u16
/// </code>
/// Numbers are little-endian. Codec 0: the payload is the item; 1: Brotli. The checksum tells a torn tail from an item; the
/// SHA-256 is looked at whenever an item is read.
/// </summary>
internal readonly record struct Frame(EvidenceKind Kind, bool Compressed, int Length, int Stored, EvidenceHash Hash, uint Checksum)
{
    internal const int HeaderBytes = 52;
    private const uint Magic = 0x31455853;
    private const int ChecksumAt = 48;

    internal long TotalBytes => HeaderBytes + (long)Stored;

    /// <summary>An item as it goes into a segment.</summary>
    internal static byte[] Encode(EvidenceKind kind, EvidenceHash hash, ReadOnlySpan<byte> item, EvidenceOptions options)
    {
        byte[] packed = ArrayPool<byte>.Shared.Rent(HeaderBytes + BrotliEncoder.GetMaxCompressedLength(item.Length));
        int stored = 0;
        // A window of the item's own size finds all that a larger one finds, and its tables are not larger than the item.
        bool compressed = item.Length >= options.LeastCompressed
            && BrotliEncoder.TryCompress(item, packed.AsSpan(HeaderBytes), out stored, options.Quality, Math.Clamp(BitOperations.Log2((uint)item.Length) + 1, 10, 22))
            && stored < item.Length;
        if (!compressed)
        {
            item.CopyTo(packed.AsSpan(HeaderBytes));
            stored = item.Length;
        }

        Span<byte> frame = packed.AsSpan(0, HeaderBytes + stored);
        frame[..HeaderBytes].Clear();
        BinaryPrimitives.WriteUInt32LittleEndian(frame, Magic);
        frame[4] = (byte)kind;
        frame[5] = compressed ? (byte)1 : (byte)0;
        BinaryPrimitives.WriteInt32LittleEndian(frame[8..], item.Length);
        BinaryPrimitives.WriteInt32LittleEndian(frame[12..], stored);
        hash.Write(frame[16..]);
        BinaryPrimitives.WriteUInt32LittleEndian(frame[ChecksumAt..], Sum(frame, frame[HeaderBytes..]));
        byte[] whole = frame.ToArray();
        ArrayPool<byte>.Shared.Return(packed);
        return whole;
    }

    /// <summary>Reads a header; false when these bytes are none.</summary>
    internal static bool TryReadHeader(ReadOnlySpan<byte> header, int maxItem, out Frame frame)
    {
        frame = default;
        if (header.Length < HeaderBytes || BinaryPrimitives.ReadUInt32LittleEndian(header) != Magic)
        {
            return false;
        }

        frame = new Frame(
            (EvidenceKind)header[4],
            header[5] == 1,
            BinaryPrimitives.ReadInt32LittleEndian(header[8..]),
            BinaryPrimitives.ReadInt32LittleEndian(header[12..]),
            EvidenceHash.From(header[16..]),
            BinaryPrimitives.ReadUInt32LittleEndian(header[ChecksumAt..]));
        return header[5] <= 1 && header[6] == 0 && header[7] == 0 && frame.Kind is EvidenceKind.Scan or EvidenceKind.Blob
            && frame.Length >= 0 && frame.Length <= maxItem && frame.Stored >= 0 && frame.Stored <= frame.Length;
    }

    /// <summary>Whether the payload is whole.</summary>
    internal bool IsWhole(ReadOnlySpan<byte> header, ReadOnlySpan<byte> payload) => payload.Length == Stored && Sum(header, payload) == Checksum;

    /// <summary>The item again; null when its bytes are not those that were put.</summary>
    internal byte[]? Decode(ReadOnlySpan<byte> payload)
    {
        byte[] item = new byte[Length];
        if (!Compressed)
        {
            payload.CopyTo(item);
        }
        else if (!BrotliDecoder.TryDecompress(payload, item, out int written) || written != Length)
        {
            return null;
        }

        return EvidenceHash.Of(item) == Hash ? item : null;
    }

    private static uint Sum(ReadOnlySpan<byte> header, ReadOnlySpan<byte> payload)
    {
        uint sum = Add(uint.MaxValue, header[..ChecksumAt]);
        return ~Add(sum, payload);
    }

    private static uint Add(uint sum, ReadOnlySpan<byte> bytes)
    {
        while (bytes.Length >= sizeof(ulong))
        {
            sum = BitOperations.Crc32C(sum, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
            bytes = bytes[sizeof(ulong)..];
        }

        foreach (byte one in bytes)
        {
            sum = BitOperations.Crc32C(sum, one);
        }

        return sum;
    }
}
