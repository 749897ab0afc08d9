namespace Sextant.Wire.Addresses.Origins;

/// <summary>
/// Reads ranges as comma-separated values (RFC 4180): <c>first,last,system,holder</c>, or <c>first,last,country</c>. Both ends are inside;
/// a range need be no prefix. A first line of words is a head.
/// </summary>
public static class RangeCsv
{
    /// <summary>Adds the rows of a file.</summary>
    public static void Read(Stream stream, AddressRows rows) => rows.Read(stream, (line, number) => Row(line, number, rows));

    private static RowFault? Row(ReadOnlySpan<byte> line, long number, AddressRows rows)
    {
        ReadOnlySpan<byte> first = Utf8Text.Field(ref line, (byte)',');
        if (number == 1 && first.Length > 0 && first.IndexOfAny((byte)':', (byte)'.') < 0 && !char.IsAsciiDigit((char)first[0]))
        {
            return null;
        }

        rows.Reading.Seen();
        ReadOnlySpan<byte> last = Utf8Text.Field(ref line, (byte)',');
        if (line.IsEmpty)
        {
            return RowFault.TooFewFields;
        }

        if (!TryUnquoted(ref line, out ReadOnlySpan<byte> third))
        {
            return RowFault.BadQuoting;
        }

        if (!Utf8Text.TryAddress(Bare(first), out Family family, out UInt128 from) | !Utf8Text.TryAddress(Bare(last), out Family lastFamily, out UInt128 to))
        {
            return RowFault.BadAddress;
        }

        if (family != lastFamily || to < from)
        {
            return family != lastFamily ? RowFault.MixedFamilies : RowFault.Inverted;
        }

        if (Utf8Text.TrySystem(third, out uint system))
        {
            return TryUnquoted(ref line, out ReadOnlySpan<byte> holder)
                ? rows.Add(family, from, to, rows.Origins.Of(system, holder))
                : RowFault.BadQuoting;
        }

        return Utf8Text.TryCountry(third, out string? country)
            ? rows.Add(family, from, to, rows.Origins.Of(new AddressOrigin(null, null, country)))
            : third.Length == 2 && char.IsAsciiLetter((char)third[0]) ? RowFault.BadCountry : RowFault.BadNumber;
    }

    private static ReadOnlySpan<byte> Bare(ReadOnlySpan<byte> field) => field.Length >= 2 && field[0] == '"' && field[^1] == '"' ? field[1..^1] : field;

    private static bool TryUnquoted(ref ReadOnlySpan<byte> rest, out ReadOnlySpan<byte> field)
    {
        if (rest.IsEmpty || rest[0] != '"')
        {
            field = Utf8Text.Field(ref rest, (byte)',').Trim((byte)' ');
            return field.IndexOf((byte)'"') < 0;
        }

        int end = 1;
        int doubled = 0;
        while (end < rest.Length && (rest[end] != '"' || (end + 1 < rest.Length && rest[end + 1] == '"')))
        {
            doubled += rest[end] == '"' ? 1 : 0;
            end += rest[end] == '"' ? 2 : 1;
        }

        if (end >= rest.Length)
        {
            field = [];
            return false;
        }

        field = doubled == 0 ? rest[1..end] : System.Text.Encoding.UTF8.GetBytes(System.Text.Encoding.UTF8.GetString(rest[1..end]).Replace("\"\"", "\"", StringComparison.Ordinal));
        bool whole = end + 1 == rest.Length || rest[end + 1] == ',';
        rest = end + 2 <= rest.Length ? rest[(end + 2)..] : [];
        return whole;
    }
}
