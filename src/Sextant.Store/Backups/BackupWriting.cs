using Sextant.Store.Files;

namespace Sextant.Store.Backups;

/// <summary>How far a backup or a restore is.</summary>
/// <param name="Part">What is under way: a path, a table.</param>
/// <param name="Bytes">Bytes read so far.</param>
/// <param name="Fresh">Of them, those that were written because they were new.</param>
public readonly record struct BackupProgress(string Part, long Bytes, long Fresh);

/// <summary>One backup being written: files one after another, then the list.</summary>
public sealed class BackupWriting
{
    /// <summary>A file that changed within this time before the last backup may have changed again without its time showing it.</summary>
    private static readonly TimeSpan Doubt = TimeSpan.FromSeconds(2);

    private readonly BackupFolder _folder;
    private readonly DateTimeOffset _last;
    private readonly Dictionary<string, BackupFile> _before = [];
    private readonly Dictionary<string, BackupFile> _files = new(StringComparer.Ordinal);
    private readonly Action<BackupProgress>? _progress;
    private readonly byte[] _piece = new byte[BackupFolder.PieceBytes];
    private long _bytes;

    /// <summary>Begins one; what the folder's newest backup holds of a file that did not change is taken over.</summary>
    public BackupWriting(BackupFolder folder, Action<BackupProgress>? progress = null)
    {
        (_folder, _progress) = (folder, progress);
        if (folder.Names().LastOrDefault() is { } newest)
        {
            BackupList list = folder.Read(newest);
            (_last, _before) = (list.At, list.Files.ToDictionary(file => file.Path));
        }
    }

    /// <summary>Bytes that were new and are written.</summary>
    public long FreshBytes { get; private set; }

    /// <summary>Databases that were added.</summary>
    public List<BackupDatabase> Databases { get; } = [];

    /// <summary>Folders with rights of their own.</summary>
    public List<BackupSubfolder> Folders { get; } = [];

    /// <summary>Adds a file as far as it goes now; one that is gone meanwhile is left out.</summary>
    /// <param name="source">Where it lies.</param>
    /// <param name="path">What it is called in the backup.</param>
    /// <param name="cancellation">Stops between two pieces.</param>
    public void AddFile(string source, string path, CancellationToken cancellation)
    {
        try
        {
            var info = new FileInfo(source);
            DateTimeOffset changed = info.LastWriteTimeUtc;
            if (Unchanged(path, info.Length, changed) is { } same)
            {
                Put(same with { Mode = (int)info.UnixFileMode & 0x1FF });
                _bytes += same.Bytes;
                return;
            }

            if (info.Length == 0)
            {
                Put(new BackupFile(path, 0, changed, (int)info.UnixFileMode & 0x1FF, [])); // not opened: the mark of a living writer is locked, and the base library takes that for a refusal
                return;
            }

            using var content = new FileStream(source, new FileStreamOptions { Access = FileAccess.Read, Share = FileShare.ReadWrite | FileShare.Delete, BufferSize = 0 });
            Put(Cut(content, path, content.Length, cancellation) with { Changed = changed, Mode = (int)info.UnixFileMode & 0x1FF });
        }
        catch (Exception fault) when (fault is FileNotFoundException or DirectoryNotFoundException)
        {
            // Nobody's by now: what a row names is not removed while a backup is made.
        }
    }

    /// <summary>Adds what a stream gives; it is for its owner alone.</summary>
    internal void AddStream(Stream content, string path, DateTimeOffset now, CancellationToken cancellation) =>
        Put(Cut(content, path, long.MaxValue, cancellation) with { Changed = now });

    /// <summary>Writes the list: from now on the backup is there.</summary>
    /// <exception cref="StorageException">The disk refuses: there is no backup.</exception>
    public (BackupList List, string Name, string Mark) Finish(string program, DateTimeOffset at, DateTimeOffset finished)
    {
        var list = new BackupList
        {
            Form = BackupList.CurrentForm,
            Program = program,
            At = at,
            Finished = finished,
            Databases = Databases,
            Folders = Folders,
            Files = [.. _files.Values.OrderBy(file => file.Path, StringComparer.Ordinal)],
        };
        (string name, string mark) = _folder.Commit(list);
        return (list, name, mark);
    }

    internal BackupFolder Folder => _folder;

    private void Put(BackupFile file) => _files[file.Path] = file;

    private BackupFile? Unchanged(string path, long bytes, DateTimeOffset changed)
    {
        if (!_before.TryGetValue(path, out BackupFile? known) || known.Bytes != bytes || known.Changed != changed || changed > _last - Doubt)
        {
            return null;
        }

        long left = bytes;
        foreach (string piece in known.Pieces)
        {
            if (!_folder.Has(piece, (int)Math.Min(left, BackupFolder.PieceBytes)))
            {
                return null;
            }

            left -= BackupFolder.PieceBytes;
        }

        return known;
    }

    private BackupFile Cut(Stream content, string path, long most, CancellationToken cancellation)
    {
        var pieces = new List<string>();
        long bytes = 0;
        while (bytes < most)
        {
            cancellation.ThrowIfCancellationRequested();
            int read = content.ReadAtLeast(_piece.AsSpan(0, (int)Math.Min(_piece.Length, most - bytes)), (int)Math.Min(_piece.Length, most - bytes), throwOnEndOfStream: false);
            if (read == 0)
            {
                break;
            }

            (string hash, bool fresh) = _folder.Keep(_piece.AsSpan(0, read));
            pieces.Add(hash);
            bytes += read;
            _bytes += read;
            FreshBytes += fresh ? read : 0;
            _progress?.Invoke(new BackupProgress(path, _bytes, FreshBytes));
            if (read < _piece.Length)
            {
                break;
            }
        }

        return new BackupFile(path, bytes, default, FileRights.OwnerFile, pieces);
    }
}
