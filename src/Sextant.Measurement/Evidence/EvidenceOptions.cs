namespace Sextant.Measurement.Evidence;

/// <summary>Bounds of the evidence store.</summary>
public sealed record EvidenceOptions
{
    /// <summary>The largest record or blob; 32 MiB: a scan's record is under 1 MiB, and what is bigger was not bounded by its probe.</summary>
    public int MaxItemBytes { get; init; } = 32 << 20;

    /// <summary>A segment that has grown past this is closed and the next begun; 32 MiB: of 64 MiB, checked in a second after a crash, the process was larger by what is known of their items.</summary>
    public long SegmentBytes { get; init; } = 32 << 20;

    /// <summary>Bytes that one sync may cover; 8 MiB: what waits while the disk is busy goes out together.</summary>
    public int GroupBytes { get; init; } = 8 << 20;

    /// <summary>Brotli's quality; 3: a record of 89 kB becomes 9.2 kB in 0.28 ms, where 5 makes 8.8 kB of it in 1.6 ms, a twelfth of what a name costs.</summary>
    public int Quality { get; init; } = 3;

    /// <summary>Items shorter than this stay as they are; 512: a DNS message of a hundred bytes loses ten of them for more work than all else that keeping it takes.</summary>
    public int LeastCompressed { get; init; } = 512;

    /// <summary>
    /// An item that was kept longer ago is written again when it is seen again; 30 days: weekly campaigns find last week's certificates and pages, and a segment
    /// that is a month older than all scans that are kept holds nothing of theirs.
    /// </summary>
    public TimeSpan SharedFor { get; init; } = TimeSpan.FromDays(30);

    /// <summary>
    /// Closed segments, the newest ones, among whose items a new one is looked for; 128: what 200,000 names leave, and 0.2 MB of memory each while a campaign runs. What is in none of them is
    /// written again.
    /// </summary>
    public int SharedSegments { get; init; } = 128;
}

/// <summary>What a stored item is.</summary>
public enum EvidenceKind : byte
{
    /// <summary>The canonical record of a scan.</summary>
    Scan = 1,

    /// <summary>Raw bytes that a record refers to.</summary>
    Blob = 2,
}
