namespace Sextant.Programme.Register;

/// <summary>A document: a decision, a circular, a standard, a press item. Valid from the day it bears, where that is known.</summary>
internal sealed class RegisterDocument : RegisterRow
{
    /// <summary>One of <see cref="DocumentWords.Kinds"/>.</summary>
    public required string Kind { get; set; }

    public string? Number { get; set; }

    public DateOnly? Date { get; set; }

    public required string Title { get; set; }

    /// <summary>Slug of the organisation that issued it.</summary>
    public string? Issuer { get; set; }

    /// <summary>Who issued it, where that is no organisation of the register.</summary>
    public string? IssuerName { get; set; }

    /// <summary>Whether the issuer was inferred, from the number's ending for instance.</summary>
    public bool IssuerInferred { get; set; }

    /// <summary>The number of the document by which it was issued: a standard's circular.</summary>
    public string? IssuedBy { get; set; }

    /// <summary>The first day on which it is in force; null: not known.</summary>
    public DateOnly? Effective { get; set; }

    /// <summary>The last day; null: not known, or still so.</summary>
    public DateOnly? Expires { get; set; }

    public string? Text { get; set; }

    /// <summary>Number, title, issuer and text as they are searched.</summary>
    public required string Folded { get; set; }
}

/// <summary>What one document does to another: <c>amends</c>, <c>replaces</c>, <c>based-on</c>, <c>guides</c>.</summary>
internal sealed class RegisterDocumentRelation : RegisterRow
{
    public required string From { get; set; }

    public required string To { get; set; }

    public required string Kind { get; set; }
}

/// <summary>What a document has several of, each at a place.</summary>
internal interface IDocumentPart
{
    string Document { get; set; }

    int Position { get; set; }
}

/// <summary>An article of a document, in its own words.</summary>
internal sealed class RegisterArticle : RegisterRow, IDocumentPart
{
    public required string Document { get; set; }

    public int Position { get; set; }

    /// <summary>As the document counts: <c>Điều 3</c>.</summary>
    public required string Number { get; set; }

    public string? Title { get; set; }

    public required string Text { get; set; }

    public required string Folded { get; set; }
}

/// <summary>What a document obliges somebody to.</summary>
internal sealed class RegisterObligation : RegisterRow, IDocumentPart
{
    public required string Document { get; set; }

    /// <summary>Key of the article that says so; null: the document as a whole.</summary>
    public string? Article { get; set; }

    public int Position { get; set; }

    public required string Text { get; set; }

    /// <summary>Slug of the organisation that is obliged.</summary>
    public string? Organisation { get; set; }

    /// <summary>Who is obliged, in the document's words: a class of units.</summary>
    public string? Addressee { get; set; }

    public DateOnly? Due { get; set; }

    public required string Folded { get; set; }
}

/// <summary>What shows that an obligation is met.</summary>
internal sealed class RegisterProof : RegisterRow
{
    public required string Obligation { get; set; }

    /// <summary><c>document</c>, <c>target</c> or <c>link</c>.</summary>
    public required string Kind { get; set; }

    /// <summary>The document's id, the target's key or the address.</summary>
    public required string Reference { get; set; }

    public string? Text { get; set; }
}

/// <summary>A file of a document. Its bytes lie beside the database, under the hash.</summary>
internal sealed class RegisterDocumentFile : RegisterRow
{
    public required string Document { get; set; }

    public required string Sha256 { get; set; }

    /// <summary>As people call it; never a path.</summary>
    public required string Name { get; set; }

    public required string Type { get; set; }

    public long Bytes { get; set; }
}
