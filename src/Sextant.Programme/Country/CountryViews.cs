using Sextant.Programme.Kpis;
using Sextant.Programme.Measured;
using Sextant.Programme.Packs;
using Sextant.Programme.Register;

namespace Sextant.Programme.Country;

/// <summary>Which country the register holds, and the words of its pack.</summary>
public sealed record CountryHeader(
    string Pack,
    string Version,
    string Country,
    LocalText Name,
    ProgrammeCalendar Calendar,
    IReadOnlyList<string> Languages,
    IReadOnlyList<PackWord> Kinds,
    IReadOnlyList<PackWord> Sectors,
    IReadOnlyList<PackScheme> Schemes,
    IReadOnlyList<PackAttribution> Attributions,
    DateTimeOffset LoadedAt)
{
    /// <summary>The name of a kind of organisation; the word itself when the pack has none.</summary>
    public string KindName(string kind, string language) => Kinds.FirstOrDefault(word => word.Id == kind)?.Name.In(language) ?? kind;

    /// <summary>The name of a sector.</summary>
    public string SectorName(string sector, string language) => Sectors.FirstOrDefault(word => word.Id == sector)?.Name.In(language) ?? sector;
}

/// <summary>The country on one page: how many organisations, the figures, how much was measured.</summary>
/// <param name="Counts">Organisations of the day by kind.</param>
/// <param name="Targets">Targets of the day.</param>
/// <param name="Measured">How many of them have a state that counts.</param>
/// <param name="LastMeasured">The newest measurement by then.</param>
public sealed record CountryOverview(
    CountryHeader Header, AsOf AsOf, IReadOnlyDictionary<string, int> Counts, KpiReport Kpis, int Targets, int Measured, DateTimeOffset? LastMeasured);

/// <summary>The map of a day.</summary>
/// <param name="ViewBox">Of all outlines.</param>
/// <param name="Attributions">To be shown with the map.</param>
/// <param name="Labels">Words for parts that are too small to be found without.</param>
public sealed record CountryMap(string ViewBox, IReadOnlyList<MapUnit> Units, IReadOnlyList<PackAttribution> Attributions, IReadOnlyList<PackMapLabel> Labels);

/// <summary>A unit on the map.</summary>
/// <param name="Path">SVG path data.</param>
/// <param name="Portal">Its portal's key; null when none is registered.</param>
/// <param name="State">What was last measured of the portal, when that counts; null: not measured.</param>
public sealed record MapUnit(string Slug, LocalText Name, string? Code, string Path, string? Portal, MeasuredState? State);

/// <summary>An organisation's target with what was last measured of it.</summary>
/// <param name="Counted">The state that figures count: not too old, and not resting on a single look.</param>
public sealed record MeasuredTarget(Organisations.TargetLine Target, MeasuredState? State, MeasuredState? Counted = null);
