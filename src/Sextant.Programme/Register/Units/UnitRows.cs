namespace Sextant.Programme.Register;

/// <summary>
/// Something that happened to organisations by a decision: it holds from its day of effect. What followed from it stands in the facts themselves;
/// which versions it wrote stands in the ledger under its key.
/// </summary>
internal sealed class RegisterUnitEvent : RegisterRow
{
    /// <summary>One of <see cref="UnitEventWords.Kinds"/>.</summary>
    public required string Kind { get; set; }

    /// <summary>The document that decides it, where the register has it.</summary>
    public string? Document { get; set; }

    /// <summary>Number, date and issuer of the decision, where the register does not have the document.</summary>
    public string? DecisionNumber { get; set; }

    public DateOnly? DecisionDate { get; set; }

    public string? DecisionIssuer { get; set; }
}

/// <summary>What an organisation was in an event.</summary>
internal sealed class RegisterEventPart : RegisterRow
{
    public required string Event { get; set; }

    public int Position { get; set; }

    public required string Organisation { get; set; }

    /// <summary>One of <see cref="UnitEventWords.Roles"/>.</summary>
    public required string Role { get; set; }
}

/// <summary>An organisation, one of its targets or one criterion is exempted: from its first day to its last, which there always is.</summary>
internal sealed class RegisterExemption : RegisterRow
{
    public required string Organisation { get; set; }

    /// <summary>The target's key; null: all that it has.</summary>
    public string? Target { get; set; }

    /// <summary>The criterion; null: all of them.</summary>
    public string? Criterion { get; set; }

    public required string Why { get; set; }

    /// <summary>Who decided it, in words.</summary>
    public required string DecidedBy { get; set; }

    /// <summary>The document that says so, where the register has it.</summary>
    public string? Document { get; set; }
}

/// <summary>Two organisations that look alike and are two.</summary>
internal sealed class RegisterDistinctUnits : RegisterRow
{
    /// <summary>The one whose slug comes first.</summary>
    public required string First { get; set; }

    public required string Second { get; set; }

    public required string Why { get; set; }
}
