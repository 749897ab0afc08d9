using Sextant.Programme.Figures;
using Sextant.Programme.Measured;
using Sextant.Programme.Organisations;
using Sextant.Programme.Plans;
using Sextant.Programme.Register;
using Sextant.Programme.Sources;

namespace Sextant.Programme.Kpis.Outlook;

/// <summary>Reads an indicator with its history, its path, its forecast, and who contributes what.</summary>
public sealed class OutlookReader(ProgrammeDatabase database, IMeasuredStates states, KpiOptions? options = null)
{
    /// <summary>12 months of what was measured: a year's change, read in twelve looks.</summary>
    private const int MonthsLookedAt = 12;

    /// <summary>36 months ahead, or to the last target within 60: beyond, the interval says nothing.</summary>
    private const int LeastAhead = 36;

    private const int MostAhead = 60;

    private readonly KpiOptions _options = options ?? new KpiOptions();

    /// <summary>One indicator; null when there is none of that id.</summary>
    public async Task<KpiOutlook?> ReadAsync(string id, AsOf asOf, CancellationToken cancellation = default)
    {
        if (KpiCatalog.All.FirstOrDefault(kpi => kpi.Id == id) is not { } kpi)
        {
            return null;
        }

        KpiInputs inputs = await new KpiReader(database, states, _options).InputsAsync(asOf, new OrganisationFilter(), cancellation).ConfigureAwait(false);
        IndicatorView? indicator = (await new FigureStore(database).IndicatorsAsync(asOf, cancellation).ConfigureAwait(false)).FirstOrDefault(row => row.Id == id);
        IReadOnlyList<Figure> figures = database.Memory.Own<KpiMemory>().Figures(kpi, inputs);
        var lines = new List<OutlookLine>();
        foreach ((string definition, FigureOrigin origin, IReadOnlyList<LinePoint> points) in await PointsAsync(kpi, figures, inputs, asOf, cancellation).ConfigureAwait(false))
        {
            lines.Add(Line(definition, origin, points, inputs.TargetsOf(id)));
        }

        return new KpiOutlook(
            new KpiReading(id, indicator, figures), inputs.Sources, lines,
            [.. Parts(inputs, figures)],
            inputs.Organisations.ToDictionary(unit => unit.Slug, unit => unit.Name, StringComparer.Ordinal));
    }

    /// <summary>The figures of all indicators, or of one, taken apart.</summary>
    internal async Task<IReadOnlyList<(string Id, FigureParts Part)>> PartsAsync(string? id, AsOf asOf, CancellationToken cancellation)
    {
        KpiInputs inputs = await new KpiReader(database, states, _options).InputsAsync(asOf, new OrganisationFilter(), cancellation).ConfigureAwait(false);
        return [.. KpiCatalog.All.Where(kpi => id is null || kpi.Id == id).SelectMany(kpi => Parts(inputs, database.Memory.Own<KpiMemory>().Figures(kpi, inputs)).Select(part => (kpi.Id, part)))];
    }

    private static IEnumerable<FigureParts> Parts(KpiInputs inputs, IReadOnlyList<Figure> figures) =>
        figures.Where(figure => figure.Members.Any(member => member.Counted is Counted.Yes or Counted.No)).Select(figure => new FigureParts(figure, Contribution.OfUnits(inputs, figure), Contribution.Fixes(inputs, figure)));

    /// <summary>Counts the past months of all indicators that have any.</summary>
    internal async Task PrepareAsync(AsOf asOf, CancellationToken cancellation)
    {
        KpiInputs inputs = await new KpiReader(database, states, _options).InputsAsync(asOf, new OrganisationFilter(), cancellation).ConfigureAwait(false);
        foreach (IKpi kpi in KpiCatalog.All.Where(kpi => IsMeasured(inputs, database.Memory.Own<KpiMemory>().Figures(kpi, inputs))))
        {
            await new PastMonths(database, states).OfAsync(kpi, inputs, asOf, MonthsLookedAt - 1, cancellation).ConfigureAwait(false);
        }
    }

    private static bool IsMeasured(KpiInputs inputs, IReadOnlyList<Figure> figures) =>
        inputs.States.Count > 0 && figures.Any(figure => figure is { Origin: FigureOrigin.Measured, Unit: "%", Missing: not NoData.NoInput });

