using System.Globalization;
using Sextant.Programme.Kpis;
using Sextant.Programme.Papers.Writing;

namespace Sextant.Programme.Papers.Reports;

/// <summary>
/// A report's figures as a workbook in which measured figures are formulas over the list of all that was counted: who doubts one of them changes a
/// line of the list and sees what follows.
/// </summary>
public static class ReportBook
{
    /// <summary>The type of the file.</summary>
    public const string ContentType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    /// <summary>The workbook.</summary>
    public static byte[] Write(ReportFacts facts, string language)
    {
        PaperTexts t = PaperTexts.For(language);
        var trace = new ReportTrace(facts, language);
        BookSheet members = Members(facts, t, trace);
        return Workbook.Write(language, [Figures(facts, t, trace, members), members, Usage(facts, t, language)]);
    }

    private static BookSheet Figures(ReportFacts facts, PaperTexts t, ReportTrace trace, BookSheet members)
    {
        string list = "'" + members.Name + "'";
        string numbers = $"{list}!$A$2:$A${members.Rows.Count + 1}";
        string counted = $"{list}!$D$2:$D${members.Rows.Count + 1}";
        string language = t.Language;
        return new BookSheet(
            t["book.figures"],
            [
                new(t["column.trace"], 8), new(t["column.indicator"], 44), new(t["column.origin"], 14), new(t["column.method"], 22), new(t["column.numerator"], 12), new(t["column.denominator"], 12),
                new(t["column.value"], 12), new(t["column.unit"], 10), new(t["column.target"], 12), new(t["column.more-than-target"], 16), new(t["column.unknown"], 12), new(t["column.day"], 14), new(t["column.in-period"], 12), new(t["column.source"], 70),
            ],
            [.. facts.Figures.Select((one, i) => Row(one, i + 2))]);

        IReadOnlyList<BookCell> Row(TracedFigure one, int row)
        {
            Figure figure = one.Figure;
            string at = row.ToString(CultureInfo.InvariantCulture);

            // Members with values of their own make a mean or a sum: counting them would not give it.
            bool counts = figure.Members.Count > 0 && figure.Members.All(member => member.Value is null);
            BookCell Sum(params string[] words) => BookCell.Formula(
                string.Join("+", words.Select(word => $"COUNTIFS({numbers},$A{at},{counted},\"{word}\")")),
                figure.Members.Count(member => words.Contains(Word(member.Counted), StringComparer.Ordinal)));
            bool divided = figure is { Numerator: not null, Denominator: not null, Unit: "%" };

            // What is older than the period is held against no target: that was another period's.
            decimal? target = facts.IsEarlier(figure) ? null : figure.Target?.Least;
            BookCell value = divided ? BookCell.Formula($"IF(F{at}=0,\"\",100*E{at}/F{at})", figure.Value) : BookCell.Number(figure.Value);
            return
            [
                BookCell.Number(one.Number), BookCell.Text($"{figure.Indicator} {KpiTexts.Title(figure.Indicator, language)}"), BookCell.Text(t["origin." + figure.Origin.ToString().ToLowerInvariant()]),
                BookCell.Text($"{FigureWords.Method(figure, t.Language)} · {ReportTrace.Definition(t, figure)}"),
                counts ? Sum("yes") : BookCell.Number(figure.Numerator), counts ? Sum("yes", "no") : BookCell.Number(figure.Denominator),
                value, BookCell.Text(figure.Unit), BookCell.Number(target),
                figure.Value is { } known && target is { } least && least != 0 ? BookCell.Formula($"IF(I{at}=\"\",\"\",100*(G{at}-I{at})/I{at})", 100m * (known - least) / least) : BookCell.Empty,
                counts ? Sum("unknown") : BookCell.Empty, BookCell.Text(t.Day(figure.Date)), BookCell.Text(t[facts.IsEarlier(figure) ? "book.no" : "book.yes"]), BookCell.Text(trace.SourceOf(figure)),
            ];
        }
    }

    private static BookSheet Members(ReportFacts facts, PaperTexts t, ReportTrace trace)
    {
        var states = facts.Targets.DistinctBy(target => target.Target.Key).ToDictionary(target => target.Target.Key, StringComparer.Ordinal);
        return new BookSheet(
            t["book.members"],
            [
                new(t["column.trace"], 8), new(t["column.key"], 36), new(t["column.name"], 44), new(t["column.counted"], 16), new(t["column.class"], 16), new(t["column.measured-at"], 22), new(t["column.evidence"], 40),
            ],
            [
                .. from one in facts.Figures
                   from member in one.Figure.Members
                   let state = states.GetValueOrDefault(member.Key)?.State
                   select (IReadOnlyList<BookCell>)
                   [
                       BookCell.Number(one.Number), BookCell.Text(member.Key), BookCell.Text(trace.NameOf(member.Key)), BookCell.Text(Word(member.Counted)),
                       BookCell.Text(state is null ? "" : ReportTrace.Class(state)), BookCell.Text(state is null ? "" : $"{state.MeasuredAt.UtcDateTime:yyyy-MM-dd HH:mm:ss}Z"), BookCell.Text(state?.Evidence ?? ""),
                   ],
            ]);
    }

    private static BookSheet Usage(ReportFacts facts, PaperTexts t, string language) => new(
        t["book.usage"],
        [new(t["column.publisher"], 16), new(t["column.definition"], 60), new(t["column.month"], 12), new(t["column.percent-value"], 12), new(t["column.rank"], 12)],
        [
            .. from series in facts.Usage
               from point in series.Points
               select (IReadOnlyList<BookCell>)
               [
                   BookCell.Text(series.Publisher), BookCell.Text(series.Definition.In(language)), BookCell.Text(point.Month.ToString("yyyy-MM", CultureInfo.InvariantCulture)),
                   BookCell.Number(point.Value), BookCell.Number(point.RankWorld),
               ],
        ]);

    // What the formulas look for: the same word in either language, so that a workbook can be passed on.
    private static string Word(Counted counted) => counted switch { Counted.Yes => "yes", Counted.No => "no", Counted.Unknown => "unknown", Counted.Exempt => "exempt", _ => "not-applicable" };
}
