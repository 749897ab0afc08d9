using System.Diagnostics;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Sextant.Store.Files;

/// <summary>
/// A lock that the kernel releases when its holder ends, however it ends: <c>flock</c> on a file that stays.
/// It holds between processes and between two takers in one process.
/// </summary>
public sealed partial class ProcessLock : IDisposable
{
    private const int LockExclusive = 2;
    private const int LockWithoutWaiting = 4;
    private const int Unlock = 8;
    private const int OpenReadWriteCreateCloseOnExec = 0x2 | 0x40 | 0x80000;
    private readonly SafeFileHandle _file;

    private ProcessLock(SafeFileHandle file, string path) => (_file, Path) = (file, path);

    /// <summary>The file that is locked.</summary>
    public string Path { get; }

    /// <summary>Takes the lock if it is free.</summary>
    /// <returns>Null when another holds it.</returns>
    /// <exception cref="StorageException">The file cannot be opened or locked.</exception>
    public static ProcessLock? TryAcquire(string path)
    {
        SafeFileHandle file = OpenShared(path);
        while (Flock(file, LockExclusive | LockWithoutWaiting) != 0)
        {
            int error = Marshal.GetLastPInvokeError();
            if (error == Errno.Interrupted)
            {
                continue;
            }

            file.Dispose();
            return error == Errno.Again ? null : throw StorageException.Of("lock", path, error);
        }

        return new ProcessLock(file, path);
    }

    /// <summary>Waits for the lock.</summary>
    /// <exception cref="TimeoutException">Another held it all the time.</exception>
    public static async Task<ProcessLock> AcquireAsync(string path, TimeSpan wait, CancellationToken cancellation = default)
    {
        long start = Stopwatch.GetTimestamp();
        while (true)
        {
            if (TryAcquire(path) is { } held)
            {
                return held;
            }

            if (Stopwatch.GetElapsedTime(start) >= wait)
            {
                throw new TimeoutException($"Another process has held the lock '{path}' for {wait.TotalSeconds:0} s. Is another Sextant being started or upgraded on this data folder?");
            }

            // 50 ms: far below what a person notices; flock has no wait with a time limit.
            await Task.Delay(TimeSpan.FromMilliseconds(50), cancellation).ConfigureAwait(false);
        }
    }

    /// <summary>Lets go. The file stays: removing it would let two processes lock two files of one name.</summary>
    public void Dispose()
    {
        // Closing alone leaves it locked while a process that is being started holds a copy of the file, until its own program begins.
        if (!_file.IsClosed)
        {
            _ = Flock(_file, Unlock);
        }

        _file.Dispose();
    }

    private static SafeFileHandle OpenShared(string path)
    {
        // Not by the base library: it takes a flock of its own on every file it opens.
        SafeFileHandle file = OpenFile(path, OpenReadWriteCreateCloseOnExec, 0b110_110_000);
        if (!file.IsInvalid)
        {
            return file;
        }

        int error = Marshal.GetLastPInvokeError();
        file.Dispose();
        throw StorageException.Of("open", path, error);
    }

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial SafeFileHandle OpenFile(string path, int flags, uint mode);

    [LibraryImport("libc", EntryPoint = "flock", SetLastError = true)]
    private static partial int Flock(SafeFileHandle file, int operation);
}
