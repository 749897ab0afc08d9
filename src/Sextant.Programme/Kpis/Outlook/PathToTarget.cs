using Sextant.Programme.Plans;

namespace Sextant.Programme.Kpis.Outlook;

/// <summary>
/// The straight path between milestones: from where the line stood when the first target came into force, to each target on its day. What a day needs is read
/// off it; before its begin nothing is asked for, and behind its end there is no target.
/// </summary>
public static class PathToTarget
{
    /// <summary>The path; empty without a target that is a number, or without a value to begin from.</summary>
    /// <param name="points">The line, by day.</param>
    /// <param name="targets">Target values, by the day by which they are wanted.</param>
    public static IReadOnlyList<LinePoint> Of(IReadOnlyList<LinePoint> points, IReadOnlyList<TargetValueView> targets)
    {
        TargetValueView[] wanted = [.. targets.Where(target => target.Least is not null && target.Unit is "%" or not "rank").OrderBy(target => target.By)];
        if (wanted.Length == 0 || points.Count == 0 || points[0].Day >= wanted[^1].By)
        {
            return [];
        }

        DateOnly begins = wanted[0].Starts;
        LinePoint[] before = [.. points.Where(point => point.Day <= begins)];
        LinePoint start = before.Length > 0 ? new LinePoint(begins, before[^1].Value) : points[0];
        LinePoint[] milestones = [.. wanted.Where(target => target.By > start.Day).GroupBy(target => target.By).Select(day => new LinePoint(day.Key, day.Max(target => target.Least!.Value)))];

        // Who began above the first milestone is asked for no more than the milestone.
        return [start with { Value = Math.Min(start.Value, milestones[0].Value) }, .. milestones];
    }

    /// <summary>What the path needs on a day; null where it asks for nothing.</summary>
    public static decimal? Needed(IReadOnlyList<LinePoint> path, DateOnly day)
    {
        for (int i = 1; i < path.Count; i++)
        {
            (LinePoint from, LinePoint to) = (path[i - 1], path[i]);
            if (from.Day <= day && day <= to.Day)
            {
                return from.Value + ((to.Value - from.Value) * (day.DayNumber - from.Day.DayNumber) / (to.Day.DayNumber - from.Day.DayNumber));
            }
        }

        return null;
    }
}
