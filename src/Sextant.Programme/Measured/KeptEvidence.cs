using Sextant.Checks.Observations;

namespace Sextant.Programme.Measured;

/// <summary>What is kept of scans.</summary>
/// <param name="Scan">A scan by the name of its evidence; null where it is gone.</param>
/// <param name="Blob">Raw bytes by their name.</param>
public sealed record KeptEvidence(Func<string, Scan?> Scan, Func<string, byte[]?> Blob);
