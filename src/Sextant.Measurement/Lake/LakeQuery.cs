using Sextant.Measurement.Storage;
using Sextant.Store.Duck;

namespace Sextant.Measurement.Lake;

/// <summary>
/// One query in SQL over the whole lake, read-only and shut in: its tables, and <c>history('site:NAME')</c>, the years of one target, are there and nothing else.
/// It runs in a database of its own in memory, which may open the files of the lake's table, no other file, and no extension.
/// </summary>
public sealed class LakeQuery : IDisposable
{
    private readonly DuckDatabase _duck;
    private readonly DuckConnection _connection;
    private readonly string _sql;

    private LakeQuery(DuckDatabase duck, DuckConnection connection, string sql, IReadOnlyList<string> columns) =>
        (_duck, _connection, _sql, Columns) = (duck, connection, sql, columns);

    /// <summary>The names of the result's columns.</summary>
    public IReadOnlyList<string> Columns { get; }

    /// <summary>Runs the query; every value comes as DuckDB writes it as text, NULL as null.</summary>
    /// <param name="visit">Is shown each row.</param>
    /// <param name="cancellation">Interrupts it.</param>
    /// <returns>How many rows there were.</returns>
    /// <exception cref="DuckException">DuckDB refuses, or memory is not enough.</exception>
    public Task<long> RunAsync(Action<string?[]> visit, CancellationToken cancellation) =>
        _connection.VisitAsync(
            $"SELECT COLUMNS(*)::VARCHAR FROM (\n{_sql}\n)",
            (in DuckRow row) =>
            {
                string?[] cells = new string?[row.Count];
                for (int i = 0; i < cells.Length; i++)
                {
                    cells[i] = row.TextOrNull(i);
                }

                visit(cells);
            },
            cancellation);

    /// <summary>Runs the query; every row comes as one JSON object.</summary>
    /// <param name="visit">Is shown each row.</param>
    /// <param name="cancellation">Interrupts it.</param>
    /// <returns>How many rows there were.</returns>
    /// <exception cref="DuckException">DuckDB refuses, or memory is not enough.</exception>
    public Task<long> RunJsonAsync(Action<string> visit, CancellationToken cancellation) =>
        _connection.VisitAsync($"SELECT to_json(one)::VARCHAR FROM (\n{_sql}\n) AS one", (in DuckRow row) => visit(row.Text(0)), cancellation);

    /// <inheritdoc/>
    public void Dispose()
    {
        _connection.Dispose();
        _duck.Dispose();
    }

    internal static async Task<LakeQuery> OpenAsync(LakeSources sources, string sql, DuckOptions options, CancellationToken cancellation)
    {
        DuckDatabase duck = DuckDatabase.OpenInMemory(options);
        DuckConnection? connection = null;
        try
        {
            connection = duck.Connect();
            await connection.ExecuteAsync(sources.Views(), cancellation: cancellation).ConfigureAwait(false);

            // In this order: once the door is shut and locked, no statement opens it again.
            string open = string.Join(", ", sources.Paths.Select(LakeSql.Quote));
            await connection.ExecuteAsync(
                $"SET TimeZone = 'UTC'; SET allowed_paths = [{open}]; SET enable_external_access = false; SET lock_configuration = true", cancellation: cancellation)
                .ConfigureAwait(false);
            string single = sql.Trim().TrimEnd(';');
            IReadOnlyList<string>? columns = await connection.QueryColumnsAsync(single, cancellation).ConfigureAwait(false);
            return columns is null ? throw new NotAQueryException() : new LakeQuery(duck, connection, single, columns);
        }
        catch
        {
            connection?.Dispose();
            duck.Dispose();
            throw;
        }
    }
}

/// <summary>The statement could change something: only queries are run.</summary>
public sealed class NotAQueryException() : Exception("Only a query (SELECT, WITH, FROM, DESCRIBE) is run.");
