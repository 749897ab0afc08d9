using Sextant.Programme.Figures;
using Sextant.Programme.Kpis.Outlook;

namespace Sextant.Programme.Kpis.Usage;

/// <summary>U-14: what the straight path between milestones needs on the day of the newest published usage rate, less that rate.</summary>
internal sealed class UsageIsOnTrack : IKpi
{
    private const string Usage = "U-00";

    public string Id => "U-14";

    public IReadOnlyList<Figure> Compute(KpiInputs inputs)
    {
        Figure[] figures = [.. inputs.Usage.Where(series => series.Indicator == Usage).Select(series => Of(inputs, series))];
        return figures.Length > 0 ? figures : [DeclaredFigures.None(inputs, Id, "pp", "as-defined") with { Origin = FigureOrigin.Derived }];
    }

    private Figure Of(KpiInputs inputs, UsageSeries series)
    {
        LinePoint[] points = [.. series.Points.Select(point => new LinePoint(point.Month, point.Value))];
        IReadOnlyList<LinePoint> path = PathToTarget.Of(points, inputs.TargetsOf(Usage));

        // The gap is told for today's need against the newest value: a path that begins after that value has asked for nothing yet.
        decimal? needed = PathToTarget.Needed(path, inputs.Date);
        decimal actual = points[^1].Value;
        return new Figure
        {
            Indicator = Id, Definition = $"series:{series.Id}", Origin = FigureOrigin.Derived, Unit = "pp", Value = needed - actual, Missing = needed is null ? NoData.NoTarget : null,
            Numerator = needed, Denominator = actual, Source = series.Source ?? series.Publisher, Date = needed is null ? null : inputs.Date, Method = $"{Id}/1", Decimals = 1, Headline = needed is not null,
        };
    }
}
