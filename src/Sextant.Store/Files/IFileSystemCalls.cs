using Microsoft.Win32.SafeHandles;

namespace Sextant.Store.Files;

/// <summary>
/// The few calls on which durability rests. Production has <see cref="LinuxFileSystem"/>; tests put faults (EIO, ENOSPC,
/// short writes) behind this face, because a disk that lies cannot be had on order.
/// </summary>
public interface IFileSystemCalls
{
    /// <summary>Opens for reading and writing; creates it when <paramref name="create"/>, and then it must not exist yet.</summary>
    /// <exception cref="StorageException">The system refuses.</exception>
    SafeFileHandle Open(string path, bool create);

    /// <summary>Writes at an offset; may write less than was given, as <c>pwrite</c> may.</summary>
    /// <returns>The bytes written, at least 1.</returns>
    /// <exception cref="StorageException">The system refuses: no space, an I/O error.</exception>
    int Write(SafeFileHandle file, ReadOnlySpan<byte> bytes, long offset, string path);

    /// <summary>Waits until the content (and the size) is on the disk.</summary>
    /// <exception cref="StorageException">The system could not write it: nothing unsynced may be believed any more.</exception>
    void Sync(SafeFileHandle file, string path);

    /// <summary>Waits until the entries of a folder are on the disk.</summary>
    /// <exception cref="StorageException">The system could not write them.</exception>
    void SyncFolder(string folder);

    /// <summary>Renames within one file system, replacing what is there.</summary>
    /// <exception cref="StorageException">The system refuses.</exception>
    void Rename(string from, string to);

    /// <summary>Cuts a file to a length.</summary>
    /// <exception cref="StorageException">The system refuses.</exception>
    void Truncate(SafeFileHandle file, long length, string path);
}
