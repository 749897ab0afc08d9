using Sextant.Programme.Figures;
using Sextant.Programme.Sources;

namespace Sextant.Programme.Kpis.Usage;

/// <summary>U-08: how far the sources of one month lie apart.</summary>
internal sealed class SourcesAgree : IKpi
{
    public string Id => "U-08";

    public IReadOnlyList<Figure> Compute(KpiInputs inputs)
    {
        var months = Values(inputs).GroupBy(one => one.Month)
            .Select(month => (Month: month.Key, Values: month.DistinctBy(one => one.Source).ToArray())).Where(month => month.Values.Length >= 2).ToArray();
        if (months.Length == 0)
        {
            return [Awaiting.Figure(inputs, Id, "pp", KpiInput.SecondSource) with { Origin = FigureOrigin.Derived }];
        }

        (DateOnly day, var values) = months.MaxBy(month => month.Month);
        decimal most = values.Max(one => one.Value);
        decimal least = values.Min(one => one.Value);
        return
        [
            new Figure
            {
                Indicator = Id, Definition = string.Join('|', values.Select(one => one.Source).Order(StringComparer.Ordinal)), Origin = FigureOrigin.Derived, Unit = "pp", Value = most - least,
                Numerator = most, Denominator = least, Source = "several", Date = day, Method = $"{Id}/1", Decimals = 1, Headline = true,
            },
        ];
    }

    /// <summary>The last value of each source in each month; imported figures come before what was read in pages of the same publisher.</summary>
    private static IEnumerable<(string Source, DateOnly Month, decimal Value)> Values(KpiInputs inputs)
    {
        foreach (string series in (string[])[OutsideSeries.ApnicCapable, OutsideSeries.GoogleUsers])
        {
            foreach (IGrouping<DateOnly, OutsidePoint> month in inputs.Outside.Points.Where(point => point.Series == series && point.Subject != "world").GroupBy(point => Month(point.Day)))
            {
                yield return (series, month.Key, month.MaxBy(point => point.Day)!.Value);
            }
        }

        foreach (UsageSeries series in inputs.Usage.Where(series => series.Indicator is "U-00" or "U-06"))
        {
            foreach (UsagePoint point in series.Points)
            {
                yield return (series.Indicator == "U-06" ? OutsideSeries.GoogleUsers : series.Id, point.Month, point.Value);
            }
        }
    }

    private static DateOnly Month(DateOnly day) => new(day.Year, day.Month, 1);
}
