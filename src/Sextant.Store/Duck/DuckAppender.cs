using System.Text;

namespace Sextant.Store.Duck;

/// <summary>
/// Bulk load: values are written straight into a data chunk of DuckDB, 2,048 rows at a time (15 times as fast as row by row).
/// Columns are added in the table's order; <see cref="EndRow"/> demands that all were.
/// </summary>
public sealed class DuckAppender : IDisposable
{
    private readonly DuckAppenderHandle _handle;
    private readonly DuckChunkHandle _chunk;
    private readonly DuckType[] _types;
    private readonly nint[] _vectors;
    private readonly nint[] _data;
    private readonly int _capacity = (int)DuckNative.VectorSize();
    private byte[] _text = new byte[256];
    private int _row;
    private int _column;

    internal DuckAppender(DuckConnectionHandle connection, string table)
    {
        int state = DuckNative.CreateAppender(connection, null, table, out _handle);
        if (state != 0)
        {
            DuckException fault = DuckException.Of((int)DuckFault.Catalog, DuckNative.AppenderError(_handle), $"There is no table '{table}' to append to.");
            _handle.Dispose();
            throw fault;
        }

        int columns = (int)DuckNative.AppenderColumns(_handle);
        var types = new nint[columns];
        _types = new DuckType[columns];
        for (int i = 0; i < columns; i++)
        {
            types[i] = DuckNative.AppenderColumnType(_handle, (ulong)i);
            _types[i] = DuckNative.TypeOf(types[i]);
        }

        _chunk = new DuckChunkHandle(DuckNative.CreateChunk(types, (ulong)columns));
        for (int i = 0; i < columns; i++)
        {
            DuckNative.DestroyType(ref types[i]);
        }

        _vectors = new nint[columns];
        _data = new nint[columns];
        Begin();
    }

    /// <summary>Adds text, or NULL.</summary>
    public DuckAppender Add(string? value)
    {
        if (value is null)
        {
            return AddNull();
        }

        int column = Take(DuckType.Varchar);
        Assign(_vectors[column], _row, value);
        return this;
    }

    /// <summary>Adds a list of texts.</summary>
    public DuckAppender Add(IReadOnlyList<string> values)
    {
        int column = Take(DuckType.List);
        nint list = _vectors[column];
        ulong start = DuckNative.ListSize(list);
        ulong end = start + (ulong)values.Count;
        if (DuckNative.ReserveList(list, end) != 0 || DuckNative.SetListSize(list, end) != 0)
        {
            throw new DuckException(DuckFault.OutOfMemory, "DuckDB gives no room for a list.");
        }

        nint child = DuckNative.ListChild(list);
        for (int i = 0; i < values.Count; i++)
        {
            Assign(child, (int)start + i, values[i]);
        }

        Put(column, (start, (ulong)values.Count));
        return this;
    }

    /// <summary>Adds an instant, or NULL.</summary>
    public DuckAppender Add(DateTimeOffset? value) => value is { } at ? Put(Take(DuckType.TimestampTz), DuckTime.Microseconds(at)) : AddNull();

    /// <summary>Adds a 64-bit number, or NULL.</summary>
    public DuckAppender Add(long? value) => value is { } number ? Put(Take(DuckType.BigInt), number) : AddNull();

    /// <summary>Adds a 32-bit number, or NULL.</summary>
    public DuckAppender Add(int? value) => value is { } number ? Put(Take(DuckType.Integer), number) : AddNull();

    /// <summary>Adds a floating-point number, or NULL.</summary>
    public DuckAppender Add(double? value) => value is { } number ? Put(Take(DuckType.Double), number) : AddNull();

    /// <summary>Adds a truth value, or NULL.</summary>
    public DuckAppender Add(bool? value) => value is { } yes ? Put(Take(DuckType.Boolean), (byte)(yes ? 1 : 0)) : AddNull();

    /// <summary>Adds NULL to a column of any type.</summary>
    public DuckAppender AddNull()
    {
        int column = _column++;
        DuckNative.EnsureValidity(_vectors[column]);
        DuckNative.SetRowInvalid(DuckNative.VectorValidity(_vectors[column]), (ulong)_row);
        return this;
    }

    /// <summary>Ends the row.</summary>
    /// <exception cref="InvalidOperationException">A column is missing.</exception>
    public void EndRow()
    {
        if (_column != _types.Length)
        {
            throw new InvalidOperationException($"A row of {_types.Length} columns was given {_column}.");
        }

        _column = 0;
        if (++_row == _capacity)
        {
            Send();
        }
    }

    /// <summary>Sends what is left; without it nothing of the last chunk is in the table.</summary>
    /// <exception cref="DuckException">DuckDB refuses the rows.</exception>
    public void Complete()
    {
        if (_row > 0)
        {
            Send();
        }

        Check(DuckNative.CloseAppender(_handle));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _chunk.Dispose();
        _handle.Dispose();
    }

    private void Begin()
    {
        _row = 0;
        for (int i = 0; i < _vectors.Length; i++)
        {
            _vectors[i] = DuckNative.ChunkVector(_chunk, (ulong)i);
            _data[i] = DuckNative.VectorData(_vectors[i]);
        }
    }

    private void Send()
    {
        DuckNative.SetChunkSize(_chunk, (ulong)_row);
        Check(DuckNative.AppendChunk(_handle, _chunk));
        DuckNative.ResetChunk(_chunk);
        Begin();
    }

    private void Check(int state)
    {
        if (state != 0)
        {
            throw DuckException.Of((int)DuckFault.Other, DuckNative.AppenderError(_handle), "DuckDB refuses the rows.");
        }
    }

    private int Take(DuckType type)
    {
        if (_column >= _types.Length || _types[_column] != type)
        {
            throw new InvalidOperationException(
                $"Column {_column} is {(_column < _types.Length ? _types[_column] : DuckType.Invalid)} and was given {type}.");
        }

        return _column++;
    }

    private unsafe DuckAppender Put<T>(int column, T value)
        where T : unmanaged
    {
        ((T*)_data[column])[_row] = value;
        return this;
    }

    private void Assign(nint vector, int row, string value)
    {
        int most = Encoding.UTF8.GetMaxByteCount(value.Length);
        if (_text.Length < most)
        {
            _text = new byte[most];
        }

        // Lone surrogates become U+FFFD here, so DuckDB, which stops at invalid UTF-8, never sees them.
        int length = Encoding.UTF8.GetBytes(value, _text);
        DuckNative.AssignText(vector, (ulong)row, _text.AsSpan(0, length), (ulong)length);
    }
}
