namespace Sextant.Wire.Dns;

/// <summary>How a query is to be flagged.</summary>
/// <param name="AuthenticData">Asks a validating resolver to say whether it validated, without the signatures (RFC 6840 section 5.7).</param>
/// <param name="UdpPayload">The payload size to offer; null writes no OPT record.</param>
public readonly record struct DnsQueryFlags(
    bool RecursionDesired = false,
    bool CheckingDisabled = false,
    bool DnssecOk = false,
    bool AuthenticData = false,
    ushort? UdpPayload = null);

/// <summary>
/// Writes messages into a span, names compressed, nothing allocated. What does not fit is said by the
/// return value; the bytes written until then are of no use.
/// </summary>
public static class DnsWriter
{
    /// <summary>Writes a query for an IN record; false when it does not fit.</summary>
    public static bool TryWriteQuery(
        Span<byte> buffer, ushort id, ReadOnlySpan<byte> wireName, DnsType type, DnsQueryFlags flags, out int written)
    {
        var writer = new WireWriter(buffer);
        writer.U16(id);
        writer.U16((ushort)((flags.RecursionDesired ? DnsHeader.RecursionDesiredBit : 0)
            | (flags.CheckingDisabled ? DnsHeader.CheckingDisabledBit : 0)
            | (flags.AuthenticData ? DnsHeader.AuthenticDataBit : 0)));
        writer.U16(1);
        writer.U32(0);
        writer.U16((ushort)(flags.UdpPayload is null ? 0 : 1));
        writer.Bytes(wireName);
        writer.U16((ushort)type);
        writer.U16((ushort)DnsClass.In);
        if (flags.UdpPayload is ushort payload)
        {
            OptHead(ref writer, payload, (0, 0), flags.DnssecOk);
            writer.U16(0);
        }

        written = writer.Length;
        return !writer.Overflowed;
    }

    /// <inheritdoc cref="TryWriteQuery(Span{byte}, ushort, ReadOnlySpan{byte}, DnsType, DnsQueryFlags, out int)"/>
    public static bool TryWriteQuery(Span<byte> buffer, ushort id, DnsName name, DnsType type, DnsQueryFlags flags, out int written) =>
        TryWriteQuery(buffer, id, name.Wire, type, flags, out written);

    /// <summary>Writes a whole message; false when it does not fit.</summary>
    public static bool TryWrite(DnsMessage message, Span<byte> buffer, out int written)
    {
        var writer = new WireWriter(buffer);
        Header(ref writer, message);
        // Not foreach: the enumerator of an interface is an object.
        for (int i = 0; i < message.Questions.Count; i++)
        {
            DnsQuestion question = message.Questions[i];
            writer.Name(question.Name);
            writer.U16((ushort)question.Type);
            writer.U16((ushort)question.Class);
        }

        Records(ref writer, message.Answers);
        Records(ref writer, message.Authorities);
        Records(ref writer, message.Additionals);
        if (message.Edns is { } edns)
        {
            Opt(ref writer, edns, (int)message.Rcode >> 4);
        }

        written = writer.Length;
        return !writer.Overflowed;
    }

    /// <summary>The message as an array.</summary>
    /// <exception cref="ArgumentException">It is longer than any transport carries.</exception>
    public static byte[] ToArray(DnsMessage message)
    {
        byte[] buffer = System.Buffers.ArrayPool<byte>.Shared.Rent(ushort.MaxValue);
        try
        {
            return TryWrite(message, buffer.AsSpan(0, ushort.MaxValue), out int written)
                ? buffer[..written]
                : throw new ArgumentException("The message is longer than 65,535 bytes.", nameof(message));
        }
        finally
        {
            System.Buffers.ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>
    /// Gives each letter of an uncompressed name a case drawn from <paramref name="random"/> (one bit a byte is used):
    /// an answer that does not carry the same case was not made from this question ("0x20").
    /// </summary>
    public static void MixCase(Span<byte> wireName, ReadOnlySpan<byte> random)
    {
        for (int i = 0; i < wireName.Length; i++)
        {
            byte lower = (byte)(wireName[i] | 0x20);
            if (wireName[i] >= (byte)'A' && lower is >= (byte)'a' and <= (byte)'z')
            {
                wireName[i] = (random[i % random.Length] & 1) == 0 ? lower : (byte)(lower & 0xDF);
            }
        }
    }

    private static void Header(ref WireWriter writer, DnsMessage message)
    {
        writer.U16(message.Id);
        writer.U16((ushort)((message.IsResponse ? DnsHeader.ResponseBit : 0)
            | (((int)message.Opcode & 0xF) << 11)
            | (message.Authoritative ? DnsHeader.AuthoritativeBit : 0)
            | (message.Truncated ? DnsHeader.TruncatedBit : 0)
            | (message.RecursionDesired ? DnsHeader.RecursionDesiredBit : 0)
            | (message.RecursionAvailable ? DnsHeader.RecursionAvailableBit : 0)
            | (message.AuthenticData ? DnsHeader.AuthenticDataBit : 0)
            | (message.CheckingDisabled ? DnsHeader.CheckingDisabledBit : 0)
            | ((int)message.Rcode & 0xF)));
        writer.Count(message.Questions.Count);
        writer.Count(message.Answers.Count);
        writer.Count(message.Authorities.Count);
        writer.Count(message.Additionals.Count + (message.Edns is null ? 0 : 1));
    }

    private static void Records(ref WireWriter writer, IReadOnlyList<DnsRecord> records)
    {
        for (int i = 0; i < records.Count && !writer.Overflowed; i++)
        {
            DnsRecord record = records[i];
            writer.Name(record.Owner);
            writer.U16((ushort)record.Type);
            writer.U16((ushort)record.Class);
            writer.U32(record.Ttl);
            int length = writer.OpenLength();
            record.RData.Write(ref writer);
            writer.CloseLength(length);
        }
    }

    private static void Opt(ref WireWriter writer, DnsEdns edns, int extendedRcode)
    {
        OptHead(ref writer, edns.UdpPayload, ((byte)extendedRcode, edns.Version), edns.DnssecOk);
        int length = writer.OpenLength();
        OptRecord.Write(ref writer, edns.Options);
        writer.CloseLength(length);
    }

    private static void OptHead(ref WireWriter writer, ushort payload, (byte Rcode, byte Version) extended, bool dnssecOk)
    {
        writer.U8(0);
        writer.U16((ushort)DnsType.Opt);
        writer.U16(payload);
        writer.U8(extended.Rcode);
        writer.U8(extended.Version);
        writer.U16((ushort)(dnssecOk ? 0x8000 : 0));
    }
}
