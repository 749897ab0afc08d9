namespace Sextant.Programme.Packs;

/// <summary>A document of the programme: a decision, a standard, a press item.</summary>
public sealed record PackDocument
{
    public required string Id { get; init; }

    /// <summary>One of <see cref="Register.DocumentWords.Kinds"/>.</summary>
    public required string Kind { get; init; }

    public string? Number { get; init; }

    public DateOnly? Date { get; init; }

    public required string Title { get; init; }

    /// <summary>Slug of the organisation that issued it.</summary>
    public string? Issuer { get; init; }

    /// <summary>Who issued it, where that is no organisation of the pack.</summary>
    public string? IssuerName { get; init; }

    public bool IssuerInferred { get; init; }

    /// <summary>The number of the document by which it was issued.</summary>
    public string? IssuedBy { get; init; }

    public DateOnly? Effective { get; init; }

    public DateOnly? Expires { get; init; }

    /// <summary>The source whose file is this document's text.</summary>
    public string? TextOf { get; init; }

    public IReadOnlyList<PackDocumentRelation> Relations { get; init; } = [];

    public IReadOnlyList<PackArticle> Articles { get; init; } = [];

    public IReadOnlyList<PackObligation> Obligations { get; init; } = [];

    public required string Source { get; init; }

    public string? Note { get; init; }
}

/// <summary>What a document does to another.</summary>
public sealed record PackDocumentRelation(string Kind, string To);

/// <summary>An article in the document's words.</summary>
public sealed record PackArticle(string Number, string? Title, string Text);

/// <summary>What a document obliges somebody to.</summary>
/// <param name="Article">The number of one of the document's articles.</param>
/// <param name="Organisation">Slug of the organisation that is obliged.</param>
/// <param name="To">Who is obliged, in the document's words.</param>
public sealed record PackObligation(string? Article, string Text, string? Organisation, string? To, DateOnly? Due);
