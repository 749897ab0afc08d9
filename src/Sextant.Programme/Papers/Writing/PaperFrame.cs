namespace Sextant.Programme.Papers.Writing;

/// <summary>The lines that stand around a paper's text, for every form in which it is written.</summary>
internal static class PaperFrame
{
    /// <summary>Place for a number or a name that is written by hand when the paper is registered and signed.</summary>
    private const string Blank = "            ";

    internal static string Number(Paper paper)
    {
        string sign = paper.Letterhead.Sign ?? "";
        string symbol = (paper.Symbol, sign) switch { ("", _) => sign, (_, "") => paper.Symbol, _ => $"{paper.Symbol}-{sign}" };
        return paper.Texts.Format("frame.number", Blank, symbol);
    }

    /// <summary>In capitals, as names of bodies stand in a heading; IPv6 keeps its small letter.</summary>
    internal static string Upper(string text) =>
        text.ToUpper(System.Globalization.CultureInfo.GetCultureInfo("vi-VN")).Replace("IPV6", "IPv6", StringComparison.Ordinal);

    internal static string About(Paper paper) => paper.Texts.Format("frame.about", paper.Subject);

    internal static string PlaceAndDay(Paper paper) =>
        paper.Texts.Format("frame.day", paper.Letterhead.Place ?? "....................", "      ", "      ", paper.Year.ToString(System.Globalization.CultureInfo.InvariantCulture));

    internal static IReadOnlyList<string> To(Paper paper) => paper.To switch
    {
        [var one] => [paper.Texts.Format("frame.to", one)],
        _ => [paper.Texts.Format("frame.to", ""), .. paper.To.Select((to, i) => $"- {to}{(i + 1 < paper.To.Count ? ";" : ".")}")],
    };

    internal static IReadOnlyList<string> Recipients(Paper paper)
    {
        // Who writes recipients down often writes the first and the last line, too, which every paper has: they stand once, and the first only where somebody is addressed above.
        string above = paper.Texts["frame.as-above"];
        string[] named = [.. paper.Kind is null ? [above] : Array.Empty<string>(), .. paper.Recipients, .. paper.Letterhead.Recipients];
        ILookup<bool, string> lines = named.Select(line => line.Trim().TrimStart('-').TrimStart().TrimEnd(';', '.', ' ')).Where(line => line.Length > 0 && (paper.Kind is null || !line.Equals(above, StringComparison.OrdinalIgnoreCase))).Distinct(StringComparer.OrdinalIgnoreCase)
            .ToLookup(line => line.StartsWith("Lưu:", StringComparison.OrdinalIgnoreCase));
        return [.. lines[false].Select(line => $"- {line};"), .. lines[true].Select(line => $"- {line}.").DefaultIfEmpty(paper.Texts["frame.kept"])];
    }

    internal static IReadOnlyList<string> Authority(Paper paper) => Authority(paper.Letterhead, paper.Texts);

    internal static IReadOnlyList<string> Authority(Letterhead head, PaperTexts texts) => [.. new[] { head.Authority, head.SignerTitle }.OfType<string>().DefaultIfEmpty(texts["frame.sign-here"])];
}
