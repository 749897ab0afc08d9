using System.Buffers.Binary;
using System.Net;

namespace Sextant.Wire.Dns;

/// <summary>Writes until it is full; then its length is -1 and stays so.</summary>
internal ref struct RecordTextWriter(Span<byte> text)
{
    /// <summary>Letters, digits, hyphen and underscore in lower case; 0 for what is escaped or perhaps so.</summary>
    private static readonly byte[] LowerOfPlain = [.. Enumerable.Range(0, 256).Select(b =>
        b is (>= 'a' and <= 'z') or (>= '0' and <= '9') or '-' or '_' ? (byte)b : b is >= 'A' and <= 'Z' ? (byte)(b | 0x20) : (byte)0)];

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
