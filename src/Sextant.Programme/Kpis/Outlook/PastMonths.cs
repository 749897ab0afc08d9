using Sextant.Programme.Measured;
using Sextant.Programme.Organisations;
using Sextant.Programme.Register;

namespace Sextant.Programme.Kpis.Outlook;

/// <summary>
/// The measured figures at the ends of the last months, each with the targets that were registered then. What was registered and measured by the end of a month is read once for all
/// indicators, and an indicator is counted anew where that, or one of today's parts that it looks at, is another: a target value, an exemption.
/// </summary>
internal sealed class PastMonths(ProgrammeDatabase database, IMeasuredStates states)
{
    private readonly MeasuredMonths _months = new(database, states);
    private readonly PastCounts _counts = database.Memory.Own<PastCounts>();

    /// <summary>The points of an indicator by definition, the oldest first.</summary>
    internal async Task<IReadOnlyDictionary<string, IReadOnlyList<LinePoint>>> OfAsync(IKpi kpi, KpiInputs inputs, AsOf asOf, int months, CancellationToken cancellation)
    {
        PastCount? held = _counts.Find(kpi.Id, asOf);
        if (held is not null && !held.OfMeasured && held.Holds(inputs))
        {
            return held.Lines; // nothing of what was measured in those months
        }

        IReadOnlyList<MeasuredMonth> measured = await _months.OfAsync(asOf, months, cancellation).ConfigureAwait(false);
        if (Holds(held))
        {
            return held!.Lines;
        }

        // One at a time: who asks for the same waits for it, and who asks for another does not take both processors.
        ProgrammeCalendar calendar = await database.CalendarAsync(cancellation).ConfigureAwait(false);
        await _counts.Alone.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            held = _counts.Find(kpi.Id, asOf);
            held = Holds(held) ? held! : Count(kpi, inputs, measured, month => calendar.EndOf(month.Day));
            _counts.Keep(kpi.Id, asOf, held);
            return held.Lines;
        }
        finally
        {
            _counts.Alone.Release();
        }

        bool Holds(PastCount? one) => one is not null && one.Holds(inputs) && one.Months.SequenceEqual(measured);
    }

    /// <summary>The measured shares among figures, as points of a day.</summary>
    internal static ILookup<string, LinePoint> PointsOf(IReadOnlyList<Figure> figures, DateOnly day) => figures.Where(figure => figure is { Origin: FigureOrigin.Measured, Unit: "%", Value: not null })
        .ToLookup(figure => figure.Definition, figure => new LinePoint(day, figure.Value!.Value), StringComparer.Ordinal);

    private static PastCount Count(IKpi kpi, KpiInputs inputs, IReadOnlyList<MeasuredMonth> months, Func<MeasuredMonth, DateTimeOffset> endOf)
    {
        int seen = 0;
        var points = new List<ILookup<string, LinePoint>>();
        foreach (MeasuredMonth month in months)
        {
            KpiInputs own = (inputs with { Date = month.Day.Date, End = endOf(month), Targets = month.Targets, States = month.States }).Unseen();
            points.Add(PointsOf(kpi.Compute(own), month.Day.Date));
            seen |= own.Seen;
        }

        return new PastCount(inputs, seen, months, points.SelectMany(month => month).GroupBy(line => line.Key, StringComparer.Ordinal)
            .ToDictionary(line => line.Key, line => (IReadOnlyList<LinePoint>)[.. line.SelectMany(one => one)], StringComparer.Ordinal));
    }
}
