using System.Text;
using Microsoft.Win32.SafeHandles;
using Sextant.Programme.Register;
using Sextant.Store.Files;

namespace Sextant.Programme.Audit;

/// <summary>
/// A file beside the database, one line <c>SEQUENCE:HASH</c> for each audited change. Who can write the database alone cannot take entries off its end, nor
/// calculate the chain anew, without this file saying so. It is to be copied off the machine with the backups.
/// </summary>
/// <param name="coming">Marks on their way into the file from this process; null: no other is.</param>
/// <param name="health">Hears how it went.</param>
/// <param name="calls">Of the file system; tests put faults behind them.</param>
internal sealed class AuditAnchors(string path, AnchorsComing? coming = null, AnchorHealth? health = null, IFileSystemCalls? calls = null)
{
    private readonly IFileSystemCalls _calls = calls ?? LinuxFileSystem.Instance;

    /// <summary>10 s: another process holds the lock for one line and one sync.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly AnchorsComing _coming = coming ?? new AnchorsComing();

    /// <summary>The marks in the file, oldest first. A line that a power cut left half written is none, nor is anything else that does not read.</summary>
    internal static async Task<IReadOnlyList<AuditMark>> ReadAsync(string? path, CancellationToken cancellation)
    {
        if (path is null || !File.Exists(path))
        {
            return [];
        }

        var marks = new List<AuditMark>();
        foreach (string line in await File.ReadAllLinesAsync(path, cancellation).ConfigureAwait(false))
        {
            if (AuditMark.TryParse(line, out AuditMark? mark))
            {
                marks.Add(mark);
            }
        }

        return marks;
    }

    /// <summary>
    /// Adds a mark behind a change that is committed. Marks that come while another is being written are written together, with one sync. A disk that refuses takes nothing
    /// back: the next mark covers this entry too, and <c>audit verify</c> says up to where the log is anchored. It is an alarm all the same.
    /// </summary>
    internal async Task TryAddAsync(AuditMark mark, DateTimeOffset now)
    {
        _coming.Add(mark);
        await _coming.Alone.WaitAsync().ConfigureAwait(false);
        try
        {
            if (_coming.Take() is { Length: > 0 } marks) // else whoever went before has written this one too
            {
                await WriteAsync(marks).ConfigureAwait(false);
                health?.Set(null, now);
            }
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or TimeoutException)
        {
            // Said above: the change stands.
            health?.Set(fault as StorageException ?? StorageException.Of("lock", path + ".lock", fault is TimeoutException ? Errno.Again : fault is UnauthorizedAccessException ? Errno.Access : Errno.InputOutput), now);
        }
        finally
        {
            _coming.Alone.Release();
        }
    }

    private async Task WriteAsync(AuditMark[] marks)
    {
        using ProcessLock alone = await ProcessLock.AcquireAsync(path + ".lock", Patience).ConfigureAwait(false);
        bool made = !File.Exists(path);
        using SafeFileHandle file = _calls.Open(path, create: made);
        long length = RandomAccess.GetLength(file);
        byte[] last = new byte[1];
        bool torn = length > 0 && (RandomAccess.Read(file, last, length - 1) != 1 || last[0] != '\n');
        byte[] bytes = Encoding.ASCII.GetBytes((torn ? "\n" : "") + string.Concat(marks.Select(mark => $"{mark}\n")));
        for (int at = 0; at < bytes.Length;)
        {
            at += _calls.Write(file, bytes.AsSpan(at), length + at, path);
        }

        // The base library's Flush(true) says nothing of a sync that failed.
        _calls.Sync(file, path);
        if (made)
        {
            _calls.SyncFolder(Path.GetDirectoryName(Path.GetFullPath(path))!);
        }
    }
}
