namespace Sextant.Programme.Register;

/// <summary>An organisation owes a return, for as long as the row is valid.</summary>
internal sealed class RegisterReturnDuty : RegisterRow
{
    public required string Organisation { get; set; }

    /// <summary>Id of the form.</summary>
    public required string Form { get; set; }
}

/// <summary>A period for which returns are asked for, with the last day of handing in.</summary>
internal sealed class RegisterReturnPeriod : RegisterRow
{
    public required string Form { get; set; }

    /// <summary>A quarter: <c>2026-Q3</c>.</summary>
    public required string Period { get; set; }

    public DateOnly Due { get; set; }
}

/// <summary>One numbered version of a return. A corrected return is a further one; the one before stays as it was signed.</summary>
internal sealed class RegisterReturn : RegisterRow
{
    public required string Organisation { get; set; }

    public required string Form { get; set; }

    public required string Period { get; set; }

    /// <summary>1 for the first, 2 for its correction ...</summary>
    public int Number { get; set; }

    /// <summary><c>draft</c>, <c>submitted</c>, <c>returned</c> or <c>accepted</c>.</summary>
    public required string State { get; set; }

    /// <summary>Why it corrects the one before.</summary>
    public string? Corrects { get; set; }

    /// <summary>Who signs for the organisation, in words.</summary>
    public string? SignedBy { get; set; }

    /// <summary>As what.</summary>
    public string? SignedAs { get; set; }

    public DateOnly? SignedOn { get; set; }

    /// <summary>Key of the person who handed it in.</summary>
    public string? SubmittedBy { get; set; }

    /// <summary>Why it was given back.</summary>
    public string? Answer { get; set; }
}

/// <summary>One figure of a return.</summary>
internal sealed class RegisterReturnFigure : RegisterRow
{
    public required string Return { get; set; }

    public required string Field { get; set; }

    public decimal Value { get; set; }
}

/// <summary>The reason that an organisation gives for what looks implausible.</summary>
internal sealed class RegisterReturnReason : RegisterRow
{
    public required string Return { get; set; }

    /// <summary>The rule and what it speaks of: <c>fell:fixed-subscribers</c>.</summary>
    public required string Finding { get; set; }

    public required string Text { get; set; }
}

/// <summary>Some of the subscribers who have no IPv6 yet: why, and when they will.</summary>
internal sealed class RegisterRoadmapLine : RegisterRow
{
    public required string Return { get; set; }

    public int Position { get; set; }

    /// <summary><c>fixed</c> or <c>mobile</c>.</summary>
    public required string Network { get; set; }

    public required string Cause { get; set; }

    /// <summary>The quarter by whose end they will have it: <c>2027-Q2</c>.</summary>
    public required string Quarter { get; set; }

    public decimal Promised { get; set; }

    /// <summary>How many have it by now; null: not said.</summary>
    public decimal? Actual { get; set; }
}

/// <summary>A unit that an operator helps to convert.</summary>
internal sealed class RegisterReturnSupport : RegisterRow
{
    public required string Return { get; set; }

    public int Position { get; set; }

    public required string Unit { get; set; }

    /// <summary><c>site</c>, <c>mail</c>, <c>zone</c> or <c>line</c>.</summary>
    public required string Service { get; set; }

    /// <summary><c>agreed</c>, <c>under-way</c> or <c>done</c>.</summary>
    public required string State { get; set; }
}

/// <summary>A network (autonomous system) or a brand that is counted with an organisation, so that nothing is counted twice.</summary>
internal sealed class RegisterHolding : RegisterRow
{
    public required string Organisation { get; set; }

    /// <summary><c>network</c> or <c>brand</c>.</summary>
    public required string Kind { get; set; }

    /// <summary>The number of the network, or the brand's name.</summary>
    public required string Name { get; set; }
}
