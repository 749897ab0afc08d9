using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Html;
using Sextant.Programme.Tasks;
using Sextant.Web.Hosting;

namespace Sextant.Web.Charts;

/// <summary>
/// Tasks over time as SVG drawn on the server, to be printed too: a bar from the day on which the plan was issued to the deadline, what is reported as done darker,
/// the day shown as a line. All values are numbers of ours; texts are encoded. The table beside it says the same in words.
/// </summary>
public static class GanttChart
{
    /// <summary>Rows that are drawn. 300: six printed pages.</summary>
    public const int Most = 300;

    private const int Width = 960;
    private const int Left = 330;
    private const int Right = 16;
    private const int Top = 26;
    private const int Row = 24;
    private const int LongestLabel = 44;

    /// <summary>The chart; empty when no task has a deadline.</summary>
    /// <param name="starts">The first day of the tasks of a plan; of another plan it is the first of January of the deadline's year.</param>
    /// <param name="today">The day that is marked.</param>
    public static IHtmlContent Draw(IReadOnlyList<TaskView> tasks, IReadOnlyDictionary<string, DateOnly> starts, DateOnly today, PageLanguage language)
    {
        GanttRow[] rows = [.. tasks.Where(task => task.Due is not null).Take(Most).Select(task => GanttRow.Of(task, task.Due!.Value, starts))];
        if (rows.Length == 0)
        {
            return HtmlString.Empty;
        }

        DateOnly first = Clamped(rows.Min(row => row.Start ?? row.Due).Year, 1, 1);
        DateOnly last = Clamped(rows.Max(row => row.Due).Year, 12, 31);
        int height = Top + (rows.Length * Row) + 8;
        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture, $"<svg class=\"chart gantt\" viewBox=\"0 0 {Width} {height}\" role=\"img\" aria-label=\"{Encode(language.Texts["gantt.label"])}\">");
        Ticks(svg, first, last, height);
        for (int i = 0; i < rows.Length; i++)
        {
            Draw(svg, rows[i], Top + (i * Row), (first, last), language);
        }

        if (today >= first && today <= last)
        {
            double x = X(today, first, last);
            svg.Append(CultureInfo.InvariantCulture, $"<line class=\"today\" x1=\"{x:0.#}\" x2=\"{x:0.#}\" y1=\"{Top - 6}\" y2=\"{height - 4}\"/>");
        }

        return new HtmlString(svg.Append("</svg>").ToString());
    }

    private static void Draw(StringBuilder svg, GanttRow row, int top, (DateOnly First, DateOnly Last) span, PageLanguage language)
    {
        string text = row.Task.Text ?? language.Texts["tasks.unknown-text"];
        string label = string.Create(CultureInfo.InvariantCulture, $"{row.Task.Number}. {(text.Length > LongestLabel ? Cut(text) + "…" : text)}");
        svg.Append(CultureInfo.InvariantCulture, $"<text x=\"4\" y=\"{top + 16}\">{Encode(label)}</text>");
        double end = X(row.Due, span.First, span.Last) + DayWidth(span.First, span.Last);
        string css = TaskWord.Css(row.Task.Progress);
        if (row.Start is { } start && start <= row.Due)
        {
            double x = X(start, span.First, span.Last);
            double width = Math.Max(2, end - x);
            svg.Append(CultureInfo.InvariantCulture, $"<rect class=\"{css}\" x=\"{x:0.#}\" y=\"{top + 5}\" width=\"{width:0.#}\" height=\"14\" rx=\"3\"/>");
            if (row.Task.Percent is > 0 and <= 100 and { } percent)
            {
                svg.Append(CultureInfo.InvariantCulture, $"<rect class=\"done\" x=\"{x:0.#}\" y=\"{top + 10}\" width=\"{width * percent / 100:0.#}\" height=\"4\"/>");
            }
        }

        svg.Append(CultureInfo.InvariantCulture, $"<path class=\"due {css}\" d=\"M{end:0.#} {top + 4}l7 8l-7 8l-7 -8z\"/>");
    }

    /// <summary>Months up to two years, then quarters, then years.</summary>
    private static void Ticks(StringBuilder svg, DateOnly first, DateOnly last, int height)
    {
        int years = last.Year - first.Year + 1;
        int step = years <= 2 ? 1 : years <= 6 ? 3 : 12 * Math.Max(1, years / 12);
        int months = years * 12;
        for (int i = 0; i < months; i += step)
        {
            DateOnly day = first.AddMonths(i);
            double x = X(day, first, last);
            string label = step >= 12 ? day.Year.ToString(CultureInfo.InvariantCulture) : day.Month == 1 ? $"1/{day.Year % 100:00}" : day.Month.ToString(CultureInfo.InvariantCulture);
            svg.Append(CultureInfo.InvariantCulture, $"<line class=\"axis\" x1=\"{x:0.#}\" x2=\"{x:0.#}\" y1=\"{Top - 6}\" y2=\"{height - 4}\"/><text x=\"{x + 3:0.#}\" y=\"14\">{label}</text>");
        }
    }

    private static string Cut(string text) => text[..(char.IsHighSurrogate(text[LongestLabel - 1]) ? LongestLabel - 1 : LongestLabel)];

    private static double DayWidth(DateOnly first, DateOnly last) => (Width - Left - Right - 8.0) / (last.DayNumber - first.DayNumber + 1);

    private static double X(DateOnly day, DateOnly first, DateOnly last) => Left + ((day.DayNumber - first.DayNumber) * DayWidth(first, last));

    private static DateOnly Clamped(int year, int month, int day) => new(Math.Clamp(year, 1990, 2210), month, day);

    private static string Encode(string text) => HtmlEncoder.Default.Encode(text);
}

/// <summary>A row of the chart.</summary>
/// <param name="Start">Null: nothing says since when; the deadline alone is drawn.</param>
internal sealed record GanttRow(TaskView Task, DateOnly? Start, DateOnly Due)
{
    internal static GanttRow Of(TaskView task, DateOnly due, IReadOnlyDictionary<string, DateOnly> starts)
    {
        DateOnly? start = task.Plan is not { } plan ? null : starts.TryGetValue(plan, out DateOnly issued) && issued <= due ? issued : new DateOnly(due.Year, 1, 1);
        return new GanttRow(task, start, due);
    }
}
