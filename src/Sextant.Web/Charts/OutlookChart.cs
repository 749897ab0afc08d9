using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Html;
using Sextant.Programme.Kpis.Outlook;

namespace Sextant.Web.Charts;

/// <summary>
/// A share over time with the path to its target (dashed) and its forecast with interval (dotted in a shade), as SVG drawn on the server. The same numbers stand in
/// words and tables beside it; all that is drawn is numbers of ours.
/// </summary>
public static class OutlookChart
{
    private const int Width = 720;
    private const int Height = 260;
    private const int Left = 40;
    private const int Right = 16;
    private const int Top = 10;
    private const int Bottom = 26;

    /// <summary>The chart.</summary>
    /// <param name="title">What readers of the screen are told.</param>
    /// <param name="day">The day that is asked for: a line marks it.</param>
    public static IHtmlContent Draw(OutlookLine line, string title, DateOnly day)
    {
        var frame = new Frame(line.Points[0].Day, Last(line, day));
        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture, $"<svg class=\"chart\" viewBox=\"0 0 {Width} {Height}\" role=\"img\" aria-label=\"{System.Text.Encodings.Web.HtmlEncoder.Default.Encode(title)}\">");
        for (int percent = 0; percent <= 100; percent += 25)
        {
            double y = Y(percent);
            svg.Append(CultureInfo.InvariantCulture, $"<line class=\"axis\" x1=\"{Left}\" x2=\"{Width - Right}\" y1=\"{y:0.#}\" y2=\"{y:0.#}\"/><text x=\"{Left - 6}\" y=\"{y + 4:0.#}\" text-anchor=\"end\">{percent}</text>");
        }

        Years(svg, frame);
        svg.Append(CultureInfo.InvariantCulture, $"<line class=\"today\" x1=\"{frame.X(day):0.#}\" x2=\"{frame.X(day):0.#}\" y1=\"{Top}\" y2=\"{Height - Bottom}\"/>");
        if (line.Ahead.Count > 0)
        {
            LinePoint now = line.Points[^1];
            ForecastPoint[] ahead = [new ForecastPoint(now.Day, now.Value, now.Value, now.Value), .. line.Ahead];
            svg.Append(CultureInfo.InvariantCulture, $"<polygon class=\"cone\" points=\"{Points(frame, ahead.Select(point => (point.Day, point.High)).Concat(ahead.Reverse().Select(point => (point.Day, point.Low))))}\"/>");
            svg.Append(CultureInfo.InvariantCulture, $"<polyline class=\"ahead\" points=\"{Points(frame, ahead.Select(point => (point.Day, point.Middle)))}\"/>");
        }

        svg.Append(CultureInfo.InvariantCulture, $"<polyline class=\"needed\" points=\"{Points(frame, line.Path.Select(point => (point.Day, point.Value)))}\"/>");
        svg.Append(CultureInfo.InvariantCulture, $"<polyline class=\"line s1\" points=\"{Points(frame, line.Points.Select(point => (point.Day, point.Value)))}\"/>");
        foreach (LinePoint point in line.Points)
        {
            svg.Append(CultureInfo.InvariantCulture, $"<circle class=\"s1\" cx=\"{frame.X(point.Day):0.#}\" cy=\"{Y((double)point.Value):0.#}\" r=\"3.5\"/>");
        }

        return new HtmlString(svg.Append("</svg>").ToString());
    }

    private static DateOnly Last(OutlookLine line, DateOnly day)
    {
        DateOnly last = line.Points[^1].Day > day ? line.Points[^1].Day : day;
        last = line.Path.Count > 0 && line.Path[^1].Day > last ? line.Path[^1].Day : last;
        return line.Ahead.Count > 0 && line.Ahead[^1].Day > last ? line.Ahead[^1].Day : last;
    }

    private static void Years(StringBuilder svg, Frame frame)
    {
        int step = Math.Max(1, (frame.Last.Year - frame.First.Year) / 8);
        for (int year = frame.First.Year + 1; year <= frame.Last.Year; year += step)
        {
            svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{frame.X(new DateOnly(year, 1, 1)):0.#}\" y=\"{Height - 8}\" text-anchor=\"middle\">{year}</text>");
        }
    }

    private static string Points(Frame frame, IEnumerable<(DateOnly Day, decimal Value)> points) =>
        string.Join(' ', points.Select(point => string.Create(CultureInfo.InvariantCulture, $"{frame.X(point.Day):0.#},{Y((double)point.Value):0.#}")));

    private static double Y(double percent) => Top + ((Height - Top - Bottom) * (1 - (Math.Clamp(percent, 0, 100) / 100)));

    private readonly record struct Frame(DateOnly First, DateOnly Last)
    {
        internal double X(DateOnly day) => Left + ((Width - Left - Right) * (double)(day.DayNumber - First.DayNumber) / Math.Max(1, Last.DayNumber - First.DayNumber));
    }
}
