using Microsoft.Win32.SafeHandles;
using Sextant.Store.Files;

namespace Sextant.Measurement.Evidence;

/// <summary>
/// After a crash: segments whose writer has ended and that have no index are read frame by frame, cut after the last whole frame, synced
/// and given their index. One process at a time does so.
/// </summary>
internal static class SegmentRepair
{
    internal static void Run(string folder, WriterMark mark, EvidenceOptions options, IFileSystemCalls calls)
    {
        using ProcessLock? turn = TryTurn(folder);
        if (turn is null)
        {
            return; // Another process does it; until then these segments are read as if they were being written.
        }

        foreach (string part in Directory.EnumerateFiles(folder, "*" + DurableFile.TemporarySuffix))
        {
            if (!mark.IsAlive(SegmentName.WriterOf(part)))
            {
                File.Delete(part);
            }
        }

        foreach (string segment in Directory.EnumerateFiles(folder, "*" + SegmentName.Suffix))
        {
            if (!mark.IsAlive(SegmentName.WriterOf(segment)))
            {
                Close(segment, options.MaxItemBytes, calls);
            }
        }

        SegmentMerge.Run(folder, mark, options, calls);
    }

    /// <summary>The turn to change or remove segments that are nobody's work in progress; null when another has it.</summary>
    internal static ProcessLock? TryTurn(string folder) => ProcessLock.TryAcquire(TurnFile(folder));

    /// <summary>The file of that turn.</summary>
    internal static string TurnFile(string folder) => Path.Combine(folder, "repairing.lock");

    private static void Close(string segment, int maxItem, IFileSystemCalls calls)
    {
        using (SegmentIndex? index = SegmentIndex.TryOpen(segment))
        {
            if (index is not null)
            {
                return;
            }
        }

        var items = new Dictionary<EvidenceHash, long>();
        long end = SegmentReader.Walk(segment, 0, maxItem, stepOver: true, (hash, offset) => items[hash] = offset);
        using (SafeFileHandle file = calls.Open(segment, create: false))
        {
            if (new FileInfo(segment).Length > end)
            {
                calls.Truncate(file, end, segment);
            }

            calls.Sync(file, segment); // It may have been written and not yet synced when its writer ended.
        }

        if (items.Count == 0)
        {
            File.Delete(segment);
            return;
        }

        SegmentIndex.Write(segment, end, [.. items], calls);
    }
}
