using System.Collections.Concurrent;

namespace Sextant.Programme.Kpis;

/// <summary>
/// Figures that were counted, handed out again while every part that they were counted from is the very same. Which parts those are is seen while it counts: a report of a task
/// changes the figures about tasks, and no site is counted again for it.
/// </summary>
internal sealed class KpiMemory
{
    /// <summary>2 days of each indicator: today, and the day that somebody looks back to. Each holds on to the states of all targets.</summary>
    private const int Days = 2;

    private readonly ConcurrentDictionary<string, Counted[]> _counted = new(StringComparer.Ordinal);

    /// <summary>Counts, or hands out what was counted.</summary>
    internal IReadOnlyList<Figure> Figures(IKpi kpi, KpiInputs inputs)
    {
        Counted[] held = _counted.GetValueOrDefault(kpi.Id, []);
        if (held.FirstOrDefault(one => one.Is(inputs)) is { } same)
        {
            return same.Figures;
        }

        KpiInputs own = inputs.Unseen();
        IReadOnlyList<Figure> figures = kpi.Compute(own);
        _counted[kpi.Id] = [new Counted(own, own.Seen, figures), .. held.Where(one => one.Inputs.Date != inputs.Date).Take(Days - 1)];
        return figures;
    }

    private sealed record Counted(KpiInputs Inputs, int Seen, IReadOnlyList<Figure> Figures)
    {
        internal bool Is(KpiInputs other) => (Inputs.Date, Inputs.End, Inputs.Options) == (other.Date, other.End, other.Options) && Inputs.IsSame(other, Seen);
    }
}
