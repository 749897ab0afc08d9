namespace Sextant.Programme.Tables;

/// <summary>How large a table may be. Tables come from others: every limit is checked before memory is given.</summary>
public sealed record TableLimits
{
    /// <summary>Bytes of the file; 4 MiB: ten thousand rows of the widest form have 1.5.</summary>
    public int FileBytes { get; init; } = 4 << 20;

    /// <summary>Bytes of everything in a workbook when it is unpacked; 64 MiB: a workbook of 4 MiB has 40.</summary>
    public long UnpackedBytes { get; init; } = 64 << 20;

    /// <summary>Parts of a workbook; 200: a workbook of one sheet has a dozen.</summary>
    public int Parts { get; init; } = 200;

    /// <summary>Rows with something in them; 20,000: ten thousand are asked for.</summary>
    public int Rows { get; init; } = 20_000;

    /// <summary>Rows within which the header stands; 10: titles and notes may stand above it.</summary>
    public int HeaderWithin { get; init; } = 10;

    /// <summary>Columns; 64: the widest form has 30.</summary>
    public int Columns { get; init; } = 64;

    /// <summary>Characters of a cell; 32,767: what spreadsheets keep. Each column says how many it takes, most of them 4,000 as the forms of the pages.</summary>
    public int TextLength { get; init; } = 32_767;

    /// <summary>Characters of all texts together; 16 million.</summary>
    public int Characters { get; init; } = 16_000_000;
}
