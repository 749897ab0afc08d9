using System.Buffers.Binary;
using System.IO.MemoryMappedFiles;
using Sextant.Store.Files;

namespace Sextant.Measurement.Evidence;

/// <summary>
/// The index of a segment that has no writer any more, beside it as <c>.idx</c>: "SXI1", count (u32), length of the segment (u64), then for each
/// item its SHA-256 and its offset (u64), sorted by hash. It is mapped, so millions of items cost no memory of ours, and can be made again from the segment.
/// </summary>
internal sealed class SegmentIndex : IDisposable
{
    internal const string Suffix = ".idx";
    private const uint Magic = 0x31495853;
    private const int HeaderBytes = 16;
    private const int EntryBytes = 40;
    private const int HalveEach = 8;
    private readonly MemoryMappedFile _file;
    private readonly MemoryMappedViewAccessor _view;
    private readonly int _count;

    private SegmentIndex(string segment, MemoryMappedFile file, MemoryMappedViewAccessor view, int count) =>
        (Segment, _file, _view, _count) = (segment, file, view, count);

    /// <summary>The segment's path.</summary>
    internal string Segment { get; }

    /// <summary>How many items there are.</summary>
    internal int Count => _count;

    /// <summary>Opens the index of a segment; null when there is none that fits it.</summary>
    internal static SegmentIndex? TryOpen(string segment)
    {
        var index = new FileInfo(Path.ChangeExtension(segment, Suffix));
        if (!index.Exists || index.Length < HeaderBytes)
        {
            return null;
        }

        MemoryMappedFile file = MemoryMappedFile.CreateFromFile(
            new FileStream(index.FullName, new FileStreamOptions { Access = FileAccess.Read, Share = FileShare.ReadWrite | FileShare.Delete }),
            null, 0, MemoryMappedFileAccess.Read, HandleInheritability.None, leaveOpen: false);
        MemoryMappedViewAccessor view = file.CreateViewAccessor(0, 0, MemoryMappedFileAccess.Read);
        uint count = view.ReadUInt32(4);
        if (view.ReadUInt32(0) == Magic && index.Length == HeaderBytes + ((long)count * EntryBytes) && view.ReadInt64(8) == new FileInfo(segment).Length)
        {
            return new SegmentIndex(segment, file, view, (int)count);
        }

        view.Dispose();
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
        for (int step = 1; low <= high; step++)
        {
            // Hashes lie evenly, so how far one is off says how far to go: four looks instead of eighteen. Halved now and then, should they not.
            int middle = step % HalveEach == 0 ? low + ((high - low) / 2) : (int)Math.Clamp(guess, low, high);
            long at = HeaderBytes + ((long)middle * EntryBytes);
            ulong first = First(at);
            int order = first == sought ? HashAt(at).CompareTo(hash) : first.CompareTo(sought);
            if (order == 0)
            {
                offset = _view.ReadInt64(at + 32);
                return true;
            }

            (low, high) = order < 0 ? (middle + 1, high) : (low, middle - 1);
            guess = middle + (((double)sought - first) / perEntry);
        }

        offset = 0;
        return false;
    }

    /// <summary>All items with their offsets, in the order of their hashes.</summary>
    internal IEnumerable<(EvidenceHash Hash, long Offset)> Items()
    {
        for (long i = 0; i < _count; i++)
        {
            long at = HeaderBytes + (i * EntryBytes);
            yield return (HashAt(at), _view.ReadInt64(at + 32));
        }
    }

    public void Dispose()
    {
        _view.Dispose();
        _file.Dispose();
    }

    // Nearly always these eight bytes differ. As they are read on a machine that begins with the low byte, as this format does.
    private ulong First(long at) => BinaryPrimitives.ReverseEndianness(_view.ReadUInt64(at));

    private EvidenceHash HashAt(long at)
    {
        Span<byte> bytes = stackalloc byte[32];
        for (int i = 0; i < 32; i += 8)
        {
            BinaryPrimitives.WriteUInt64LittleEndian(bytes[i..], _view.ReadUInt64(at + i));
        }

        return EvidenceHash.From(bytes);
    }
}
