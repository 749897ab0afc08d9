using System.Globalization;
using System.Text;

namespace Sextant.Wire.Dns;

/// <summary>Presentation form of labels, names and character strings (RFC 1035 section 5.1).</summary>
internal static class DnsText
{
    /// <summary>A label: lower case, what has a meaning in a zone file behind a backslash, what is not printable as <c>\DDD</c>.</summary>
    public static string Label(ReadOnlySpan<byte> label)
    {
        var text = new StringBuilder(label.Length);
        foreach (byte value in label)
        {
            Append(text, DnsName.Fold(value), ".\\\"();@$", space: false);
        }

        return text.ToString();
    }

    /// <summary>A character string between quotes.</summary>
    public static string Quoted(ReadOnlySpan<byte> value)
    {
        var text = new StringBuilder(value.Length + 2).Append('"');
        foreach (byte b in value)
        {
            Append(text, b, "\\\"", space: true);
        }

        return text.Append('"').ToString();
    }

    /// <summary>Hexadecimal in upper case, as DS and RFC 3597 write it.</summary>
    public static string Hex(ReadOnlySpan<byte> value) => Convert.ToHexString(value);

    /// <summary>RFC 3597 section 5: <c>\# 3 0A0B0C</c>.</summary>
    public static string Generic(ReadOnlySpan<byte> value) =>
        value.IsEmpty ? "\\# 0" : string.Create(CultureInfo.InvariantCulture, $"\\# {value.Length} {Hex(value)}");

    /// <summary>Reads a name into wire form; false when a label or the name is empty, too long, not ASCII or badly escaped.</summary>
    public static bool TryParseName(string text, Span<byte> wire, out int length)
    {
        length = 1;
        wire[0] = 0;
        if (text is ".")
        {
            return true;
        }

        int start = 0;
        int at = 0;
        while (at < text.Length)
        {
            if (text[at] == '.')
            {
                if (!TryCloseLabel(wire, ref start, ref length))
                {
                    return false;
                }

                at++;
                continue;
            }

            if (!TryReadByte(text, ref at, out byte value) || length >= DnsName.MaxWireLength)
            {
                return false;
            }

            wire[length++] = value;
        }

        return Finish(wire, start, ref length);
    }

    private static bool Finish(Span<byte> wire, int start, ref int length)
    {
        // After a trailing dot the label that was begun is empty: it is the root label.
        if (length - start == 1)
        {
            wire[start] = 0;
            return length > 1;
        }

        return TryCloseLabel(wire, ref start, ref length) && length <= DnsName.MaxWireLength;
    }

    private static bool TryCloseLabel(Span<byte> wire, ref int start, ref int length)
    {
        int size = length - start - 1;
        if (size is < 1 or > DnsName.MaxLabelLength || length >= DnsName.MaxWireLength)
        {
            return false;
        }

        wire[start] = (byte)size;
        start = length;
        wire[length++] = 0;
        return true;
    }

    private static bool TryReadByte(string text, ref int at, out byte value)
    {
        value = 0;
        char c = text[at++];
        if (c != '\\')
        {
            // A space in a name given by a person is a slip; in a label it is written \032.
            value = c < 0x7F ? (byte)c : (byte)0;
            return c is > ' ' and < (char)0x7F;
        }

        if (at < text.Length && char.IsAsciiDigit(text[at]))
        {
            bool ok = at + 3 <= text.Length
                & byte.TryParse(text.AsSpan(at, Math.Min(3, text.Length - at)), NumberStyles.None, CultureInfo.InvariantCulture, out value);
            at += 3;
            return ok;
        }

        if (at >= text.Length || text[at] is <= ' ' or >= (char)0x7F)
        {
            return false;
        }

        value = (byte)text[at++];
        return true;
    }

    private static void Append(StringBuilder text, byte value, string escaped, bool space)
    {
        if (value is > 0x20 and < 0x7F || (space && value == 0x20))
        {
            if (escaped.Contains((char)value, StringComparison.Ordinal))
            {
                text.Append('\\');
            }

            text.Append((char)value);
        }
        else
        {
            text.Append('\\').Append(value.ToString("D3", CultureInfo.InvariantCulture));
        }
    }
}
