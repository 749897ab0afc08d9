using Sextant.Programme.Register;

namespace Sextant.Programme.Organisations.Events;

/// <summary>An event, with who was what in it.</summary>
/// <param name="Decision">By what it was decided; null where nobody has said.</param>
/// <param name="Source">The pack's source, where a pack brought it.</param>
/// <param name="RecordedAt">Since when the register says so.</param>
/// <param name="Import">The import that brought it in.</param>
public sealed record UnitEventView(
    string Key, string Kind, DateOnly Day, DecisionView? Decision, IReadOnlyList<EventUnit> Units, string? Source, DateTimeOffset RecordedAt, string? Reason, string? Import, bool OfPack)
{
    /// <summary>The organisations of a role.</summary>
    public IEnumerable<EventUnit> Of(string role) => Units.Where(unit => unit.Role == role);
}

/// <summary>A decision as readers see it.</summary>
/// <param name="Document">Id of the document, where the register has it.</param>
/// <param name="Issuer">Who issued it, in words.</param>
public sealed record DecisionView(string? Document, string? Number, DateOnly? Date, string? Issuer, string? Title);

/// <summary>An organisation in an event.</summary>
public sealed record EventUnit(string Slug, LocalText Name, string Role);

/// <summary>One thing that follows from an event.</summary>
/// <param name="Word">Such as <c>target-moves</c>.</param>
/// <param name="Unit">Slug of whom it is about.</param>
/// <param name="What">Such as a domain, a code, a name.</param>
/// <param name="To">Slug of who receives it.</param>
public sealed record UnitEffect(string Word, string Unit, string? What = null, string? To = null);

/// <summary>What an event would do, before it is done.</summary>
/// <param name="Effects">What is written.</param>
/// <param name="Stays">What stays as it is with an organisation, counted: tasks, plans, returns, focal points.</param>
/// <param name="Receivers">Who receives, in the order in which forms number them.</param>
/// <param name="Names">What the organisations are called.</param>
public sealed record UnitEventPreview(
    IReadOnlyList<UnitEffect> Effects, IReadOnlyList<UnitStays> Stays, IReadOnlyList<string> Receivers, IReadOnlyDictionary<string, LocalText> Names);

/// <summary>What of an organisation stays where it is.</summary>
/// <param name="Tasks">Open tasks that it leads: who receives it may report on them too.</param>
/// <param name="Conversions">Its conversion plans.</param>
/// <param name="Returns">Its returns.</param>
/// <param name="Cases">Its objections that are not decided.</param>
/// <param name="People">Names of its focal points, whose roles somebody must give anew.</param>
public sealed record UnitStays(string Unit, int Tasks, int Conversions, int Returns, int Cases, IReadOnlyList<string> People);
