using System.Buffers.Binary;
using System.Net;
using System.Text;

namespace Sextant.Wire.Dns;

/// <summary>
/// Presentation form straight from a message into UTF-8, the same text as <see cref="RData.ToString"/> and <see cref="DnsName.ToString"/> give:
/// for the millions of records that are only written down. The types that are common in bulk allocate nothing; the others go the typed way.
/// </summary>
public static class DnsRecordText
{
    /// <summary>Enough for any name: every byte may become <c>\DDD</c>, and each label a dot.</summary>
    public const int LongestName = DnsName.MaxWireLength * 4;

    /// <summary>Letters, digits, hyphen and underscore in lower case; 0 for what is escaped or perhaps so.</summary>
    private static readonly byte[] LowerOfPlain = [.. Enumerable.Range(0, 256).Select(b =>
        b is (>= 'a' and <= 'z') or (>= '0' and <= '9') or '-' or '_' ? (byte)b : b is >= 'A' and <= 'Z' ? (byte)(b | 0x20) : (byte)0)];

    /// <summary>An uncompressed name without trailing dot (<c>.</c> for the root).</summary>
    /// <returns>Bytes written; -1 when they do not fit.</returns>
    public static int WriteName(ReadOnlySpan<byte> wire, Span<byte> text)
    {
        var writer = new Utf8Writer(text);
        writer.Name(wire, absolute: false);
        return writer.Length;
    }

    /// <summary>The RDATA of a record of a message.</summary>
    /// <returns>Bytes written; -1 when they do not fit or the RDATA is malformed.</returns>
    public static int Write(ReadOnlySpan<byte> message, in DnsRecordView record, Span<byte> text)
    {
        var writer = new Utf8Writer(text);
        var rdata = new RDataReader(message, record.RDataOffset, record.RDataEnd);
        switch (record.Type)
        {
            case DnsType.A when record.RDataLength == 4:
                writer.Ipv4(rdata.Take(4));
                break;
            case DnsType.Aaaa when record.RDataLength == 16:
                writer.Ipv6(rdata.Take(16));
                break;
            case DnsType.Ns or DnsType.Cname or DnsType.Ptr or DnsType.Dname:
                Name(ref writer, ref rdata);
                break;
            case DnsType.Mx:
                writer.Number(rdata.U16());
                writer.Byte((byte)' ');
                Name(ref writer, ref rdata);
                break;
            case DnsType.Soa:
                Soa(ref writer, ref rdata);
                break;
            case DnsType.Txt when record.RDataLength > 0:
                Txt(ref writer, ref rdata);
                break;
            default:
                return RDataCatalog.Read(record.Type, ref rdata) is { } data && Encoding.UTF8.TryGetBytes(data.ToString(), text, out int written) ? written : -1;
        }

        return rdata.Failed || rdata.Left > 0 ? -1 : writer.Length;
    }

    private static void Name(ref Utf8Writer writer, ref RDataReader rdata)
    {
        Span<byte> wire = stackalloc byte[DnsName.MaxWireLength];
        int length = rdata.NameInto(wire);
        writer.Name(wire[..length], absolute: true);
    }

    private static void Soa(ref Utf8Writer writer, ref RDataReader rdata)
    {
        Name(ref writer, ref rdata);
        writer.Byte((byte)' ');
        Name(ref writer, ref rdata);
        for (int i = 0; i < 5; i++)
        {
            writer.Byte((byte)' ');
            writer.Number(rdata.U32());
        }
    }

    private static void Txt(ref Utf8Writer writer, ref RDataReader rdata)
    {
        for (bool first = true; rdata.Left > 0 && !rdata.Failed; first = false)
        {
            if (!first)
            {
                writer.Byte((byte)' ');
            }

            writer.Quoted(rdata.Text());
        }
    }

