using System.Globalization;
using Microsoft.AspNetCore.Html;
using Sextant.Programme.Kpis;

namespace Sextant.Web.Charts;

/// <summary>A share on its way to its target: a bar with a mark. The numbers stand beside it in words, so it is hidden from readers.</summary>
public static class TargetBar
{
    /// <summary>The bar of a percentage; nothing for other units.</summary>
    public static IHtmlContent Draw(Figure figure)
    {
        if (figure is not { Unit: "%", Value: { } value } || figure.Indicator == "G-03")
        {
            return HtmlString.Empty;
        }

        string mark = figure.Target?.Least is { } least && figure.Target.Unit == "%"
            ? string.Create(CultureInfo.InvariantCulture, $"<line class=\"aim\" x1=\"{Share(least):0.#}\" x2=\"{Share(least):0.#}\" y1=\"0\" y2=\"8\"/>")
            : "";
        return new HtmlString(string.Create(
            CultureInfo.InvariantCulture,
            $"<svg class=\"toward\" viewBox=\"0 0 100 8\" preserveAspectRatio=\"none\" aria-hidden=\"true\"><rect class=\"rail\" width=\"100\" height=\"4\" y=\"2\"/><rect class=\"got\" width=\"{Share(value):0.#}\" height=\"4\" y=\"2\"/>{mark}</svg>"));
    }

    private static decimal Share(decimal value) => Math.Clamp(value, 0, 100);
}
