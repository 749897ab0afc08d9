using System.Diagnostics;
using Microsoft.Win32.SafeHandles;
using Sextant.Store.Files;

namespace Sextant.Testing.KillTarget;

/// <summary>The real file system, at whose n-th call the process kills itself (SIGKILL): before the call is made, or right after it.</summary>
internal sealed class DyingFileSystem(int at) : IFileSystemCalls
{
    private readonly LinuxFileSystem _real = LinuxFileSystem.Instance;
    private int _calls;

    public SafeFileHandle Open(string path, bool create) => Around(() => _real.Open(path, create));

    public int Write(SafeFileHandle file, ReadOnlySpan<byte> bytes, long offset, string path)
    {
        if (DiesNow(out _))
        {
            // In the middle of a write: half of it is there.
            return Die(_real.Write(file, bytes[..Math.Max(1, bytes.Length / 2)], offset, path));
        }

        return _real.Write(file, bytes, offset, path);
    }

    public void Sync(SafeFileHandle file, string path) => Around(() => { _real.Sync(file, path); return 0; });

    public void SyncFolder(string folder) => Around(() => { _real.SyncFolder(folder); return 0; });

    public void Rename(string from, string to) => Around(() => { _real.Rename(from, to); return 0; });

    public void Truncate(SafeFileHandle file, long length, string path) => Around(() => { _real.Truncate(file, length, path); return 0; });

    private T Around<T>(Func<T> call)
    {
        if (!DiesNow(out bool after))
        {
            return call();
        }

        return after ? Die(call()) : Die(default(T)!);
    }

    private bool DiesNow(out bool after)
    {
        int number = Interlocked.Increment(ref _calls);
        after = number % 2 == 0;
        return number == at;
    }

    private static T Die<T>(T value)
    {
        Process.GetCurrentProcess().Kill();
        Thread.Sleep(Timeout.Infinite); // the signal is on its way
        return value;
    }
}
