using Npgsql;
using Sextant.Store.Databases;

namespace Sextant.Store.Backups;

/// <summary>
/// Puts a backup's rows into an empty PostgreSQL database. Tables are made and filled in a schema of their own by the migrations that the backup names, and
/// moved to their place in the transaction that fills them: a killed restore leaves that schema, which the next one removes, and nothing else.
/// </summary>
public sealed class PostgresReturn(DatabaseOptions target)
{
    private const string Aside = "sextant_restoring";

    /// <summary>Where migrations are to make the tables.</summary>
    public DatabaseOptions Place { get; } = DatabaseOptions.PostgreSql(new NpgsqlConnectionStringBuilder(target.Location) { SearchPath = Aside, Pooling = false, CommandTimeout = 0 }.ToString());

    /// <summary>Makes the schema aside, anew.</summary>
    /// <exception cref="BackupException">The database has tables.</exception>
    public async Task BeginAsync(CancellationToken cancellation)
    {
        await using var connection = await OpenAsync(target, cancellation).ConfigureAwait(false);
        List<string> tables = await PostgresCopy.WordsAsync(connection, "SELECT table_name::text FROM information_schema.tables WHERE table_schema = current_schema() LIMIT 1", cancellation).ConfigureAwait(false);
        if (tables.Count > 0)
        {
            throw new BackupException(BackupFault.DatabaseNotEmpty, connection.Database);
        }

        await PostgresCopy.RunAsync(connection, $"DROP SCHEMA IF EXISTS {Aside} CASCADE; CREATE SCHEMA {Aside}", cancellation).ConfigureAwait(false);
    }

    /// <summary>Fills the tables and moves them to their place.</summary>
    public async Task FillAsync(BackupFolder folder, BackupList list, BackupDatabase database, CancellationToken cancellation)
    {
        string place;
        await using (NpgsqlConnection there = await OpenAsync(target, cancellation).ConfigureAwait(false))
        {
            place = (await PostgresCopy.WordsAsync(there, "SELECT current_schema()::text", cancellation).ConfigureAwait(false))[0];
        }

        Dictionary<string, BackupFile> files = list.Files.ToDictionary(file => file.Path);
        await using NpgsqlConnection connection = await OpenAsync(Place, cancellation).ConfigureAwait(false);
        await PostgresCopy.RunAsync(connection, "BEGIN", cancellation).ConfigureAwait(false);
        foreach (string name in await InOrderAsync(connection, cancellation).ConfigureAwait(false))
        {
            if (database.Tables.FirstOrDefault(table => table.Name == name) is { } table && files.TryGetValue(PostgresCopy.PathOf(name), out BackupFile? rows))
            {
                await FillAsync(connection, folder, table, rows, cancellation).ConfigureAwait(false);
            }
        }

        foreach (BackupCounter counter in database.Counters)
        {
            string given = counter.Given ? "true" : "false";
            await PostgresCopy.RunAsync(connection, $"SELECT setval(pg_get_serial_sequence('\"{counter.Table}\"', '{counter.Column}'), {counter.Last}, {given})", cancellation).ConfigureAwait(false);
        }

        await MoveAsync(connection, place, cancellation).ConfigureAwait(false);
        await PostgresCopy.RunAsync(connection, "COMMIT", cancellation).ConfigureAwait(false);
    }

    private static async Task FillAsync(NpgsqlConnection connection, BackupFolder folder, BackupTable table, BackupFile rows, CancellationToken cancellation)
    {
        if ((await PostgresCopy.WordsAsync(connection, $"SELECT count(*)::text FROM \"{table.Name}\"", cancellation).ConfigureAwait(false))[0] != "0")
        {
            await PostgresCopy.RunAsync(connection, $"DELETE FROM \"{table.Name}\"", cancellation).ConfigureAwait(false); // what a migration put there is in the backup as it became
        }

        Stream into = await connection.BeginRawBinaryCopyAsync($"COPY \"{table.Name}\" ({PostgresCopy.Columns(table)}) FROM STDIN (FORMAT BINARY)", cancellation).ConfigureAwait(false);
        await using (into.ConfigureAwait(false))
        {
            foreach (string piece in rows.Pieces)
            {
                await into.WriteAsync(folder.Piece(piece), cancellation).ConfigureAwait(false);
            }
        }

        if ((await PostgresCopy.WordsAsync(connection, $"SELECT count(*)::text FROM \"{table.Name}\"", cancellation).ConfigureAwait(false))[0] != $"{table.Rows}")
        {
            throw new BackupException(BackupFault.PieceDamaged, rows.Path);
        }
    }

    // A table before those that refer to it.
    private static async Task<List<string>> InOrderAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        List<string> left = await PostgresCopy.WordsAsync(connection, "SELECT table_name::text FROM information_schema.tables WHERE table_schema = current_schema() ORDER BY 1", cancellation).ConfigureAwait(false);
        List<string> pairs = await PostgresCopy.WordsAsync(
            connection,
            "SELECT a.relname || '>' || b.relname FROM pg_constraint k JOIN pg_class a ON a.oid = k.conrelid JOIN pg_class b ON b.oid = k.confrelid WHERE k.contype = 'f' AND a.oid <> b.oid AND k.connamespace = current_schema()::regnamespace",
            cancellation).ConfigureAwait(false);
        var ordered = new List<string>();
        while (left.Count > 0)
        {
            List<string> free = [.. left.Where(table => !pairs.Any(pair => pair.StartsWith(table + ">", StringComparison.Ordinal) && left.Contains(pair[(table.Length + 1)..])))];
            ordered.AddRange(free.Count > 0 ? free : left);
            left = free.Count > 0 ? [.. left.Except(free)] : [];
        }

        return ordered;
    }

    // Functions that triggers call move with them: what was made aside is all there is.
    private static async Task MoveAsync(NpgsqlConnection connection, string place, CancellationToken cancellation)
    {
        List<string> moves = await PostgresCopy.WordsAsync(
            connection,
            $"""
            SELECT 'ALTER TABLE ' || quote_ident(table_name) || ' SET SCHEMA {place}' FROM information_schema.tables WHERE table_schema = current_schema()
            UNION ALL SELECT 'ALTER FUNCTION ' || p.oid::regprocedure || ' SET SCHEMA {place}' FROM pg_proc p WHERE p.pronamespace = current_schema()::regnamespace
            """,
            cancellation).ConfigureAwait(false);
        foreach (string move in moves)
        {
            await PostgresCopy.RunAsync(connection, move, cancellation).ConfigureAwait(false);
        }

        await PostgresCopy.RunAsync(connection, $"DROP SCHEMA {Aside}", cancellation).ConfigureAwait(false);
    }

    private static async Task<NpgsqlConnection> OpenAsync(DatabaseOptions options, CancellationToken cancellation)
    {
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(options.Location) { Pooling = false, CommandTimeout = 0 }.ToString());
        await connection.OpenAsync(cancellation).ConfigureAwait(false);
        return connection;
    }
}
