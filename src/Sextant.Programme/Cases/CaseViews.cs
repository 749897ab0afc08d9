using System.Globalization;
using Sextant.Programme.Measured;
using Sextant.Programme.Organisations;

namespace Sextant.Programme.Cases;

/// <summary>What a unit says of a criterion.</summary>
/// <param name="Target">Key of the target; null: the unit as a whole.</param>
public sealed record DeclarationView(string Organisation, string Criterion, string? Target, string Verdict, DateOnly Date, string? Text);

/// <summary>A publication of results.</summary>
/// <param name="SheetDay">From which day units see their sheets: five working days before.</param>
public sealed record PublicationView(string Id, string Title, DateOnly Day, DateOnly SheetDay);

/// <summary>What everybody sees of result sheets where publications are announced: units and the office see them as they stand.</summary>
/// <param name="Until">The day of the last publication: what came later is not public yet; null: nothing is.</param>
/// <param name="Next">The day of the next one; null: none is announced.</param>
public sealed record PublishedSheets(DateOnly? Until, DateOnly? Next);

/// <summary>One line of a unit's sheet: what it declares of a criterion, and what was measured.</summary>
/// <param name="Target">The target; null: the unit as a whole.</param>
/// <param name="Measured">The verdict, a word; null: not measured.</param>
/// <param name="Case">Number of the newest case about it.</param>
public sealed record SheetLine(TargetLine? Target, string Criterion, DeclarationView? Declared, string? Measured, MeasuredState? State, int? Case)
{
    /// <summary>Whether the unit is exempted from it on the day.</summary>
    public bool Exempt { get; init; }

    /// <summary>Whether the unit says that it passes and the measurement says that it does not.</summary>
    public bool Contradicts => Declared?.Verdict == "pass" && Measured is "fail" or "partial";
}

/// <summary>A unit's sheet.</summary>
/// <param name="AsOf">The day of what was measured: today, at most the day of publication.</param>
public sealed record UnitSheet(PublicationView Publication, string Organisation, DateOnly AsOf, IReadOnlyList<SheetLine> Lines)
{
    /// <summary>The unit's targets, measured or not.</summary>
    public IReadOnlyList<TargetLine> Targets { get; init; } = [];

    /// <summary>Whether verdicts may be objected to: until the day before publication.</summary>
    public bool Open { get; init; }
}

/// <summary>One look at a target.</summary>
/// <param name="Verdict">Of the criterion; a word.</param>
/// <param name="Evidence">Null where nothing was seen.</param>
public sealed record CaseLook(string Verdict, string Class, string Vantage, DateTimeOffset At, string? Evidence);

/// <summary>A case.</summary>
/// <param name="State"><c>opened</c>, <c>measured</c> or <c>decided</c>.</param>
/// <param name="SecondVantage">From where it is looked again; null until that is settled.</param>
/// <param name="SameVantage">No other vantage is configured: the second look is from where the first was.</param>
/// <param name="Decision"><c>upheld</c>, <c>corrected</c> or <c>withdrawn</c>.</param>
public sealed record CaseView(
    int Number, string Organisation, string Publication, string Target, string Criterion, string Text, string State, DateTimeOffset OpenedAt, string By, CaseLook First, string Campaign,
    string? SecondVantage, bool SameVantage, CaseLook? Second, string? Decision, string? Answer)
{
    private const string OfRound = "second-";

    /// <summary>When it was decided; null: it is not.</summary>
    public DateTimeOffset? DecidedAt { get; init; }

    /// <summary>What was seen and decided before it was taken up again, the oldest first.</summary>
    public IReadOnlyList<CaseRound> Earlier { get; init; } = [];

    /// <summary>One look by its word: <c>first</c>, <c>second</c>, or that of an earlier round, <c>second-1</c>; null: there is none.</summary>
    public CaseLook? Look(string which) => which switch
    {
        "first" => First,
        "second" => Second,
        _ => which.StartsWith(OfRound, StringComparison.Ordinal) && int.TryParse(which.AsSpan(OfRound.Length), NumberStyles.None, CultureInfo.InvariantCulture, out int round)
            ? Earlier.ElementAtOrDefault(round - 1)?.Second
            : null,
    };
}

/// <summary>What became of a case before it was taken up again.</summary>
/// <param name="Second">What was seen; null: nothing was.</param>
/// <param name="Vantage">From where it was to be looked; null: that was not settled.</param>
/// <param name="Decision">Null: it was not decided.</param>
/// <param name="ReopenedAt">When it was taken up again.</param>
/// <param name="Because">Why.</param>
public sealed record CaseRound(CaseLook? Second, string? Vantage, string? Decision, string? Answer, DateTimeOffset? DecidedAt, DateTimeOffset ReopenedAt, string Because);

/// <summary>What a unit says of a criterion, as a person enters it.</summary>
/// <param name="Target">Key of the target; null: the unit as a whole.</param>
public sealed record DeclarationDraft(string Organisation, string Criterion, string? Target, string Verdict, string? Text);

/// <summary>An objection as a person enters it.</summary>
public sealed record ObjectionDraft(string Publication, string Organisation, string Target, string Criterion, string? Text);
