namespace Sextant.Programme.Register;

/// <summary>What a unit says of one criterion, of the unit itself or of one of its targets.</summary>
internal sealed class RegisterDeclaration : RegisterRow
{
    public required string Organisation { get; set; }

    public required string Criterion { get; set; }

    /// <summary>Key of the target; null: the unit as a whole.</summary>
    public string? Target { get; set; }

    /// <summary>One of <see cref="CaseWords.Declared"/>.</summary>
    public required string Verdict { get; set; }

    public DateOnly Date { get; set; }

    public string? Text { get; set; }
}

/// <summary>A day on which results are published, and the day from which units see their sheets.</summary>
internal sealed class RegisterPublication : RegisterRow
{
    public required string Title { get; set; }

    public DateOnly Day { get; set; }

    /// <summary>Five working days before.</summary>
    public DateOnly SheetDay { get; set; }
}

/// <summary>A unit objects to a verdict: what was seen first, what was seen again, and what was decided.</summary>
internal sealed class RegisterCase : RegisterRow
{
    public int Number { get; set; }

    public required string Organisation { get; set; }

    public required string Publication { get; set; }

    public required string Target { get; set; }

    public required string Criterion { get; set; }

    /// <summary>What the unit objects.</summary>
    public required string Text { get; set; }

    /// <summary>One of <see cref="CaseWords.States"/>.</summary>
    public required string State { get; set; }

    public DateTimeOffset OpenedAt { get; set; }

    public required string FirstVerdict { get; set; }

    public required string FirstClass { get; set; }

    public required string FirstVantage { get; set; }

    public DateTimeOffset FirstAt { get; set; }

    public string? FirstEvidence { get; set; }

    /// <summary>The campaign of one name that looks again.</summary>
    public required string Campaign { get; set; }

    /// <summary>From where it looks again; null until that is settled.</summary>
    public string? SecondVantage { get; set; }

    public bool SameVantage { get; set; }

    public string? SecondVerdict { get; set; }

    public string? SecondClass { get; set; }

    public DateTimeOffset? SecondAt { get; set; }

    public string? SecondEvidence { get; set; }

    /// <summary>One of <see cref="CaseWords.Decisions"/>.</summary>
    public string? Decision { get; set; }

    /// <summary>Why.</summary>
    public string? Answer { get; set; }
}

/// <summary>Words of cases.</summary>
internal static class CaseWords
{
    internal static readonly string[] Declared = ["pass", "partial", "fail", "not-applicable"];

    internal static readonly string[] States = ["opened", "measured", "decided"];

    internal static readonly string[] Decisions = ["upheld", "corrected", "withdrawn"];

    internal static string Declaration(string organisation, string criterion, string? target) => $"{organisation}/{criterion}/{target ?? "unit"}";
}
