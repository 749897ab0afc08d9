using Sextant.Wire.Dns;

namespace Sextant.Measurement.Bulk;

/// <summary>Answers as text with the places they belong to: written and marked together, or not at all.</summary>
internal sealed class ResultBlock(IReadOnlyList<DnsType> types)
{
    /// <summary>256 KiB: at most so much is lost from memory, and a call to the system is a small part of making it.</summary>
    private const int Space = 256 << 10;

    private const int MostMarks = 8192;
    private readonly (long Lot, int Position)[] _marks = new (long, int)[MostMarks];
    private byte[] _bytes = new byte[Space];

    public int Length { get; private set; }

    public int MarkCount { get; private set; }

    public ReadOnlySpan<(long Lot, int Position)> Marks => _marks.AsSpan(0, MarkCount);

    public BulkTally Tally { get; } = new(types);

    public ReadOnlyMemory<byte> Bytes => _bytes.AsMemory(0, Length);

    public Span<byte> Free => _bytes.AsSpan(Length);

    public bool IsFull => MarkCount == MostMarks || Length > Space * 7 / 8;

    public bool IsEmpty => MarkCount == 0;

    public void Grow() => Array.Resize(ref _bytes, _bytes.Length * 2);

    public void Add(int length, long lot, int position)
    {
        Length += length;
        _marks[MarkCount++] = (lot, position);
    }

    public void Clear()
    {
        (Length, MarkCount) = (0, 0);
        Tally.Clear();
    }
}
