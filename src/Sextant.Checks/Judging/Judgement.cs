using Sextant.Checks.Observations;
using Sextant.Wire;

namespace Sextant.Checks.Judging;

/// <summary>
/// What is said of one target after one scan under one profile: what <c>check --json</c> prints (<see cref="JudgementJson"/>).
/// The order of the properties is the order in the JSON.
/// </summary>
public sealed record Judgement
{
    /// <summary>The version of this shape.</summary>
    public const int CurrentSchema = 1;

    /// <summary>The version this was written in.</summary>
    public int Schema { get; init; } = CurrentSchema;

    /// <summary>The name in Unicode, lower case.</summary>
    public required string Target { get; init; }

    /// <summary>The name in A-labels, lower case.</summary>
    public required string Ascii { get; init; }

    /// <summary>What it is.</summary>
    public required TargetKind Kind { get; init; }

    /// <summary>The hosts it was judged by: apex and <c>www</c> of a site, mail servers of a domain, name servers of a zone.</summary>
    public required IReadOnlyList<string> Hosts { get; init; }

    /// <summary>The level reached.</summary>
    public required Level Level { get; init; }

    /// <summary>The highest level all criteria of which were measured; nothing above it was looked at in full, and none above it is awarded.</summary>
    public required Level LevelScope { get; init; }

    /// <summary>What a user with IPv6 gets.</summary>
    public required TargetClass Class { get; init; }

    /// <summary>Why the class is unknown; null for every other class.</summary>
    public Failure? Cause { get; init; }

    /// <summary>True when the class rests on faults seen over a family and port for which the vantage had no healthy reference: shown, not published.</summary>
    public bool SingleLook { get; init; }

    /// <summary>Criteria of this kind that were not measured: no check is built, a window of time is needed, or the scan lacks the part.</summary>
    public required IReadOnlyList<string> Unmeasured { get; init; }

    /// <summary>One verdict for each criterion and subject, in the order of the criteria.</summary>
    public required IReadOnlyList<CriterionVerdict> Verdicts { get; init; }

    /// <summary>What the checks said, in the order of the criteria.</summary>
    public required IReadOnlyList<Finding> Findings { get; init; }

    /// <summary>Where it was measured from.</summary>
    public required VantageNote Vantage { get; init; }

    /// <summary>Name and version of the profile.</summary>
    public required string Profile { get; init; }

    /// <summary>When measuring began (UTC).</summary>
    public required DateTimeOffset MeasuredAt { get; init; }

    /// <summary>The evidence it rests on, <c>sha256:...</c>; set by whoever keeps it.</summary>
    public string? Evidence { get; init; }

    /// <summary>The target's key in every area.</summary>
    public Target Key() => new(Kind, Ascii);
}

/// <summary>The verdict on one criterion for one subject.</summary>
public sealed record CriterionVerdict
{
    /// <summary>The criterion's id.</summary>
    public required string Criterion { get; init; }

    /// <summary>The host, domain, zone or server it is about.</summary>
    public required string Subject { get; init; }

    /// <summary>The verdict.</summary>
    public required Verdict Verdict { get; init; }

    /// <summary>All tags said of the subject, in the order they were said.</summary>
    public required IReadOnlyList<string> Tags { get; init; }

    /// <summary>Why unknown; for the others the observed failure behind the verdict, where there is one.</summary>
    public Failure? Cause { get; init; }

    /// <summary>True when the verdict rests only on faults seen over a family and port for which the vantage had no healthy reference.</summary>
    public bool SingleLook { get; init; }
}

/// <summary>What every report says of the vantage.</summary>
public sealed record VantageNote
{
    /// <summary>Its configured name.</summary>
    public required string Name { get; init; }

    /// <summary>When it last checked itself.</summary>
    public required DateTimeOffset CheckedAt { get; init; }

    /// <summary>Whether IPv4 works from there; null when not looked at.</summary>
    public bool? Ipv4 { get; init; }

    /// <summary>Whether IPv6 works from there; null when not looked at.</summary>
    public bool? Ipv6 { get; init; }

    /// <summary>The fault of the vantage that makes everything unknown.</summary>
    public Failure? Fault { get; init; }

    /// <summary>Prefixes that counted as global beside the registry's.</summary>
    public IReadOnlyList<string> GlobalPrefixes { get; init; } = [];

    /// <summary>True for a measurement inside the lab country.</summary>
    public bool Lab { get; init; }
}
