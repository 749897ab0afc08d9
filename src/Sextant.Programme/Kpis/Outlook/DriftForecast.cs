namespace Sextant.Programme.Kpis.Outlook;

/// <summary>What is expected on a day, and the interval in which four of five values are expected to lie.</summary>
public readonly record struct ForecastPoint(DateOnly Day, decimal Low, decimal Middle, decimal High);

/// <summary>
/// Forecast of a share: a random walk with drift on the scale of log-odds, which keeps shares between 0 and 100 and slows near both ends. The drift is that of
/// the whole line (of its last five years), the spread that of its single steps; steps of different lengths in time count alike for each day they span. The interval
/// holds 80 % by Student's t, and widens with the time ahead and with what is not known of the drift. Chosen because published series are short and irregular: it has two
/// parameters, no season, and an interval that can be tested (<see cref="BackTest"/>).
/// </summary>
public sealed class DriftForecast
{
    /// <summary>4: three steps; fewer tell nothing of their spread.</summary>
    public const int LeastPoints = 4;

    /// <summary>Shares are taken as at least 0.05 and at most 99.95 percent: log-odds of nought are infinite.</summary>
    private const double Edge = 0.05;

    /// <summary>5 years: as long as a programme's term; what was before it moved otherwise.</summary>
    private const int Years = 5;

    /// <summary>The 90 % point of Student's t by degrees of freedom from 1; beyond 30 the normal's, 1.282, is within 0.03.</summary>
    private static readonly double[] Quantiles =
    [
        3.078, 1.886, 1.638, 1.533, 1.476, 1.440, 1.415, 1.397, 1.383, 1.372, 1.363, 1.356, 1.350, 1.345, 1.341, 1.337, 1.333, 1.330, 1.328, 1.325, 1.323, 1.321, 1.319, 1.318, 1.316, 1.315,
        1.314, 1.313, 1.311, 1.310,
    ];

    private readonly LinePoint _last;
    private readonly double _level;
    private readonly double _drift;
    private readonly double _variance;
    private readonly double _span;
    private readonly double _quantile;

    private DriftForecast(LinePoint last, (double Level, double Drift, double Variance, double Span) fit, double quantile)
    {
        (_last, _quantile) = (last, quantile);
        (_level, _drift, _variance, _span) = fit;
    }

    /// <summary>Whether a line is long enough and has not moved: nothing tells how far it could, and an interval without width would promise what nobody knows.</summary>
    public static bool IsStill(IReadOnlyList<LinePoint> points) => Used(points) is { Length: >= LeastPoints } used && HasNotMoved(used);

    /// <summary>Fits a line of shares; null where it is too short, or has not moved.</summary>
    /// <param name="points">By day, each day once.</param>
    public static DriftForecast? Fit(IReadOnlyList<LinePoint> points)
    {
        LinePoint[] used = Used(points);
        if (used.Length < LeastPoints || HasNotMoved(used))
        {
            return null;
        }

        double[] levels = [.. used.Select(point => LogOdds(point.Value))];
        double span = Time(used[0].Day, used[^1].Day);
        double drift = (levels[^1] - levels[0]) / span;
        double sum = 0;
        for (int i = 1; i < used.Length; i++)
        {
            double time = Time(used[i - 1].Day, used[i].Day);
            double off = levels[i] - levels[i - 1] - (drift * time);
            sum += off * off / time;
        }

        // One step less than there are: the drift was taken from them.
        int freedom = used.Length - 2;
        double quantile = freedom <= Quantiles.Length ? Quantiles[freedom - 1] : 1.282;
        return new DriftForecast(used[^1], (levels[^1], drift, sum / freedom, span), quantile);
    }

    /// <summary>What is expected on a day after the last point.</summary>
    public ForecastPoint At(DateOnly day)
    {
        double ahead = Time(_last.Day, day);
        double middle = _level + (_drift * ahead);
        double off = _quantile * Math.Sqrt(_variance * (ahead + (ahead * ahead / _span)));
        return new ForecastPoint(day, Share(middle - off), Share(middle), Share(middle + off));
    }

    private static bool HasNotMoved(LinePoint[] used) => used.All(point => point.Value == used[0].Value);

    private static LinePoint[] Used(IReadOnlyList<LinePoint> points) => points.Count == 0 ? [] : [.. points.Where(point => point.Day >= points[^1].Day.AddYears(-Years))];

    private static double Time(DateOnly from, DateOnly to) => (to.DayNumber - from.DayNumber) / 365.25;

    private static double LogOdds(decimal percent)
    {
        double share = Math.Clamp((double)percent, Edge, 100 - Edge);
        return Math.Log(share / (100 - share));
    }

    /// <summary>A share as forecasts tell it: to six decimals, and nought or all where it is nearer to that than shares are taken.</summary>
    internal static decimal Told(decimal percent) => Math.Round(percent, 6) switch { <= (decimal)Edge => 0, >= 100 - (decimal)Edge => 100, var share => share };

    private static decimal Share(double logOdds) => Told((decimal)(100 / (1 + Math.Exp(-Math.Clamp(logOdds, -50, 50)))));
}
