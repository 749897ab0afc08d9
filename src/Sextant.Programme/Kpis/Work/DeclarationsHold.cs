using Sextant.Checks.Judging;
using Sextant.Programme.Cases;
using Sextant.Programme.Measured;

namespace Sextant.Programme.Kpis.Work;

/// <summary>G-10: units that declare a criterion as passed which fails when it is measured.</summary>
internal sealed class DeclarationsHold : IKpi
{
    public string Id => "G-10";

    public IReadOnlyList<Figure> Compute(KpiInputs inputs)
    {
        DeclarationView[] passes = [.. inputs.Declarations.Where(one => one is { Verdict: "pass", Target: not null })];
        if (passes.Length == 0)
        {
            return Awaiting.Figures(inputs, Id, "%", KpiInput.Declarations);
        }

        var count = new MeasuredCount(inputs, Id, "by-criterion");
        foreach (IGrouping<string, DeclarationView> unit in passes.GroupBy(one => one.Organisation, StringComparer.Ordinal))
        {
            Counted[] each = [.. unit.Select(one => Of(inputs.Countable(one.Target!), one.Criterion))];
            count.Add(
                each.Contains(Counted.Yes) ? Counted.Yes : each.Contains(Counted.No) ? Counted.No : Counted.Unknown, unit.Key, [.. unit.Select(one => inputs.Countable(one.Target!))]);
        }

        return [count.Figure() with { LessIsBetter = true }];
    }

    /// <summary>Yes: the measurement contradicts.</summary>
    private static Counted Of(MeasuredState? state, string criterion) => state is not null && state.Criteria.TryGetValue(criterion, out Verdict verdict)
        ? verdict switch
        {
            Verdict.Fail or Verdict.Partial => Counted.Yes,
            Verdict.Pass => Counted.No,
            _ => Counted.Unknown,
        }
        : Counted.Unknown;
}
