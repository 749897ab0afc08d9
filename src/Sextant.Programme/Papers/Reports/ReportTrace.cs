using Sextant.Checks.Judging;
using Sextant.Programme.Kpis;
using Sextant.Programme.Measured;
using Sextant.Programme.Register;

namespace Sextant.Programme.Papers.Reports;

/// <summary>Where each figure of a report comes from: method, source, day, and those that were counted.</summary>
internal sealed class ReportTrace(ReportFacts facts, string language)
{
    /// <summary>120 names fill a page; who wants more has the workbook, which names everything.</summary>
    private const int MostNames = 120;

    private readonly PaperTexts _t = PaperTexts.For(language);

    /// <summary>Words of the classes that are shown in columns.</summary>
    internal static IReadOnlyList<string> Classes { get; } = ["ready", "partial", "broken", "none"];

    internal static string Class(MeasuredState state) => state.Class switch
    {
        TargetClass.Ready => "ready",
        TargetClass.Partial => "partial",
        TargetClass.Broken => "broken",
        TargetClass.None => "none",
        TargetClass.NotApplicable => "not-applicable",
        _ => "unknown",
    };

    internal static string Definition(PaperTexts texts, Figure figure) => FigureWords.Definition(figure, texts.Language);

    internal IEnumerable<PaperBlock> Blocks()
    {
        yield return new PaperHeading(_t["trace.title"]);
        yield return new PaperText(_t.Format(
            "trace.made", _t.Time(facts.MadeAt, facts.Header.Calendar.Zone), _t.Day(facts.AsOf.Date), facts.Header.Pack, facts.Header.Version), Quiet: true);
        yield return new PaperTable(
            _t["trace.table"],
            [new(_t["column.trace"], 7, true), new(_t["column.indicator"], 26), new(_t["column.method"], 17), new(_t["column.source"], 30), new(_t["column.day"], 20)],
            [.. facts.Figures.Select(Row)]);
        foreach (TracedFigure one in facts.Figures.Where(one => one.Figure.Members.Count > 0))
        {
            yield return new PaperHeading(_t.Format("trace.members", one.Number, one.Figure.Indicator, Definition(_t, one.Figure)), 2);
            foreach (Counted counted in new[] { Counted.Yes, Counted.No, Counted.Unknown, Counted.Exempt }.Where(counted => counted != Counted.Exempt || one.Figure.Exempted > 0))
            {
                yield return new PaperText(Members(one.Figure, counted));
            }
        }
    }

    internal string NameOf(string key) => key.IndexOf(':', StringComparison.Ordinal) is > 0 and var colon
        ? facts.Targets.FirstOrDefault(target => target.Target.Key == key)?.Target.Domain ?? key[(colon + 1)..]
        : facts.Name(key, language);

    internal string SourceOf(Figure figure) => figure.Source is "measured" or "counted"
        ? _t["trace." + figure.Source]
        : facts.Sources.TryGetValue(figure.Source, out var source)
            ? string.Join(", ", new[] { source.Title.In(language), source.Publisher, source.Date is { } day ? _t.Day(day) : null }.OfType<string>()) + (source.ToConfirm ? " " + _t["trace.to-confirm"] : "")
            : figure.Source;

    private IReadOnlyList<string> Row(TracedFigure one)
    {
        Figure figure = one.Figure;
        string day = figure.MeasuredBetween is var (oldest, newest)
            ? _t.Format("trace.between", _t.Time(oldest, facts.Header.Calendar.Zone), _t.Time(newest, facts.Header.Calendar.Zone))
            : _t.Day(figure.Date);
        string stated = figure.Stated is { } words ? $"\n“{words}”" : "";
        string counts = LocalText.OfNote(figure.Counts) is { } how ? $"\n({how.In(language)})" : "";
        return [$"[{one.Number}]", $"{figure.Indicator} {KpiTexts.Title(figure.Indicator, language)}", $"{FigureWords.Method(figure, language)}\n{Definition(_t, figure)}", SourceOf(figure) + stated + counts, day];
    }

    private string Members(Figure figure, Counted counted)
    {
        int all = figure.Members.Count(member => member.Counted == counted);
        string[] names = [.. figure.Members.Where(member => member.Counted == counted && !member.IsNameless).Select(member => NameOf(member.Key)).Order(StringComparer.Create(System.Globalization.CultureInfo.GetCultureInfo("vi-VN"), ignoreCase: true))];
        string more = names.Length > MostNames ? _t.Format("trace.more", names.Length - MostNames) : "";
        return _t.Format("trace." + counted.ToString().ToLowerInvariant(), all, names.Length == 0 ? "–" : string.Join(", ", names.Take(MostNames)) + more);
    }
}
