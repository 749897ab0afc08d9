using Sextant.Programme.Register;

namespace Sextant.Programme.Figures;

/// <summary>A declared figure as its source gives it.</summary>
/// <param name="Indicator">An indicator's id; several joined by '+' when one figure is given for them together.</param>
/// <param name="Counts">How the counts are known, when the source does not state them.</param>
/// <param name="Stated">The source's own words.</param>
/// <param name="AtLeast">Whether the source says "more than".</param>
public sealed record FactView(
    string Indicator,
    DateOnly Date,
    decimal? Value,
    string? Unit,
    string? Of,
    decimal? Numerator,
    decimal? Denominator,
    string? Counts,
    decimal? Target,
    string? Stated,
    bool AtLeast,
    int? RankWorld,
    int? RankRegion,
    string? RankSource,
    DateOnly? Reported,
    string? Source,
    LocalText? Note,
    bool Corrected);

/// <summary>Usage figures of one publisher and one definition: one line of a chart, never joined with another's.</summary>
public sealed record UsageSeries(string Id, string Publisher, string? Indicator, LocalText Definition, string? Source, IReadOnlyList<UsagePoint> Points);

/// <summary>One month's figure.</summary>
/// <param name="Month">The first day of the month.</param>
/// <param name="Value">Percent.</param>
/// <param name="RankWorld">The world rank that the same publisher gave.</param>
public sealed record UsagePoint(DateOnly Month, decimal Value, int? RankWorld);

/// <summary>A row of the catalogue of indicators.</summary>
public sealed record IndicatorView(string Id, string Group, string Name, string Formula, string Unit, string Cadence, string Status);

/// <summary>A row of the catalogue of criteria.</summary>
/// <param name="Level">B basic, A advanced, O IPv6-only-ready, I information.</param>
public sealed record CriterionView(string Id, string SubjectKind, string Name, string PassCondition, string Level, int Weight, string Status);

/// <summary>An autonomous system of the country, from a data set known to contain faults.</summary>
public sealed record AsnView(long Number, string Holder, int Ipv4Ranges, int Ipv6Ranges, IReadOnlyList<string> Ipv6Prefixes);
