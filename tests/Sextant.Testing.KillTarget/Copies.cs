using Sextant.Store.Backups;
using Sextant.Store.Files;

namespace Sextant.Testing.KillTarget;

/// <summary>Backs the files of a folder up, or puts the newest backup back, and dies at a call to the file system.</summary>
internal static class Copies
{
    public static void BackUp(string from, string to, int dieAt)
    {
        using BackupFolder folder = BackupFolder.OpenForWriting(to, new DyingFileSystem(dieAt));
        var backup = new BackupWriting(folder);
        foreach (string path in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            backup.AddFile(path, Path.GetRelativePath(from, path), CancellationToken.None);
        }

        Console.WriteLine($"made {backup.Finish("test", DateTimeOffset.UnixEpoch.AddDays(20_000), DateTimeOffset.UnixEpoch.AddDays(20_000)).Name}");
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
