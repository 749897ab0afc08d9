using System.Buffers.Text;
using System.Net;
using System.Net.Sockets;
using System.Text.Unicode;

namespace Sextant.Wire.Addresses.Origins;

/// <summary>Reads the fields of address data from bytes, strictly.</summary>
internal static class Utf8Text
{
    /// <summary>The longest address in text: six groups and a dotted quad.</summary>
    private const int LongestAddress = 45;

    /// <summary>An address as it is ordinarily written, left-aligned.</summary>
    public static bool TryAddress(ReadOnlySpan<byte> text, out Family family, out UInt128 key)
    {
        key = 0;
        if (text.IndexOf((byte)':') < 0)
        {
            family = Family.V4;
            bool read = TryIpv4(text, out uint address);
            key = AddressRange.Align(address);
            return read;
        }

        family = Family.V6;
        if (text.Length > LongestAddress || text.IndexOfAnyExcept("0123456789abcdefABCDEF:."u8) >= 0
            || !IPAddress.TryParse(text, out IPAddress? parsed) || parsed.AddressFamily != AddressFamily.InterNetworkV6)
        {
            return false;
        }

        key = IpPrefix.ToBits(parsed);
        return true;
    }

    /// <summary>Digits alone, nothing before or after them.</summary>
    public static bool TryNumber(ReadOnlySpan<byte> text, out uint number)
    {
        number = 0;
        return text.Length is > 0 and <= 10 && text.IndexOfAnyExceptInRange((byte)'0', (byte)'9') < 0
            && Utf8Parser.TryParse(text, out number, out int used) && used == text.Length;
    }

    /// <summary>A number of a system: <c>4294967294</c>, <c>AS13335</c> or in the old dotted form <c>3.10</c> (RFC 5396). 0 is none.</summary>
    public static bool TrySystem(ReadOnlySpan<byte> text, out uint number)
    {
        if (text.Length > 2 && (text[0] | 0x20) == 'a' && (text[1] | 0x20) == 's')
        {
            text = text[2..];
        }

        int dot = text.IndexOf((byte)'.');
        if (dot < 0)
        {
            return TryNumber(text, out number) && number != 0;
        }

        bool read = TryNumber(text[..dot], out uint upper) & TryNumber(text[(dot + 1)..], out uint lower) && upper <= 0xFFFF && lower <= 0xFFFF;
        number = read ? upper << 16 | lower : 0;
        return number != 0;
    }

    /// <summary>Two letters, written large. <c>ZZ</c> is a registry's word for nobody.</summary>
    public static bool TryCountry(ReadOnlySpan<byte> text, out string? country)
    {
        country = null;
        if (text.Length != 2 || !char.IsAsciiLetter((char)text[0]) || !char.IsAsciiLetter((char)text[1]))
        {
            return false;
        }

        country = string.Create(2, ((char)(text[0] & 0xDF), (char)(text[1] & 0xDF)), static (span, pair) => (span[0], span[1]) = pair);
        return country != "ZZ";
    }

    /// <summary>Takes the text up to the next separator off the front; all of it when there is none.</summary>
    public static ReadOnlySpan<byte> Field(ref ReadOnlySpan<byte> rest, byte separator)
    {
        int at = rest.IndexOf(separator);
        ReadOnlySpan<byte> field = at < 0 ? rest : rest[..at];
        rest = at < 0 ? [] : rest[(at + 1)..];
        return field;
    }

    /// <summary>Whether bytes are a text; no bytes are no text.</summary>
    public static bool Is(ReadOnlySpan<byte> bytes, string? text)
    {
        if (bytes.IsEmpty || text is null)
        {
            return bytes.IsEmpty && text is null;
        }

        Span<char> chars = stackalloc char[128];
        if (bytes.Length > chars.Length)
        {
            return System.Text.Encoding.UTF8.GetString(bytes) == text;
        }

        Utf8.ToUtf16(bytes, chars, out _, out int written);
        return chars[..written].SequenceEqual(text);
    }

    private static bool TryIpv4(ReadOnlySpan<byte> text, out uint address)
    {
        address = 0;
        int parts = 0;
        uint part = 0;
        int digits = 0;
        foreach (byte at in text)
        {
            if (at is >= (byte)'0' and <= (byte)'9')
            {
                // A leading zero is octal to some readers: such an address says two things.
                if (digits > 0 && part == 0)
                {
                    return false;
                }

                part = part * 10 + (uint)(at - '0');
                digits++;
                if (part > 255)
                {
                    return false;
                }
            }
            else if (at == '.' && digits > 0 && parts < 3)
            {
                address = address << 8 | part;
                (parts, part, digits) = (parts + 1, 0, 0);
            }
            else
            {
                return false;
            }
        }

        address = address << 8 | part;
        return parts == 3 && digits > 0;
    }
}
