namespace Sextant.Wire.Addresses.Origins;

/// <summary>
/// Reads what a registry has given out, in the format that the five of them share (plain or extended statistics):
/// <code>registry|country|ipv4|first|number of addresses|date|status|holder
/// registry|country|ipv6|first|length|date|status|holder</code>
/// A count of IPv4 addresses need be no power of two. Only what is allocated or assigned says something of an address.
/// </summary>
public static class DelegatedFile
{
    /// <summary>Adds the rows of a file.</summary>
    public static void Read(Stream stream, AddressRows rows) => rows.Read(stream, (line, _) => Row(line, rows));

    private static RowFault? Row(ReadOnlySpan<byte> line, AddressRows rows)
    {
        ReadOnlySpan<byte> registry = Utf8Text.Field(ref line, (byte)'|');
        ReadOnlySpan<byte> country = Utf8Text.Field(ref line, (byte)'|');
        ReadOnlySpan<byte> type = Utf8Text.Field(ref line, (byte)'|');
        ReadOnlySpan<byte> first = Utf8Text.Field(ref line, (byte)'|');
        ReadOnlySpan<byte> size = Utf8Text.Field(ref line, (byte)'|');
        Utf8Text.Field(ref line, (byte)'|');
        ReadOnlySpan<byte> status = Utf8Text.Field(ref line, (byte)'|');
        if (registry.IndexOf((byte)'.') >= 0 || (registry.Length > 0 && char.IsAsciiDigit((char)registry[0])) || country.SequenceEqual("*"u8))
        {
            return null; // the head with the format's version, or a sum
        }

        rows.Reading.Seen();
        if (type.SequenceEqual("asn"u8) || status.SequenceEqual("available"u8) || status.SequenceEqual("reserved"u8))
        {
            rows.Reading.Skipped();
            return null;
        }

        if (!status.SequenceEqual("allocated"u8) && !status.SequenceEqual("assigned"u8))
        {
            return RowFault.TooFewFields;
        }

        if (!Utf8Text.TryAddress(first, out Family family, out UInt128 from))
        {
            return RowFault.BadAddress;
        }

        if (!type.SequenceEqual(family == Family.V4 ? "ipv4"u8 : "ipv6"u8))
        {
            return RowFault.MixedFamilies;
        }

        if (!Utf8Text.TryNumber(size, out uint number) || !TryLast(family, from, number, out UInt128 last))
        {
            return RowFault.BadLength;
        }

        return last < from ? RowFault.BitsBeyondLength
            : Utf8Text.TryCountry(country, out string? code) ? rows.Add(family, from, last, rows.Origins.Of(new AddressOrigin(null, null, code)))
            : RowFault.BadCountry;
    }

    // A prefix with bits beyond its length gives a last address before the first.
    private static bool TryLast(Family family, UInt128 first, uint number, out UInt128 last)
    {
        last = 0;
        if (family == Family.V6)
        {
            bool fits = number is > 0 and <= 128;
            UInt128 rest = fits && number < 128 ? UInt128.MaxValue >> (int)number : 0;
            last = (first & rest) == 0 ? first | rest : 0;
            return fits;
        }

        ulong end = (ulong)(first >> 96) + number - (number > 0 ? 1UL : 0);
        last = end <= uint.MaxValue ? AddressRange.Align((uint)end) : 0;
        return number > 0 && end <= uint.MaxValue;
    }
}
