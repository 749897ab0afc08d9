namespace Sextant.Programme.Papers;

/// <summary>A piece of a paper's text.</summary>
public abstract record PaperBlock;

/// <summary>A heading within a paper.</summary>
/// <param name="Level">1 for a part, 2 for a section of it.</param>
public sealed record PaperHeading(string Text, int Level = 1) : PaperBlock;

/// <summary>A paragraph.</summary>
/// <param name="Quiet">Said beside the text: where something comes from, what is not known.</param>
public sealed record PaperText(string Text, bool Quiet = false) : PaperBlock;

/// <summary>Items, each with a dash before it.</summary>
public sealed record PaperList(IReadOnlyList<string> Items) : PaperBlock;

/// <summary>A table.</summary>
/// <param name="Title">What it holds; read out by screen readers and printed above it.</param>
/// <param name="Rows">Cells as text, as many as there are columns.</param>
public sealed record PaperTable(string Title, IReadOnlyList<PaperColumn> Columns, IReadOnlyList<IReadOnlyList<string>> Rows) : PaperBlock;

/// <summary>A column of a table.</summary>
/// <param name="Share">Its part of the width; all columns' shares are added up.</param>
/// <param name="Number">Whether it holds numbers, which stand at the right.</param>
public sealed record PaperColumn(string Title, int Share, bool Number = false);

/// <summary>
/// A paper of the programme's office in administrative form, with all it says: the page, the print and the office file are written from it,
/// so that none says something that the others do not.
/// </summary>
public sealed record Paper
{
    /// <summary><c>vi</c> or <c>en</c>.</summary>
    public required string Language { get; init; }

    /// <summary>Who issues it, and who signs.</summary>
    public required Letterhead Letterhead { get; init; }

    /// <summary>What kind of paper it is, such as <c>BÁO CÁO</c>; null of a letter, which names its kind nowhere.</summary>
    public string? Kind { get; init; }

    /// <summary>The kind's part of the symbol behind the number: <c>BC</c>; empty of a letter.</summary>
    public string Symbol { get; init; } = "";

    /// <summary>What it is about.</summary>
    public required string Subject { get; init; }

    /// <summary>The year that stands in the date; number, day and month are written when it is signed and registered.</summary>
    public required int Year { get; init; }

    /// <summary>To whom a letter goes.</summary>
    public IReadOnlyList<string> To { get; init; } = [];

    /// <summary>What it says.</summary>
    public required IReadOnlyList<PaperBlock> Blocks { get; init; }

    /// <summary>What follows behind the signature, on pages of its own.</summary>
    public IReadOnlyList<PaperBlock> Annex { get; init; } = [];

    /// <summary>Who gets it, beside those that the letterhead always names.</summary>
    public IReadOnlyList<string> Recipients { get; init; } = [];

    /// <summary>Whether it carries heading, number and signature: a result sheet is an annex and has none.</summary>
    public bool Signed { get; init; } = true;

    internal PaperTexts Texts => PaperTexts.For(Language);
}
