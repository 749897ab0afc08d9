namespace Sextant.Programme.Documents;

/// <summary>What a person writes down about a document. What is not known stays null.</summary>
public sealed record DocumentDraft
{
    /// <summary>The document changed; null: a new one.</summary>
    public string? Id { get; init; }

    /// <summary>One of <see cref="Register.DocumentWords.Kinds"/>.</summary>
    public required string Kind { get; init; }

    /// <summary>Number and symbol: <c>38/QĐ-BTTTT</c>.</summary>
    public string? Number { get; init; }

    /// <summary>The day it bears.</summary>
    public DateOnly? Date { get; init; }

    /// <summary>What it is about (trích yếu).</summary>
    public required string Title { get; init; }

    /// <summary>Slug of the organisation that issued it.</summary>
    public string? Issuer { get; init; }

    /// <summary>Who issued it, where that is no organisation of the register.</summary>
    public string? IssuerName { get; init; }

    /// <summary>The number of the document by which it was issued.</summary>
    public string? IssuedBy { get; init; }

    /// <summary>The first day on which it is in force.</summary>
    public DateOnly? Effective { get; init; }

    /// <summary>The last day.</summary>
    public DateOnly? Expires { get; init; }

    /// <summary>Its words.</summary>
    public string? Text { get; init; }

    /// <summary>A note for readers.</summary>
    public string? Note { get; init; }
}

/// <summary>An article as a person enters it.</summary>
/// <param name="Position">Its place; null: behind the last.</param>
public sealed record ArticleDraft(string Number, string? Title, string Text, int? Position = null);

/// <summary>An obligation as a person enters it.</summary>
/// <param name="Article">The position of the article that says so.</param>
/// <param name="Organisation">Slug of who is obliged, where it is one organisation.</param>
/// <param name="Addressee">Who is obliged, in the document's words.</param>
/// <param name="Position">Its place; null: behind the last.</param>
public sealed record ObligationDraft(string Text, int? Article, string? Organisation, string? Addressee, DateOnly? Due, int? Position = null);

/// <summary>What shows that an obligation is met.</summary>
/// <param name="Kind">One of <see cref="Register.DocumentWords.Proofs"/>.</param>
public sealed record ProofDraft(string Kind, string Reference, string? Text);
