using Sextant.Programme.Register;

namespace Sextant.Programme.Packs;

/// <summary>
/// A country pack as it was read: all a country brings along, each row with its source. Rows keep the order of their files, so that a
/// fault can name the row. Absent dates are null: <c>From</c> not recorded, <c>Until</c> still so; both ends inclusive.
/// </summary>
public sealed record Pack
{
    /// <summary>Slug of the pack, such as <c>vn</c>.</summary>
    public required string Id { get; init; }

    /// <summary>The pack's version, which stands in the origin of every row.</summary>
    public required string Version { get; init; }

    /// <summary>ISO 3166-1 alpha-2.</summary>
    public required string Country { get; init; }

    public required LocalText Name { get; init; }

    /// <summary>IANA name of the zone in which the country's days end.</summary>
    public required string TimeZone { get; init; }

    /// <summary>Language tags; the first leads.</summary>
    public required IReadOnlyList<string> Languages { get; init; }

    public IReadOnlyList<PackWord> Kinds { get; init; } = [];

    public IReadOnlyList<PackWord> Sectors { get; init; } = [];

    public IReadOnlyList<PackScheme> Schemes { get; init; } = [];

    public IReadOnlyList<PackAttribution> Attributions { get; init; } = [];

    public IReadOnlyList<PackSource> Sources { get; init; } = [];

    public IReadOnlyList<PackOrganisation> Organisations { get; init; } = [];

    public IReadOnlyList<PackRelation> Relations { get; init; } = [];

    public IReadOnlyList<PackDomain> Domains { get; init; } = [];

    public IReadOnlyList<PackDocument> Documents { get; init; } = [];

    public IReadOnlyList<PackWorkGroup> WorkGroups { get; init; } = [];

    public IReadOnlyList<PackPlan> Plans { get; init; } = [];

    public IReadOnlyList<PackProgramme> Programmes { get; init; } = [];

    public IReadOnlyList<PackPhase> Phases { get; init; } = [];

    public IReadOnlyList<PackTargetValue> TargetValues { get; init; } = [];

    public IReadOnlyList<PackMeeting> Meetings { get; init; } = [];

    public IReadOnlyList<PackDay> Days { get; init; } = [];

    public IReadOnlyList<PackFact> Facts { get; init; } = [];

    public IReadOnlyList<PackSeries> Series { get; init; } = [];

    public IReadOnlyList<PackUsagePoint> UsagePoints { get; init; } = [];

    public IReadOnlyList<PackIndicator> Indicators { get; init; } = [];

    public IReadOnlyList<PackCriterion> Criteria { get; init; } = [];

    public PackMap? Map { get; init; }

    public IReadOnlyList<PackAsn> Asns { get; init; } = [];
}
