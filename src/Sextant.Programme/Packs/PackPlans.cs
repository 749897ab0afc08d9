using Sextant.Programme.Register;

namespace Sextant.Programme.Packs;

/// <summary>A group of work of the yearly plans.</summary>
public sealed record PackWorkGroup(int Id, LocalText Name, string Source);

/// <summary>A programme of several years.</summary>
public sealed record PackProgramme(
    string Id, LocalText Name, DateOnly From, DateOnly Until, string? Decision, PackScope? Scope, string Source, string? Note);

/// <summary>Which units a programme counts.</summary>
/// <param name="Kinds">Kinds of organisation.</param>
/// <param name="Units">Their stated number.</param>
/// <param name="Parts">That number by kind.</param>
/// <param name="Until">The last day for which the number holds.</param>
/// <param name="ServicesUntil">The last day on which units of a kind count with a public-service portal of their own; a kind that is absent does so without end.</param>
public sealed record PackScope(
    IReadOnlyList<string> Kinds,
    int? Units,
    IReadOnlyDictionary<string, int> Parts,
    DateOnly? Until,
    IReadOnlyDictionary<string, DateOnly> ServicesUntil,
    string? Note);

/// <summary>A phase of a programme.</summary>
public sealed record PackPhase(string Programme, int Number, LocalText Name, DateOnly From, DateOnly Until, string Source);

/// <summary>What a programme wants of an indicator.</summary>
public sealed record PackTargetValue
{
    public required string Programme { get; init; }

    /// <summary>An indicator's id, or <c>stack-state</c> for a state of the ladder.</summary>
    public required string Indicator { get; init; }

    public int? Phase { get; init; }

    public DateOnly? From { get; init; }

    public DateOnly? By { get; init; }

    public decimal? Value { get; init; }

    public decimal? Low { get; init; }

    public decimal? High { get; init; }

    public string? Unit { get; init; }

    public string? State { get; init; }

    public required string Source { get; init; }

    public string? Note { get; init; }
}

/// <summary>A day of the year that the programme keeps.</summary>
public sealed record PackDay(int Month, int Day, LocalText Name, string Source, int? Year = null, bool Off = false);
