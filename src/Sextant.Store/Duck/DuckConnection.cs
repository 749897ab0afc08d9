using System.Text;

namespace Sextant.Store.Duck;

/// <summary>Reads one row of a result.</summary>
public delegate T DuckRead<out T>(in DuckRow row);

/// <summary>Looks at one row of a result.</summary>
public delegate void DuckVisit(in DuckRow row);

/// <summary>
/// One connection: runs one statement at a time, on a thread of the pool. Cancelling interrupts the statement inside DuckDB.
/// </summary>
public sealed class DuckConnection : IDisposable
{
    private readonly DuckConnectionHandle _handle;
    private readonly SemaphoreSlim _turn = new(1, 1);

    internal DuckConnection(DuckConnectionHandle handle) => _handle = handle;

    /// <summary>Runs a statement (several, parted by semicolons, when there are no parameters).</summary>
    /// <returns>Rows changed or written.</returns>
    /// <exception cref="DuckException">DuckDB refuses.</exception>
    /// <exception cref="OperationCanceledException">It was interrupted.</exception>
    public Task<long> ExecuteAsync(string sql, IReadOnlyList<object?>? parameters = null, CancellationToken cancellation = default) =>
        RunAsync(
            () =>
            {
                using DuckResult result = Run(sql, parameters);
                return result.RowsChanged;
            },
            cancellation);

    /// <summary>Runs a query and reads every row with <paramref name="read"/>.</summary>
    /// <exception cref="DuckException">DuckDB refuses.</exception>
    /// <exception cref="OperationCanceledException">It was interrupted.</exception>
    public Task<IReadOnlyList<T>> QueryAsync<T>(
        string sql, DuckRead<T> read, IReadOnlyList<object?>? parameters = null, CancellationToken cancellation = default) =>
        RunAsync<IReadOnlyList<T>>(
            () =>
            {
                using DuckResult result = Run(sql, parameters);
                var rows = new List<T>();
                while (result.NextChunk() is { } chunk)
                {
                    using (chunk)
                    {
                        cancellation.ThrowIfCancellationRequested();
                        result.ReadChunk(chunk, read, rows);
                    }
                }

                return rows;
            },
            cancellation);

    /// <summary>Runs a query and shows each row to <paramref name="visit"/>, which keeps what it wants: the rows are never all in our memory.</summary>
    /// <returns>How many rows there were.</returns>
    /// <exception cref="DuckException">DuckDB refuses.</exception>
    /// <exception cref="OperationCanceledException">It was interrupted.</exception>
    public Task<long> VisitAsync(string sql, DuckVisit visit, CancellationToken cancellation = default) =>
        RunAsync(
            () =>
            {
                using DuckResult result = Run(sql, null);
                long rows = 0;
                while (result.NextChunk() is { } chunk)
                {
                    using (chunk)
                    {
                        cancellation.ThrowIfCancellationRequested();
                        rows += result.VisitChunk(chunk, visit);
                    }
                }

                return rows;
            },
            cancellation);

    /// <summary>The columns that a query would give, without running it; null when the statement is no query (SELECT, WITH, FROM, DESCRIBE ...) and could change something.</summary>
    /// <exception cref="DuckException">DuckDB does not understand the statement, or it is several.</exception>
    public Task<IReadOnlyList<string>?> QueryColumnsAsync(string sql, CancellationToken cancellation = default) =>
        RunAsync<IReadOnlyList<string>?>(
            () =>
            {
                int prepared = DuckNative.Prepare(_handle, sql, out DuckStatementHandle statement);
                using (statement)
                {
                    if (prepared != 0)
                    {
                        throw DuckException.Of((int)DuckFault.Binder, DuckNative.PrepareError(statement), "DuckDB does not prepare the statement.");
                    }

                    return DuckNative.StatementType(statement) == DuckNative.SelectStatement ? DuckNative.ColumnNames(statement) : null;
                }
            },
            cancellation);

    /// <summary>Appends rows to a table, chunk by chunk; dispose it before the connection does anything else.</summary>
    public DuckAppender Append(string table) => new(_handle, table);

    /// <inheritdoc/>
    public void Dispose()
    {
        _handle.Dispose();
        _turn.Dispose();
    }

    private async Task<T> RunAsync<T>(Func<T> work, CancellationToken cancellation)
    {
        await _turn.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            Task<T> running = Task.Run(work, CancellationToken.None);
            while (!running.IsCompleted && cancellation.CanBeCanceled)
            {
                try
                {
                    await running.WaitAsync(cancellation).ConfigureAwait(false);
                }
                catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
                {
                    // An interrupt that comes before the statement has begun is forgotten by DuckDB: said again until it ends.
                    DuckNative.Interrupt(_handle);
                    await Task.WhenAny(running, Task.Delay(20, CancellationToken.None)).ConfigureAwait(false);
                }
            }

            return await running.ConfigureAwait(false);
        }
        catch (DuckException fault) when (fault.Fault == DuckFault.Interrupted && cancellation.IsCancellationRequested)
        {
            throw new OperationCanceledException("The query was interrupted.", fault, cancellation);
        }
        finally
        {
            _turn.Release();
        }
    }

    private DuckResult Run(string sql, IReadOnlyList<object?>? parameters)
    {
        if (parameters is null or { Count: 0 })
        {
            int state = DuckNative.Query(_handle, sql, out DuckResultValue value);
            return DuckResult.Of(state, value);
        }

        int prepared = DuckNative.Prepare(_handle, sql, out DuckStatementHandle statement);
        using (statement)
        {
            if (prepared != 0)
            {
                throw DuckException.Of((int)DuckFault.Binder, DuckNative.PrepareError(statement), "DuckDB does not prepare the statement.");
            }

            if (DuckNative.ParameterCount(statement) != (ulong)parameters.Count)
            {
                throw new DuckException(DuckFault.InvalidInput, $"The statement has {DuckNative.ParameterCount(statement)} parameters and {parameters.Count} were given.");
            }

            for (int i = 0; i < parameters.Count; i++)
            {
                if (Bind(statement, (ulong)i + 1, parameters[i]) != 0)
                {
                    throw new DuckException(DuckFault.InvalidInput, $"Parameter {i + 1} is not taken.");
                }
            }

            int state = DuckNative.Execute(statement, out DuckResultValue value);
            return DuckResult.Of(state, value);
        }
    }

    private static int Bind(DuckStatementHandle statement, ulong index, object? value)
    {
        switch (value)
        {
            case null:
                return DuckNative.BindNull(statement, index);
            case bool yes:
                return DuckNative.BindBoolean(statement, index, yes);
            case int number:
                return DuckNative.BindInt64(statement, index, number);
            case long number:
                return DuckNative.BindInt64(statement, index, number);
            case double number:
                return DuckNative.BindDouble(statement, index, number);
            case DateTimeOffset instant:
                return DuckNative.BindInstant(statement, index, DuckTime.Microseconds(instant));
            case string text:
                byte[] utf8 = Encoding.UTF8.GetBytes(text);
                return DuckNative.BindText(statement, index, utf8, (ulong)utf8.Length);
            case byte[] bytes:
                return DuckNative.BindBlob(statement, index, bytes, (ulong)bytes.Length);
            default:
                throw new ArgumentException($"A parameter of type {value.GetType().Name} cannot be bound.", nameof(value));
        }
    }
}