    /// <summary>Writes until it is full; then its length is -1 and stays so.</summary>
    private ref struct Utf8Writer(Span<byte> text)
    {
        private readonly Span<byte> _text = text;

        public int Length { get; private set; }

        public void Byte(byte value)
        {
            if ((uint)Length < (uint)_text.Length)
            {
                _text[Length++] = value;
            }
            else
            {
                Length = -1;
            }
        }

        public void Number(uint value)
        {
            if (Length >= 0 && value.TryFormat(_text[Length..], out int written, default, System.Globalization.CultureInfo.InvariantCulture))
            {
                Length += written;
            }
            else
            {
                Length = -1;
            }
        }

        public void Ipv4(scoped ReadOnlySpan<byte> address)
        {
            for (int i = 0; i < 4; i++)
            {
                if (i > 0)
                {
                    Byte((byte)'.');
                }

                Small(address[i]);
            }
        }

        /// <summary>RFC 5952: lower case, the longest run of two or more zero groups as <c>::</c>, the first of equals.</summary>
        public void Ipv6(scoped ReadOnlySpan<byte> address)
        {
            // Addresses with an IPv4 one inside are written in several ways; the base library decides for all of Sextant.
            if (BinaryPrimitives.ReadUInt64BigEndian(address) == 0 || BinaryPrimitives.ReadUInt16BigEndian(address[10..]) == 0x5efe)
            {
                foreach (char c in new IPAddress(address).ToString())
                {
                    Byte((byte)c);
                }

                return;
            }

            (int from, int to) = LongestZeros(address);
            for (int group = 0; group < 8; group++)
            {
                if (group == from)
                {
                    Byte((byte)':');
                    Byte((byte)':');
                    group = to - 1;
                    continue;
                }

                if (group > 0 && group != to)
                {
                    Byte((byte)':');
                }

                Hex(BinaryPrimitives.ReadUInt16BigEndian(address[(group * 2)..]));
            }
        }

        public void Name(scoped ReadOnlySpan<byte> wire, bool absolute)
        {
            if (wire.Length <= 1)
            {
                Byte((byte)'.');
                return;
            }

            for (int at = 0; wire[at] != 0; at += wire[at] + 1)
            {
                if (at > 0)
                {
                    Byte((byte)'.');
                }

                Label(wire.Slice(at + 1, wire[at]));
            }

            if (absolute)
            {
                Byte((byte)'.');
            }
        }

        /// <summary>Nearly every label is plain and there is room: then it is copied without looking at the room for each byte.</summary>
        private void Label(scoped ReadOnlySpan<byte> label)
        {
            if (Length < 0 || _text.Length - Length < label.Length)
            {
                Length = -1;
                return;
            }

            Span<byte> text = _text.Slice(Length, label.Length);
            for (int i = 0; i < label.Length; i++)
            {
                byte lower = LowerOfPlain[label[i]];
                if (lower == 0)
                {
                    Length += i;
                    Escape(label[i..]);
                    return;
                }

                text[i] = lower;
            }

            Length += label.Length;
        }

        private void Escape(scoped ReadOnlySpan<byte> rest)
        {
            foreach (byte value in rest)
            {
                byte lower = DnsName.Fold(value);
                if (LowerOfPlain[lower] != 0)
                {
                    Byte(lower);
                }
                else
                {
                    Escaped(lower, ".\\\"();@$"u8, space: false);
                }
            }
        }

        public void Quoted(scoped ReadOnlySpan<byte> value)
        {
            Byte((byte)'"');
            foreach (byte b in value)
            {
                Escaped(b, "\\\""u8, space: true);
            }

            Byte((byte)'"');
        }

        private static (int From, int To) LongestZeros(ReadOnlySpan<byte> address)
        {
            (int from, int to) = (-1, -1);
            for (int group = 0; group < 8; group++)
            {
                int end = group;
                while (end < 8 && (address[end * 2] | address[(end * 2) + 1]) == 0)
                {
                    end++;
                }

                if (end - group >= 2 && end - group > to - from)
                {
                    (from, to) = (group, end);
                }

                group = Math.Max(group, end - 1);
            }

            return (from, to);
        }

        private void Small(byte value)
        {
            if (value >= 100)
            {
                Byte((byte)('0' + (value / 100)));
            }

            if (value >= 10)
            {
                Byte((byte)('0' + (value / 10 % 10)));
            }

            Byte((byte)('0' + (value % 10)));
        }

        private void Hex(ushort value)
        {
            bool begun = false;
            for (int shift = 12; shift >= 0; shift -= 4)
            {
                int digit = (value >> shift) & 0xF;
                begun |= digit != 0 || shift == 0;
                if (begun)
                {
                    Byte((byte)(digit < 10 ? '0' + digit : 'a' + digit - 10));
                }
            }
        }

        private void Escaped(byte value, ReadOnlySpan<byte> escaped, bool space)
        {
            if (value is > 0x20 and < 0x7F || (space && value == 0x20))
            {
                if (escaped.Contains(value))
                {
                    Byte((byte)'\\');
                }

                Byte(value);
                return;
            }

            Byte((byte)'\\');
            Byte((byte)('0' + (value / 100)));
            Byte((byte)('0' + (value / 10 % 10)));
            Byte((byte)('0' + (value % 10)));
        }
    }
}
