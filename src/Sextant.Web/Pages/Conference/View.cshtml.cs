using Microsoft.AspNetCore.Mvc;
using Sextant.Programme.Kpis;
using Sextant.Programme.Meetings;
using Sextant.Programme.Papers.Reports;
using Sextant.Programme.Register;
using Sextant.Programme.Tasks;
using Sextant.Web.Hosting;
using Sextant.Wire;

namespace Sextant.Web.Pages.Conference;

/// <summary>"Hội nghị": a period's results as a sequence of full-screen pages for the review meeting and its remote sites. Without a script they stand one below the other.</summary>
public sealed class ViewModel : SextantPage
{
    /// <summary>6 lines of a size that the last row of a hall reads.</summary>
    private const int MostLines = 6;

    public ReportFacts Facts { get; private set; } = null!;

    public string Title { get; private set; } = "";

    /// <summary>183 days: a period is reviewed within half a year of its end.</summary>
    private const int DaysToReview = 183;

    /// <summary>The meeting that reviews the period: the first after its end, or else the last in it.</summary>
    public MeetingLine? Meeting { get; private set; }

    public IReadOnlyList<Sheet> Sheets { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(string id, CancellationToken cancellation)
    {
        if (await OpenAsync(cancellation).ConfigureAwait(false) is { } instead)
        {
            return instead;
        }

        DateOnly today = Header.Calendar.Today(Parts.Clock);
        if (await Parts.Papers.Periods.FindAsync(id, today, cancellation).ConfigureAwait(false) is not { } period)
        {
            return NotFound();
        }

        if (!HasDay || AsOf.Date > period.Ends)
        {
            ShowDay(period.Until(today));
        }

        Facts = await Parts.Papers.Reports.ReadAsync(period, AsOf, cancellation).ConfigureAwait(false);
        Title = period.Name(Lang);
        IReadOnlyList<MeetingLine> meetings = await Parts.Meetings.ListAsync(new AsOf(today), cancellation).ConfigureAwait(false);
        Meeting = meetings.Where(one => one.Date > period.Ends && one.Date <= period.Ends.AddDays(DaysToReview)).MinBy(one => one.Date)
            ?? meetings.Where(one => one.Date >= period.Starts && one.Date <= period.Ends).MaxBy(one => one.Date);
        Sheets =
        [
            new OpeningSheet(), .. Facts.Figures.Where(one => one.Figure.Headline).Select(one => new FigureSheet(one)), .. Portals(),
            Lines(late: true, [.. Facts.Tasks.Where(task => task.Progress == TaskProgress.Overdue).OrderByDescending(task => task.DaysLate)]),
            .. await ConclusionsAsync(new AsOf(today), cancellation).ConfigureAwait(false), Lines(late: false, Facts.Coming),
        ];
        return Page();
    }

    /// <summary>Where a figure is from, in a line.</summary>
    public string SourceOf(Figure figure) => Facts.Sources.TryGetValue(figure.Source, out var source) ? source.Title.In(Lang) : "";

    private static TaskSheet Lines(bool late, IReadOnlyList<TaskView> tasks) => new(late, [.. tasks.Take(MostLines)], Math.Max(0, tasks.Count - MostLines));

    private IEnumerable<Sheet> Portals()
    {
        var portals = Facts.Targets.Where(target => target.Target is { Kind: "site", Role: "portal" }).ToList();
        if (portals.Any(portal => portal.Counted is not null))
        {
            yield return new PortalSheet(
                [.. portals.GroupBy(portal => portal.Counted is { } state ? FailureWords.Kebab(state.Class.ToString()) : "unknown").OrderByDescending(group => group.Count()).Select(group => (group.Key, group.Count()))]);
        }
    }

    private async Task<IReadOnlyList<Sheet>> ConclusionsAsync(AsOf today, CancellationToken cancellation)
    {
        if (Meeting is not { } last || await Parts.Meetings.FindAsync(last.Id, today, cancellation).ConfigureAwait(false) is not { Directions.Count: > 0 } meeting)
        {
            return [];
        }

        ILookup<string, TaskView> tasks = (await Parts.Tasks.ListAsync(new TaskFilter { Directions = [.. meeting.Directions.Select(one => one.Key)] }, today, cancellation).ConfigureAwait(false))
            .ToLookup(task => task.Direction!, StringComparer.Ordinal);
        return [.. meeting.Directions.Chunk(MostLines).Select(chunk => new ConclusionSheet(last, [.. chunk.Select(one => (one.Text, tasks[one.Key].Count()))]))];
    }
}
