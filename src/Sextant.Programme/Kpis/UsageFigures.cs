using Sextant.Programme.Figures;
using Sextant.Programme.Plans;

namespace Sextant.Programme.Kpis;

/// <summary>Makes figures of published series.</summary>
internal static class UsageFigures
{
    /// <summary>The newest point of a series.</summary>
    internal static Figure Of(KpiInputs inputs, string indicator, UsageSeries series)
    {
        UsagePoint point = series.Points[^1];
        return new Figure
        {
            Indicator = indicator,
            Definition = $"series:{series.Id}",
            Origin = FigureOrigin.Declared,
            Unit = "%",
            Value = point.Value,
            Target = inputs.TargetOn(indicator, point.Month),
            TargetNow = inputs.TargetOn(indicator, inputs.Date),
            Source = series.Source ?? series.Publisher,
            Date = point.Month,
            Method = $"{indicator}/1",
            Decimals = Decimals(point.Value),
            Headline = true,
            ToConfirm = series.Source is { } source && inputs.Sources.TryGetValue(source, out SourceView? view) && view.ToConfirm,
            Rank = point.RankWorld is null ? null : (point.RankWorld, null, series.Publisher),
        };
    }

    /// <summary>As many as the publisher gives, up to two.</summary>
    private static int Decimals(decimal value) => value == Math.Truncate(value) ? 0 : value * 10 == Math.Truncate(value * 10) ? 1 : 2;
}
