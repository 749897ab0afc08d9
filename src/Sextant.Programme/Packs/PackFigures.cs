using Sextant.Programme.Register;

namespace Sextant.Programme.Packs;

/// <summary>A declared figure.</summary>
public sealed record PackFact
{
    /// <summary>An indicator's id; several joined by '+' when the source gives one figure for them together.</summary>
    public required string Indicator { get; init; }

    public required DateOnly Date { get; init; }

    public decimal? Value { get; init; }

    public string? Unit { get; init; }

    public string? Of { get; init; }

    public decimal? Numerator { get; init; }

    public decimal? Denominator { get; init; }

    public string? Counts { get; init; }

    public decimal? Target { get; init; }

    public string? Stated { get; init; }

    public bool AtLeast { get; init; }

    public int? RankWorld { get; init; }

    public int? RankRegion { get; init; }

    public string? RankSource { get; init; }

    public DateOnly? Reported { get; init; }

    public required string Source { get; init; }

    public string? Note { get; init; }
}

/// <summary>A line of usage figures of one publisher and one definition.</summary>
public sealed record PackSeries(string Id, string Publisher, string? Indicator, LocalText Definition, string Source);

/// <summary>One figure of a series, in percent.</summary>
/// <param name="Month">The first day of the month.</param>
public sealed record PackUsagePoint(string Series, DateOnly Month, decimal Value, int? RankWorld);

/// <summary>A row of <c>indicators.csv</c>.</summary>
public sealed record PackIndicator(string Id, string Group, string Name, string Formula, string Unit, string Cadence, string Status);

/// <summary>A row of <c>criteria.csv</c>.</summary>
public sealed record PackCriterion(string Id, string SubjectKind, string Name, string PassCondition, string Level, int Weight, string Status);
