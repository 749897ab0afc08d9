using System.Globalization;
using Npgsql;
using Sextant.Store.Databases;

namespace Sextant.Store.Backups;

/// <summary>
/// A PostgreSQL database as it is at one instant: every table by COPY, all in one transaction that sees one snapshot (REPEATABLE READ). No writer waits for it,
/// and no program of the server's is needed, so versions of client and server cannot disagree.
/// </summary>
public static class PostgresCopy
{
    /// <summary>The folder of its rows in a backup.</summary>
    public const string Folder = "postgresql";

    /// <summary>Adds all tables.</summary>
    public static async Task AddAsync(BackupWriting backup, DatabaseOptions database, DateTimeOffset now, CancellationToken cancellation)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(database.Location) { Pooling = false, CommandTimeout = 0 }.ToString());
        await connection.OpenAsync(cancellation).ConfigureAwait(false);
        await RunAsync(connection, "BEGIN TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY", cancellation).ConfigureAwait(false);
        List<BackupTable> tables = await TablesAsync(connection, cancellation).ConfigureAwait(false);
        var migrations = new List<string>();
        for (int i = 0; i < tables.Count; i++)
        {
            BackupTable table = tables[i];
            tables[i] = table with { Rows = long.Parse((await WordsAsync(connection, $"SELECT count(*)::text FROM \"{table.Name}\"", cancellation).ConfigureAwait(false))[0], CultureInfo.InvariantCulture) };
            if (SqliteCopy.IsHistory(table.Name))
            {
                migrations.AddRange((await WordsAsync(connection, $"SELECT \"MigrationId\" FROM \"{table.Name}\" ORDER BY 1", cancellation).ConfigureAwait(false)).Select(id => $"{table.Name}/{id}"));
                continue; // what was applied is said by the list, and applied again
            }

            Stream rows = await connection.BeginRawBinaryCopyAsync($"COPY \"{table.Name}\" ({Columns(table)}) TO STDOUT (FORMAT BINARY)", cancellation).ConfigureAwait(false);
            await using (rows.ConfigureAwait(false))
            {
                backup.AddStream(rows, PathOf(table.Name), now, cancellation);
            }
        }

        backup.Databases.Add(new BackupDatabase(BackupDatabase.PostgreSql, Folder, migrations, tables, await CountersAsync(connection, cancellation).ConfigureAwait(false)));
    }

    /// <summary>Where a table's rows lie in a backup.</summary>
    internal static string PathOf(string table) => $"{Folder}/{table}.copy";

    internal static string Columns(BackupTable table) => string.Join(", ", table.Columns.Select(column => $"\"{column}\""));

    internal static async Task RunAsync(NpgsqlConnection connection, string sql, CancellationToken cancellation)
    {
        NpgsqlCommand command = connection.CreateCommand();
        await using (command.ConfigureAwait(false))
        {
            command.CommandText = sql;
            await command.ExecuteNonQueryAsync(cancellation).ConfigureAwait(false);
        }
    }

    internal static async Task<List<string>> WordsAsync(NpgsqlConnection connection, string sql, CancellationToken cancellation) =>
        [.. (await RowsAsync(connection, sql, cancellation).ConfigureAwait(false)).Select(row => row[0])];

    private static async Task<List<BackupTable>> TablesAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        List<string[]> columns = await RowsAsync(
            connection,
            """
            SELECT c.table_name::text, c.column_name::text FROM information_schema.columns c
            JOIN information_schema.tables t ON t.table_schema = c.table_schema AND t.table_name = c.table_name AND t.table_type = 'BASE TABLE'
            WHERE c.table_schema = current_schema() AND c.is_generated = 'NEVER' ORDER BY c.table_name, c.ordinal_position
            """,
            cancellation).ConfigureAwait(false);
        return [.. columns.GroupBy(row => row[0]).Select(table => new BackupTable(table.Key, 0, [.. table.Select(row => row[1])]))];
    }

    // Counters stand outside of transactions: read after the snapshot, they are behind no row of it.
    private static async Task<List<BackupCounter>> CountersAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        List<string[]> found = await RowsAsync(
            connection,
            """
            SELECT table_name::text, column_name::text, pg_get_serial_sequence(quote_ident(table_name), column_name) FROM information_schema.columns
            WHERE table_schema = current_schema() AND pg_get_serial_sequence(quote_ident(table_name), column_name) IS NOT NULL ORDER BY 1, 2
            """,
            cancellation).ConfigureAwait(false);
        var counters = new List<BackupCounter>();
        foreach (string[] one in found)
        {
            string[] state = (await RowsAsync(connection, $"SELECT last_value::text, is_called::text FROM {one[2]}", cancellation).ConfigureAwait(false))[0];
            counters.Add(new BackupCounter(one[0], one[1], long.Parse(state[0], CultureInfo.InvariantCulture), state[1] == "true"));
        }

        return counters;
    }

    private static async Task<List<string[]>> RowsAsync(NpgsqlConnection connection, string sql, CancellationToken cancellation)
    {
        NpgsqlCommand command = connection.CreateCommand();
        await using (command.ConfigureAwait(false))
        {
            command.CommandText = sql;
            NpgsqlDataReader rows = await command.ExecuteReaderAsync(cancellation).ConfigureAwait(false);
            await using (rows.ConfigureAwait(false))
            {
                var list = new List<string[]>();
                while (await rows.ReadAsync(cancellation).ConfigureAwait(false))
                {
                    list.Add([.. Enumerable.Range(0, rows.FieldCount).Select(rows.GetString)]);
                }

                return list;
            }
        }
    }
}
