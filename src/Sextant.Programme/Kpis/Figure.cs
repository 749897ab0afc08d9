using Sextant.Programme.Plans;
using Sextant.Programme.Register;

namespace Sextant.Programme.Kpis;

/// <summary>How a figure came about; figures of different origin stand side by side and are never mixed.</summary>
public enum FigureOrigin
{
    /// <summary>Somebody published it.</summary>
    Declared,

    /// <summary>Counted from what was measured here.</summary>
    Measured,

    /// <summary>Counted from what is written down in the register.</summary>
    Counted,

    /// <summary>Follows from another figure and its target.</summary>
    Derived,

    /// <summary>Somebody outside the programme measured it; who, and by which definition, stands with it.</summary>
    Outside,
}

/// <summary>Why there is no figure. No figure is not nought.</summary>
public enum NoData
{
    /// <summary>Nobody declared it for a day up to the one asked for.</summary>
    NotDeclared,

    /// <summary>Nothing of it is written down in the register.</summary>
    NotRecorded,

    /// <summary>Nothing of it was measured, or nothing that could be judged.</summary>
    NotMeasured,

    /// <summary>Nothing is to be counted.</summary>
    ZeroDenominator,

    /// <summary>No target is set for the figure's day, or one that is not a number.</summary>
    NoTarget,

    /// <summary>A target of nought cannot be divided by.</summary>
    ZeroTarget,

    /// <summary>What it is counted from is not there: <see cref="Figure.Input"/>.</summary>
    NoInput,
}

/// <summary>What could not be judged, and how far the figure could lie from the truth because of it.</summary>
/// <param name="Count">Targets or units that are unknown.</param>
/// <param name="All">Known and unknown together.</param>
/// <param name="Low">The figure if all unknown ones fail, in percent.</param>
/// <param name="High">The figure if all unknown ones pass, in percent.</param>
public sealed record UnknownShare(int Count, int All, decimal Low, decimal High)
{
    /// <summary>Percent of all.</summary>
    public decimal Percent => All == 0 ? 0 : 100m * Count / All;
}

/// <summary>What one target or unit adds to a measured figure.</summary>
public enum Counted
{
    /// <summary>It is in the numerator, and in the denominator.</summary>
    Yes,

    /// <summary>It is in the denominator alone.</summary>
    No,

    /// <summary>It is in neither: nothing is known of it, or nothing that could be judged.</summary>
    Unknown,

    /// <summary>It is in neither: the question does not arise.</summary>
    NotApplicable,

    /// <summary>It is in neither: somebody is exempted from what the figure asks for. Counted apart.</summary>
    Exempt,
}

/// <summary>One of those that were counted into a figure.</summary>
/// <param name="Key">An organisation's slug, or a target's key: <c>site:hue.gov.vn</c>.</param>
/// <param name="Value">Its own value, where the figure is a mean or a sum of them.</param>
public readonly record struct FigureMember(string Key, Counted Counted, decimal? Value = null)
{
    /// <summary>The key of a unit that counts and that the register does not have: no slug has this sign.</summary>
    public static string Nameless(int number) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"? {number}");

    /// <summary>Whether nothing in the register has this key.</summary>
    public bool IsNameless => Key.StartsWith("? ", StringComparison.Ordinal);
}

/// <summary>
/// A figure with all it needs to be published: what was divided by what, of which day, by which method and source, against which target.
/// </summary>
public sealed record Figure
{
    /// <summary>The indicator's id.</summary>
    public required string Indicator { get; init; }

    /// <summary>What exactly is counted: only figures of one indicator, origin and definition may share a line.</summary>
    public required string Definition { get; init; }

    /// <summary>What the country's pack calls the group of units that it is about, such as a sector; null where it is about all, or the pack has no word.</summary>
    public LocalText? Group { get; init; }

    public required FigureOrigin Origin { get; init; }

    /// <summary><c>%</c>, <c>x</c>, or what is counted.</summary>
    public required string Unit { get; init; }

    /// <summary>The value, not rounded; null when there is none, for the reason in <see cref="Missing"/>.</summary>
    public decimal? Value { get; init; }

    public NoData? Missing { get; init; }

    /// <summary>What is waited for, where that is why there is no value.</summary>
    public KpiInput? Input { get; init; }

    public decimal? Numerator { get; init; }

    public decimal? Denominator { get; init; }

    /// <summary>Measured figures only: a declared one does not say what it does not know.</summary>
    public UnknownShare? Unknown { get; init; }

    /// <summary>
    /// How many are exempted on the day: left out of both parts where the figure is about what units owe; within, as they were measured, where it is about what users find.
    /// </summary>
    public int Exempted { get; init; }

    /// <summary>Measured figures only: everything that was looked at, by which anybody can count again.</summary>
    public IReadOnlyList<FigureMember> Members { get; init; } = [];

    /// <summary>
    /// The criteria by which a member of a measured figure comes into the numerator; null: those of the level Basic. None: no criterion alone moves it, or it is about what harms.
    /// </summary>
    public IReadOnlyCollection<string>? Deciding { get; init; }

    /// <summary>Whether the numerator holds what should not be: what is broken, late, contradicted.</summary>
    public bool LessIsBetter { get; init; }

    /// <summary>The target in force on the figure's day.</summary>
    public TargetValueView? Target { get; init; }

    /// <summary>The target in force on the day asked for.</summary>
    public TargetValueView? TargetNow { get; init; }

    /// <summary>Id of the source; <c>measured</c> for what was measured here.</summary>
    public required string Source { get; init; }

    /// <summary>The day that the figure is for; measured: the day asked for. Null without data.</summary>
    public DateOnly? Date { get; init; }

    /// <summary>Measured: the oldest and newest measurement that it rests on.</summary>
    public (DateTimeOffset Oldest, DateTimeOffset Newest)? MeasuredBetween { get; init; }

    /// <summary>Indicator and version of the way of counting: <c>C-01/1</c>.</summary>
    public required string Method { get; init; }

    /// <summary>Decimals to which it is rounded, half away from nought, as the last step.</summary>
    public required int Decimals { get; init; }

    /// <summary>Whether it may stand alone as a headline: it has a value, and no more than 5 % of it is unknown.</summary>
    public bool Headline { get; init; }

    /// <summary>The source says "more than".</summary>
    public bool AtLeast { get; init; }

    /// <summary>How the counts are known, when the source does not state them.</summary>
    public string? Counts { get; init; }

    /// <summary>The source's own words.</summary>
    public string? Stated { get; init; }

    /// <summary>The programme office has still to confirm the source.</summary>
    public bool ToConfirm { get; init; }

    /// <summary>World rank and rank in the region, with the source of the rank, where the same source gives them.</summary>
    public (int? World, int? Region, string? Source)? Rank { get; init; }

    /// <summary>The value as it is printed: rounded last.</summary>
    public decimal? Rounded => Value is { } value ? Math.Round(value, Decimals, MidpointRounding.AwayFromZero) : null;
}
