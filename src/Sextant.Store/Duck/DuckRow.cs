using System.Text;

namespace Sextant.Store.Duck;

/// <summary>One row of a result, valid while it is being read. Values are asked for by position and type; a wrong type is an exception.</summary>
public readonly ref struct DuckRow
{
    private readonly ReadOnlySpan<DuckColumn> _columns;
    private readonly int _row;

    internal DuckRow(ReadOnlySpan<DuckColumn> columns, int row)
    {
        _columns = columns;
        _row = row;
    }

    /// <summary>How many columns there are.</summary>
    public int Count => _columns.Length;

    /// <summary>A column's name.</summary>
    public string Name(int column) => _columns[column].Name;

    /// <summary>Whether the value is NULL.</summary>
    public bool IsNull(int column) => !IsValid(_columns[column].Validity, _row);

    /// <summary>A whole number of any width that fits 64 bits.</summary>
    public long Int64(int column)
    {
        DuckColumn at = Present(column);
        return at.Type switch
        {
            DuckType.TinyInt => Value<sbyte>(at),
            DuckType.SmallInt => Value<short>(at),
            DuckType.Integer => Value<int>(at),
            DuckType.BigInt => Value<long>(at),
            DuckType.UTinyInt => Value<byte>(at),
            DuckType.USmallInt => Value<ushort>(at),
            DuckType.UInteger => Value<uint>(at),
            DuckType.UBigInt => (long)Value<ulong>(at),
            DuckType.HugeInt => (long)Value<Int128>(at), // sum() of integers
            _ => throw Wrong(at, "a whole number"),
        };
    }

    /// <summary>An unsigned 64-bit number.</summary>
    public ulong UInt64(int column)
    {
        DuckColumn at = Present(column);
        return at.Type == DuckType.UBigInt ? Value<ulong>(at) : (ulong)Int64(column);
    }

    /// <summary>A floating-point number, or a whole one read as such.</summary>
    public double Double(int column)
    {
        DuckColumn at = Present(column);
        return at.Type switch
        {
            DuckType.Double => Value<double>(at),
            DuckType.Float => Value<float>(at),
            _ => Int64(column),
        };
    }

    /// <summary>True or false.</summary>
    public bool Boolean(int column)
    {
        DuckColumn at = Present(column);
        return at.Type == DuckType.Boolean ? Value<byte>(at) != 0 : throw Wrong(at, "a truth value");
    }

    /// <summary>An instant (TIMESTAMP is read as UTC, as Sextant writes nothing else).</summary>
    public DateTimeOffset Instant(int column)
    {
        DuckColumn at = Present(column);
        return at.Type is DuckType.TimestampTz or DuckType.Timestamp ? DuckTime.Instant(Value<long>(at)) : throw Wrong(at, "an instant");
    }

    /// <summary>A calendar day.</summary>
    public DateOnly Date(int column)
    {
        DuckColumn at = Present(column);
        return at.Type == DuckType.Date ? new DateOnly(1970, 1, 1).AddDays(Value<int>(at)) : throw Wrong(at, "a date");
    }

    /// <summary>Text; not NULL.</summary>
    public string Text(int column)
    {
        DuckColumn at = Present(column);
        return at.Type == DuckType.Varchar ? Encoding.UTF8.GetString(Bytes(at.Data, _row)) : throw Wrong(at, "text");
    }

    /// <summary>Text, or null for NULL.</summary>
    public string? TextOrNull(int column) => IsNull(column) ? null : Text(column);

    /// <summary>Bytes.</summary>
    public byte[] Blob(int column)
    {
        DuckColumn at = Present(column);
        return at.Type == DuckType.Blob ? Bytes(at.Data, _row).ToArray() : throw Wrong(at, "bytes");
    }

    /// <summary>A list of texts (VARCHAR[]); NULL is the empty list.</summary>
    public IReadOnlyList<string> Texts(int column)
    {
        if (IsNull(column))
        {
            return [];
        }

        DuckColumn at = _columns[column];
        if (at.Type != DuckType.List)
        {
            throw Wrong(at, "a list");
        }

        (ulong offset, ulong length) = Value<(ulong, ulong)>(at);
        nint data = DuckNative.VectorData(DuckNative.ListChild(at.Vector));
        var texts = new string[length];
        for (int i = 0; i < texts.Length; i++)
        {
            texts[i] = Encoding.UTF8.GetString(Bytes(data, (int)offset + i));
        }

        return texts;
    }

    private DuckColumn Present(int column) =>
        IsNull(column) ? throw new InvalidOperationException($"Column '{Name(column)}' is NULL here.") : _columns[column];

    private unsafe T Value<T>(DuckColumn at)
        where T : unmanaged => ((T*)at.Data)[_row];

    private static InvalidOperationException Wrong(DuckColumn at, string wanted) => new($"Column '{at.Name}' is {at.Type}, not {wanted}.");

    /// <summary>The validity mask: one bit a row, none at all when every row is valid.</summary>
    private static unsafe bool IsValid(nint validity, int row) =>
        validity == 0 || (((ulong*)validity)[row / 64] & (1UL << (row % 64))) != 0;

    /// <summary><c>duckdb_string_t</c>: 4 bytes length, then 12 bytes inlined, or 4 of prefix and a pointer.</summary>
    private static unsafe ReadOnlySpan<byte> Bytes(nint data, int row)
    {
        byte* text = (byte*)data + (row * 16L);
        uint length = *(uint*)text;
        return length <= 12 ? new ReadOnlySpan<byte>(text + 4, (int)length) : new ReadOnlySpan<byte>(*(byte**)(text + 8), (int)length);
    }
}
