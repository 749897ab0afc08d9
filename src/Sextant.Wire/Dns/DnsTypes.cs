using System.Globalization;

namespace Sextant.Wire.Dns;

/// <summary>Types, classes and response codes as text; what has no mnemonic is written as RFC 3597 section 5 says (<c>TYPE1234</c>, <c>CLASS7</c>).</summary>
public static class DnsTypes
{
    /// <summary><c>AAAA</c>, <c>TYPE1234</c>.</summary>
    public static string ToText(this DnsType type) =>
        Enum.IsDefined(type) && type != DnsType.None
            ? type.ToString().ToUpperInvariant()
            : string.Create(CultureInfo.InvariantCulture, $"TYPE{(ushort)type}");

    /// <summary><c>IN</c>, <c>CLASS7</c>.</summary>
    public static string ToText(this DnsClass value) =>
        Enum.IsDefined(value) ? value.ToString().ToUpperInvariant() : string.Create(CultureInfo.InvariantCulture, $"CLASS{(ushort)value}");

    /// <summary><c>NOERROR</c>, <c>RCODE12</c>.</summary>
    public static string ToText(this DnsRcode value) =>
        Enum.IsDefined(value) ? value.ToString().ToUpperInvariant() : string.Create(CultureInfo.InvariantCulture, $"RCODE{(ushort)value}");

    /// <summary>The type of a mnemonic that the program itself wrote.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    public static DnsType Parse(string text) =>
        TryParse(text, out DnsType type) ? type : throw new FormatException($"\"{text}\" is not a DNS type.");

    /// <summary>Reads a mnemonic or <c>TYPEn</c>, in any case.</summary>
    public static bool TryParse(string? text, out DnsType type)
    {
        type = DnsType.None;
        if (string.IsNullOrEmpty(text) || !char.IsAsciiLetter(text[0]))
        {
            return false;
        }

        if (text.StartsWith("TYPE", StringComparison.OrdinalIgnoreCase)
            && ushort.TryParse(text.AsSpan(4), NumberStyles.None, CultureInfo.InvariantCulture, out ushort number))
        {
            type = (DnsType)number;
            return true;
        }

        return Enum.TryParse(text, ignoreCase: true, out type) && Enum.IsDefined(type) && type != DnsType.None;
    }
}
