namespace Sextant.Programme.Kpis.Reach;

/// <summary>U-00: the usage rate as the programme publishes it; each series and each document is a figure of its own.</summary>
internal sealed class UsageIsPublished : IKpi
{
    public string Id => "U-00";

    public IReadOnlyList<Figure> Compute(KpiInputs inputs)
    {
        List<Figure> figures = [.. inputs.Usage.Where(series => series.Indicator == Id).Select(series => UsageFigures.Of(inputs, Id, series))];
        figures.AddRange(inputs.Facts.Where(fact => fact.Indicator == Id).DistinctBy(fact => fact.Source)
            .Select(fact => DeclaredFigures.Of(inputs, fact, "%", $"document:{fact.Source}")));
        return figures.Count > 0 ? [.. figures.OrderByDescending(figure => figure.Date)] : [DeclaredFigures.None(inputs, Id, "%", "as-stated")];
    }
}
