using Sextant.Programme.Sources;

namespace Sextant.Programme.Kpis.Usage;

/// <summary>U-05: the country's place, by each definition by itself, within one file.</summary>
internal sealed class CountryRanksHigh : IKpi
{
    public string Id => "U-05";

    public IReadOnlyList<Figure> Compute(KpiInputs inputs)
    {
        Figure[] figures = [.. OutsideSeries.All.Select(inputs.Outside.Rank).OfType<OutsideRank>().SelectMany(rank => Of(inputs, rank))];
        return figures.Length > 0 ? figures
            : [Awaiting.Figure(inputs, Id, "rank", inputs.Outside.Points.Count == 0 ? KpiInput.ApnicFiles : KpiInput.OtherEconomies) with { Origin = FigureOrigin.Outside }];
    }

    private IEnumerable<Figure> Of(KpiInputs inputs, OutsideRank rank)
    {
        yield return Place(inputs, rank, "world", rank.World, rank.OfWorld);
        if (rank.Asean is { } asean)
        {
            yield return Place(inputs, rank, "asean", asean, rank.OfAsean);
        }
    }

    private Figure Place(KpiInputs inputs, OutsideRank rank, string among, int place, int of) =>
        OutsideFigures.Of(inputs, Id, rank.Series, rank.Day, place) with
        {
            Definition = $"{among}:{rank.Series}", Unit = "rank", Numerator = place, Denominator = of, Decimals = 0, Target = among == "world" ? inputs.TargetOn(Id, rank.Day) : null,
            TargetNow = among == "world" ? inputs.TargetOn(Id, inputs.Date) : null,
        };
}
