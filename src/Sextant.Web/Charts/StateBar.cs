using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Html;
using Sextant.Checks.Judging;
using Sextant.Web.Hosting;

namespace Sextant.Web.Charts;

/// <summary>How many of a whole are in each class, as one bar; the same numbers stand beside it as a table.</summary>
public static class StateBar
{
    /// <summary>The columns: every class of the legend, then not applicable, then not measured (null).</summary>
    public static IReadOnlyList<TargetClass?> Columns { get; } = [.. StateWord.Ordered.Select(one => (TargetClass?)one), TargetClass.NotApplicable, null];

    /// <summary>The bar; what does not apply is no part of the whole.</summary>
    public static IHtmlContent Draw<T>(ILookup<TargetClass?, T> counts, string label, PageLanguage language)
    {
        TargetClass?[] shown = [.. Columns.Where(one => one != TargetClass.NotApplicable)];
        int all = shown.Sum(one => counts[one].Count());
        if (all == 0)
        {
            return HtmlString.Empty;
        }

        string said = string.Join(", ", shown.Where(one => counts[one].Any()).Select(one => $"{StateWord.Of(one, language)} {counts[one].Count()}"));
        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture, $"<svg class=\"bar\" viewBox=\"0 0 {all} 1\" preserveAspectRatio=\"none\" role=\"img\" aria-label=\"{HtmlEncoder.Default.Encode($"{label}: {said}")}\">");
        int at = 0;
        foreach (TargetClass? one in shown)
        {
            int count = counts[one].Count();
            svg.Append(CultureInfo.InvariantCulture, $"<rect class=\"{StateWord.Css(one)}\" x=\"{at}\" y=\"0\" width=\"{count}\" height=\"1\"/>");
            at += count;
        }

        return new HtmlString(svg.Append("</svg>").ToString());
    }
}
