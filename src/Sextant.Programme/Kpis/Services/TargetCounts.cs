using Sextant.Checks.Judging;
using Sextant.Programme.Measured;
using Sextant.Programme.Organisations;

namespace Sextant.Programme.Kpis.Services;

/// <summary>Counts the targets of a kind by their class or by one criterion.</summary>
internal static class TargetCounts
{
    /// <summary>By class: unknown is in neither part, and what is not offered is not counted at all.</summary>
    internal static Figure ByClass(KpiInputs inputs, string indicator, string kind, params TargetClass[] classes) =>
        Count(inputs, indicator, kind, target => target.Kind == kind, state => classes.Contains(state.Class) ? Counted.Yes : Counted.No);

    /// <summary>
    /// By a criterion. The class wins where they differ: what is broken does not count however a single criterion fares.
    /// </summary>
    internal static Figure ByCriterion(KpiInputs inputs, string indicator, string kind, string criterion) =>
        Count(inputs, (indicator, kind, criterion), target => target.Kind == kind, state => Of(state, criterion));

    /// <summary>What one criterion of a target adds.</summary>
    internal static Counted Of(MeasuredState state, string criterion) =>
        (state.Class, state.Criteria.TryGetValue(criterion, out Verdict verdict) ? verdict : Verdict.Unknown) switch
        {
            (TargetClass.Broken, _) => Counted.No,
            (_, Verdict.Pass) => Counted.Yes,
            (_, Verdict.Fail or Verdict.Partial) => Counted.No,
            (_, Verdict.NotApplicable) => Counted.NotApplicable,
            _ => Counted.Unknown,
        };

    /// <summary>By any rule, over the targets that are wanted.</summary>
    internal static Figure Count(KpiInputs inputs, string indicator, string definition, Func<TargetLine, bool> wanted, Func<MeasuredState, Counted> judge) =>
        Count(inputs, (indicator, definition, null), wanted, judge);

    /// <summary>The same, where one criterion decides: who is exempted from that one alone is noted as exempted, too.</summary>
    internal static Figure Count(KpiInputs inputs, (string Indicator, string Definition, string? Criterion) what, Func<TargetLine, bool> wanted, Func<MeasuredState, Counted> judge)
    {
        var count = new MeasuredCount(inputs, what.Indicator, what.Definition);
        foreach (TargetLine target in inputs.Targets.Where(wanted))
        {
            MeasuredState? state = inputs.Countable(target.Key);
            Counted counted = state switch
            {
                null or { Class: TargetClass.Unknown } => Counted.Unknown,
                { Class: TargetClass.NotApplicable } => Counted.NotApplicable,
                _ => judge(state),
            };
            count.Add(counted, target.Key, state);
            if (counted != Counted.NotApplicable && inputs.Exemptions.Target(target.Organisation, target.Key, what.Criterion))
            {
                count.NoteExempted();
            }
        }

        Figure figure = count.Figure();
        return what.Criterion is null ? figure : figure with { Deciding = [what.Criterion] };
    }
}
