using Sextant.Programme.Plans;

namespace Sextant.Programme.Kpis.Outlook;

/// <summary>When a target is reached; of a line that reached it and fell below it again, when it comes back.</summary>
/// <param name="Reached">The first day on which the line stood at it; null: not yet.</param>
/// <param name="Earliest">The first month in which the upper edge of the interval reaches it.</param>
/// <param name="Expected">The first month in which the middle does; null: not within 20 years.</param>
/// <param name="Latest">The first month in which the lower edge does; null: not within 20 years.</param>
public sealed record Arrival(TargetValueView Target, DateOnly? Reached, DateOnly? Earliest, DateOnly? Expected, DateOnly? Latest)
{
    /// <summary>240 months: a forecast of a share beyond that is none.</summary>
    private const int Months = 240;

    /// <summary>The arrival of a line at a target that is a number.</summary>
    public static Arrival Of(IReadOnlyList<LinePoint> points, DriftForecast? fit, TargetValueView target)
    {
        decimal least = target.Least!.Value;
        DateOnly? reached = points.Where(point => point.Value >= least).Select(point => (DateOnly?)point.Day).FirstOrDefault();
        if (fit is null || points.Count == 0 || points[^1].Value >= least)
        {
            return new Arrival(target, reached, null, null, null);
        }

        ForecastPoint[] ahead = [.. Enumerable.Range(1, Months).Select(month => fit.At(points[^1].Day.AddMonths(month)))];
        return new Arrival(target, reached, First(ahead, point => point.High >= least), First(ahead, point => point.Middle >= least), First(ahead, point => point.Low >= least));
    }

    private static DateOnly? First(ForecastPoint[] ahead, Func<ForecastPoint, bool> holds) => ahead.Where(holds).Select(point => (DateOnly?)point.Day).FirstOrDefault();
}
