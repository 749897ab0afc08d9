using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Sextant.Store.Files;

/// <summary>
/// <see cref="IFileSystemCalls"/> on Linux. The base library's Flush(true) calls fsync but its folders cannot be synced at all,
/// and a failed fsync is easily swallowed in Dispose: these calls are made, and checked, one by one.
/// </summary>
public sealed partial class LinuxFileSystem : IFileSystemCalls
{
    /// <summary>The one instance: it has no state.</summary>
    public static LinuxFileSystem Instance { get; } = new();

    private LinuxFileSystem()
    {
    }

    /// <inheritdoc/>
    public SafeFileHandle Open(string path, bool create)
    {
        const int flags = OpenReadWrite | OpenCloseOnExec;
        SafeFileHandle file;
        do
        {
            // 0640: what was measured is for the service's user and group.
            file = OpenFile(path, create ? flags | OpenCreate | OpenExclusive : flags, 0b110_100_000);
        }
        while (file.IsInvalid && Marshal.GetLastPInvokeError() == Errno.Interrupted);

        if (!file.IsInvalid)
        {
            return file;
        }

        int error = Marshal.GetLastPInvokeError();
        file.Dispose();
        throw StorageException.Of(create ? "create" : "open", path, error);
    }

    /// <inheritdoc/>
    public int Write(SafeFileHandle file, ReadOnlySpan<byte> bytes, long offset, string path)
    {
        while (true)
        {
            nint written = PositionedWrite(file, bytes, (nuint)bytes.Length, offset);
            if (written > 0)
            {
                return (int)written;
            }

            int error = written == 0 ? Errno.NoSpace : Marshal.GetLastPInvokeError();
            if (error != Errno.Interrupted)
            {
                throw StorageException.Of("write", path, error);
            }
        }
    }

    /// <inheritdoc/>
    public void Sync(SafeFileHandle file, string path)
    {
        // fdatasync is enough: it writes the size too, and Sextant reads no time stamps of files.
        // After EIO it is never tried again on the same file: Linux marks the lost pages clean, and the second call would lie.
        while (DataSync(file) != 0)
        {
            int error = Marshal.GetLastPInvokeError();
            if (error != Errno.Interrupted)
            {
                throw StorageException.Of("sync", path, error);
            }
        }
    }

    /// <inheritdoc/>
    public void SyncFolder(string folder)
    {
        using SafeFileHandle handle = OpenFile(folder, OpenDirectory | OpenCloseOnExec, 0);
        if (handle.IsInvalid)
        {
            throw StorageException.Of("open the folder", folder, Marshal.GetLastPInvokeError());
        }

        while (FullSync(handle) != 0)
        {
            int error = Marshal.GetLastPInvokeError();
            if (error == Errno.Invalid)
            {
                return; // The file system keeps folders synced by itself and says EINVAL (some network file systems).
            }

            if (error != Errno.Interrupted)
            {
                throw StorageException.Of("sync the folder", folder, error);
            }
        }
    }

    /// <inheritdoc/>
    public void Rename(string from, string to)
    {
        if (RenameFile(from, to) != 0)
        {
            throw StorageException.Of("rename to", to, Marshal.GetLastPInvokeError());
        }
    }

    /// <inheritdoc/>
    public void Truncate(SafeFileHandle file, long length, string path)
    {
        while (TruncateFile(file, length) != 0)
        {
            int error = Marshal.GetLastPInvokeError();
            if (error != Errno.Interrupted)
            {
                throw StorageException.Of("cut", path, error);
            }
        }
    }

    private const int OpenReadWrite = 2;
    private const int OpenCreate = 0x40;
    private const int OpenExclusive = 0x80;
    private const int OpenDirectory = 0x10000;
    private const int OpenCloseOnExec = 0x80000;

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial SafeFileHandle OpenFile(string path, int flags, uint mode);

    [LibraryImport("libc", EntryPoint = "pwrite", SetLastError = true)]
    private static partial nint PositionedWrite(SafeFileHandle file, ReadOnlySpan<byte> bytes, nuint count, long offset);

    [LibraryImport("libc", EntryPoint = "fdatasync", SetLastError = true)]
    private static partial int DataSync(SafeFileHandle file);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int FullSync(SafeFileHandle file);

    [LibraryImport("libc", EntryPoint = "rename", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int RenameFile(string from, string to);

    [LibraryImport("libc", EntryPoint = "ftruncate", SetLastError = true)]
    private static partial int TruncateFile(SafeFileHandle file, long length);
}
