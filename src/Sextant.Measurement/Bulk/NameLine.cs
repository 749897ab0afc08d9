using System.Text;
using Sextant.Wire.Names;

namespace Sextant.Measurement.Bulk;

/// <summary>What a line of a list is.</summary>
public enum NameLineKind
{
    Name,

    /// <summary>Blank, or a comment.</summary>
    Nothing,

    /// <summary>Something that no name has: a blank inside, a slash, a colon, a control character.</summary>
    BadCharacter,

    /// <summary>Two dots in a row, or a dot in front.</summary>
    EmptyLabel,

    LabelTooLong,

    NameTooLong,

    /// <summary>Its last label is a number: an address, which has no records of its own.</summary>
    Address,

    /// <summary>Not ASCII, and no international name either.</summary>
    BadInternational,

    /// <summary>Longer than any line that holds a name.</summary>
    LineTooLong,

    /// <summary>Its holder wants to be left out.</summary>
    Excluded,
}

/// <summary>Reads one line of a list into the wire form of a name, lower case, allocating only for international names.</summary>
internal static class NameLine
{
    private const int LongestLabel = 63;
    private const int LongestWire = 255;
    private const byte Dot = (byte)'.';
    private static readonly byte[] Lower = LowerOfNames();

    /// <param name="line">Without its end.</param>
    /// <param name="wire">255 bytes.</param>
    public static NameLineKind Read(ReadOnlySpan<byte> line, Span<byte> wire, out int length)
    {
        length = 0;
        line = line.Trim(" \t\r\n"u8);
        if (line.IsEmpty || line[0] == (byte)'#')
        {
            return NameLineKind.Nothing;
        }

        if (Ascii.IsValid(line))
        {
            return ReadAscii(line, wire, out length);
        }

        return Encoding.UTF8.GetCharCount(line) <= 3 * HostName.MaxLength && HostName.TryParse(Encoding.UTF8.GetString(line), out HostName? name)
            ? ReadAscii(Encoding.ASCII.GetBytes(name.Ascii), wire, out length)
            : NameLineKind.BadInternational;
    }

    private static NameLineKind ReadAscii(ReadOnlySpan<byte> text, Span<byte> wire, out int length)
    {
        length = 0;
        int start = 0;
        int at = 1;
        bool number = true;
        if (text[^1] == (byte)'.' && text.Length > 1)
        {
            text = text[..^1];
        }

        foreach (byte value in text)
        {
            byte lower = Lower[value];
            if (lower == Dot)
            {
                if (Close(wire, start, at) is { } fault)
                {
                    return fault;
                }

                (start, at, number) = (at, at + 1, true);
                continue;
            }

            if (lower == 0)
            {
                return NameLineKind.BadCharacter;
            }

            if (at >= LongestWire - 1)
            {
                return NameLineKind.NameTooLong;
            }

            number &= lower <= (byte)'9' && lower >= (byte)'0';
            wire[at++] = lower;
        }

        if (Close(wire, start, at) is { } last)
        {
            return last;
        }

        wire[at] = 0;
        length = at + 1;
        return number ? NameLineKind.Address : NameLineKind.Name;
    }

    /// <summary>Fills in a label's length byte.</summary>
    private static NameLineKind? Close(Span<byte> wire, int start, int at)
    {
        int size = at - start - 1;
        if (size is 0 or > LongestLabel)
        {
            return size == 0 ? NameLineKind.EmptyLabel : NameLineKind.LabelTooLong;
        }

        if (at >= LongestWire)
        {
            return NameLineKind.NameTooLong;
        }

        wire[start] = (byte)size;
        return null;
    }

    /// <summary>Letters, digits, hyphen, underscore (RFC 8552), the star of a wildcard and the dot, in lower case: what else is legal in a label is a slip in a list, and 0 here.</summary>
    private static byte[] LowerOfNames()
    {
        byte[] lower = new byte[256];
        foreach (byte value in "abcdefghijklmnopqrstuvwxyz0123456789-_*."u8)
        {
            lower[value] = value;
        }

        foreach (byte value in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"u8)
        {
            lower[value] = (byte)(value | 0x20);
        }

        return lower;
    }
}
