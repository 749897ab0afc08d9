using System.Text;
using Microsoft.Data.Sqlite;
using Sextant.Store.Files;

namespace Sextant.Store.Databases;

/// <summary>
/// A SQLite database as it was before it is migrated, beside it: an older program goes on from it when the newer one is given up. Only the newest is kept.
/// A migration that is killed goes on at the next start from where it was; the copy stays that of its beginning.
/// PostgreSQL has none: its backups are its administrator's, or <c>sextant backup</c>.
/// </summary>
internal static class CopyBeforeMigration
{
    private const string Word = ".before-";

    /// <summary>Behind a copy's name: a file with the steps that were to be done then.</summary>
    private const string Begun = ".begun";

    /// <summary>Makes the copy, under the lock of who migrates, unless the same migration was begun before and one is there of that moment.</summary>
    /// <param name="pending">The steps to be done.</param>
    /// <exception cref="StorageException">The disk does not take it: nothing was migrated.</exception>
    internal static void Make(string file, string lastApplied, IReadOnlySet<string> pending)
    {
        if (Of(file).Any(path => path.EndsWith(Begun, StringComparison.Ordinal) && File.Exists(path[..^Begun.Length]) && File.ReadAllLines(path).Any(pending.Contains)))
        {
            return;
        }

        string copy = $"{file}{Word}{lastApplied}";
        string temporary = DurableFile.TemporaryName(copy);
        try
        {
            using (var from = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Mode = SqliteOpenMode.ReadWrite, Pooling = false }.ToString()))
            using (var to = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = temporary, Pooling = false }.ToString()))
            {
                from.Open();
                to.Open();
                FileRights.Set(temporary, FileRights.OwnerFile);
                from.BackupDatabase(to);
            }

            DurableFile.Publish(temporary, copy);
        }
        catch (SqliteException fault)
        {
            File.Delete(temporary);
            throw DatabaseFaults.OfDisk(fault, DatabaseOptions.Sqlite(copy)) ?? (Exception)fault;
        }

        // Nothing was migrated yet: a start that is killed before this line copies the same once more.
        DurableFile.Write(copy + Begun, Encoding.UTF8.GetBytes(string.Join('\n', pending)));
        foreach (string older in Of(file).Where(path => path != copy && path != copy + Begun))
        {
            File.Delete(older);
        }
    }

    /// <summary>All steps are done.</summary>
    internal static void Done(string file)
    {
        foreach (string begun in Of(file).Where(path => path.EndsWith(Begun, StringComparison.Ordinal)))
        {
            File.Delete(begun);
        }
    }

    private static string[] Of(string file) => Directory.GetFiles(Path.GetDirectoryName(Path.GetFullPath(file))!, Path.GetFileName(file) + Word + "*");
}
