namespace Sextant.Measurement.Evidence;

/// <summary>A segment that another process is writing: its items up to the last look.</summary>
internal sealed class LiveSegment(string path)
{
    private long _end;

    internal string Path { get; } = path;

    internal Dictionary<EvidenceHash, long> Items { get; } = [];

    internal void ReadOn(int maxItem)
    {
        try
        {
            if (new FileInfo(Path).Length > _end)
            {
                _end = SegmentReader.Walk(Path, _end, maxItem, stepOver: false, (hash, offset) => Items[hash] = offset);
            }
        }
        catch (FileNotFoundException)
        {
            // Merged away between listing and opening: the next look finds it in its new place.
        }
    }
}
