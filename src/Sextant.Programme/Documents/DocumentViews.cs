using Sextant.Programme.Register;

namespace Sextant.Programme.Documents;

/// <summary>Whether a document is in force on a day, as far as the register knows.</summary>
public enum DocumentState
{
    /// <summary>Nobody wrote down from when it is in force.</summary>
    Unknown,

    /// <summary>Not yet in force.</summary>
    Coming,

    /// <summary>In force.</summary>
    InForce,

    /// <summary>Its last day is over.</summary>
    Expired,

    /// <summary>Another document has taken its place.</summary>
    Replaced,
}

/// <summary>Which documents are wanted; empty members take all.</summary>
public sealed record DocumentFilter
{
    /// <summary>Words, with or without accents; all of them stand in the document, its articles or its obligations.</summary>
    public string? Search { get; init; }

    /// <summary>One kind.</summary>
    public string? Kind { get; init; }

    /// <summary>Of one year.</summary>
    public int? Year { get; init; }

    /// <summary>In one state.</summary>
    public DocumentState? State { get; init; }

    /// <summary>1, 2, 3 ...</summary>
    public int Page { get; init; } = 1;

    /// <summary>Documents of a page. 50: two screens.</summary>
    public int Most { get; init; } = 50;
}

/// <summary>A page of documents, and how many there are altogether.</summary>
public sealed record DocumentList(IReadOnlyList<DocumentLine> Lines, int Count);

/// <summary>A document in a list.</summary>
/// <param name="Date">The day it bears; null where nobody knows it.</param>
/// <param name="Excerpt">Words around what was searched, where that is not the title; null otherwise.</param>
public sealed record DocumentLine(
    string Id, string Kind, string? Number, DateOnly? Date, string Title, DocumentIssuer? Issuer, DocumentState State, string? Source, string? Excerpt = null);

/// <summary>Who issued a document.</summary>
/// <param name="Slug">The organisation; null when it is none of the register.</param>
/// <param name="Inferred">Whether that was inferred, from the number's ending for instance.</param>
public sealed record DocumentIssuer(string? Slug, LocalText Name, bool Inferred);

/// <summary>One document with all that hangs on it.</summary>
public sealed record DocumentView
{
    /// <summary>The line of the list.</summary>
    public required DocumentLine Line { get; init; }

    /// <summary>The number of the document by which it was issued.</summary>
    public string? IssuedBy { get; init; }

    /// <summary>The first day on which it is in force; null where nobody knows it.</summary>
    public DateOnly? Effective { get; init; }

    /// <summary>The last day.</summary>
    public DateOnly? Expires { get; init; }

    /// <summary>Its words, as far as they are kept.</summary>
    public string? Text { get; init; }

    /// <summary>A note for readers.</summary>
    public LocalText? Note { get; init; }

    /// <summary>What it does to others.</summary>
    public IReadOnlyList<RelatedDocument> Does { get; init; } = [];

    /// <summary>What others do to it.</summary>
    public IReadOnlyList<RelatedDocument> Undergoes { get; init; } = [];

    /// <summary>Its articles.</summary>
    public IReadOnlyList<ArticleView> Articles { get; init; } = [];

    /// <summary>What it obliges to.</summary>
    public IReadOnlyList<ObligationView> Obligations { get; init; } = [];

    /// <summary>Its files.</summary>
    public IReadOnlyList<DocumentFileView> Files { get; init; } = [];

    /// <summary>Programmes that rest on it, by id.</summary>
    public IReadOnlyList<(string Id, LocalText Name)> Programmes { get; init; } = [];

    /// <summary>Whether a person changed it after the pack.</summary>
    public bool Corrected { get; init; }
}

/// <summary>A document beside another.</summary>
/// <param name="Kind">One of <see cref="DocumentWords.Relations"/>.</param>
public sealed record RelatedDocument(string Kind, DocumentLine Document);

/// <summary>An article.</summary>
public sealed record ArticleView(int Position, string Number, string? Title, string Text);

/// <summary>An obligation.</summary>
/// <param name="Article">The number of the article that says so.</param>
/// <param name="Organisation">Slug and name of who is obliged, where it is one organisation.</param>
/// <param name="Addressee">Who is obliged, in the document's words.</param>
public sealed record ObligationView(
    string Key, int Position, string Text, string? Article, (string Slug, LocalText Name)? Organisation, string? Addressee, DateOnly? Due, IReadOnlyList<ProofView> Proofs);

/// <summary>What shows that an obligation is met.</summary>
/// <param name="Kind">One of <see cref="DocumentWords.Proofs"/>.</param>
public sealed record ProofView(string Key, string Kind, string Reference, string? Text);

/// <summary>A file of a document.</summary>
public sealed record DocumentFileView(string Sha256, string Name, string Type, long Bytes);
