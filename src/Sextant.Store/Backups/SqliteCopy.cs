using System.Data.Common;
using System.Globalization;
using Microsoft.Data.Sqlite;
using Sextant.Store.Databases;
using Sextant.Store.Files;

namespace Sextant.Store.Backups;

/// <summary>
/// A SQLite database as it is at one instant, while others write it: by SQLite's own online copy, in one step, which reads one snapshot of a database in WAL
/// and holds no writer up. It keeps pages in their places, so a later copy differs only where something changed.
/// </summary>
public static class SqliteCopy
{
    /// <summary>Copies a database and adds the copy; one that does not exist yet is left out.</summary>
    /// <exception cref="BackupException">The database is damaged.</exception>
    public static void Add(BackupWriting backup, DatabaseOptions database, string path, DateTimeOffset now, CancellationToken cancellation)
    {
        if (!File.Exists(database.Location))
        {
            return;
        }

        string copy = Path.Combine(backup.Folder.Desk, Guid.NewGuid().ToString("N"));
        try
        {
            backup.Databases.Add(Copy(database, copy, path));
            using var content = new FileStream(copy, FileMode.Open, FileAccess.Read, FileShare.Read, 1);
            backup.AddStream(content, path, now, cancellation);
        }
        catch (SqliteException fault) when (fault.SqliteErrorCode is Damaged or NoDatabase)
        {
            throw new BackupException(BackupFault.DatabaseDamaged, database.Location);
        }
        catch (SqliteException fault) when (DatabaseFaults.OfDisk(fault, DatabaseOptions.Sqlite(copy)) is { } disk)
        {
            throw disk;
        }
        finally
        {
            File.Delete(copy);
        }
    }

    private const int Damaged = 11;
    private const int NoDatabase = 26;

    private static BackupDatabase Copy(DatabaseOptions database, string copy, string path)
    {
        using var from = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = database.Location, Mode = SqliteOpenMode.ReadWrite, Pooling = false, DefaultTimeout = 60 }.ToString());
        using var to = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = copy, Pooling = false }.ToString());
        from.Open();
        to.Open();
        FileRights.Set(copy, FileRights.OwnerFile);
        from.BackupDatabase(to);
        Word(to, "PRAGMA journal_mode=DELETE"); // no second file beside the copy; who opens it next sets WAL again
        if (Word(to, "PRAGMA quick_check(1)") != "ok")
        {
            throw new BackupException(BackupFault.DatabaseDamaged, database.Location);
        }

        string[] tables = [.. Words(to, "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name")];
        return new BackupDatabase(
            BackupDatabase.Sqlite,
            path,
            [.. tables.Where(IsHistory).SelectMany(table => Words(to, $"SELECT \"MigrationId\" FROM \"{table}\" ORDER BY 1").Select(id => $"{table}/{id}"))],
            [.. tables.Select(table => new BackupTable(table, long.Parse(Word(to, $"SELECT count(*) FROM \"{table}\"")!, CultureInfo.InvariantCulture), []))],
            []);
    }

    /// <summary>Whether a table says which migrations were applied: named so by <see cref="Database"/>.</summary>
    internal static bool IsHistory(string table) => table.EndsWith(Database.HistorySuffix, StringComparison.Ordinal);

    private static string? Word(SqliteConnection connection, string sql) => Words(connection, sql).FirstOrDefault();

    private static List<string> Words(SqliteConnection connection, string sql)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        using DbDataReader rows = command.ExecuteReader();
        var words = new List<string>();
        while (rows.Read())
        {
            words.Add(rows.GetString(0));
        }

        return words;
    }
}
