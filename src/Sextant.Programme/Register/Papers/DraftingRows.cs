namespace Sextant.Programme.Register;

/// <summary>A document that is being drafted.</summary>
internal sealed class RegisterDrafting : RegisterRow
{
    public required string Title { get; set; }

    /// <summary>What it is to become: one of <see cref="DocumentWords.Kinds"/>.</summary>
    public required string Kind { get; set; }

    /// <summary>Slug of the unit that drafts it.</summary>
    public string? Drafter { get; set; }

    /// <summary>The words as they stand.</summary>
    public string? Text { get; set; }

    /// <summary>One of <see cref="DraftingWords.States"/>.</summary>
    public required string State { get; set; }

    /// <summary>The document that it became.</summary>
    public string? Document { get; set; }
}

/// <summary>A round of consultation on a draft, with the words that were put forward.</summary>
internal sealed class RegisterConsultation : RegisterRow
{
    public required string Drafting { get; set; }

    public int Position { get; set; }

    public DateOnly Opens { get; set; }

    /// <summary>The last day on which comments are taken.</summary>
    public DateOnly Closes { get; set; }

    public required string Text { get; set; }
}

/// <summary>What somebody said of a draft, and what came of it.</summary>
internal sealed class RegisterComment : RegisterRow
{
    public required string Drafting { get; set; }

    public int Round { get; set; }

    public int Position { get; set; }

    /// <summary>For whom it was said.</summary>
    public string? Organisation { get; set; }

    /// <summary>Of which place: an article, a paragraph.</summary>
    public string? Place { get; set; }

    public required string Text { get; set; }

    /// <summary>One of <see cref="DraftingWords.Verdicts"/>; null: not answered.</summary>
    public string? Verdict { get; set; }

    public string? Answer { get; set; }
}
