using Sextant.Programme.Documents;

namespace Sextant.Programme.Tasks;

/// <summary>A plan as a person enters it.</summary>
/// <param name="Id">The plan changed; null: a new one.</param>
public sealed record PlanDraft(string? Id, int Year, string Title);

/// <summary>A task as a person enters it. What is not known stays null.</summary>
public sealed record TaskDraft
{
    /// <summary>Its number, where one is changed; null: behind the last.</summary>
    public int? Number { get; init; }

    /// <summary>What is to be done.</summary>
    public required string Text { get; init; }

    /// <summary>The group of work.</summary>
    public int? WorkGroup { get; init; }

    /// <summary>What comes out of it.</summary>
    public string? Product { get; init; }

    /// <summary>Slug of the lead unit.</summary>
    public string? Lead { get; init; }

    /// <summary>The lead in words, where it is no single organisation.</summary>
    public string? LeadText { get; init; }

    /// <summary>Slugs of the organisations that work along.</summary>
    public IReadOnlyList<string> With { get; init; } = [];

    /// <summary>Classes of units that work along, in words.</summary>
    public IReadOnlyList<string> WithText { get; init; } = [];

    /// <summary>A day within the deadline: with <see cref="DueBy"/> <c>quarter</c> any day of the quarter.</summary>
    public DateOnly? Due { get; init; }

    /// <summary>One of <see cref="Register.TaskWords.DueKinds"/>.</summary>
    public string? DueBy { get; init; }

    /// <summary>Key of the conclusion that it carries out.</summary>
    public string? Direction { get; init; }
}

/// <summary>A report of progress.</summary>
/// <param name="Percent">0 to 100; null: not said.</param>
/// <param name="Done">Whether the task is done.</param>
/// <param name="ProofKind">What shows it: one of <see cref="Register.DocumentWords.Proofs"/>.</param>
public sealed record ReportDraft(DateOnly Date, int? Percent, string Text, bool Done = false, string? ProofKind = null, string? ProofReference = null)
{
    /// <summary>A file that shows it; kept when the report is.</summary>
    public SentFile? File { get; init; }
}

/// <summary>What the office says to a request for more time.</summary>
/// <param name="Answer">Why.</param>
/// <param name="Day">The day from which on it holds; null: today.</param>
public sealed record ExtensionVerdict(bool Granted, string Answer, DateOnly? Day = null);
