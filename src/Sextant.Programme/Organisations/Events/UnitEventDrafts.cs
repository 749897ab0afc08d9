using Sextant.Programme.Register;

namespace Sextant.Programme.Organisations.Events;

/// <summary>By what something is decided: a document of the register by id or number, or what its head says.</summary>
/// <param name="Document">Id or number of a document of the register.</param>
public sealed record DecisionDraft(string? Document, string? Number = null, DateOnly? Date = null, string? Issuer = null);

/// <summary>An organisation that an event begins.</summary>
/// <param name="Name">In the languages that are known.</param>
/// <param name="Kind">Null: that of the first organisation from which it comes.</param>
/// <param name="Sector">Null: likewise.</param>
/// <param name="Code">Its code, of the scheme that its kind uses.</param>
public sealed record NewUnit(LocalText Name, string? Kind = null, string? Sector = null, string? Code = null);

/// <summary>An event as a person writes it down.</summary>
public sealed record UnitEventDraft
{
    /// <summary>10: more units in one event are several events.</summary>
    internal const int MostUnits = 10;

    /// <summary>One of <see cref="UnitEventWords.Kinds"/>.</summary>
    public required string Kind { get; init; }

    /// <summary>The first day of the new order.</summary>
    public required DateOnly Day { get; init; }

    /// <summary>By what it is decided.</summary>
    public required DecisionDraft Decision { get; init; }

    /// <summary>Slugs: who is merged, split, renamed, moved or dissolved.</summary>
    public IReadOnlyList<string> Units { get; init; } = [];

    /// <summary>Slugs of organisations that exist and receive.</summary>
    public IReadOnlyList<string> Into { get; init; } = [];

    /// <summary>Organisations that begin.</summary>
    public IReadOnlyList<NewUnit> New { get; init; } = [];

    /// <summary>The new name, of a renaming.</summary>
    public LocalText? Name { get; init; }

    /// <summary>Slug of the organisation under which it comes; null: under none.</summary>
    public string? Parent { get; init; }

    /// <summary>Whether a split organisation goes on beside the new ones.</summary>
    public bool GoesOn { get; init; }

    /// <summary>Who receives a domain, by its A-labels: the number of the receiver from 1, <c>end</c>, or <c>stay</c>. What is not in here goes to the first, and stays with who goes on.</summary>
    public IReadOnlyDictionary<string, string> Domains { get; init; } = new Dictionary<string, string>();
}
