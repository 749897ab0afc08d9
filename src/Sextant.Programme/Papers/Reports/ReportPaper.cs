using Sextant.Programme.Kpis;
using Sextant.Programme.Meetings;
using Sextant.Programme.Figures;
using Sextant.Programme.Organisations;
using Sextant.Programme.Tasks;

namespace Sextant.Programme.Papers.Reports;

/// <summary>A report in words: results against targets, what was measured, tasks, meetings, usage, what is left, and the trace of each figure.</summary>
public sealed class ReportPaper
{
    /// <summary>13 characters fit the column: more would be broken within a number.</summary>
    private const int WidestCounts = 13;

    private readonly ReportFacts _facts;
    private readonly PaperTexts _t;
    private readonly string _language;
    private int _tables;

    private ReportPaper(ReportFacts facts, string language) => (_facts, _t, _language) = (facts, PaperTexts.For(language), language == "en" ? "en" : "vi");

    /// <summary>Writes it.</summary>
    public static Paper Write(ReportFacts facts, Letterhead letterhead, string language)
    {
        var report = new ReportPaper(facts, language);
        PaperTexts t = report._t;
        return new Paper
        {
            Language = report._language,
            Letterhead = letterhead,
            Kind = t["report.kind"],
            Symbol = t["report.symbol"],
            Subject = facts.Period.Name(language),
            Year = facts.Header.Calendar.DateOf(facts.MadeAt).Year,
            Blocks =
            [
                .. report.Opening(), .. report.Results(), .. report.Measured(), .. report.Tasks(), .. report.Papers(), .. report.Usage(), .. report.Left(), .. report.Coming(),
            ],
            Annex = [.. new ReportTrace(facts, language).Blocks()],
        };
    }

    /// <summary>The title of the next table: they are numbered as they come, and not all are in every report.</summary>
    private string Title(string key) => _t.Format("report.table", ++_tables, _t[key]);

    private IEnumerable<PaperBlock> Opening()
    {
        ReportPeriod period = _facts.Period;
        yield return new PaperHeading(_t["report.opening"]);
        yield return new PaperText(_t.Format(
            _facts.AsOf.Date < period.Starts ? "report.opening-before" : _facts.AsOf.Date < period.Ends ? "report.opening-so-far" : "report.opening-days", _t.Day(period.Starts), _t.Day(period.Ends), _t.Day(_facts.AsOf.Date)));
        if (_facts.Decision is { } decision && period.Programme is { } programme)
        {
            yield return new PaperText(_t.Format("report.opening-programme", programme.Name.In(_language), decision, _t.Day(programme.Starts), _t.Day(programme.Ends)));
        }

        string[] counts =
        [
            .. _facts.Organisations.Where(unit => !unit.HasEnded).CountBy(unit => unit.Kind).OrderByDescending(pair => pair.Value)
                .Select(pair => $"{_facts.Header.KindName(pair.Key, _language)}: {_t.Count(pair.Value)}"),
        ];
        yield return new PaperText(_t.Format("report.opening-units", string.Join("; ", counts), _t.Count(_facts.Targets.Count), _t.Count(_facts.Targets.Count(target => target.Counted is not null))));
        yield return new PaperText(_t["report.opening-rule"], Quiet: true);
    }

    private IEnumerable<PaperBlock> Results()
    {
        yield return new PaperHeading(_t["report.results"]);
        TracedFigure[] own = [.. _facts.Figures.Where(one => !_facts.IsEarlier(one.Figure))];
        yield return own.Length == 0 ? new PaperText(_t["report.no-figures"]) : new PaperTable(
            Title("report.results-table"),
            [
                new(_t["column.indicator"], 24), new(_t["column.origin"], 13), new(_t["column.counts"], 15, true), new(_t["column.value"], 17, true), new(_t["column.target"], 10, true),
                new(_t["column.against"], 14), new(_t["column.trace"], 7, true),
            ],
            [.. own.Select(Row)]);

        // What is older is told apart and held against no target: that target was another period's.
        if (own.Length < _facts.Figures.Count)
        {
            yield return new PaperText(_t.Format("report.earlier", _t.Day(_facts.Period.Starts)));
            yield return new PaperTable(
                Title("report.earlier-table"),
                [new(_t["column.indicator"], 43), new(_t["column.origin"], 12), new(_t["column.counts"], 18, true), new(_t["column.value"], 19, true), new(_t["column.trace"], 8, true)],
                [.. _facts.Figures.Where(one => _facts.IsEarlier(one.Figure)).Select(Row).Select(cells => (IReadOnlyList<string>)[cells[0], cells[1], cells[2], cells[3], cells[6]])]);
        }

        if (_facts.Missing.Count > 0)
        {
            yield return new PaperText(_t["report.missing"]);
            yield return new PaperList([.. _facts.Missing.Select(one => $"{one.Indicator} {KpiTexts.Title(one.Indicator, _language)}: {FigureText.Value(one, _language)}")]);
        }
    }

