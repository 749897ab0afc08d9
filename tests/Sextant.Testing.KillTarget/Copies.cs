using Sextant.Store.Backups;
using Sextant.Store.Databases;
using Sextant.Store.Files;

namespace Sextant.Testing.KillTarget;

/// <summary>Backs the files of a folder and a database up, or puts the newest backup back, and dies at a call to the file system.</summary>
internal static class Copies
{
    private static readonly DateTimeOffset Day = DateTimeOffset.UnixEpoch.AddDays(20_000);

    /// <param name="server">A PostgreSQL connection string; null: SQLite, each file named so in the folder.</param>
    public static async Task BackUpAsync(string from, string to, int dieAt, string? server)
    {
        try
        {
            using BackupFolder folder = BackupFolder.OpenForWriting(to, new DyingFileSystem(dieAt));
            var backup = new BackupWriting(folder);
            if (server is not null)
            {
                await PostgresCopy.AddAsync(backup, DatabaseOptions.PostgreSql(server), Day, CancellationToken.None);
            }

            foreach (string path in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
            {
                if (path.EndsWith(".db", StringComparison.Ordinal))
                {
                    SqliteCopy.Add(backup, DatabaseOptions.Sqlite(path), Path.GetRelativePath(from, path), Day, CancellationToken.None);
                    continue;
                }

                backup.AddFile(path, Path.GetRelativePath(from, path), CancellationToken.None);
            }

            Console.WriteLine($"made {backup.Finish("test", Day, Day).Name}");
        }
        catch (StorageException refused)
        {
            Console.WriteLine("refused: " + refused.Message);
        }
    }

    public static void Restore(string from, string to, int dieAt)
    {
        BackupFolder folder = BackupFolder.OpenForReading(from);
        using Restoring restoring = Restoring.Begin(folder, folder.Read(), to, calls: new DyingFileSystem(dieAt));
        restoring.Write(_ => true, CancellationToken.None);
        restoring.Finish();
        Console.WriteLine("restored");
    }
}
