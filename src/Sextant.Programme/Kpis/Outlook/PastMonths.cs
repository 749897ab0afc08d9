using Sextant.Programme.Measured;
using Sextant.Programme.Organisations;
using Sextant.Programme.Register;

namespace Sextant.Programme.Kpis.Outlook;

/// <summary>
/// The measured figures at the ends of the last months, each with the targets that were registered then. What was measured of all targets of a month is read once for all
/// indicators, and only the points are remembered.
/// </summary>
internal sealed class PastMonths(ProgrammeDatabase database, IMeasuredStates states)
{
    private readonly MeasuredRegister _whole = new(database, states);

    /// <summary>The points of an indicator by definition, the oldest first.</summary>
    internal async Task<IReadOnlyDictionary<string, IReadOnlyList<LinePoint>>> OfAsync(IKpi kpi, KpiInputs inputs, AsOf asOf, int months, CancellationToken cancellation)
    {
        ProgrammeCalendar calendar = await database.CalendarAsync(cancellation).ConfigureAwait(false);
        KpiInputs[] past = [.. Enumerable.Range(1, months).Select(back => Then(inputs, asOf, calendar, months + 1 - back))];
        var booked = new List<ILookup<string, LinePoint>>();
        bool ofBooks = true;
        foreach (KpiInputs then in past.TakeWhile(_ => ofBooks))
        {
            booked.Add(PointsOf(kpi.Compute(then), then.Date));
            ofBooks = (then.Seen & KpiInputs.OfTheDay) == 0;
        }

        if (ofBooks)
        {
            return Lines(booked); // nothing of what was measured in those months
        }

        Held held = await _whole.OnceAsync("months", asOf, async () => new Held(await CountAsync(inputs, asOf, months, cancellation).ConfigureAwait(false)), cancellation, asOf.Date.AddMonths(-1)).ConfigureAwait(false);

        // Of today's parts, those that a figure of a past month is counted from too: a target value, an exemption.
        if (!held.Counted.Inputs.IsSame(inputs, held.Counted.Seen.GetValueOrDefault(kpi.Id), KpiInputs.OfTheDay))
        {
            held.Counted = await CountAsync(inputs, asOf, months, cancellation).ConfigureAwait(false);
        }

        return held.Counted.Lines.GetValueOrDefault(kpi.Id) ?? new Dictionary<string, IReadOnlyList<LinePoint>>();
    }

    /// <summary>The measured shares among figures, as points of a day.</summary>
    internal static ILookup<string, LinePoint> PointsOf(IReadOnlyList<Figure> figures, DateOnly day) => figures.Where(figure => figure is { Origin: FigureOrigin.Measured, Unit: "%", Value: not null })
        .ToLookup(figure => figure.Definition, figure => new LinePoint(day, figure.Value!.Value), StringComparer.Ordinal);

    private static KpiInputs Then(KpiInputs inputs, AsOf asOf, ProgrammeCalendar calendar, int back)
    {
        AsOf then = asOf with { Date = asOf.Date.AddMonths(-back) };
        return inputs.Unseen() with { Date = then.Date, End = calendar.EndOf(then) };
    }

    private static Dictionary<string, IReadOnlyList<LinePoint>> Lines(IEnumerable<ILookup<string, LinePoint>> months) => months.SelectMany(month => month).GroupBy(line => line.Key, StringComparer.Ordinal)
        .ToDictionary(line => line.Key, line => (IReadOnlyList<LinePoint>)[.. line.SelectMany(points => points)], StringComparer.Ordinal);

    private async Task<Counted> CountAsync(KpiInputs inputs, AsOf asOf, int months, CancellationToken cancellation)
    {
        ProgrammeCalendar calendar = await database.CalendarAsync(cancellation).ConfigureAwait(false);
        Dictionary<string, List<ILookup<string, LinePoint>>> points = KpiCatalog.All.ToDictionary(kpi => kpi.Id, _ => new List<ILookup<string, LinePoint>>(), StringComparer.Ordinal);
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        for (int back = months; back > 0; back--)
        {
            AsOf day = asOf with { Date = asOf.Date.AddMonths(-back) };
            IReadOnlyList<TargetLine> targets = await new TargetStore(database).ListAsync(new OrganisationFilter(), day, cancellation).ConfigureAwait(false);
            KpiInputs then = Then(inputs, asOf, calendar, back);
            then = then with { Targets = targets, States = await states.BeforeAsync([.. targets.Select(target => target.Key)], then.End, cancellation).ConfigureAwait(false) };
            foreach (IKpi kpi in KpiCatalog.All)
            {
                KpiInputs own = then.Unseen();
                points[kpi.Id].Add(PointsOf(kpi.Compute(own), day.Date));
                seen[kpi.Id] = seen.GetValueOrDefault(kpi.Id) | own.Seen;
            }
        }

        return new Counted(inputs, seen, points.ToDictionary(kpi => kpi.Key, kpi => (IReadOnlyDictionary<string, IReadOnlyList<LinePoint>>)Lines(kpi.Value), StringComparer.Ordinal));
    }

    /// <summary>What is remembered: counted anew where one of today's parts has changed.</summary>
    private sealed class Held(Counted counted)
    {
        internal Counted Counted { get; set; } = counted;
    }

    /// <summary>Points by indicator and definition, and the parts that each was counted from.</summary>
    private sealed record Counted(KpiInputs Inputs, IReadOnlyDictionary<string, int> Seen, IReadOnlyDictionary<string, IReadOnlyDictionary<string, IReadOnlyList<LinePoint>>> Lines);
}
