using Sextant.Programme.Country;
using Sextant.Programme.Documents;
using Sextant.Programme.Figures;
using Sextant.Programme.Kpis;
using Sextant.Programme.Measured;
using Sextant.Programme.Meetings;
using Sextant.Programme.Organisations;
using Sextant.Programme.Register;
using Sextant.Programme.Tasks;

namespace Sextant.Programme.Papers.Reports;

/// <summary>Gathers what a report says.</summary>
public sealed class ReportReader(ProgrammeDatabase database, IMeasuredStates states, TimeProvider clock, KpiOptions? options = null)
{
    /// <summary>500 of a year: a report that lists more documents is not read; the page of documents lists them all.</summary>
    private const int MostDocuments = 500;

    /// <summary>Everything of a period as of a day; of a later day than its last as of its last: what came behind it is another report's.</summary>
    /// <exception cref="NoPackException">No pack was loaded.</exception>
    public async Task<ReportFacts> ReadAsync(ReportPeriod period, AsOf asOf, CancellationToken cancellation = default)
    {
        asOf = asOf with { Date = period.Until(asOf.Date) };
        var country = new CountryReader(database, states, options);
        CountryOverview overview = await country.OverviewAsync(asOf, cancellation).ConfigureAwait(false);
        IReadOnlyList<TaskView> tasks = await new TaskStore(database).ListAsync(new TaskFilter(), asOf, cancellation).ConfigureAwait(false);
        return new ReportFacts
        {
            Period = period,
            AsOf = asOf,
            MadeAt = clock.GetUtcNow(),
            Header = overview.Header,
            Decision = period.Programme?.Decision is { } decision ? (await new DocumentStore(database).FindAsync(decision, asOf, cancellation).ConfigureAwait(false))?.Line.Number : null,
            Organisations = await new OrganisationStore(database).ListAsync(new OrganisationFilter { Ended = true }, asOf, cancellation).ConfigureAwait(false),
            Figures = Traced(overview.Kpis),
            Missing = [.. overview.Kpis.Readings.Where(reading => reading.Figures.All(figure => figure.Value is null)).SelectMany(reading => reading.Figures.Take(1))],
            Sources = overview.Kpis.Sources,
            Targets = await country.MeasuredAsync(new OrganisationFilter(), asOf, cancellation).ConfigureAwait(false),
            Tasks = [.. tasks.Where(task => task.Due is { } due && due <= asOf.Date && (due >= period.Starts || task.Progress == TaskProgress.Overdue))],
            Coming = [.. tasks.Where(task => task.Due > asOf.Date && task.Progress is TaskProgress.NotStarted or TaskProgress.UnderWay).OrderBy(task => task.Due)],
            Meetings = await MeetingsAsync(period, asOf, tasks, cancellation).ConfigureAwait(false),
            Documents = await DocumentsAsync(period, asOf, cancellation).ConfigureAwait(false),
            Usage =
            [
                .. (await new FigureStore(database).UsageAsync(asOf, cancellation).ConfigureAwait(false))
                    .Select(series => series with { Points = [.. series.Points.Where(point => point.Month >= new DateOnly(period.Starts.Year, period.Starts.Month, 1) && point.Month <= asOf.Date)] })
                    .Where(series => series.Points.Count > 0),
            ],
        };
    }

    private static IReadOnlyList<TracedFigure> Traced(KpiReport report)
    {
        ILookup<(string Of, string Source), Figure> derived = report.Readings.SelectMany(reading => reading.Derived).Where(figure => figure.Value is not null)
            .ToLookup(figure => (figure.Definition, figure.Source));
        return
        [
            .. (from reading in report.Readings
                from figure in reading.Figures
                where figure is { Value: not null, Origin: not FigureOrigin.Derived }
                select (Reading: reading, Figure: figure))
                .Select((pair, i) => new TracedFigure(i + 1, pair.Reading, pair.Figure)
                {
                    Derived = pair.Figure.Origin == FigureOrigin.Declared ? [.. derived[(pair.Figure.Indicator, pair.Figure.Source)]] : [],
                }),
        ];
    }

    private async Task<IReadOnlyList<(MeetingLine Meeting, int Followed)>> MeetingsAsync(ReportPeriod period, AsOf asOf, IReadOnlyList<TaskView> tasks, CancellationToken cancellation)
    {
        IReadOnlyList<MeetingLine> meetings = await new MeetingStore(database).ListAsync(asOf, cancellation).ConfigureAwait(false);
        return
        [
            .. meetings.Where(meeting => meeting.Date >= period.Starts && meeting.Date <= asOf.Date).OrderBy(meeting => meeting.Date)
                .Select(meeting => (meeting, tasks.Where(task => task.Direction?.StartsWith(meeting.Id + "/", StringComparison.Ordinal) == true).Select(task => task.Direction).Distinct().Count())),
        ];
    }

    private async Task<IReadOnlyList<DocumentLine>> DocumentsAsync(ReportPeriod period, AsOf asOf, CancellationToken cancellation)
    {
        // Year by year: the newest of all would leave out those of a period that is long over.
        var lines = new List<DocumentLine>();
        for (int year = period.Starts.Year; year <= asOf.Date.Year; year++)
        {
            lines.AddRange((await new DocumentStore(database).ListAsync(new DocumentFilter { Year = year, Most = MostDocuments }, asOf, cancellation).ConfigureAwait(false)).Lines);
        }

        return [.. lines.Where(document => document.Date >= period.Starts && document.Date <= asOf.Date).OrderBy(document => document.Date)];
    }
}
