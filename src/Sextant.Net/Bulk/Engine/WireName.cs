namespace Sextant.Net.Bulk.Engine;

/// <summary>Names in wire form, compared without their case.</summary>
internal static class WireName
{
    /// <summary>The bytes of the name that begins here, its root label included.</summary>
    public static int Length(ReadOnlySpan<byte> wire)
    {
        int at = 0;
        while (wire[at] != 0)
        {
            at += wire[at] + 1;
        }

        return at + 1;
    }

    /// <summary>Length bytes are below 'A', so folding them changes nothing (RFC 4343).</summary>
    public static bool Same(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right) => System.Text.Ascii.EqualsIgnoreCase(left, right) || SameBytewise(left, right);

    /// <summary>Whether a name is another or lies below it.</summary>
    public static bool IsWithin(ReadOnlySpan<byte> name, ReadOnlySpan<byte> zone)
    {
        int at = 0;
        while (name.Length - at > zone.Length)
        {
            at += name[at] + 1;
        }

        return name.Length - at == zone.Length && Same(name[at..], zone);
    }

    public static byte Fold(byte value) => value is >= (byte)'A' and <= (byte)'Z' ? (byte)(value | 0x20) : value;

    /// <summary>For names with bytes beyond ASCII, which the vectorised comparison refuses.</summary>
    private static bool SameBytewise(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right)
    {
        if (left.Length != right.Length)
        {
            return false;
        }

        for (int i = 0; i < left.Length; i++)
        {
            if (Fold(left[i]) != Fold(right[i]))
            {
                return false;
            }
        }

        return true;
    }
}
