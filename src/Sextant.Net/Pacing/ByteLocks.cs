using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Sextant.Net.Pacing;

/// <summary>
/// Locks on single bytes of files that need not be that long (fcntl, F_OFD_SETLK). They belong to who opened the file, and the kernel gives them
/// back when that process ends, however it ends. Linux alone has them.
/// </summary>
/// <param name="folder">Where the files lie. Made, with the files, when the first byte is locked.</param>
/// <param name="count">How many files: the kernel searches a file's locks one by one.</param>
internal sealed partial class ByteLocks(string folder, int count) : IDisposable
{
    private const int SetLockOfDescription = 37;
    private const short Exclusive = 1;
    private const short None = 2;
    private const int TryAgain = 11;
    private const int Denied = 13;

    private readonly SafeFileHandle?[] files = new SafeFileHandle?[count];
    private readonly Lock gate = new();

    /// <summary>struct flock of 64-bit Linux.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 32)]
    private struct Range
    {
        [FieldOffset(0)]
        public short Type;

        [FieldOffset(8)]
        public long Start;

        [FieldOffset(16)]
        public long Length;
    }

    /// <summary>False when another process holds the byte. A file system that has no such locks counts as one where nobody holds any.</summary>
    /// <exception cref="IOException">The file cannot be made.</exception>
    /// <exception cref="UnauthorizedAccessException">The same.</exception>
    public bool TryLock(int file, long at) => Call(file, at, Exclusive) == 0 || Marshal.GetLastPInvokeError() is not (TryAgain or Denied);

    public void Unlock(int file, long at) => Call(file, at, None);

    /// <inheritdoc/>
    public void Dispose() => Array.ForEach(files, file => file?.Dispose());

    private int Call(int file, long at, short type)
    {
        var range = new Range { Type = type, Start = at, Length = 1 };
        return Control(Opened(file), SetLockOfDescription, ref range);
    }

    private SafeFileHandle Opened(int file)
    {
        lock (gate)
        {
            return files[file] ??= Open(Path.Combine(folder, $"{file:00}.locks"));
        }
    }

    private static SafeFileHandle Open(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        return File.OpenHandle(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
    }

    [LibraryImport("libc", EntryPoint = "fcntl", SetLastError = true)]
    private static partial int Control(SafeFileHandle descriptor, int command, ref Range range);
}
