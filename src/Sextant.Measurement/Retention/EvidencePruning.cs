using System.Text;
using Microsoft.EntityFrameworkCore;
using Sextant.Measurement.Evidence;
using Sextant.Measurement.Lake;
using Sextant.Measurement.Storage;
using Sextant.Store.Databases;

namespace Sextant.Measurement.Retention;

/// <summary>
/// Evidence goes when nothing that is kept points to it. Scans put their record, and what it refers to, at their own time; an item that lies there already is
/// taken for theirs only when it is no older than <see cref="EvidenceOptions.SharedFor"/>. So a segment into which nothing has come since that long before the oldest verdict
/// can belong only to what stays beyond the verdicts' time: how targets stand that nobody has measured since. Their records, and what these name, are kept.
/// </summary>
internal sealed class EvidencePruning(Database<MeasurementContext> database, EvidenceStore evidence, HistoryPruning history)
{
    /// <summary>A day: a scan that began before midnight is kept after it, and clocks are set.</summary>
    private static readonly TimeSpan Margin = TimeSpan.FromDays(1);

    internal async Task<PastData> RunAsync(DateOnly verdicts, bool remove, CancellationToken cancellation)
    {
        DateOnly before = remove ? await OldestAsync(verdicts, cancellation).ConfigureAwait(false) : verdicts; // else what is older would be gone by now
        IReadOnlyList<string> segments = evidence.WrittenBefore(RemovedBefore.Midnight(before) - evidence.SharedFor - Margin);
        if (segments.Count == 0)
        {
            return new PastData(DataClass.Evidence, before, 0, 0, 0);
        }

        HashSet<EvidenceHash> kept = await KeptAsync(before, remove, cancellation).ConfigureAwait(false);
        PrunedSegments pruned = await Task.Run(() => evidence.Prune(segments, kept, remove, cancellation), cancellation).ConfigureAwait(false) ?? new PrunedSegments(0, 0, 0);
        return new PastData(DataClass.Evidence, before, pruned.Files, pruned.Items, pruned.Bytes);
    }

    /// <summary>The verdicts' day, or the oldest day of the lake should a file be older yet: its rows name their evidence.</summary>
    private async Task<DateOnly> OldestAsync(DateOnly verdicts, CancellationToken cancellation)
    {
        string day = LakeRange.Word(verdicts);
        await using MeasurementContext context = database.Create();
        string? oldest = await context.LakeFiles.Where(file => file.Bucket == null && file.ReplacedAt == null)
            .MinAsync(file => (string?)file.Day, cancellation).ConfigureAwait(false);
        return oldest is null || string.CompareOrdinal(oldest, day) >= 0 ? verdicts : LakeRange.Read(oldest);
    }

    private async Task<HashSet<EvidenceHash>> KeptAsync(DateOnly before, bool all, CancellationToken cancellation)
    {
        var kept = new HashSet<EvidenceHash>();
        foreach (string record in await history.StayingAsync(before, all, cancellation).ConfigureAwait(false))
        {
            cancellation.ThrowIfCancellationRequested();
            if (EvidenceHash.TryParse(record, out EvidenceHash hash) && kept.Add(hash) && evidence.Get(record) is { } bytes)
            {
                kept.UnionWith(NamedIn(bytes));
            }
        }

        return kept;
    }

    /// <summary>Every name of an item that stands in a record, in whatever field of whatever version.</summary>
    internal static IEnumerable<EvidenceHash> NamedIn(byte[] record)
    {
        const int length = 71; // sha256: and 64 digits
        for (int at = record.AsSpan().IndexOf("sha256:"u8); at >= 0 && at + length <= record.Length;)
        {
            if (EvidenceHash.TryParse(Encoding.ASCII.GetString(record, at, length), out EvidenceHash hash))
            {
                yield return hash;
            }

            int next = record.AsSpan(at + 7).IndexOf("sha256:"u8);
            at = next < 0 ? -1 : at + 7 + next;
        }
    }
}
