using System.Text;
using Sextant.Store.Files;

namespace Sextant.Programme.Audit;

/// <summary>
/// A file beside the database, one line <c>SEQUENCE:HASH</c> for each audited change. Who can write the database alone cannot take entries off its end, nor
/// calculate the chain anew, without this file saying so. It is to be copied off the machine with the backups.
/// </summary>
/// <param name="coming">Marks on their way into the file from this process; null: no other is.</param>
internal sealed class AuditAnchors(string path, AnchorsComing? coming = null)
{
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
    /// back: the next mark covers this entry too, and <c>audit verify</c> says up to where the log is anchored.
    /// </summary>
    internal async Task TryAddAsync(AuditMark mark)
    {
        _coming.Add(mark);
        await _coming.Alone.WaitAsync().ConfigureAwait(false);
        try
        {
            if (_coming.Take() is { Length: > 0 } marks) // else whoever went before has written this one too
            {
                await WriteAsync(marks).ConfigureAwait(false);
            }
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or StorageException or TimeoutException)
        {
            // Said above: the change stands.
        }
        finally
        {
            _coming.Alone.Release();
        }
    }

    private async Task WriteAsync(AuditMark[] marks)
    {
        using ProcessLock alone = await ProcessLock.AcquireAsync(path + ".lock", Patience).ConfigureAwait(false);
        FileStream file = new(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite);
        await using (file.ConfigureAwait(false))
        {
            bool torn = file.Length > 0 && LastByte(file) != '\n';
            file.Seek(0, SeekOrigin.End);
            file.Write(Encoding.ASCII.GetBytes((torn ? "\n" : "") + string.Concat(marks.Select(mark => $"{mark}\n"))));
            file.Flush(flushToDisk: true);
        }
    }

    private static int LastByte(FileStream file)
    {
        file.Seek(-1, SeekOrigin.End);
        return file.ReadByte();
    }
}
