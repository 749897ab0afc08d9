using Sextant.Programme.Register;

namespace Sextant.Programme.Packs;

/// <summary>A word of the pack's vocabulary: a kind or sector of organisation.</summary>
public sealed record PackWord(string Id, LocalText Name);

/// <summary>A scheme of designations. Where it is unique, one value names one organisation at a time.</summary>
public sealed record PackScheme(string Id, bool Unique, LocalText Name)
{
    /// <summary>What its values are called, where they are words for programs.</summary>
    public IReadOnlyList<PackWord> Values { get; init; } = [];

    /// <summary>Whether a value is the id of an organisation.</summary>
    public bool OfOrganisation { get; init; }
}

/// <summary>A text that must be shown with what it is of.</summary>
public sealed record PackAttribution(string Of, string Text, string Licence, string? Url);

/// <summary>Where rows come from.</summary>
/// <param name="File">A text of the pack, relative to its folder.</param>
/// <param name="Text">What that file says; filled by the reader.</param>
public sealed record PackSource(
    string Id, string Kind, LocalText Title, string? Publisher, DateOnly? Date, bool ToConfirm, string? Note, string? File, string? Text);

/// <summary>A body of the country with its names and designations over time.</summary>
public sealed record PackOrganisation(
    string Id,
    string Kind,
    string Sector,
    DateOnly? From,
    DateOnly? Until,
    IReadOnlyList<PackName> Names,
    IReadOnlyList<PackDesignation> Designations,
    string Source,
    string? Note);

/// <summary>A name for a time, in the pack's languages.</summary>
public sealed record PackName(LocalText Name, DateOnly? From, DateOnly? Until);

/// <summary>A code, form or seat for a time.</summary>
public sealed record PackDesignation(string Scheme, string Value, DateOnly? From, DateOnly? Until, string? Source, string? Note);

/// <summary>What one organisation became to another.</summary>
/// <param name="Kind"><c>merged-into</c>, <c>succeeded-by</c> or <c>part-of</c>.</param>
/// <param name="On">The first day.</param>
/// <param name="Until">The last day; only for <c>part-of</c>.</param>
/// <param name="Decision">Id of the document that decides it.</param>
public sealed record PackRelation(string From, string To, string Kind, DateOnly? On, DateOnly? Until, string Source, string? Note, string? Decision = null);

/// <summary>A domain of an organisation, and what of it is measured.</summary>
/// <param name="Kinds"><c>site</c>, <c>mail</c>, <c>zone</c>.</param>
/// <param name="Confidence"><c>confirmed</c>, <c>listed</c>, <c>known</c>, <c>pattern</c> or <c>inferred</c>.</param>
public sealed record PackDomain(
    string Organisation,
    string Domain,
    IReadOnlyList<string> Kinds,
    string Role,
    DateOnly? From,
    DateOnly? Until,
    string Confidence,
    string Source,
    string? Note);

/// <summary>The outlines of organisations, as SVG paths in one view box.</summary>
/// <param name="Labels">Words on the map, for parts that are too small to be found without; none when absent.</param>
public sealed record PackMap(string ViewBox, string Source, string? Note, IReadOnlyList<PackOutline> Outlines, IReadOnlyList<PackMapLabel>? Labels = null);

/// <summary>A word on the map.</summary>
/// <param name="X">Its middle, in the units of the view box.</param>
/// <param name="Y">Its base line.</param>
public sealed record PackMapLabel(int X, int Y, Register.LocalText Name);

/// <summary>One outline.</summary>
public sealed record PackOutline(string Organisation, string Path);

/// <summary>An autonomous system of the country.</summary>
public sealed record PackAsn(long Number, string Holder, int Ipv4Ranges, int Ipv6Ranges, string Ipv6Prefixes);
