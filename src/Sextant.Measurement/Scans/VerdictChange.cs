using Sextant.Checks.Judging;

namespace Sextant.Measurement.Scans;

/// <summary>What became of the verdict of one criterion about one subject when the same evidence was judged again.</summary>
/// <param name="Before">What was kept; null: nothing was said.</param>
/// <param name="After">What the profile says now; null: nothing.</param>
public sealed record VerdictChange(string Criterion, string Subject, CriterionVerdict? Before, CriterionVerdict? After)
{
    /// <summary>The verdicts that differ, by criterion and subject.</summary>
    public static IReadOnlyList<VerdictChange> Between(JudgedTarget kept, Judgement again)
    {
        Dictionary<(string Criterion, string Subject), CriterionVerdict> before = kept.Verdicts.ToDictionary(v => (v.Criterion, v.Subject));
        Dictionary<(string Criterion, string Subject), CriterionVerdict> after = again.Verdicts.ToDictionary(v => (v.Criterion, v.Subject));
        return
        [
            .. before.Keys.Union(after.Keys).OrderBy(key => key.Criterion, StringComparer.Ordinal).ThenBy(key => key.Subject, StringComparer.Ordinal)
                .Select(key => new VerdictChange(key.Criterion, key.Subject, before.GetValueOrDefault(key), after.GetValueOrDefault(key))).Where(change => !change.IsNone),
        ];
    }

    /// <summary>Whether class, level or any verdict is another.</summary>
    public static bool Differs(JudgedTarget kept, Judgement again, IReadOnlyList<VerdictChange> changes) =>
        changes.Count > 0 || kept.Class != again.Class || kept.Cause != again.Cause || kept.Level != again.Level || kept.LevelScope != again.LevelScope;

    private bool IsNone => Before is not null && After is not null && Before.Verdict == After.Verdict && Before.Cause == After.Cause && Before.Tags.SequenceEqual(After.Tags);
}
