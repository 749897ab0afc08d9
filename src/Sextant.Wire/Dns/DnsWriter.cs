using System.Buffers.Binary;
using System.Runtime.CompilerServices;

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
public ref struct DnsWriter
{
    private readonly Span<byte> _buffer;
    private readonly bool _canonical;
    private int _at;
    private int _targets;
    private Targets _offsets;

    private DnsWriter(Span<byte> buffer, bool canonical)
    {
        _buffer = buffer;
        _canonical = canonical;
    }

    internal readonly ReadOnlySpan<byte> Written => _buffer[.._at];

    private bool Overflowed { get; set; }

    /// <summary>Writes a query for an IN record; false when it does not fit.</summary>
    public static bool TryWriteQuery(
        Span<byte> buffer, ushort id, ReadOnlySpan<byte> wireName, DnsType type, DnsQueryFlags flags, out int written)
    {
        var writer = new DnsWriter(buffer, canonical: false);
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
            writer.OptHead(payload, 0, 0, flags.DnssecOk);
            writer.U16(0);
        }

        written = writer._at;
        return !writer.Overflowed;
    }

    /// <inheritdoc cref="TryWriteQuery(Span{byte}, ushort, ReadOnlySpan{byte}, DnsType, DnsQueryFlags, out int)"/>
    public static bool TryWriteQuery(Span<byte> buffer, ushort id, DnsName name, DnsType type, DnsQueryFlags flags, out int written) =>
        TryWriteQuery(buffer, id, name.Wire, type, flags, out written);

    /// <summary>Writes a whole message; false when it does not fit.</summary>
    public static bool TryWrite(DnsMessage message, Span<byte> buffer, out int written)
    {
        var writer = new DnsWriter(buffer, canonical: false);
        writer.Header(message);
        // Not foreach: the enumerator of an interface is an object.
        for (int i = 0; i < message.Questions.Count; i++)
        {
            DnsQuestion question = message.Questions[i];
            writer.Name(question.Name);
            writer.U16((ushort)question.Type);
            writer.U16((ushort)question.Class);
        }

        writer.Records(message.Answers);
        writer.Records(message.Authorities);
        writer.Records(message.Additionals);
        if (message.Edns is { } edns)
        {
            writer.Opt(edns, (int)message.Rcode >> 4);
        }

        written = writer._at;
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

    internal static DnsWriter ForCanonical(Span<byte> buffer) => new(buffer, canonical: true);

    internal void U8(byte value)
    {
        if (Room(1))
        {
            _buffer[_at++] = value;
        }
    }

    internal void U16(ushort value)
    {
        if (Room(2))
        {
            BinaryPrimitives.WriteUInt16BigEndian(_buffer[_at..], value);
            _at += 2;
        }
    }

    internal void U32(uint value)
    {
        if (Room(4))
        {
            BinaryPrimitives.WriteUInt32BigEndian(_buffer[_at..], value);
            _at += 4;
        }
    }

    internal void Bytes(scoped ReadOnlySpan<byte> value)
    {
        if (Room(value.Length))
        {
            value.CopyTo(_buffer[_at..]);
            _at += value.Length;
        }
    }

    /// <summary>A character string of at most 255 bytes.</summary>
    internal void Text(scoped ReadOnlySpan<byte> value)
    {
        U8((byte)value.Length);
        Bytes(value);
    }

    /// <summary>A name; compressed only where RFC 3597 section 4 allows it: owners and the RDATA of RFC 1035's types.</summary>
    internal void Name(DnsName name, bool compress = true)
    {
        ReadOnlySpan<byte> wire = name.Wire;
        if (_canonical)
        {
            foreach (byte value in wire)
            {
                U8(DnsName.Fold(value));
            }

            return;
        }

        // Only names written before: of this one the end is not there yet.
        int known = _targets;
        int at = 0;
        while (wire[at] != 0)
        {
            if (compress && FindSuffix(wire[at..], known) is > 0 and int target)
            {
                U16((ushort)(0xC000 | target));
                return;
            }

            Remember(_at);
            Bytes(wire.Slice(at, wire[at] + 1));
            at += wire[at] + 1;
        }

        U8(0);
    }

    private bool Room(int count)
    {
        Overflowed |= _buffer.Length - _at < count;
        return !Overflowed;
    }

    private void Header(DnsMessage message)
    {
        U16(message.Id);
        U16((ushort)((message.IsResponse ? DnsHeader.ResponseBit : 0)
            | (((int)message.Opcode & 0xF) << 11)
            | (message.Authoritative ? DnsHeader.AuthoritativeBit : 0)
            | (message.Truncated ? DnsHeader.TruncatedBit : 0)
            | (message.RecursionDesired ? DnsHeader.RecursionDesiredBit : 0)
            | (message.RecursionAvailable ? DnsHeader.RecursionAvailableBit : 0)
            | (message.AuthenticData ? DnsHeader.AuthenticDataBit : 0)
            | (message.CheckingDisabled ? DnsHeader.CheckingDisabledBit : 0)
            | ((int)message.Rcode & 0xF)));
        Count(message.Questions.Count);
        Count(message.Answers.Count);
        Count(message.Authorities.Count);
        Count(message.Additionals.Count + (message.Edns is null ? 0 : 1));
    }

    private void Count(int count)
    {
        Overflowed |= count > ushort.MaxValue;
        U16((ushort)(count & ushort.MaxValue));
    }

    private void Records(IReadOnlyList<DnsRecord> records)
    {
        for (int i = 0; i < records.Count && !Overflowed; i++)
        {
            DnsRecord record = records[i];
            Name(record.Owner);
            U16((ushort)record.Type);
            U16((ushort)record.Class);
            U32(record.Ttl);
            int length = _at;
            U16(0);
            record.RData.Write(ref this);
            SetLength(length);
        }
    }

    private void SetLength(int at)
    {
        int length = _at - at - 2;
        Overflowed |= length > ushort.MaxValue;
        if (!Overflowed)
        {
            BinaryPrimitives.WriteUInt16BigEndian(_buffer[at..], (ushort)length);
        }
    }

    private void Opt(DnsEdns edns, int extendedRcode)
    {
        OptHead(edns.UdpPayload, (byte)extendedRcode, edns.Version, edns.DnssecOk);
        int length = _at;
        U16(0);
        OptRecord.Write(ref this, edns.Options);
        SetLength(length);
    }

    private void OptHead(ushort payload, byte extendedRcode, byte version, bool dnssecOk)
    {
        U8(0);
        U16((ushort)DnsType.Opt);
        U16(payload);
        U8(extendedRcode);
        U8(version);
        U16((ushort)(dnssecOk ? 0x8000 : 0));
    }

    /// <summary>A pointer has 14 bits; what lies further back in a long message is written in full.</summary>
    private void Remember(int offset)
    {
        if (offset < 0x4000 && _targets < Targets.Count)
        {
            _offsets[_targets++] = (ushort)offset;
        }
    }

    private readonly int FindSuffix(ReadOnlySpan<byte> suffix, int known)
    {
        for (int i = 0; i < known; i++)
        {
            if (Matches(_offsets[i], suffix))
            {
                return _offsets[i];
            }
        }

        return 0;
    }

    /// <summary>Whether the name that begins at an offset already written is this one, in the same case: what was asked is echoed as asked.</summary>
    private readonly bool Matches(int at, ReadOnlySpan<byte> wire)
    {
        int w = 0;
        while (true)
        {
            byte size = _buffer[at];
            if ((size & 0xC0) == 0xC0)
            {
                at = ((size & 0x3F) << 8) | _buffer[at + 1];
                continue;
            }

            if (size != wire[w] || !_buffer.Slice(at, size + 1).SequenceEqual(wire.Slice(w, size + 1)))
            {
                return false;
            }

            if (size == 0)
            {
                return true;
            }

            at += size + 1;
            w += size + 1;
        }
    }

    /// <summary>Where labels begin that later names may point to. 64 are enough for the names of any usual answer, and bound the search.</summary>
    [InlineArray(Count)]
    private struct Targets
    {
        public const int Count = 64;
        private ushort _first;
    }
}
