namespace Sextant.Programme.Kpis.Outlook;

/// <summary>How the forecast would have fared: from each earlier point of a line that has enough points before it, every later one is foretold.</summary>
/// <param name="Inside">Foretold values within their interval.</param>
/// <param name="All">Values foretold.</param>
/// <param name="MeanMiss">By how much the middle missed on the mean, in points.</param>
public readonly record struct BackTest(int Inside, int All, decimal MeanMiss)
{
    /// <summary>Percent inside; null where nothing could be foretold. 80 is what the interval promises.</summary>
    public decimal? Coverage => All == 0 ? null : 100m * Inside / All;

    /// <summary>Tests a line.</summary>
    public static BackTest Of(IReadOnlyList<LinePoint> points)
    {
        int inside = 0;
        int all = 0;
        decimal missed = 0;
        for (int origin = DriftForecast.LeastPoints; origin < points.Count; origin++)
        {
            if (DriftForecast.Fit([.. points.Take(origin)]) is not { } fit)
            {
                continue;
            }

            foreach (LinePoint later in points.Skip(origin))
            {
                ForecastPoint foretold = fit.At(later.Day);
                decimal came = DriftForecast.Told(later.Value);
                inside += foretold.Low <= came && came <= foretold.High ? 1 : 0;
                missed += Math.Abs(foretold.Middle - later.Value);
                all++;
            }
        }

        return new BackTest(inside, all, all == 0 ? 0 : missed / all);
    }
}
