using Sextant.Checks.Judging;
using Sextant.Measurement.Scans;

namespace Sextant.Web.Pages.Targets;

/// <summary>What changed in a criterion between two measurements; null where it was not measured.</summary>
public sealed record VerdictChange(string Criterion, Verdict? Before, Verdict? After);

/// <summary>One measurement in the course of time.</summary>
/// <param name="At">What was said.</param>
/// <param name="HasBefore">False for the oldest that is shown.</param>
/// <param name="Changes">Criteria whose worst verdict is another than the time before.</param>
public sealed record TimelineStep(JudgedTarget At, bool HasBefore, IReadOnlyList<VerdictChange> Changes)
{
    /// <summary>The steps of a history, newest first.</summary>
    /// <param name="history">Newest first; the one after the last shown is only compared with.</param>
    /// <param name="shown">How many are shown.</param>
    public static IReadOnlyList<TimelineStep> Of(IReadOnlyList<JudgedTarget> history, int shown) =>
        [.. history.Take(shown).Select((one, at) => new TimelineStep(one, at + 1 < history.Count, at + 1 < history.Count ? Between(history[at + 1], one) : []))];

    private static IReadOnlyList<VerdictChange> Between(JudgedTarget before, JudgedTarget after)
    {
        Dictionary<string, Verdict> old = Worst(before);
        Dictionary<string, Verdict> now = Worst(after);
        return
        [
            .. old.Keys.Union(now.Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal)
                .Select(id => new VerdictChange(id, Of(old, id), Of(now, id))).Where(change => change.Before != change.After),
        ];
    }

    private static Verdict? Of(Dictionary<string, Verdict> verdicts, string id) => verdicts.TryGetValue(id, out Verdict verdict) ? verdict : null;

    private static Dictionary<string, Verdict> Worst(JudgedTarget judged) =>
        judged.Verdicts.Where(verdict => !judged.Unmeasured.Contains(verdict.Criterion)).GroupBy(verdict => verdict.Criterion, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.Max(verdict => verdict.Verdict), StringComparer.Ordinal);
}
