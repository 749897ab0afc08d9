using Microsoft.Win32.SafeHandles;
using Sextant.Store.Files;

namespace Sextant.Store.Backups;

/// <summary>
/// Puts a backup's files back into a folder that does not exist or is empty. Every piece is read and compared before the first byte is written; the files are
/// gathered beside the folder and take its name in one step, so a killed restore leaves nothing that looks whole.
/// </summary>
public sealed class Restoring : IDisposable
{
    private readonly BackupFolder _folder;
    private readonly BackupList _list;
    private readonly string _target;
    private readonly string _beside;
    private readonly IFileSystemCalls _calls;
    private readonly Action<BackupProgress>? _progress;
    private readonly ProcessLock _alone;

    private Restoring(BackupFolder folder, BackupList list, string target, Action<BackupProgress>? progress, IFileSystemCalls calls)
    {
        (_folder, _list, _target, _beside, _progress, _calls) = (folder, list, target, Beside(target), progress, calls);
        _alone = ProcessLock.TryAcquire(_beside + ".lock") ?? throw new BackupException(BackupFault.Busy, target);
    }

    /// <summary>Looks at the place and takes it.</summary>
    /// <exception cref="BackupException">It is not empty, has too little room, or another restore is at it.</exception>
    public static Restoring Begin(BackupFolder folder, BackupList list, string target, Action<BackupProgress>? progress = null, IFileSystemCalls? calls = null)
    {
        calls ??= LinuxFileSystem.Instance;
        target = Path.TrimEndingDirectorySeparator(Path.GetFullPath(target));
        if (File.Exists(target) || (Directory.Exists(target) && Directory.EnumerateFileSystemEntries(target).Any()))
        {
            throw new BackupException(BackupFault.TargetNotEmpty, target);
        }

        string parent = Path.GetDirectoryName(target) ?? throw new BackupException(BackupFault.TargetNotEmpty, target);
        DurableFile.CreateFolder(parent, calls);
        var restoring = new Restoring(folder, list, target, progress, calls);
        try
        {
            restoring.Clear();
            if (new DriveInfo(parent).AvailableFreeSpace < list.Bytes)
            {
                throw new BackupException(BackupFault.NoRoom, parent);
            }

            return restoring;
        }
        catch
        {
            restoring.Dispose();
            throw;
        }
    }

    /// <summary>Reads every piece of a backup and compares it.</summary>
    /// <exception cref="BackupException">One is missing or damaged: its place.</exception>
    public static void Verify(BackupFolder folder, BackupList list, Action<BackupProgress>? progress, CancellationToken cancellation)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        long bytes = 0;
        foreach (BackupFile file in list.Files)
        {
            long left = file.Bytes;
            foreach (string piece in file.Pieces)
            {
                cancellation.ThrowIfCancellationRequested();
                int length = (int)Math.Min(left, BackupFolder.PieceBytes);
                if (seen.Add(piece) ? folder.Piece(piece).Length != length : !folder.Has(piece, length))
                {
                    throw new BackupException(BackupFault.PieceDamaged, file.Path);
                }

                left -= length;
                bytes += length;
                progress?.Invoke(new BackupProgress(file.Path, bytes, 0));
            }
        }
    }

    /// <summary>Writes the files beside the place.</summary>
    /// <param name="isFile">Which: the rows of PostgreSQL go elsewhere.</param>
    /// <param name="cancellation">Stops between two pieces; nothing stays.</param>
    /// <exception cref="StorageException">The disk refuses: nothing stays.</exception>
    public void Write(Predicate<BackupFile> isFile, CancellationToken cancellation)
    {
        Make(_beside, FileRights.OwnerFolder); // for its owner alone: what was measured and who may sign in; its owner widens it
        foreach (BackupSubfolder folder in _list.Folders.OrderBy(folder => folder.Path, StringComparer.Ordinal))
        {
            Make(Path.Combine(_beside, folder.Path), folder.Mode | FileRights.OwnerFolder);
        }

        long bytes = 0;
        foreach (BackupFile file in _list.Files.Where(file => isFile(file)))
        {
            string path = Path.Combine(_beside, file.Path);
            Make(Path.GetDirectoryName(path)!, FileRights.OwnerFolder | FileRights.GroupReads);
            using (SafeFileHandle handle = _calls.Open(path, create: true))
            {
                FileRights.Set(handle, file.Mode);
                long at = 0;
                foreach (string piece in file.Pieces)
                {
                    cancellation.ThrowIfCancellationRequested();
                    byte[] content = _folder.Piece(piece);
                    DurableFile.WriteAll(_calls, handle, content, at, path);
                    at += content.Length;
                    bytes += content.Length;
                    _progress?.Invoke(new BackupProgress(file.Path, bytes, bytes));
                }

                _calls.Sync(handle, path);
            }

            File.SetLastWriteTimeUtc(path, file.Changed.UtcDateTime); // how long evidence is kept goes by it
        }

        foreach (string folder in Directory.EnumerateDirectories(_beside, "*", SearchOption.AllDirectories).Append(_beside))
        {
            _calls.SyncFolder(folder);
        }
    }

    /// <summary>A file that was written, before it has its name.</summary>
    public string Written(string path) => Path.Combine(_beside, path);

    /// <summary>Gives the place its files, in one step.</summary>
    public void Finish()
    {
        _calls.Rename(_beside, _target); // over an empty folder this is allowed, over one that has something by now it is not
        _calls.SyncFolder(Path.GetDirectoryName(_target)!);
    }

    /// <summary>Removes what was not finished.</summary>
    public void Dispose()
    {
        try
        {
            Clear();
            File.Delete(_alone.Path);
        }
        catch (IOException)
        {
            // The next restore to this place removes it.
        }

        _alone.Dispose();
    }

    private static string Beside(string target) => Path.Combine(Path.GetDirectoryName(target)!, $".{Path.GetFileName(target)}.restoring");

    private static void Make(string folder, int mode) => FileRights.MakeFolder(folder, mode);

    private void Clear()
    {
        if (Directory.Exists(_beside))
        {
            Directory.Delete(_beside, recursive: true);
        }
    }
}
