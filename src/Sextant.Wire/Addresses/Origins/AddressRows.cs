using System.Text.Unicode;

namespace Sextant.Wire.Addresses.Origins;

/// <summary>Collects the rows of one or several files into one table.</summary>
public sealed class AddressRows
{
    /// <summary>8,000,000: six times what all the world's routers knew in 2026, in 400 MB while it is built.</summary>
    public const int MostRows = 8_000_000;

    private readonly List<AddressRange> _v4 = [];
    private readonly List<AddressRange> _v6 = [];

    /// <summary>What came of reading so far.</summary>
    public AddressReading Reading { get; } = new();

    /// <summary>Rows taken.</summary>
    public int Count => _v4.Count + _v6.Count;

    internal OriginBook Origins { get; } = new();

    /// <summary>Makes the table: ranges inside or across each other are cut, the narrowest wins, of equal ones the last row.</summary>
    public AddressTable Build(out OverlapCounts overlaps)
    {
        AddressRuns v4 = RangeCutter.Cut(_v4, out OverlapCounts inV4);
        AddressRuns v6 = RangeCutter.Cut(_v6, out OverlapCounts inV6);
        overlaps = new OverlapCounts(inV4.Nested + inV6.Nested, inV4.Repeated + inV6.Repeated, inV4.Crossing + inV6.Crossing);
        return new AddressTable([.. Origins.All], v4, v6);
    }

    /// <summary>Takes a row, or names why not.</summary>
    internal RowFault? Add(Family family, UInt128 first, UInt128 last, int origin)
    {
        if (Count >= MostRows)
        {
            return RowFault.TooMany;
        }

        (family == Family.V4 ? _v4 : _v6).Add(new AddressRange(first, family == Family.V4 ? last | (UInt128.MaxValue >> 32) : last, origin));
        return null;
    }

    /// <summary>Gives each line to a reader of rows and counts what it says; lines that are too long or no UTF-8 do not reach it.</summary>
    internal void Read(Stream stream, RowReader reader)
    {
        var lines = new LineFeed(stream);
        while (lines.TryRead(out ReadOnlySpan<byte> line, out bool tooLong))
        {
            if (lines.Number == 1 && line.StartsWith("\uFEFF"u8))
            {
                line = line[3..];
            }

            if (line.Trim((byte)' ').IsEmpty || line[0] == '#')
            {
                continue;
            }

            RowFault? fault = tooLong ? RowFault.LineTooLong : !Utf8.IsValid(line) ? RowFault.NotUtf8 : reader(line, lines.Number);
            if (fault is { } found)
            {
                if (tooLong || found == RowFault.NotUtf8)
                {
                    Reading.Seen();
                }

                Reading.Fault(found, lines.Number);
            }
        }
    }

    internal delegate RowFault? RowReader(ReadOnlySpan<byte> line, long number);
}
