using Sextant.Programme.Sources;

namespace Sextant.Programme.Kpis.Usage;

/// <summary>Makes figures of what others measured.</summary>
internal static class OutsideFigures
{
    /// <summary>The newest figure of a series; without one, what is waited for.</summary>
    internal static Figure Newest(KpiInputs inputs, string indicator, string series)
    {
        OutsidePoint? point = inputs.Outside.Points.Where(one => one.Series == series && one.Subject != "world").MaxBy(one => one.Day);
        return point is null
            ? Awaiting.Figure(inputs, indicator, "%", series == OutsideSeries.GoogleUsers ? KpiInput.GoogleFiles : KpiInput.ApnicFiles) with { Origin = FigureOrigin.Outside, Definition = series }
            : Of(inputs, indicator, series, point.Day, point.Value) with
            {
                Denominator = null,
                Rank = inputs.Outside.Rank(series) is { } rank && rank.Day == point.Day ? (rank.World, rank.Asean, OutsideSeries.PublisherOf(series)) : null,
            };
    }

    /// <summary>A figure of a publisher.</summary>
    internal static Figure Of(KpiInputs inputs, string indicator, string series, DateOnly day, decimal value) => new()
    {
        Indicator = indicator,
        Definition = series,
        Origin = FigureOrigin.Outside,
        Unit = "%",
        Value = value,
        Target = inputs.TargetOn(indicator, day),
        TargetNow = inputs.TargetOn(indicator, inputs.Date),
        Source = OutsideSeries.PublisherOf(series),
        Date = day,
        Method = $"{indicator}/1",
        Decimals = 2,
        Headline = true,
    };
}
