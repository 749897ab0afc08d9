using Microsoft.Win32.SafeHandles;

namespace Sextant.Store.Files;

/// <summary>
/// A whole file that is either there with all its bytes, or not there: written under a temporary name in the same folder,
/// synced, renamed, its folder synced. When a call returns, a power cut does not undo it.
/// </summary>
public static class DurableFile
{
    /// <summary>What a name under way ends with; such a file is nobody's and may be swept.</summary>
    public const string TemporarySuffix = ".part";

    /// <summary>Writes or replaces a file.</summary>
    /// <exception cref="StorageException">The disk did not take it; what was there before is still there.</exception>
    public static void Write(string path, ReadOnlySpan<byte> bytes, IFileSystemCalls? calls = null)
    {
        calls ??= LinuxFileSystem.Instance;
        string temporary = TemporaryName(path);
        try
        {
            using (SafeFileHandle file = calls.Open(temporary, create: true))
            {
                WriteAll(calls, file, bytes, 0, temporary);
                calls.Sync(file, temporary);
            }

            calls.Rename(temporary, path);
        }
        catch
        {
            Discard(temporary);
            throw;
        }

        calls.SyncFolder(FolderOf(path));
    }

    /// <summary>Gives its name to a file that somebody else (DuckDB's COPY) wrote under a temporary one and did not sync.</summary>
    /// <exception cref="StorageException">The disk did not take it; the temporary file is removed.</exception>
    public static void Publish(string temporary, string path, IFileSystemCalls? calls = null)
    {
        calls ??= LinuxFileSystem.Instance;
        try
        {
            using (SafeFileHandle file = calls.Open(temporary, create: false))
            {
                calls.Sync(file, temporary);
            }

            calls.Rename(temporary, path);
        }
        catch
        {
            Discard(temporary);
            throw;
        }

        calls.SyncFolder(FolderOf(path));
    }

    /// <summary>Makes a folder and its missing parents, each entry synced in its parent.</summary>
    public static void CreateFolder(string folder, IFileSystemCalls? calls = null)
    {
        calls ??= LinuxFileSystem.Instance;
        folder = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        if (Directory.Exists(folder))
        {
            return;
        }

        string parent = FolderOf(folder);
        CreateFolder(parent, calls);
        Directory.CreateDirectory(folder);
        calls.SyncFolder(parent);
    }

    /// <summary>A temporary name beside a path: same file system, so that the rename is one step; random, so that two writers never meet.</summary>
    public static string TemporaryName(string path) => $"{path}.{Guid.NewGuid():N}{TemporarySuffix}";

    /// <summary>Writes all bytes at an offset, however short each write is.</summary>
    internal static void WriteAll(IFileSystemCalls calls, SafeFileHandle file, ReadOnlySpan<byte> bytes, long offset, string path)
    {
        while (!bytes.IsEmpty)
        {
            int written = calls.Write(file, bytes, offset, path);
            bytes = bytes[written..];
            offset += written;
        }
    }

    private static string FolderOf(string path) => Path.GetDirectoryName(Path.GetFullPath(path))!;

    /// <summary>A leftover only takes space and is swept later, so a failed removal does not hide the fault that led here.</summary>
    private static void Discard(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (IOException)
        {
        }
        catch (UnauthorizedAccessException)
        {
        }
    }
}