    private IReadOnlyList<string> Row(TracedFigure one)
    {
        Figure figure = one.Figure;
        string unknown = FigureText.Unknown(figure, _language);
        return
        [
            $"{figure.Indicator} {KpiTexts.Title(figure.Indicator, _language)}{FigureWords.Which(figure, _facts.Sources, _language)}",
            _t["origin." + figure.Origin.ToString().ToLowerInvariant()],
            FigureText.Counts(figure, _language) is { Length: > 0 } counts ? (counts.Length > WidestCounts ? counts.Replace("/", "/\n", StringComparison.Ordinal) : counts) : "–",
            FigureText.Value(figure, _language) + (unknown.Length > 0 ? $"\n({unknown})" : ""),
            FigureText.Target(figure.Target, _language) is { Length: > 0 } target ? target : "–",
            Against(one),
            $"[{one.Number}]",
        ];
    }

    // Each comparison is said once, of unrounded values: what the register derives, else whether the target is met.
    private string Against(TracedFigure one) => one.Derived.Count > 0
        ? string.Join("; ", one.Derived.Select(figure => FigureText.Value(figure, _language)))
        : (one.Figure.Value, one.Figure.Target?.Least) is ({ } value, { } least) ? _t[value >= least ? "report.met" : "report.not-met"] : "–";

    private IEnumerable<PaperBlock> Measured()
    {
        yield return new PaperHeading(_t["report.measured"]);
        var portals = _facts.Targets.Where(target => target.Target is { Kind: "site", Role: "portal" }).ToList();
        if (portals.All(portal => portal.Counted is null))
        {
            yield return new PaperText(_t["report.nothing-measured"]);
            yield break;
        }

        Dictionary<string, string> kinds = _facts.Organisations.ToDictionary(unit => unit.Slug, unit => unit.Kind, StringComparer.Ordinal);
        yield return new PaperTable(
            Title("report.measured-table"),
            [new(_t["column.kind"], 30), new(_t["column.portals"], 14, true), .. ReportTrace.Classes.Select(one => new PaperColumn(_t["class." + one], 11, true)), new(_t["class.not-measured"], 12, true)],
            [
                .. portals.GroupBy(portal => kinds.GetValueOrDefault(portal.Target.Organisation, "")).OrderByDescending(group => group.Count()).Select(group => (IReadOnlyList<string>)
                [
                    _facts.Header.KindName(group.Key, _language), _t.Count(group.Count()),
                    .. ReportTrace.Classes.Select(one => _t.Count(group.Count(portal => portal.Counted is { } state && ReportTrace.Class(state) == one))),
                    _t.Count(group.Count(portal => portal.Counted is null)),
                ]),
            ]);
        string[] differences =
        [
            .. _facts.Figures.Select(figure => figure.Reading).Distinct().SelectMany(reading => reading.Differences).Select(pair => _t.Format(
                "report.difference", pair.Declared.Indicator, FigureText.Value(pair.Declared, _language), _t.Day(pair.Declared.Date), FigureText.Value(pair.Measured, _language),
                ReportTrace.Definition(_t, pair.Measured), FigureText.Number(pair.Points, 1, _language))),
        ];
        if (differences.Length > 0)
        {
            yield return new PaperText(_t["report.differences"]);
            yield return new PaperList(differences);
        }
    }

    private IEnumerable<PaperBlock> Tasks()
    {
        yield return new PaperHeading(_t["report.tasks"]);
        if (_facts.Tasks.Count == 0)
        {
            yield return new PaperText(_t["report.no-tasks"]);
            yield break;
        }

        int Of(TaskProgress progress) => _facts.Tasks.Count(task => task.Progress == progress);
        yield return new PaperText(_t.Format("report.tasks-count", _facts.Tasks.Count, Of(TaskProgress.Done), Of(TaskProgress.Overdue), Of(TaskProgress.Cancelled)));
        var late = _facts.Tasks.Where(task => task.Progress == TaskProgress.Overdue).OrderByDescending(task => task.DaysLate).ToList();
        if (late.Count > 0)
        {
            yield return TaskTable(Title("report.late-table"), late, _t["column.days-late"], task => _t.Count(task.DaysLate));
        }
    }

