using System.Globalization;
using System.Text;

namespace Sextant.Cli.Screen;

/// <summary>How many columns of a terminal a text takes: colours take none, marks that combine take none, the signs of East Asia take two.</summary>
internal static class TextWidth
{
    /// <summary>The columns that a text of one line takes.</summary>
    public static int Of(string text)
    {
        int columns = 0;
        for (int at = 0; at < text.Length;)
        {
            (int length, int width) = Next(text, at);
            at += length;
            columns += width;
        }

        return columns;
    }

    /// <summary>The text cut to so many columns, with an ellipsis when something is lost. Colours stay, and end with the text.</summary>
    public static string Clip(string text, int columns)
    {
        if (Of(text) <= columns)
        {
            return text;
        }

        int end = 0;
        bool coloured = false;
        for (int used = 0; end < text.Length;)
        {
            (int length, int width) = Next(text, end);
            if (used + width > columns - 1)
            {
                break;
            }

            coloured = text[end] == '\e' ? !text.AsSpan(end, length).SequenceEqual("\e[0m") : coloured;
            end += length;
            used += width;
        }

        return string.Concat(text.AsSpan(0, end), columns > 0 ? "…" : "", coloured ? "\e[0m" : "");
    }

    /// <summary>The text with spaces up to so many columns.</summary>
    public static string Pad(string text, int columns) => text + new string(' ', Math.Max(0, columns - Of(text)));

    /// <summary>Lines of at most so many columns, broken at spaces; a word that is longer is broken where it must be.</summary>
    public static IEnumerable<string> Wrap(string text, int columns)
    {
        int room = Math.Max(1, columns);
        while (Of(text) > room)
        {
            int most = Fitting(text, room);
            int cut = text.LastIndexOf(' ', Math.Min(most, text.Length - 1));
            cut = cut <= 0 ? Math.Max(1, most) : cut;
            yield return text[..cut].TrimEnd();
            text = text[cut..].TrimStart();
        }

        yield return text;
    }

    private static int Fitting(string text, int columns)
    {
        int end = 0;
        for (int used = 0; end < text.Length;)
        {
            (int length, int width) = Next(text, end);
            if (used + width > columns)
            {
                break;
            }

            end += length;
            used += width;
        }

        return end;
    }

    private static (int Length, int Columns) Next(string text, int at)
    {
        if (text[at] == '\e' && text.IndexOf('m', at) is > 0 and var end)
        {
            return (end - at + 1, 0);
        }

        return Rune.TryGetRuneAt(text, at, out Rune rune) ? (rune.Utf16SequenceLength, Columns(rune)) : (1, 1);
    }

    private static int Columns(Rune rune) => Rune.GetUnicodeCategory(rune) switch
    {
        UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.Format or UnicodeCategory.Control => 0,
        _ => IsWide(rune.Value) ? 2 : 1,
    };

    // The blocks that UAX #11 counts as wide, in rough: names of sites in Chinese, Japanese and Korean, and pictures.
    private static bool IsWide(int value) => value is (>= 0x1100 and <= 0x115F) or (>= 0x2E80 and <= 0xA4CF) or (>= 0xAC00 and <= 0xD7A3)
        or (>= 0xF900 and <= 0xFAFF) or (>= 0xFE30 and <= 0xFE6F) or (>= 0xFF00 and <= 0xFF60) or (>= 0x1F300 and <= 0x1FAFF) or (>= 0x20000 and <= 0x3FFFD);
}
