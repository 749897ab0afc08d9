using Sextant.Programme.Register;

namespace Sextant.Programme.Drafting;

/// <summary>A draft in a list.</summary>
/// <param name="State">One of <see cref="DraftingWords.States"/>.</param>
/// <param name="ClosesOn">The last day of the round that is open; null: none is.</param>
/// <param name="Unanswered">Comments that wait for an answer.</param>
public sealed record DraftingLine(string Id, string Title, string Kind, string State, DateOnly? ClosesOn, int Comments, int Unanswered);

/// <summary>A draft with its rounds and comments.</summary>
public sealed record DraftingView
{
    /// <summary>The line of the list.</summary>
    public required DraftingLine Line { get; init; }

    /// <summary>Who drafts it.</summary>
    public (string Slug, LocalText Name)? Drafter { get; init; }

    /// <summary>The words as they stand.</summary>
    public string? Text { get; init; }

    /// <summary>The document that it became.</summary>
    public string? Document { get; init; }

    /// <summary>Rounds, oldest first.</summary>
    public IReadOnlyList<RoundView> Rounds { get; init; } = [];

    /// <summary>The round that takes comments on the day; null: none.</summary>
    public RoundView? Open => Rounds.LastOrDefault(round => round.IsOpen);
}

/// <summary>A round of consultation.</summary>
/// <param name="Text">The words that were put forward.</param>
public sealed record RoundView(int Position, DateOnly Opens, DateOnly Closes, string Text, bool IsOpen, IReadOnlyList<CommentView> Comments);

/// <summary>A comment.</summary>
/// <param name="Verdict">Null: not answered.</param>
public sealed record CommentView(int Position, (string Slug, LocalText Name)? Organisation, string? Place, string Text, string? Verdict, string? Answer);

/// <summary>A draft as a person writes it.</summary>
/// <param name="Id">The draft changed; null: a new one.</param>
/// <param name="Drafter">Slug of the unit that drafts it.</param>
public sealed record DraftDraft(string? Id, string Title, string Kind, string? Drafter, string? Text);

/// <summary>A comment as a person writes it.</summary>
/// <param name="Organisation">For whom; null where who comments speaks for the country's office or a reviewer's own.</param>
public sealed record CommentDraft(string? Organisation, string? Place, string Text);
