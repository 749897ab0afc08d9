using Sextant.Programme.Figures;
using Sextant.Programme.Plans;

namespace Sextant.Programme.Kpis.Reach;

/// <summary>U-00: the usage rate as the programme publishes it; each series and each document is a figure of its own.</summary>
internal sealed class UsageIsPublished : IKpi
{
    public string Id => "U-00";

    public IReadOnlyList<Figure> Compute(KpiInputs inputs)
    {
        List<Figure> figures = [.. inputs.Usage.Where(series => series.Indicator == Id).Select(series => Of(inputs, series))];
        figures.AddRange(inputs.Facts.Where(fact => fact.Indicator == Id).DistinctBy(fact => fact.Source)
            .Select(fact => DeclaredFigures.Of(inputs, fact, "%", $"document:{fact.Source}")));
        return figures.Count > 0 ? [.. figures.OrderByDescending(figure => figure.Date)] : [DeclaredFigures.None(inputs, Id, "%", "as-stated")];
    }

    private Figure Of(KpiInputs inputs, UsageSeries series)
    {
        UsagePoint point = series.Points[^1];
        return new Figure
        {
            Indicator = Id,
            Definition = $"series:{series.Id}",
            Origin = FigureOrigin.Declared,
            Unit = "%",
            Value = point.Value,
            Target = inputs.TargetOn(Id, point.Month),
            TargetNow = inputs.TargetOn(Id, inputs.Date),
            Source = series.Source ?? series.Publisher,
            Date = point.Month,
            Method = $"{Id}/1",
            Decimals = point.Value == Math.Truncate(point.Value) ? 0 : 1,
            Headline = true,
            ToConfirm = series.Source is { } source && inputs.Sources.TryGetValue(source, out SourceView? view) && view.ToConfirm,
            Rank = point.RankWorld is null ? null : (point.RankWorld, null, series.Publisher),
        };
    }
}
