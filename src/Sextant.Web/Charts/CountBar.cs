using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Html;

namespace Sextant.Web.Charts;

/// <summary>Counts as parts of one bar; the same numbers stand beside it.</summary>
public static class CountBar
{
    /// <summary>The bar; empty when there is nothing.</summary>
    /// <param name="parts">The style's class of each part, its word and its count.</param>
    /// <param name="label">What the bar is, for who cannot see it.</param>
    public static IHtmlContent Draw(IReadOnlyList<(string Css, string Word, long Count)> parts, string label)
    {
        long all = parts.Sum(part => part.Count);
        if (all == 0)
        {
            return HtmlString.Empty;
        }

        string said = string.Join(", ", parts.Where(part => part.Count > 0).Select(part => string.Create(CultureInfo.InvariantCulture, $"{part.Word} {part.Count}")));
        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture, $"<svg class=\"bar\" viewBox=\"0 0 {all} 1\" preserveAspectRatio=\"none\" role=\"img\" aria-label=\"{HtmlEncoder.Default.Encode($"{label}: {said}")}\">");
        long at = 0;
        foreach ((string css, _, long count) in parts)
        {
            svg.Append(CultureInfo.InvariantCulture, $"<rect class=\"{css}\" x=\"{at}\" y=\"0\" width=\"{count}\" height=\"1\"/>");
            at += count;
        }

        return new HtmlString(svg.Append("</svg>").ToString());
    }
}
