using System.Globalization;
using System.Text;

namespace Sextant.Cli.Screen;

/// <summary>
/// Makes text of strangers (host names, titles, banners, file contents) harmless on a terminal: it can neither move the cursor,
/// nor recolour, nor reorder the line, nor start a new one.
/// </summary>
internal static class TerminalText
{
    /// <summary>The text on one line; control, format and reordering characters become visible escapes such as <c>\x1B</c>.</summary>
    public static string Safe(string? text)
    {
        if (string.IsNullOrEmpty(text) || !NeedsWork(text))
        {
            return text ?? "";
        }

        var safe = new StringBuilder(text.Length + 16);
        foreach (Rune rune in text.EnumerateRunes())
        {
            if (!IsDangerous(rune))
            {
                safe.Append(rune);
            }
            else if (rune.Value <= 0xFF)
            {
                safe.Append(CultureInfo.InvariantCulture, $"\\x{rune.Value:X2}");
            }
            else
            {
                safe.Append(CultureInfo.InvariantCulture, $"\\u{{{rune.Value:X}}}");
            }
        }

        return safe.ToString();
    }

    /// <summary>As <see cref="Safe(string?)"/>, cut to <paramref name="most"/> characters with an ellipsis.</summary>
    public static string Safe(string? text, int most)
    {
        string safe = Safe(text);
        return safe.Length <= most ? safe : string.Concat(safe.AsSpan(0, Math.Max(0, most - 1)), "…");
    }

    private static bool NeedsWork(string text)
    {
        foreach (char c in text)
        {
            if (c is < ' ' or >= '\x7F')
            {
                return true;
            }
        }

        return false;
    }

    // Control: C0, DEL and C1 (0x9B alone is a CSI on an 8-bit terminal). Format: bidi overrides, zero-width joiners, soft hyphen, BOM, tags.
    private static bool IsDangerous(Rune rune) => Rune.GetUnicodeCategory(rune)
        is UnicodeCategory.Control
        or UnicodeCategory.Format
        or UnicodeCategory.LineSeparator
        or UnicodeCategory.ParagraphSeparator
        or UnicodeCategory.PrivateUse
        or UnicodeCategory.OtherNotAssigned
        or UnicodeCategory.Surrogate;
}
