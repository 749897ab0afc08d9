namespace Sextant.Wire.Addresses.Origins;

/// <summary>
/// Reads a routing table from the text that <c>bgpdump -m</c> makes of an MRT file (RFC 6396), one line for each route of each peer:
/// <code>TABLE_DUMP2|time|B|peer|peer's system|prefix|path|origin|...</code>
/// The last system of a path announced the prefix. Where the collector's peers do not agree, the one that most of them saw is taken, of
/// equals the lowest; a prefix's lines stand together, as a dump has them.
/// </summary>
public static class RouteDump
{
    /// <summary>Adds the routes of a dump.</summary>
    public static void Read(Stream stream, AddressRows rows)
    {
        var votes = new Votes(rows);
        rows.Read(stream, (line, number) => Row(line, number, rows, votes));
        votes.Close();
    }

    private static RowFault? Row(ReadOnlySpan<byte> line, long number, AddressRows rows, Votes votes)
    {
        rows.Reading.Seen();
        ReadOnlySpan<byte> table = Utf8Text.Field(ref line, (byte)'|');
        Utf8Text.Field(ref line, (byte)'|');
        ReadOnlySpan<byte> kind = Utf8Text.Field(ref line, (byte)'|');
        if (!(table.SequenceEqual("TABLE_DUMP2"u8) || table.SequenceEqual("TABLE_DUMP"u8)) || !kind.SequenceEqual("B"u8))
        {
            return RowFault.NotARoute;
        }

        Utf8Text.Field(ref line, (byte)'|');
        Utf8Text.Field(ref line, (byte)'|');
        ReadOnlySpan<byte> prefix = Utf8Text.Field(ref line, (byte)'|');
        if (line.IsEmpty)
        {
            return RowFault.TooFewFields;
        }

        ReadOnlySpan<byte> path = Utf8Text.Field(ref line, (byte)'|');
        if (!TryPrefix(prefix, out Family family, out UInt128 first, out int length, out RowFault fault) || !TryOrigin(path, out uint system, out fault))
        {
            return fault;
        }

        if (length == 0)
        {
            return RowFault.DefaultRoute;
        }

        votes.Add(family, first, length, system, number);
        return null;
    }

    private static bool TryPrefix(ReadOnlySpan<byte> text, out Family family, out UInt128 first, out int length, out RowFault fault)
    {
        ReadOnlySpan<byte> size = text;
        ReadOnlySpan<byte> address = Utf8Text.Field(ref size, (byte)'/');
        length = 0;
        fault = RowFault.BadAddress;
        if (!Utf8Text.TryAddress(address, out family, out first))
        {
            return false;
        }

        fault = RowFault.BadLength;
        if (!Utf8Text.TryNumber(size, out uint number) || number > (family == Family.V4 ? 32u : 128u))
        {
            return false;
        }

        length = (int)number;
        fault = RowFault.BitsBeyondLength;
        return (first & Rest(length)) == 0;
    }

    private static bool TryOrigin(ReadOnlySpan<byte> path, out uint system, out RowFault fault)
    {
        path = path.Trim((byte)' ');
        ReadOnlySpan<byte> last = path[(path.LastIndexOf((byte)' ') + 1)..];
        if (last.Length > 2 && last[0] == '{' && last[^1] == '}')
        {
            last = last[1..^1];
            if (last.IndexOf((byte)',') >= 0)
            {
                (system, fault) = (0, RowFault.AsSet);
                return false;
            }
        }

        fault = RowFault.BadNumber;
        return Utf8Text.TrySystem(last, out system);
    }

    private static UInt128 Rest(int length) => length == 128 ? 0 : UInt128.MaxValue >> length;

    /// <summary>What the peers say of one prefix.</summary>
    private sealed class Votes(AddressRows rows)
    {
        private readonly Dictionary<uint, int> _seen = [];
        private Family _family;
        private UInt128 _first;
        private int _length;
        private long _line;

        public void Add(Family family, UInt128 first, int length, uint system, long line)
        {
            if (_seen.Count > 0 && (family != _family || first != _first || length != _length))
            {
                Close();
            }

            (_family, _first, _length, _line) = (family, first, length, line);
            _seen[system] = _seen.GetValueOrDefault(system) + 1;
        }

        public void Close()
        {
            if (_seen.Count == 0)
            {
                return;
            }

            if (_seen.Count > 1)
            {
                rows.Reading.Several();
            }

            uint system = _seen.MinBy(vote => (-vote.Value, vote.Key)).Key;
            _seen.Clear();
            if (rows.Add(_family, _first, _first | Rest(_length), rows.Origins.Of(system, [])) is { } fault)
            {
                rows.Reading.Fault(fault, _line);
            }
        }
    }
}
