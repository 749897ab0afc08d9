namespace Sextant.Programme.Register;

/// <summary>Where rows come from: a document, a page, a table, general knowledge.</summary>
internal sealed class RegisterSource : RegisterRow
{
    public required string Kind { get; set; }

    public required LocalText Title { get; set; }

    public string? Publisher { get; set; }

    public DateOnly? Date { get; set; }

    public bool ToConfirm { get; set; }

    /// <summary>The document's text, when the pack carries it.</summary>
    public string? Text { get; set; }
}

internal sealed class RegisterWorkGroup : RegisterRow
{
    public int Number { get; set; }

    public required LocalText Name { get; set; }
}

internal sealed class RegisterProgramme : RegisterRow
{
    public required LocalText Name { get; set; }

    public DateOnly Starts { get; set; }

    public DateOnly Ends { get; set; }

    public string? Decision { get; set; }

    /// <summary>Kinds of organisation whose units are counted, separated by a space; empty when not stated.</summary>
    public required string ScopeKinds { get; set; }

    /// <summary>The stated number of units.</summary>
    public int? ScopeUnits { get; set; }

    /// <summary>The last day for which that number holds.</summary>
    public DateOnly? ScopeUntil { get; set; }

    /// <summary>Until when units of a kind count with a public-service portal of their own: <c>province=2025-06-30</c>, separated by a space.</summary>
    public required string ServicesUntil { get; set; }
}

internal sealed class RegisterPhase : RegisterRow
{
    public required string Programme { get; set; }

    public int Number { get; set; }

    public required LocalText Name { get; set; }

    public DateOnly Starts { get; set; }

    public DateOnly Ends { get; set; }
}

/// <summary>What a programme wants of an indicator: a value, a range or a state, in a phase or by a day.</summary>
internal sealed class RegisterTargetValue : RegisterRow
{
    public required string Programme { get; set; }

    public required string Indicator { get; set; }

    public int? Phase { get; set; }

    public DateOnly? Starts { get; set; }

    public DateOnly? By { get; set; }

    public decimal? Value { get; set; }

    public decimal? Low { get; set; }

    public decimal? High { get; set; }

    public string? Unit { get; set; }

    public string? State { get; set; }
}

/// <summary>A day of the year that the programme keeps.</summary>
internal sealed class RegisterDay : RegisterRow
{
    /// <summary>Null: every year.</summary>
    public int? Year { get; set; }

    public int Month { get; set; }

    public int Day { get; set; }

    /// <summary>Whether offices do not work; null: they do.</summary>
    public bool? Off { get; set; }

    public required LocalText Name { get; set; }
}
