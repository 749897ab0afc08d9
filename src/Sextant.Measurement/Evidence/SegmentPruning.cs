using Sextant.Store.Files;

namespace Sextant.Measurement.Evidence;

/// <summary>What went, or would go.</summary>
/// <param name="Files">Segments.</param>
/// <param name="Items">Items of them that are in no other.</param>
/// <param name="Bytes">Bytes that the disk has again.</param>
internal sealed record PrunedSegments(int Files, long Items, long Bytes);

/// <summary>
/// Removes segments, under the repair lock. What is kept of them is written into a new segment first, with its index; only then are they removed. Killed in the
/// middle, items lie twice, under one name, and the rest goes the next time.
/// </summary>
internal sealed class SegmentPruning(string folder, IReadOnlySet<EvidenceHash> kept, bool remove, EvidenceOptions options, IFileSystemCalls calls)
{
    private readonly Dictionary<EvidenceHash, long> _moved = [];
    private readonly List<string> _emptied = [];
    private AppendFile? _copy;

    /// <summary>Segments with an index that fits (nobody writes them any more) and into which nothing has come since an instant; the oldest first.</summary>
    internal static IReadOnlyList<string> Past(string folder, DateTimeOffset before) =>
        [.. new DirectoryInfo(folder).GetFiles("*" + SegmentName.Suffix).Where(file => file.LastWriteTimeUtc < before.UtcDateTime && IsClosed(file.FullName))
            .OrderBy(file => file.LastWriteTimeUtc).ThenBy(file => file.Name, StringComparer.Ordinal).Select(file => file.FullName)];

    internal PrunedSegments Run(IReadOnlyList<string> segments, CancellationToken cancellation)
    {
        var sum = new PrunedSegments(0, 0, 0);
        try
        {
            foreach (string segment in segments)
            {
                cancellation.ThrowIfCancellationRequested();
                using SegmentIndex? index = File.Exists(segment) ? SegmentIndex.TryOpen(segment) : null;
                if (index is null || KeptOf(index) is not { } frames)
                {
                    continue; // merged away meanwhile; or what must stay cannot be read, and nothing of it is removed
                }

                sum = new PrunedSegments(sum.Files + 1, sum.Items + index.Count - frames.Count, sum.Bytes + new FileInfo(segment).Length - frames.Sum(frame => (long)frame.Bytes.Length));
                Move(segment, frames);
            }

            Finish();
            return sum;
        }
        finally
        {
            _copy?.Dispose();
        }
    }

    private static bool IsClosed(string segment)
    {
        using SegmentIndex? index = SegmentIndex.TryOpen(segment);
        return index is not null;
    }

    /// <summary>Null when one of them is damaged.</summary>
    private List<(EvidenceHash Hash, byte[] Bytes)>? KeptOf(SegmentIndex index)
    {
        var frames = new List<(EvidenceHash, byte[])>();
        foreach ((EvidenceHash hash, long offset) in index.Items().Where(item => kept.Contains(item.Hash)))
        {
            try
            {
                frames.Add((hash, SegmentReader.ReadFrame(index.Segment, offset, hash, options.MaxItemBytes)));
            }
            catch (StorageException)
            {
                return null;
            }
        }

        return frames;
    }

    private void Move(string segment, List<(EvidenceHash Hash, byte[] Bytes)> frames)
    {
        if (!remove)
        {
            return;
        }

        List<(EvidenceHash Hash, byte[] Bytes)> fresh = [.. frames.Where(frame => !_moved.ContainsKey(frame.Hash))];
        if (fresh.Count > 0)
        {
            // A name of its own, so that the copy is nobody's work in progress: if we are killed, the next repair closes it as it is.
            _copy ??= AppendFile.Create(Path.Combine(folder, $"{Guid.NewGuid().ToString("N")[..16]}-0{SegmentName.Suffix}"), calls);
            long offset = _copy.Append([.. fresh.SelectMany(frame => frame.Bytes)]);
            foreach ((EvidenceHash hash, byte[] bytes) in fresh)
            {
                _moved[hash] = offset;
                offset += bytes.Length;
            }
        }

        _emptied.Add(segment);
        if (_copy is null || _copy.Length >= options.SegmentBytes)
        {
            Finish();
        }
    }

    /// <summary>The copy and its index are on the disk before what it was copied from goes.</summary>
    private void Finish()
    {
        if (_copy is not null)
        {
            SegmentIndex.Write(_copy.Path, _copy.Length, [.. _moved], calls);
            _copy.Dispose();
            _copy = null;
        }

        foreach (string segment in _emptied)
        {
            File.Delete(segment);
            File.Delete(Path.ChangeExtension(segment, SegmentIndex.Suffix));
        }

        _moved.Clear();
        _emptied.Clear();
    }
}
