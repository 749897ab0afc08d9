using System.Buffers.Binary;
using Microsoft.Win32.SafeHandles;
using Sextant.Store.Files;

namespace Sextant.Measurement.Evidence;

/// <summary>
/// The index of a segment that has no writer any more, beside it as <c>.idx</c>: "SXI1", count (u32), length of the segment (u64), then for each
/// item its SHA-256 and its offset (u64), sorted by hash. Millions of items cost no memory of ours, and it can be made again from the segment.
/// </summary>
internal sealed class SegmentIndex : IDisposable
{
    internal const string Suffix = ".idx";
    private const uint Magic = 0x31495853;
    private const int HeaderBytes = 16;
    private const int EntryBytes = 40;
    private const int HalveEach = 8;

    /// <summary>2,000: a single check looks for some hundred items and never makes it, a campaign does in its first minute.</summary>
    private const int LooksBeforeFilter = 2_000;

    private readonly SafeFileHandle _file;
    private readonly int _count;
    private HashFilter? _filter;
    private int _looks;

    private SegmentIndex(string segment, SafeFileHandle file, int count) =>
        (Segment, _file, _count, Written) = (segment, file, count, File.GetLastWriteTimeUtc(segment));

    /// <summary>The segment's path.</summary>
    internal string Segment { get; }

    /// <summary>When the last item came into it.</summary>
    internal DateTime Written { get; }

    /// <summary>How many items there are.</summary>
    internal int Count => _count;

    /// <summary>Opens the index of a segment; null when there is none that fits it.</summary>
    internal static SegmentIndex? TryOpen(string segment)
    {
        string path = Path.ChangeExtension(segment, Suffix);
        if (!File.Exists(path))
        {
            return null;
        }

        SafeFileHandle file = File.OpenHandle(path, share: FileShare.ReadWrite | FileShare.Delete);
        Span<byte> header = stackalloc byte[HeaderBytes];
        if (RandomAccess.Read(file, header, 0) == HeaderBytes && BinaryPrimitives.ReadUInt32LittleEndian(header) == Magic
            && RandomAccess.GetLength(file) == HeaderBytes + (BinaryPrimitives.ReadUInt32LittleEndian(header[4..]) * (long)EntryBytes)
            && BinaryPrimitives.ReadInt64LittleEndian(header[8..]) == new FileInfo(segment).Length)
        {
            return new SegmentIndex(segment, file, BinaryPrimitives.ReadInt32LittleEndian(header[4..]));
        }

        file.Dispose();
        return null;
    }

    /// <summary>Writes the index of a segment.</summary>
    /// <param name="segment">The segment's path.</param>
    /// <param name="length">Its length.</param>
    /// <param name="items">Its items, which are sorted in place: there may be hundreds of thousands.</param>
    /// <param name="calls">The disk.</param>
    internal static void Write(string segment, long length, KeyValuePair<EvidenceHash, long>[] items, IFileSystemCalls calls)
    {
        Array.Sort(items, (a, b) => a.Key.CompareTo(b.Key));
        byte[] bytes = new byte[HeaderBytes + (items.Length * EntryBytes)];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, Magic);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(4), items.Length);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(8), length);
        for (int i = 0; i < items.Length; i++)
        {
            Span<byte> entry = bytes.AsSpan(HeaderBytes + (i * EntryBytes), EntryBytes);
            items[i].Key.Write(entry);
            BinaryPrimitives.WriteInt64LittleEndian(entry[32..], items[i].Value);
        }

        DurableFile.Write(Path.ChangeExtension(segment, Suffix), bytes, calls);
    }

    /// <summary>Where an item lies in the segment.</summary>
    internal bool TryFind(EvidenceHash hash, out long offset)
    {
        int low = 0;
        int high = _count - 1;
        ulong sought = (ulong)(hash.High >> 64);
        double perEntry = ulong.MaxValue / Math.Max(1.0, _count);
        double guess = sought / perEntry;
        Span<byte> entry = stackalloc byte[EntryBytes];
        for (int step = 1; low <= high; step++)
        {
            // Hashes lie evenly, so how far one is off says how far to go: four looks instead of eighteen. Halved now and then, should they not.
            int middle = step % HalveEach == 0 ? low + ((high - low) / 2) : (int)Math.Clamp(guess, low, high);
            Read(middle, entry);
            ulong first = BinaryPrimitives.ReadUInt64BigEndian(entry);
            int order = first == sought ? EvidenceHash.From(entry).CompareTo(hash) : first.CompareTo(sought);
            if (order == 0)
            {
                offset = BinaryPrimitives.ReadInt64LittleEndian(entry[32..]);
                return true;
            }

            (low, high) = order < 0 ? (middle + 1, high) : (low, middle - 1);
            guess = middle + (((double)sought - first) / perEntry);
        }

        offset = 0;
        return false;
    }

    /// <summary>Whether an item is there, for whoever asks often: most are not, and then the file is not read. One caller at a time.</summary>
    internal bool Holds(EvidenceHash hash)
    {
        if (_filter is null && ++_looks > LooksBeforeFilter)
        {
            _filter = new HashFilter(_count);
            foreach ((EvidenceHash one, _) in Items())
            {
                _filter.Add(one);
            }
        }

        return _filter?.MayHold(hash) != false && TryFind(hash, out _);
    }

    /// <summary>Nobody asks often any more.</summary>
    internal void Forget() => (_filter, _looks) = (null, 0);

    /// <summary>All items with their offsets, in the order of their hashes.</summary>
    /// <exception cref="StorageException">The index is shorter than when it was opened.</exception>
    internal IEnumerable<(EvidenceHash Hash, long Offset)> Items()
    {
        byte[] chunk = new byte[1024 * EntryBytes];
        for (int from = 0; from < _count; from += chunk.Length / EntryBytes)
        {
            int bytes = Math.Min(chunk.Length, (_count - from) * EntryBytes);
            Read(from, chunk.AsSpan(0, bytes));
            for (int at = 0; at < bytes; at += EntryBytes)
            {
                yield return (EvidenceHash.From(chunk.AsSpan(at)), BinaryPrimitives.ReadInt64LittleEndian(chunk.AsSpan(at + 32)));
            }
        }
    }

    public void Dispose() => _file.Dispose();

    // Read and not mapped: the pages of a map count as this process's memory, and in time all of them are looked at.
    private void Read(int entry, Span<byte> into)
    {
        if (RandomAccess.Read(_file, into, HeaderBytes + ((long)entry * EntryBytes)) != into.Length)
        {
            throw StorageException.Corrupt(Path.ChangeExtension(Segment, Suffix), "it is shorter than when it was opened");
        }
    }
}
