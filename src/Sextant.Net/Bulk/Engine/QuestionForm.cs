using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Sextant.Wire.Dns;

namespace Sextant.Net.Bulk.Engine;

/// <summary>
/// Writes the questions of a courier, the same bytes as <see cref="DnsWriter.TryWriteQuery(Span{byte}, ushort, ReadOnlySpan{byte}, DnsType, DnsQueryFlags, out int)"/>:
/// it is done for every datagram, and in whole words costs a fifth.
/// </summary>
internal static class QuestionForm
{
    /// <summary>Root owner, type 41, payload, no flags, no options (RFC 6891 section 6.1.2).</summary>
    private const int OptLength = 11;

    private const uint RecursionDesired = 0x0100;
    private const uint AuthenticData = 0x0020;
    private const uint CheckingDisabled = 0x0010;

    /// <summary>DO, the top bit of the flags (RFC 3225 section 3); behind them the length of no options.</summary>
    private const uint DnssecOk = 0x8000_0000;

    private static readonly Vector128<byte> ByteOfBit = Vector128.Create((byte)0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1);
    private static readonly Vector128<byte> Bit = Vector128.Create((byte)1, 2, 4, 8, 16, 32, 64, 128, 1, 2, 4, 8, 16, 32, 64, 128);

    /// <param name="to">At least <see cref="Datagrams.DatagramPort.LargestQuestion"/> bytes.</param>
    /// <returns>The length.</returns>
    public static int Write(Span<byte> to, ushort id, ReadOnlySpan<byte> name, DnsType type, in DnsQueryFlags flags)
    {
        uint bits = (flags.RecursionDesired ? RecursionDesired : 0) | (flags.CheckingDisabled ? CheckingDisabled : 0) | (flags.AuthenticData ? AuthenticData : 0);
        BinaryPrimitives.WriteUInt64BigEndian(to, ((ulong)id << 48) | ((ulong)bits << 32) | (1UL << 16));
        BinaryPrimitives.WriteUInt32BigEndian(to[8..], flags.UdpPayload is null ? 0u : 1u);
        name.CopyTo(to[DnsHeader.Length..]);
        int at = DnsHeader.Length + name.Length;
        BinaryPrimitives.WriteUInt32BigEndian(to[at..], ((uint)type << 16) | (uint)DnsClass.In);
        at += 4;
        if (flags.UdpPayload is not { } payload)
        {
            return at;
        }

        BinaryPrimitives.WriteUInt64BigEndian(to[at..], ((ulong)DnsType.Opt << 40) | ((ulong)payload << 24));
        BinaryPrimitives.WriteUInt32BigEndian(to[(at + 7)..], flags.DnssecOk ? DnssecOk : 0u);
        return at + OptLength;
    }

    /// <summary>A drawn bit for each letter ("0x20"), sixteen bytes at a time; without bits all become lower case.</summary>
    /// <param name="space">The name's space of 256 bytes: what lies behind the name may be touched.</param>
    public static void MixCase(Span<byte> space, int length, RandomPool? random)
    {
        ref byte first = ref MemoryMarshal.GetReference(space);
        for (int at = 0; at < length; at += Vector128<byte>.Count)
        {
            Vector128<byte> some = Vector128.LoadUnsafe(ref first, (nuint)at);
            Vector128<byte> lower = some | Vector128.Create((byte)0x20);
            // Length bytes are below 'A' and bytes beyond ASCII above 'z': both stay as they are.
            Vector128<byte> letters = Vector128.GreaterThanOrEqual(lower, Vector128.Create((byte)'a')) & Vector128.LessThanOrEqual(lower, Vector128.Create((byte)'z'));
            Vector128<byte> flips = random is null ? Vector128<byte>.Zero : Spread(random.Next16()) & Vector128.Create((byte)0x20);
            Vector128.ConditionalSelect(letters, lower ^ flips, some).StoreUnsafe(ref first, (nuint)at);
        }
    }

    /// <summary>All ones in each byte whose bit is set.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<byte> Spread(ushort bits) => Vector128.Equals(Vector128.Shuffle(Vector128.Create(bits).AsByte(), ByteOfBit) & Bit, Bit);
}
