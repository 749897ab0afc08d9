using Microsoft.Win32.SafeHandles;
using Sextant.Store.Files;

namespace Sextant.Testing.Faults;

/// <summary>The real file system with faults on order, and a count of what was asked of it.</summary>
public sealed class FaultyFileSystem : IFileSystemCalls
{
    private readonly LinuxFileSystem _real = LinuxFileSystem.Instance;
    private readonly Lock _gate = new();
    private int _failAt;

    /// <summary>The most bytes one write takes; a small number makes every write short.</summary>
    public int LongestWrite { get; set; } = int.MaxValue;

    /// <summary>Bytes the disk still takes before it is full (ENOSPC).</summary>
    public long Room { get; set; } = long.MaxValue;

    /// <summary>When set, the next syncs of files fail with this error number.</summary>
    public int SyncError { get; set; }

    /// <summary>When set, syncs of folders fail with this error number.</summary>
    public int FolderSyncError { get; set; }

    /// <summary>When set, renames fail with this error number.</summary>
    public int RenameError { get; set; }

    /// <summary>The n-th call from now fails with EIO, and those after it; 0: none.</summary>
    public void FailAt(int call) => _failAt = call == 0 ? 0 : Called.Count + call;

    /// <summary>What was called, in order: <c>write</c>, <c>sync</c>, <c>rename</c>, <c>sync-folder</c>, <c>truncate</c>.</summary>
    public List<string> Called { get; } = [];

    /// <inheritdoc/>
    public SafeFileHandle Open(string path, bool create) => _real.Open(path, create);

    /// <inheritdoc/>
    public int Write(SafeFileHandle file, ReadOnlySpan<byte> bytes, long offset, string path)
    {
        Note("write");
        long count = Math.Min(Math.Min(bytes.Length, LongestWrite), Room);
        if (count == 0)
        {
            throw StorageException.Of("write", path, Errno.NoSpace);
        }

        int written = _real.Write(file, bytes[..(int)count], offset, path);
        Room -= written;
        return written;
    }

    /// <inheritdoc/>
    public void Sync(SafeFileHandle file, string path)
    {
        Note("sync");
        if (SyncError != 0)
        {
            throw StorageException.Of("sync", path, SyncError);
        }

        _real.Sync(file, path);
    }

    /// <inheritdoc/>
    public void SyncFolder(string folder)
    {
        Note("sync-folder");
        if (FolderSyncError != 0)
        {
            throw StorageException.Of("sync the folder", folder, FolderSyncError);
        }

        _real.SyncFolder(folder);
    }

    /// <inheritdoc/>
    public void Rename(string from, string to)
    {
        Note("rename");
        if (RenameError != 0)
        {
            throw StorageException.Of("rename to", to, RenameError);
        }

        _real.Rename(from, to);
    }

    /// <inheritdoc/>
    public void Truncate(SafeFileHandle file, long length, string path)
    {
        Note("truncate");
        _real.Truncate(file, length, path);
    }

    private void Note(string call)
    {
        lock (_gate)
        {
            Called.Add(call);
            if (_failAt > 0 && Called.Count >= _failAt)
            {
                throw StorageException.Of(call, "a disk that fails from here on", Errno.InputOutput);
            }
        }
    }
}
