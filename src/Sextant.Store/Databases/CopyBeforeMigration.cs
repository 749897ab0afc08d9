using Microsoft.Data.Sqlite;
using Sextant.Store.Files;

namespace Sextant.Store.Databases;

/// <summary>
/// A SQLite database as it was before it is migrated, beside it: an older program goes on from it when the newer one is given up. Only the newest is kept.
/// PostgreSQL has none: its backups are its administrator's, or <c>sextant backup</c>.
/// </summary>
internal static class CopyBeforeMigration
{
    private const string Word = ".before-";

    /// <summary>Makes the copy, under the lock of who migrates; one that is there is whole, and was made by a start that was killed afterwards.</summary>
    /// <exception cref="StorageException">The disk does not take it: nothing was migrated.</exception>
    internal static void Make(string file, string lastApplied)
    {
        string copy = $"{file}{Word}{lastApplied}";
        string temporary = DurableFile.TemporaryName(copy);
        if (!File.Exists(copy))
        {
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
        }

        foreach (string older in Directory.EnumerateFiles(Path.GetDirectoryName(file)!, Path.GetFileName(file) + Word + "*").Where(path => path != copy))
        {
            File.Delete(older);
        }
    }
}
