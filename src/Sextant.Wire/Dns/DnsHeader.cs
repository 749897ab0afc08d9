using System.Buffers.Binary;

namespace Sextant.Wire.Dns;

/// <summary>The 12 bytes in front of every message (RFC 1035 section 4.1.1), as they stand.</summary>
public readonly record struct DnsHeader(ushort Id, ushort Flags, ushort Questions, ushort Answers, ushort Authorities, ushort Additionals)
{
    /// <summary>The bytes of a header.</summary>
    public const int Length = 12;

    internal const ushort ResponseBit = 0x8000;
    internal const ushort AuthoritativeBit = 0x0400;
    internal const ushort TruncatedBit = 0x0200;
    internal const ushort RecursionDesiredBit = 0x0100;
    internal const ushort RecursionAvailableBit = 0x0080;
    internal const ushort AuthenticDataBit = 0x0020;
    internal const ushort CheckingDisabledBit = 0x0010;

    public bool IsResponse => (Flags & ResponseBit) != 0;

    public DnsOpcode Opcode => (DnsOpcode)((Flags >> 11) & 0xF);

    public bool Authoritative => (Flags & AuthoritativeBit) != 0;

    public bool Truncated => (Flags & TruncatedBit) != 0;

    public bool RecursionDesired => (Flags & RecursionDesiredBit) != 0;

    public bool RecursionAvailable => (Flags & RecursionAvailableBit) != 0;

    public bool AuthenticData => (Flags & AuthenticDataBit) != 0;

    public bool CheckingDisabled => (Flags & CheckingDisabledBit) != 0;

    /// <summary>The four bits of the header; EDNS may add eight more.</summary>
    public DnsRcode Rcode => (DnsRcode)(Flags & 0xF);

    /// <summary>All records that the counts announce.</summary>
    public int Records => Answers + Authorities + Additionals;

    /// <summary>Reads the header; false when there are fewer than 12 bytes.</summary>
    public static bool TryRead(ReadOnlySpan<byte> message, out DnsHeader header)
    {
        if (message.Length < Length)
        {
            header = default;
            return false;
        }

        header = new DnsHeader(
            BinaryPrimitives.ReadUInt16BigEndian(message),
            BinaryPrimitives.ReadUInt16BigEndian(message[2..]),
            BinaryPrimitives.ReadUInt16BigEndian(message[4..]),
            BinaryPrimitives.ReadUInt16BigEndian(message[6..]),
            BinaryPrimitives.ReadUInt16BigEndian(message[8..]),
            BinaryPrimitives.ReadUInt16BigEndian(message[10..]));
        return true;
    }
}
