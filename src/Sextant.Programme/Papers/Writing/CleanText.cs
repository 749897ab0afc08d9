using System.Text;
using Sextant.Programme.Tables;

namespace Sextant.Programme.Papers.Writing;

/// <summary>Text as files take it: what XML cannot hold and what turns the direction of writing is left out. Some of it was chosen by strangers' servers.</summary>
internal static class CleanText
{
    internal static string Of(string text)
    {
        var clean = new StringBuilder(text.Length);
        foreach (Rune rune in text.EnumerateRunes())
        {
            bool shown = Rune.GetUnicodeCategory(rune) is not (System.Globalization.UnicodeCategory.Control or System.Globalization.UnicodeCategory.Format or System.Globalization.UnicodeCategory.OtherNotAssigned)
                || rune.Value is '\n';

            // U+FFFE and U+FFFF are no characters of XML 1.0 (section 2.2).
            clean.Append(shown && rune.Value is not (0xFFFE or 0xFFFF) ? rune.ToString() : "");
        }

        return clean.ToString();
    }

    /// <summary>Text as a cell of a CSV (RFC 4180); what begins like a formula, as it stands in the file, is kept from being one.</summary>
    internal static string Cell(string text)
    {
        string clean = Of(text);
        return $"\"{(CsvWriter.IsRun(clean) ? "'" : "")}{clean.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }
}
