using Sextant.Checks.Judging;
using Sextant.Wire;

namespace Sextant.Measurement.Scans;

/// <summary>What was said of a target after one scan, without its verdicts: for who reads a whole country.</summary>
/// <param name="Target">The target's key.</param>
/// <param name="VerdictSet">By which <see cref="ScanStore.WorstAsync"/> knows its verdicts.</param>
public sealed record BriefTarget(
    string Target, TargetClass Class, Failure? Cause, Level Level, Level LevelScope, bool SingleLook, bool Lab, string Vantage, DateTimeOffset MeasuredAt, string Evidence, string VerdictSet)
{
    /// <summary>The worst verdict of each criterion: Verdict's order is its order of precedence, worst last.</summary>
    public static IReadOnlyDictionary<string, Verdict> Worst(IEnumerable<CriterionVerdict> verdicts) =>
        verdicts.GroupBy(verdict => verdict.Criterion, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.Max(verdict => verdict.Verdict), StringComparer.Ordinal);
}
