using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Html;
using Sextant.Programme.Figures;

namespace Sextant.Web.Charts;

/// <summary>
/// Usage over time as SVG drawn on the server: one line for each publisher and definition, never joined. All values are numbers of ours;
/// names are encoded.
/// </summary>
public static class UsageChart
{
    private const int Width = 720;
    private const int Height = 300;
    private const int Left = 40;
    private const int Right = 96;
    private const int Top = 12;
    private const int Bottom = 28;

    /// <summary>The chart; empty when there is nothing to draw.</summary>
    public static IHtmlContent Draw(IReadOnlyList<UsageSeries> series, string title)
    {
        UsagePoint[] all = [.. series.SelectMany(one => one.Points)];
        if (all.Length == 0)
        {
            return HtmlString.Empty;
        }

        int first = all.Min(point => point.Month.Year);
        int last = all.Max(point => point.Month.Year) + 1;
        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture, $"<svg class=\"chart\" viewBox=\"0 0 {Width} {Height}\" role=\"img\" aria-label=\"{Encode(title)}\">");
        for (int percent = 0; percent <= 100; percent += 20)
        {
            double y = Y(percent);
            svg.Append(CultureInfo.InvariantCulture, $"<line class=\"axis\" x1=\"{Left}\" x2=\"{Width - Right}\" y1=\"{y:0.#}\" y2=\"{y:0.#}\"/><text x=\"{Left - 6}\" y=\"{y + 4:0.#}\" text-anchor=\"end\">{percent}</text>");
        }

        int step = Math.Max(1, (last - first) / 6);
        for (int year = first; year <= last; year += step)
        {
            svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{X(year, 1, first, last):0.#}\" y=\"{Height - 8}\" text-anchor=\"middle\">{year}</text>");
        }

        double labelled = double.MaxValue;
        foreach ((UsageSeries one, int number) in series.Select((one, index) => (one, index % 4 + 1)).OrderBy(pair => pair.one.Points.Count == 0 ? 0 : pair.one.Points[^1].Value))
        {
            labelled = DrawLine(svg, one, number, first, last, labelled);
        }

        return new HtmlString(svg.Append("</svg>").ToString());
    }

    private static double DrawLine(StringBuilder svg, UsageSeries one, int number, int first, int last, double labelled)
    {
        (double X, double Y)[] points = [.. one.Points.Select(point => (X(point.Month.Year, point.Month.Month, first, last), Y((double)point.Value)))];
        if (points.Length == 0)
        {
            return labelled;
        }

        svg.Append(CultureInfo.InvariantCulture, $"<polyline class=\"line s{number}\" points=\"{string.Join(' ', points.Select(p => string.Create(CultureInfo.InvariantCulture, $"{p.X:0.#},{p.Y:0.#}")))}\"/>");
        foreach ((double x, double y) in points)
        {
            svg.Append(CultureInfo.InvariantCulture, $"<circle class=\"s{number}\" cx=\"{x:0.#}\" cy=\"{y:0.#}\" r=\"4\"/>");
        }

        // Labels stand at the lines' ends, lowest first, each at least 16 above the one before.
        double label = Math.Min(points[^1].Y + 4, labelled - 16);
        svg.Append(CultureInfo.InvariantCulture, $"<text class=\"s{number}\" x=\"{points[^1].X + 9:0.#}\" y=\"{label:0.#}\">{Encode(one.Publisher)}</text>");
        return label;
    }

    private static double X(int year, int month, int first, int last) =>
        Left + (Width - Left - Right) * (year + ((month - 1) / 12.0) - first) / (last - first);

    private static double Y(double percent) => Top + (Height - Top - Bottom) * (1 - (percent / 100));

    private static string Encode(string text) => System.Text.Encodings.Web.HtmlEncoder.Default.Encode(text);
}
