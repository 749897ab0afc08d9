using Microsoft.Win32.SafeHandles;

namespace Sextant.Store.Files;

/// <summary>
/// A file that only grows, by one writer. <see cref="Append"/> returns when the bytes are on the disk. After a failed write or sync
/// the file is cut back to what was acknowledged and takes no more: after a failed fdatasync nobody knows what the disk holds,
/// so the next bytes belong in another file.
/// </summary>
public sealed class AppendFile : IDisposable
{
    private readonly IFileSystemCalls _calls;
    private readonly SafeFileHandle _file;
    private bool _poisoned;

    private AppendFile(IFileSystemCalls calls, SafeFileHandle file, string path, long length)
    {
        (_calls, _file, Path, Length) = (calls, file, path, length);
    }

    /// <summary>Where it is.</summary>
    public string Path { get; }

    /// <summary>Bytes that are acknowledged.</summary>
    public long Length { get; private set; }

    /// <summary>Whether it still takes bytes.</summary>
    public bool IsUsable => !_poisoned && !_file.IsClosed;

    /// <summary>Makes a new, empty file; its name is on the disk when this returns.</summary>
    /// <exception cref="StorageException">The disk refuses, or the name is taken.</exception>
    public static AppendFile Create(string path, IFileSystemCalls? calls = null)
    {
        calls ??= LinuxFileSystem.Instance;
        SafeFileHandle file = calls.Open(path, create: true);
        try
        {
            calls.SyncFolder(System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(path))!);
        }
        catch
        {
            file.Dispose();
            throw;
        }

        return new AppendFile(calls, file, path, 0);
    }

    /// <summary>Appends, syncs, and only then returns where the bytes begin.</summary>
    /// <exception cref="StorageException">Nothing of these bytes is acknowledged, and the file takes no more.</exception>
    public long Append(ReadOnlySpan<byte> bytes)
    {
        if (!IsUsable)
        {
            throw StorageException.Poisoned(Path);
        }

        long start = Length;
        try
        {
            DurableFile.WriteAll(_calls, _file, bytes, start, Path);
            _calls.Sync(_file, Path);
        }
        catch
        {
            _poisoned = true;
            CutBack(start);
            throw;
        }

        Length = start + bytes.Length;
        return start;
    }

    /// <summary>Reads acknowledged bytes back; gives how many there were.</summary>
    public int Read(Span<byte> into, long offset) => RandomAccess.Read(_file, into, offset);

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

    /// <summary>Best effort: who reads the file later checks every frame and cuts a torn tail anyway.</summary>
    private void CutBack(long length)
    {
        try
        {
            _calls.Truncate(_file, length, Path);
        }
        catch (StorageException)
        {
        }
    }
}