    /// <summary>A line with path, forecast, test and arrivals.</summary>
    internal static OutlookLine Line(string definition, FigureOrigin origin, IReadOnlyList<LinePoint> points, IReadOnlyList<TargetValueView> targets)
    {
        DriftForecast? fit = DriftForecast.Fit(points);
        DateOnly last = points[^1].Day;
        int months = Math.Clamp(targets.Count == 0 ? LeastAhead : ((targets[^1].By.Year - last.Year) * 12) + targets[^1].By.Month - last.Month, LeastAhead, MostAhead);
        return new OutlookLine(
            definition, origin, points, PathToTarget.Of(points, targets), fit is null ? [] : [.. Enumerable.Range(1, months).Select(month => fit.At(last.AddMonths(month)))], BackTest.Of(points),
            [.. targets.Where(target => target.By >= points[0].Day).Select(target => Arrival.Of(points, fit, target))]);
    }

    private async Task<IReadOnlyList<(string Definition, FigureOrigin Origin, IReadOnlyList<LinePoint> Points)>> PointsAsync(
        IKpi kpi, IReadOnlyList<Figure> figures, KpiInputs inputs, AsOf asOf, CancellationToken cancellation)
    {
        List<(string, FigureOrigin, IReadOnlyList<LinePoint>)> lines = [];
        LinePoint[] stated =
        [
            .. inputs.Facts.Where(fact => fact.Indicator == kpi.Id).Select(fact => DeclaredFigures.Of(inputs, fact, "%", "as-stated")).Where(figure => figure is { Unit: "%", Value: not null } && Share(figure))
                .Select(figure => new LinePoint(figure.Date!.Value, figure.Value!.Value)),
        ];
        lines.Add(("as-stated", FigureOrigin.Declared, LinePoints.Monthly(stated)));
        lines.AddRange(inputs.Usage.Where(series => series.Indicator == kpi.Id)
            .Select(series => ($"series:{series.Id}", FigureOrigin.Declared, LinePoints.Monthly(series.Points.Select(point => new LinePoint(point.Month, point.Value))))));
        string? outside = kpi.Id switch { "U-01" => OutsideSeries.ApnicCapable, "U-02" => OutsideSeries.ApnicPreferred, "U-06" => OutsideSeries.GoogleUsers, _ => null };
        if (outside is not null)
        {
            OutsideState whole = await new OutsideStore(database).StateAsync(asOf, whole: true, cancellation).ConfigureAwait(false);
            lines.Add((outside, FigureOrigin.Outside, LinePoints.Monthly(whole.Points.Where(point => point.Series == outside && point.Subject != "world").Select(point => new LinePoint(point.Day, point.Value)))));
        }

        if (IsMeasured(inputs, figures))
        {
            lines.AddRange(await MeasuredAsync(kpi, inputs, asOf, cancellation).ConfigureAwait(false));
        }

        return [.. lines.Where(line => line.Item3.Count > 1)];
    }

    /// <summary>A fact of a percentage: by its unit, or because both counts are given.</summary>
    private static bool Share(Figure figure) => figure.Value is >= 0 and <= 100;

    // The points of the months that are over, and today's figure behind them.
    private async Task<IEnumerable<(string, FigureOrigin, IReadOnlyList<LinePoint>)>> MeasuredAsync(IKpi kpi, KpiInputs inputs, AsOf asOf, CancellationToken cancellation)
    {
        IReadOnlyDictionary<string, IReadOnlyList<LinePoint>> past = await new PastMonths(database, states).OfAsync(kpi, inputs, asOf, MonthsLookedAt - 1, cancellation).ConfigureAwait(false);
        ILookup<string, LinePoint> today = PastMonths.PointsOf(database.Memory.Own<KpiMemory>().Figures(kpi, inputs), asOf.Date);
        return past.Keys.Union(today.Select(line => line.Key), StringComparer.Ordinal)
            .Select(definition => (definition, FigureOrigin.Measured, (IReadOnlyList<LinePoint>)[.. past.GetValueOrDefault(definition, []), .. today[definition]]));
    }
}
