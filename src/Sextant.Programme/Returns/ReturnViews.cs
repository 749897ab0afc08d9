using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Sextant.Programme.Register;

namespace Sextant.Programme.Returns;

/// <summary>A line of the roadmap for the remaining subscribers.</summary>
/// <param name="Network">One of <see cref="ReturnForm.Networks"/>.</param>
/// <param name="Cause">One of <see cref="ReturnForm.Causes"/>.</param>
/// <param name="Quarter">By whose end they will have IPv6.</param>
public sealed record RoadmapLine(string Network, string Cause, string Quarter, decimal Promised, decimal? Actual);

/// <summary>What was promised for a quarter to subscribers that have no IPv6, and what became of it.</summary>
/// <param name="Actual">Those that have it now; null: nobody has said it of any line.</param>
public sealed record RoadmapQuarter(string Quarter, decimal Promised, decimal? Actual)
{
    /// <summary>The sums of some returns, each organisation's once; by quarter.</summary>
    public static IReadOnlyList<RoadmapQuarter> Of(IEnumerable<ReturnView> returns) =>
    [
        .. returns.SelectMany(one => one.Says.Roadmap).GroupBy(line => line.Quarter, StringComparer.Ordinal).OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => new RoadmapQuarter(group.Key, group.Sum(line => line.Promised), group.All(line => line.Actual is null) ? null : group.Sum(line => line.Actual ?? 0))),
    ];
}

/// <summary>A unit that is helped.</summary>
/// <param name="Service">One of <see cref="ReturnForm.Services"/>.</param>
/// <param name="State">One of <see cref="ReturnForm.Supports"/>.</param>
public sealed record SupportedUnit(string Unit, string Service, string State);

/// <summary>What a return says, as a person enters it. A figure that is not there is not known.</summary>
public sealed record ReturnDraft(string Organisation, string Form, string Period)
{
    /// <summary>By field.</summary>
    public IReadOnlyDictionary<string, decimal> Figures { get; init; } = new Dictionary<string, decimal>();

    /// <summary>The remaining subscribers.</summary>
    public IReadOnlyList<RoadmapLine> Roadmap { get; init; } = [];

    /// <summary>The units helped.</summary>
    public IReadOnlyList<SupportedUnit> Supports { get; init; } = [];

    /// <summary>Reasons by finding; null: those that stand there stay.</summary>
    public IReadOnlyDictionary<string, string>? Reasons { get; init; }
}

/// <summary>Something implausible about a return.</summary>
/// <param name="Rule">Its sentence is <c>rule.RULE</c>.</param>
/// <param name="Subject">The figure, network or unit that it speaks of; empty: the whole.</param>
/// <param name="Refuses">Whether the return cannot be handed in so; else a reason is asked for.</param>
/// <param name="Parameters">What the sentence names.</param>
public sealed record ReturnFinding(string Rule, string Subject, bool Refuses, IReadOnlyList<object> Parameters)
{
    /// <summary>Names it among the findings of a return.</summary>
    public string Id => Subject.Length == 0 ? Rule : $"{Rule}:{Subject}";
}

/// <summary>One version of a return.</summary>
public sealed record ReturnView
{
    /// <summary>Names it: <c>vnpt/operator/2026-Q3/1</c>.</summary>
    public required string Key { get; init; }

    /// <summary>What it says.</summary>
    public required ReturnDraft Says { get; init; }

    /// <summary>1 for the first, 2 for its correction ...</summary>
    public required int Number { get; init; }

    /// <summary><c>draft</c>, <c>submitted</c>, <c>returned</c> or <c>accepted</c>.</summary>
    public required string State { get; init; }

    /// <summary>Why it corrects the one before.</summary>
    public string? Corrects { get; init; }

    /// <summary>Who signed it, as what, when.</summary>
    public (string By, string As, DateOnly On)? Signed { get; init; }

    /// <summary>Why it was given back.</summary>
    public string? Answer { get; init; }

    /// <summary>What is implausible about it today.</summary>
    public IReadOnlyList<ReturnFinding> Findings { get; init; } = [];

    /// <summary>Tells whether anything of it changed since somebody looked at it.</summary>
    public string Stamp => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(new object?[]
    {
        Key, State, Signed?.On, Says.Figures.OrderBy(pair => pair.Key, StringComparer.Ordinal), Says.Roadmap, Says.Supports, Says.Reasons?.OrderBy(pair => pair.Key, StringComparer.Ordinal),
    }))).AsSpan(0, 8));

    /// <summary>Whether it can be written.</summary>
    public bool IsOpen => State is "draft" or "returned";

    /// <summary>Whether it was handed in and not given back: only such are counted.</summary>
    public bool Counts => State is "submitted" or "accepted";
}

/// <summary>How a return stands that is owed.</summary>
/// <param name="State">The state of the newest version; null: nothing was begun.</param>
/// <param name="Received">When the first version that counts was signed.</param>
/// <param name="DaysLate">Days since the last day while nothing that counts was received, or by which it came late; 0: in time.</param>
public sealed record ReturnStanding(string Organisation, LocalText Name, string? State, int? Number, DateOnly? Received, int DaysLate);

/// <summary>A period for which returns are asked for.</summary>
public sealed record ReturnPeriod(string Form, string Period, DateOnly Due);

/// <summary>A figure summed over the returns that count, each organisation once.</summary>
/// <param name="Value">Null for figures that cannot be summed.</param>
public sealed record ReturnTotal(string Field, decimal? Value, int Organisations);

/// <summary>An organisation that owes a return, since when and until when.</summary>
public sealed record DutyView(string Organisation, DateOnly? From, DateOnly? Until);

/// <summary>A network or a brand of an organisation.</summary>
/// <param name="From">The first day on which it is counted with it; null: always was.</param>
/// <param name="Until">The last; null: it still is.</param>
public sealed record HoldingView(string Key, string Organisation, string Kind, string Name, DateOnly? From, DateOnly? Until);