    private PaperTable TaskTable(string title, IReadOnlyList<TaskView> tasks, string last, Func<TaskView, string> value) => new(
        title,
        [new(_t["column.task"], 46), new(_t["column.lead"], 26), new(_t["column.due"], 15), new(last, 13, true)],
        [.. tasks.Select(task => (IReadOnlyList<string>)[task.Text ?? _t.Format("report.unknown-task", task.Number), task.Lead?.Name.In(_language) ?? "–", _t.Day(task.Due), value(task)])]);

    private IEnumerable<PaperBlock> Papers()
    {
        yield return new PaperHeading(_t["report.papers"]);
        if (_facts.Documents.Count == 0 && _facts.Meetings.Count == 0)
        {
            yield return new PaperText(_t["report.no-papers"]);
        }

        if (_facts.Documents.Count > 0)
        {
            yield return new PaperText(_t["report.documents"]);
            yield return new PaperList([.. _facts.Documents.Select(document => $"{(document.Number is { } number ? number + " " : "")}({_t.Day(document.Date)}): {document.Title}")]);
        }

        if (_facts.Meetings.Count > 0)
        {
            yield return new PaperText(_t["report.meetings"]);
            yield return new PaperList([.. _facts.Meetings.Select(one => Meeting(one.Meeting, one.Followed))]);
        }
    }

    private string Meeting(MeetingLine meeting, int followed) =>
        _t.Format("report.meeting", _t.Day(meeting.Date), meeting.Title, meeting.Sites is { } sites ? _t.Format("report.meeting-sites", sites) : "", meeting.Directions, followed);

    private IEnumerable<PaperBlock> Usage()
    {
        yield return new PaperHeading(_t["report.usage"]);
        if (_facts.Usage.Count == 0)
        {
            yield return new PaperText(_t["report.no-usage"]);
            yield break;
        }

        yield return new PaperTable(
            Title("report.usage-table"),
            [new(_t["column.publisher"], 16), new(_t["column.definition"], 44), new(_t["column.first"], 18, true), new(_t["column.last"], 22, true)],
            [.. _facts.Usage.Select(series => (IReadOnlyList<string>)[series.Publisher, series.Definition.In(_language), Point(series.Points[0]), Point(series.Points[^1])])]);
        yield return new PaperText(_t["report.usage-rule"], Quiet: true);
    }

    private string Point(UsagePoint point) =>
        $"{FigureText.Number(point.Value, 2, _language)} % ({point.Month:MM/yyyy}){(point.RankWorld is { } rank ? "\n" + _t.Format("report.rank", rank) : "")}";

    private IEnumerable<PaperBlock> Left()
    {
        string[] below = [.. _facts.Figures.Where(one => one.Figure.Target?.Least is { } least && one.Figure.Value < least).Select(one => _t.Format(
            _facts.IsEarlier(one.Figure) ? "report.left-below-earlier" : "report.left-below", $"{one.Figure.Indicator} {KpiTexts.Title(one.Figure.Indicator, _language)}", FigureText.Value(one.Figure, _language), FigureText.Target(one.Figure.Target, _language), one.Number, _t.Day(one.Figure.Date)))];
        OrganisationLine[] broken =
        [
            .. _facts.Targets.Where(target => target.Target is { Kind: "site", Role: "portal" } && target.Counted is { } state && ReportTrace.Class(state) == "broken")
                .Select(target => _facts.Organisations.FirstOrDefault(unit => unit.Slug == target.Target.Organisation)).OfType<OrganisationLine>().DistinctBy(unit => unit.Slug),
        ];
        int late = _facts.Tasks.Count(task => task.Progress == TaskProgress.Overdue);
        string[] left =
        [
            .. below,
            .. broken.Length > 0 ? [_t.Format("report.left-broken", broken.Length, string.Join(", ", broken.Select(unit => unit.Name.In(_language))))] : Array.Empty<string>(),
            .. late > 0 ? [_t.Format("report.left-late", late)] : Array.Empty<string>(),
            .. _facts.Missing.Count > 0 ? [_t.Format("report.left-missing", _facts.Missing.Count)] : Array.Empty<string>(),
        ];
        yield return new PaperHeading(_t["report.left"]);
        yield return left.Length > 0 ? new PaperList(left) : new PaperText(_t["report.nothing-left"]);
    }

    private IEnumerable<PaperBlock> Coming()
    {
        yield return new PaperHeading(_t["report.coming"]);
        yield return _facts.Coming.Count > 0
            ? TaskTable(Title("report.coming-table"), _facts.Coming, _t["column.percent"], task => task.Percent is { } percent ? percent + " %" : "–")
            : new PaperText(_t["report.no-coming"]);
    }
}
