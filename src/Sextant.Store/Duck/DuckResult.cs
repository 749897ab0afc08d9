using System.Runtime.InteropServices;

namespace Sextant.Store.Duck;

/// <summary>A result as DuckDB holds it, destroyed with this.</summary>
internal sealed class DuckResult : IDisposable
{
    private readonly DuckColumn[] _columns;
    private DuckResultValue _value;
    private bool _destroyed;

    private DuckResult(DuckResultValue value)
    {
        _value = value;
        _columns = new DuckColumn[DuckNative.ColumnCount(ref _value)];
        for (int i = 0; i < _columns.Length; i++)
        {
            string name = Marshal.PtrToStringUTF8(DuckNative.ColumnName(ref _value, (ulong)i)) ?? "";
            _columns[i] = new DuckColumn(name, DuckNative.ColumnType(ref _value, (ulong)i));
        }
    }

    internal long RowsChanged => (long)DuckNative.RowsChanged(ref _value);

    internal static DuckResult Of(int state, DuckResultValue value)
    {
        if (state == 0)
        {
            return new DuckResult(value);
        }

        DuckException fault = DuckException.Of(
            DuckNative.ResultErrorType(ref value), DuckNative.ResultError(ref value), "DuckDB refuses the statement and says no more.");
        DuckNative.DestroyResult(ref value);
        throw fault;
    }

    /// <summary>The next chunk, or null at the end.</summary>
    internal DuckChunkHandle? NextChunk()
    {
        nint chunk = DuckNative.FetchChunk(_value);
        return chunk == 0 ? null : new DuckChunkHandle(chunk);
    }

    internal void ReadChunk<T>(DuckChunkHandle chunk, DuckRead<T> read, List<T> into) =>
        VisitChunk(chunk, (in DuckRow row) => into.Add(read(row)));

    /// <summary>How many rows the chunk had.</summary>
    internal int VisitChunk(DuckChunkHandle chunk, DuckVisit visit)
    {
        for (int i = 0; i < _columns.Length; i++)
        {
            nint vector = DuckNative.ChunkVector(chunk, (ulong)i);
            _columns[i] = _columns[i].At(vector);
        }

        int rows = (int)DuckNative.ChunkSize(chunk);
        for (int row = 0; row < rows; row++)
        {
            visit(new DuckRow(_columns, row));
        }

        return rows;
    }

    public void Dispose()
    {
        if (!_destroyed)
        {
            _destroyed = true;
            DuckNative.DestroyResult(ref _value);
        }
    }
}

/// <summary>A column, and where its values of the present chunk lie.</summary>
internal readonly record struct DuckColumn(string Name, DuckType Type, nint Vector = 0, nint Data = 0, nint Validity = 0)
{
    internal DuckColumn At(nint vector) =>
        this with { Vector = vector, Data = DuckNative.VectorData(vector), Validity = DuckNative.VectorValidity(vector) };
}
