using Sextant.Programme.Organisations.Events;
using Sextant.Programme.Register;

namespace Sextant.Programme.Organisations.Exemptions;

/// <summary>Who is exempted from what, until when.</summary>
/// <param name="Target">The target's key; null: all of the organisation.</param>
/// <param name="Criterion">The criterion's id; null: all of them.</param>
/// <param name="Why">The reason.</param>
/// <param name="DecidedBy">Who decided it.</param>
public sealed record ExemptionView(
    string Key, string Organisation, LocalText Name, string? Target, string? Criterion, string Why, string DecidedBy, DecisionView? Document, DateOnly From, DateOnly Until)
{
    /// <summary>30 days: an office needs a month to decide whether it goes on.</summary>
    public const int DaysAhead = 30;

    /// <summary>Whether it holds on a day.</summary>
    public bool Holds(DateOnly day) => From <= day && day <= Until;

    /// <summary>Whether it ends soon after a day on which it holds.</summary>
    public bool EndsSoon(DateOnly day) => Holds(day) && Until <= day.AddDays(DaysAhead);
}

/// <summary>An exemption as a person writes it.</summary>
/// <param name="Key">The one changed; null: a new one.</param>
/// <param name="Document">Id or number of a document of the register.</param>
public sealed record ExemptionDraft(
    string? Key, string Organisation, string? Target, string? Criterion, string Why, string DecidedBy, string? Document, DateOnly? From, DateOnly? Until);

/// <summary>The exemptions of a day, as figures ask for them.</summary>
public sealed class Exemptions
{
    private readonly ILookup<string, ExemptionView> _byUnit;

    /// <summary>Nobody is exempted.</summary>
    public static Exemptions None { get; } = new([]);

    /// <summary>Of some that hold on the day.</summary>
    public Exemptions(IEnumerable<ExemptionView> held) => _byUnit = held.ToLookup(one => one.Organisation, StringComparer.Ordinal);

    /// <summary>Whether an organisation is exempted from all, or from one criterion in all that it has.</summary>
    public bool Unit(string organisation, string criterion) =>
        _byUnit[organisation].Any(one => one.Target is null && (one.Criterion is null || one.Criterion == criterion));

    /// <summary>Whether one target is: by itself, with its organisation, and where a criterion is named, from that one.</summary>
    public bool Target(string organisation, string target, string? criterion = null) =>
        _byUnit[organisation].Any(one => (one.Target is null || one.Target == target) && (one.Criterion is null || one.Criterion == criterion));
}
