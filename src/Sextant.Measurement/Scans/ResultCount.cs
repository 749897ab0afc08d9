using Sextant.Checks.Judging;
using Sextant.Checks.Observations;
using Sextant.Wire;

namespace Sextant.Measurement.Scans;

/// <summary>So many targets of a kind got a class.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Class">The class.</param>
/// <param name="Cause">Why it is unknown; null for other classes.</param>
/// <param name="Count">How many.</param>
public sealed record ResultCount(TargetKind Kind, TargetClass Class, Failure? Cause, int Count);
