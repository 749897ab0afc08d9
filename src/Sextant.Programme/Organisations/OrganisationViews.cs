using Sextant.Programme.Register;

namespace Sextant.Programme.Organisations;

/// <summary>Which organisations a listing wants.</summary>
public sealed record OrganisationFilter
{
    /// <summary>Kinds of the pack's vocabulary; empty: all.</summary>
    public IReadOnlyCollection<string> Kinds { get; init; } = [];

    /// <summary>Sectors of the pack's vocabulary; empty: all.</summary>
    public IReadOnlyCollection<string> Sectors { get; init; } = [];

    /// <summary>Typed by a person: found in names of any time and language without accents, in codes, slugs and domains.</summary>
    public string? Search { get; init; }

    /// <summary>Also those that had ended by the day: who types an old name learns what became of it.</summary>
    public bool Ended { get; init; }

    internal bool TakesAll => Kinds.Count == 0 && Sectors.Count == 0 && string.IsNullOrWhiteSpace(Search);

    /// <summary>Whether it is all of the day: what most pages ask for.</summary>
    internal bool IsAll => TakesAll && !Ended;
}

/// <summary>One line of a listing.</summary>
/// <param name="Code">Its code on the day, of a scheme named "...-code", such as a province's.</param>
/// <param name="Targets">How many targets it has on the day.</param>
/// <param name="HasEnded">Whether it had ended by the day.</param>
public sealed record OrganisationLine(
    string Slug, LocalText Name, string Kind, string Sector, string? Code, DateOnly? From, DateOnly? Until, int Targets, bool HasEnded);

/// <summary>An organisation as its page shows it.</summary>
public sealed record OrganisationView
{
    public required string Slug { get; init; }

    /// <summary>Its name on the day; after its end the last one.</summary>
    public required LocalText Name { get; init; }

    public required string Kind { get; init; }

    public required string Sector { get; init; }

    public required DateOnly? From { get; init; }

    public required DateOnly? Until { get; init; }

    /// <summary>Whether it exists at the end of the day.</summary>
    public required bool Exists { get; init; }

    /// <summary>Names over time, newest first.</summary>
    public required IReadOnlyList<NameSpan> Names { get; init; }

    public required IReadOnlyList<DesignationSpan> Designations { get; init; }

    /// <summary>Who was merged into it or succeeded by it.</summary>
    public required IReadOnlyList<RelatedOrganisation> Predecessors { get; init; }

    public required IReadOnlyList<RelatedOrganisation> Successors { get; init; }

    /// <summary>What it is or was part of.</summary>
    public required IReadOnlyList<RelatedOrganisation> Parents { get; init; }

    /// <summary>What is or was part of it.</summary>
    public required IReadOnlyList<RelatedOrganisation> Parts { get; init; }

    /// <summary>Targets on the day.</summary>
    public required IReadOnlyList<TargetLine> Targets { get; init; }

    /// <summary>Targets that were its own before.</summary>
    public required IReadOnlyList<TargetLine> FormerTargets { get; init; }

    /// <summary>Id of the source.</summary>
    public string? Source { get; init; }

    public LocalText? Note { get; init; }
}

/// <summary>A name for a time, in one language.</summary>
public sealed record NameSpan(string Language, string Name, DateOnly? From, DateOnly? Until, bool Corrected);

/// <summary>A code, form or seat for a time.</summary>
public sealed record DesignationSpan(string Scheme, string Value, DateOnly? From, DateOnly? Until, string? Source, LocalText? Note);

/// <summary>Another organisation, and since and until when.</summary>
public sealed record RelatedOrganisation(string Slug, LocalText Name, string Kind, DateOnly? On, DateOnly? Until, string? Source, LocalText? Note);

/// <summary>A target of an organisation.</summary>
/// <param name="Key">Measurement's key: <c>site:hue.gov.vn</c>.</param>
/// <param name="Kind"><c>site</c>, <c>mail</c> or <c>zone</c>.</param>
/// <param name="Confidence"><c>confirmed</c>, <c>listed</c>, <c>known</c>, <c>pattern</c> or <c>inferred</c>.</param>
/// <param name="Corrected">Whether a person said so.</param>
public sealed record TargetLine(
    string Organisation,
    string Key,
    string Kind,
    string Ascii,
    string Domain,
    string Role,
    string Confidence,
    DateOnly? From,
    DateOnly? Until,
    string? Source,
    LocalText? Note,
    bool Corrected);
