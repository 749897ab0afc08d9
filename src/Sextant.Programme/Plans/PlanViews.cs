using Sextant.Programme.Register;

namespace Sextant.Programme.Plans;

/// <summary>Where a row comes from, to be shown beside it.</summary>
/// <param name="ToConfirm">Whether the programme office has still to confirm it before publication.</param>
/// <param name="HasText">Whether the pack carries the document's text.</param>
public sealed record SourceView(string Id, string Kind, LocalText Title, string? Publisher, DateOnly? Date, bool ToConfirm, LocalText? Note, bool HasText);

/// <summary>A group of work.</summary>
public sealed record WorkGroupView(int Number, LocalText Name, string? Source);

/// <summary>A programme with its phases and what it wants.</summary>
/// <param name="ScopeKinds">Kinds of organisation whose units it counts.</param>
/// <param name="ScopeUnits">Their stated number, valid until <paramref name="ScopeUntil"/>.</param>
/// <param name="ServicesUntil">Until when units of a kind count with a public-service portal of their own.</param>
public sealed record ProgrammeView(
    string Id,
    LocalText Name,
    DateOnly Starts,
    DateOnly Ends,
    string? Decision,
    IReadOnlyList<string> ScopeKinds,
    int? ScopeUnits,
    DateOnly? ScopeUntil,
    IReadOnlyDictionary<string, DateOnly> ServicesUntil,
    IReadOnlyList<PhaseView> Phases,
    IReadOnlyList<TargetValueView> TargetValues,
    string? Source,
    LocalText? Note);

/// <summary>A phase.</summary>
public sealed record PhaseView(int Number, LocalText Name, DateOnly Starts, DateOnly Ends, string? Source);

/// <summary>What a programme wants of an indicator, with the days in which it is in force.</summary>
/// <param name="Starts">First day: its own, else its phase's, else its programme's.</param>
/// <param name="By">The day by which it is wanted.</param>
/// <param name="Value">One value; or a range from <paramref name="Low"/> to <paramref name="High"/>; or a <paramref name="State"/> of the ladder; or none stated.</param>
public sealed record TargetValueView(
    string Programme, string Indicator, int? Phase, DateOnly Starts, DateOnly By, decimal? Value, decimal? Low, decimal? High, string? Unit, string? State, string? Source, LocalText? Note)
{
    /// <summary>The least that meets it.</summary>
    public decimal? Least => Value ?? Low;

    /// <summary>Whether it is in force on a day.</summary>
    public bool InForce(DateOnly date) => Starts <= date && date <= By;
}

/// <summary>A day of the year that the programme keeps.</summary>
/// <param name="Year">Null: every year.</param>
/// <param name="Off">Whether offices do not work.</param>
public sealed record DayView(int Month, int Day, LocalText Name, string? Source, int? Year = null, bool Off = false);
