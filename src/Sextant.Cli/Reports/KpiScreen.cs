using System.Globalization;
using Sextant.Cli.Screen;
using Sextant.Cli.Verbs;
using Sextant.Cli.Wording;
using Sextant.Programme.Kpis;

namespace Sextant.Cli.Reports;

/// <summary>Indicators for a person: under each its figures, declared, measured and derived side by side.</summary>
internal sealed class KpiScreen(VerbRun run, KpiReport report, bool all)
{
    /// <summary>Declared figures of an indicator that are shown unless it was asked for by its id.</summary>
    private const int Newest = 2;

    private readonly string _language = run.Texts.Language.Word();
    private readonly CultureInfo _culture = run.Texts.Language.Culture();
    private readonly Paint _paint = Paint.For(run.Console);

    /// <summary>Writes the indicators, then the sources that they name.</summary>
    public void Write(IReadOnlyList<KpiReading> readings)
    {
        run.Say("kpi.as-of", report.AsOf.Date.ToString("d", _culture));
        var named = new SortedSet<string>(StringComparer.Ordinal);
        foreach (KpiReading reading in readings)
        {
            run.Console.Out.WriteLine();
            run.Console.Out.WriteLine($"{_paint.Strong(reading.Id)}  {_paint.Strong(TerminalText.Safe(KpiTexts.Title(reading.Id, _language)))}");
            Figure[] shown = [.. reading.Figures.Where(figure => all || figure.Origin != FigureOrigin.Declared), .. all ? [] : reading.Declared.Take(Newest)];
            foreach (Figure figure in shown.OrderBy(figure => figure.Origin))
            {
                Write(figure);
                named.Add(figure.Source);
            }
        }

        WriteSources(named);
    }

    private void Write(Figure figure)
    {
        string value = FigureText.Value(figure, _language);
        string counts = figure.Value is null ? "" : FigureText.Counts(figure, _language);
        string text = $"  {run.Texts[$"kpi.origin.{figure.Origin.ToString().ToLowerInvariant()}"],-9} {_paint.Strong(TerminalText.Safe(value))}";
        string[] beside =
        [
            .. Some(figure.Origin == FigureOrigin.Measured ? figure.Definition : ""),
            .. Some(counts.Length > 0 ? $"= {counts}" : ""),
            .. Some(FigureText.Unknown(figure, _language)),
            .. Some(Target(figure)),
            .. Some(figure.Date?.ToString("d", _culture)),
            .. Some($"[{figure.Source}{(figure.ToConfirm ? " " + run.Texts["kpi.to-confirm"] : "")}]"),
        ];
        run.Console.Out.WriteLine($"{text}  {_paint.Faint(TerminalText.Safe(string.Join(" · ", beside)))}");
    }

    private string Target(Figure figure) => FigureText.Target(figure.Target, _language) is { Length: > 0 } target
        ? run.Sentence("kpi.target", target, figure.Target!.By.ToString("d", _culture))
        : "";

    private void WriteSources(SortedSet<string> named)
    {
        bool first = true;
        foreach (string id in named.Where(report.Sources.ContainsKey))
        {
            if (first)
            {
                run.Console.Out.WriteLine();
                run.Say("kpi.sources");
                first = false;
            }

            run.Console.Out.WriteLine(_paint.Faint($"  [{TerminalText.Safe(id)}] {TerminalText.Safe(report.Sources[id].Title.In(_language))}"));
        }
    }

    private static string[] Some(string? text) => string.IsNullOrEmpty(text) ? [] : [text];
}
