using Sextant.Checks.Judging;
using Sextant.Checks.Observations;
using Sextant.Wire;

namespace Sextant.Measurement.Scans;

/// <summary>
/// What was said of a target after one scan, as it is kept. Findings with their parameters are not here: judging the evidence again
/// gives them, and the lake has them for counting.
/// </summary>
public sealed record JudgedTarget
{
    /// <summary>The target.</summary>
    public required Target Target { get; init; }

    /// <summary>Its name in Unicode.</summary>
    public required string Unicode { get; init; }

    /// <summary>Its class.</summary>
    public required TargetClass Class { get; init; }

    /// <summary>Its level.</summary>
    public required Level Level { get; init; }

    /// <summary>How far levels were looked at.</summary>
    public required Level LevelScope { get; init; }

    /// <summary>Why the class is unknown.</summary>
    public Failure? Cause { get; init; }

    /// <summary>True when the class rests on one look that had no healthy reference: shown, not published.</summary>
    public required bool SingleLook { get; init; }

    /// <summary>True for a measurement inside the lab country.</summary>
    public required bool Lab { get; init; }

    /// <summary>Where it was measured from.</summary>
    public required string Vantage { get; init; }

    /// <summary>When (UTC).</summary>
    public required DateTimeOffset MeasuredAt { get; init; }

    /// <summary>Name and version of the profile it was judged by.</summary>
    public required string Profile { get; init; }

    /// <summary>The evidence, <c>sha256:...</c>.</summary>
    public required string Evidence { get; init; }

    /// <summary>The campaign; <see cref="ScanStore.Single"/> for a scan of its own.</summary>
    public required string Campaign { get; init; }

    /// <summary>The hosts it was judged by.</summary>
    public required IReadOnlyList<string> Hosts { get; init; }

    /// <summary>Criteria that were not measured.</summary>
    public required IReadOnlyList<string> Unmeasured { get; init; }

    /// <summary>The verdicts, in the order of the criteria.</summary>
    public required IReadOnlyList<CriterionVerdict> Verdicts { get; init; }
}
