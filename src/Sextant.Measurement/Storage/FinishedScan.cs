using Sextant.Checks.Judging;
using Sextant.Checks.Observations;

namespace Sextant.Measurement.Storage;

/// <summary>A scan that is ready to be kept: measured, judged, its evidence on the disk already.</summary>
public sealed record FinishedScan
{
    /// <summary>The name as the campaign lists it.</summary>
    public required string Name { get; init; }

    /// <summary>What was seen.</summary>
    public required Scan Scan { get; init; }

    /// <summary>What is said of it, one entry for each kind.</summary>
    public required IReadOnlyList<Judgement> Judgements { get; init; }

    /// <summary>The name of the scan in the evidence store, <c>sha256:...</c>.</summary>
    public required string Evidence { get; init; }
}
