namespace Sextant.Programme.Packs;

/// <summary>How large a pack may be. Packs come from others: every limit is checked before memory is given.</summary>
public sealed record PackLimits
{
    /// <summary>Bytes of one file; 8 MiB: Viet Nam's largest, the map, has 0.2.</summary>
    public long FileBytes { get; init; } = 8 << 20;

    /// <summary>Bytes of one source text; 1 MiB.</summary>
    public long SourceBytes { get; init; } = 1 << 20;

    /// <summary>Bytes of all source texts; 16 MiB.</summary>
    public long AllSourceBytes { get; init; } = 16 << 20;

    /// <summary>Rows of one list; 20,000: a country with ten thousand communes still fits.</summary>
    public int Rows { get; init; } = 20_000;

    /// <summary>Characters of a text; 4,000.</summary>
    public int TextLength { get; init; } = 4_000;

    /// <summary>Characters of an outline; 200,000: Viet Nam's longest has 7,372.</summary>
    public int PathLength { get; init; } = 200_000;

    /// <summary>Levels of nesting in JSON; 8: the format needs 5.</summary>
    public int Depth { get; init; } = 8;
}
