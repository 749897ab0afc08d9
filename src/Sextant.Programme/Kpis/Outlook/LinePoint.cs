namespace Sextant.Programme.Kpis.Outlook;

/// <summary>A figure on a day, as a point of a line: all points of a line have one definition and one origin.</summary>
public readonly record struct LinePoint(DateOnly Day, decimal Value);

/// <summary>What lines have in common.</summary>
internal static class LinePoints
{
    /// <summary>The last point of each month, by day.</summary>
    internal static IReadOnlyList<LinePoint> Monthly(IEnumerable<LinePoint> points) =>
        [.. points.GroupBy(point => (point.Day.Year, point.Day.Month)).Select(month => month.MaxBy(point => point.Day)).OrderBy(point => point.Day)];
}
