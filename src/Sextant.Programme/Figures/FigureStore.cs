using Microsoft.EntityFrameworkCore;
using Sextant.Programme.Register;

namespace Sextant.Programme.Figures;

/// <summary>Reads declared figures, usage series and the catalogues.</summary>
public sealed class FigureStore(ProgrammeDatabase database)
{
    /// <summary>Facts for days up to the day, newest first; of one indicator, or all.</summary>
    public async Task<IReadOnlyList<FactView>> FactsAsync(AsOf asOf, string? indicator = null, CancellationToken cancellation = default)
    {
        await using ProgrammeContext context = database.Create();
        IQueryable<RegisterFact> rows = context.Begun<RegisterFact>(asOf);
        if (indicator is not null)
        {
            rows = rows.Where(row => row.Indicator == indicator || row.Indicator.StartsWith(indicator + "+") || row.Indicator.EndsWith("+" + indicator));
        }

        List<RegisterFact> facts = await rows.OrderByDescending(row => row.Date).ThenBy(row => row.Id).ToListAsync(cancellation).ConfigureAwait(false);
        return
        [
            .. facts.Select(row => new FactView(
                row.Indicator, row.Date, row.Value, row.Unit, row.Of, row.Numerator, row.Denominator, row.Counts, row.Target, row.Stated, row.AtLeast, row.RankWorld,
                row.RankRegion, row.RankSource, row.Reported, row.Source, LocalText.OfNote(row.Note), Origin.IsPerson(row.Origin))),
        ];
    }

    /// <summary>The usage series, each with its months up to the day; empty ones left out.</summary>
    public Task<IReadOnlyList<UsageSeries>> UsageAsync(AsOf asOf, CancellationToken cancellation = default) => database.Memory.OnceAsync("usage", asOf, async () =>
    {
        await using ProgrammeContext context = database.Create();
        ILookup<string, RegisterUsagePoint> points = (await context.Begun<RegisterUsagePoint>(asOf).OrderBy(row => row.Month).ToListAsync(cancellation).ConfigureAwait(false))
            .ToLookup(row => row.Series, StringComparer.Ordinal);
        List<RegisterSeries> series = await context.Known<RegisterSeries>(asOf).OrderBy(row => row.Id).ToListAsync(cancellation).ConfigureAwait(false);
        return (IReadOnlyList<UsageSeries>)
        [
            .. series.Select(row => new UsageSeries(
                    row.Key, row.Publisher, row.Indicator, row.Definition, row.Source,
                    [.. points[row.Key].Select(point => new UsagePoint(point.Month, point.Value, point.RankWorld))]))
                .Where(line => line.Points.Count > 0),
        ];
    }, cancellation, ReadMemory.Days);

    /// <summary>The indicators, in the order of the pack.</summary>
    public Task<IReadOnlyList<IndicatorView>> IndicatorsAsync(AsOf asOf, CancellationToken cancellation = default) => database.Memory.OnceAsync("indicators", asOf.AnyDay, async () =>
    {
        await using ProgrammeContext context = database.Create();
        return (IReadOnlyList<IndicatorView>)await context.Known<RegisterIndicator>(asOf).OrderBy(row => row.Position)
            .Select(row => new IndicatorView(row.Key, row.Group, row.Name, row.Formula, row.Unit, row.Cadence, row.Status)).ToListAsync(cancellation).ConfigureAwait(false);
    }, cancellation, ReadMemory.Days);

    /// <summary>The criteria, in the order of the pack.</summary>
    public async Task<IReadOnlyList<CriterionView>> CriteriaAsync(AsOf asOf, CancellationToken cancellation = default)
    {
        await using ProgrammeContext context = database.Create();
        return await context.Known<RegisterCriterion>(asOf).OrderBy(row => row.Position)
            .Select(row => new CriterionView(row.Key, row.SubjectKind, row.Name, row.PassCondition, row.Level, row.Weight, row.Status)).ToListAsync(cancellation).ConfigureAwait(false);
    }

    /// <summary>The autonomous systems, by number.</summary>
    public async Task<IReadOnlyList<AsnView>> AsnsAsync(AsOf asOf, CancellationToken cancellation = default)
    {
        await using ProgrammeContext context = database.Create();
        List<RegisterAsn> rows = await context.Known<RegisterAsn>(asOf).OrderBy(row => row.Number).ToListAsync(cancellation).ConfigureAwait(false);
        return [.. rows.Select(row => new AsnView(row.Number, row.Holder, row.Ipv4Ranges, row.Ipv6Ranges, row.Ipv6Prefixes.Split([';', ','], StringSplitOptions.RemoveEmptyEntries)))];
    }
}
