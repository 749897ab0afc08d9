using Sextant.Store.Files;

namespace Sextant.Measurement.Evidence;

/// <summary>
/// Each run of the command line leaves a small segment. When many have gathered they are copied into one and removed, the copy
/// being on the disk with its index first. Killed in the middle, items lie twice, under one name.
/// </summary>
internal static class SegmentMerge
{
    /// <summary>32: a look-up asks each segment's index, and 32 take microseconds.</summary>
    private const int Many = 32;

    /// <summary>Called under the repair lock.</summary>
    internal static void Run(string folder, WriterMark mark, EvidenceOptions options, IFileSystemCalls calls)
    {
        RemoveLonelyIndexes(folder);
        List<FileInfo> small = [.. new DirectoryInfo(folder).GetFiles("*" + SegmentName.Suffix)
            .Where(file => file.Length < options.SegmentBytes / 8 && !mark.IsAlive(SegmentName.WriterOf(file.FullName)))
            .OrderBy(file => file.LastWriteTimeUtc)];
        if (small.Count < Many)
        {
            return;
        }

        // A name of its own, so that the copy is nobody's work in progress: if we are killed, the next repair closes it as it is.
        string merged = Path.Combine(folder, $"{Guid.NewGuid().ToString("N")[..16]}-0{SegmentName.Suffix}");
        var items = new Dictionary<EvidenceHash, long>();
        var taken = new List<string>();
        long length;
        using (AppendFile copy = AppendFile.Create(merged, calls))
        {
            foreach (FileInfo segment in small.TakeWhile(_ => copy.Length < options.SegmentBytes))
            {
                Copy(segment.FullName, copy, items, options.MaxItemBytes);
                taken.Add(segment.FullName);
            }

            length = copy.Length;
        }

        SegmentIndex.Write(merged, length, [.. items], calls);
        foreach (string segment in taken)
        {
            File.Delete(segment);
            File.Delete(Path.ChangeExtension(segment, SegmentIndex.Suffix));
        }
    }

    private static void Copy(string segment, AppendFile copy, Dictionary<EvidenceHash, long> items, int maxItem)
    {
        byte[] bytes = File.ReadAllBytes(segment);
        using var fresh = new MemoryStream(bytes.Length);
        SegmentReader.Walk(segment, 0, maxItem, stepOver: true, (hash, offset) =>
        {
            if (items.TryAdd(hash, copy.Length + fresh.Length) && Frame.TryReadHeader(bytes.AsSpan((int)offset), maxItem, out Frame frame))
            {
                fresh.Write(bytes, (int)offset, (int)frame.TotalBytes);
            }
        });
        if (fresh.Length > 0)
        {
            copy.Append(fresh.GetBuffer().AsSpan(0, (int)fresh.Length));
        }
    }

    private static void RemoveLonelyIndexes(string folder)
    {
        foreach (string index in Directory.EnumerateFiles(folder, "*" + SegmentIndex.Suffix))
        {
            if (!File.Exists(Path.ChangeExtension(index, SegmentName.Suffix)))
            {
                File.Delete(index);
            }
        }
    }
}
