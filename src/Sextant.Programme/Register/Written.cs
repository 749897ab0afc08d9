using System.Text;

namespace Sextant.Programme.Register;

/// <summary>What people write, as it is kept: trimmed, composed, bounded, without characters that cannot be seen.</summary>
internal static class Written
{
    /// <summary>100,000 characters: a long decision with its annexes as text.</summary>
    internal const int LongText = 100_000;

    /// <summary>One line; refused when it is empty or too long.</summary>
    internal static string Line(string? text, string word, int most = 500) => OptionalLine(text, word, most) ?? throw new RefusedException(word, most);

    /// <summary>One line or none.</summary>
    internal static string? OptionalLine(string? text, string word, int most = 500)
    {
        string? written = OptionalText(text, word, most);
        return written?.Contains('\n', StringComparison.Ordinal) == true ? throw new RefusedException(word, most) : written;
    }

    /// <summary>Lines; refused when they are empty or too long.</summary>
    internal static string Text(string? text, string word, int most = 4000) => OptionalText(text, word, most) ?? throw new RefusedException(word, most);

    /// <summary>Lines or none.</summary>
    internal static string? OptionalText(string? text, string word, int most = 4000)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return null;
        }

        string written;
        try
        {
            written = text.ReplaceLineEndings("\n").Replace('\t', ' ').Trim().Normalize(NormalizationForm.FormC);
        }
        catch (ArgumentException)
        {
            throw new RefusedException(word, most);
        }

        return written.Length <= most && !written.Any(c => char.IsControl(c) && c != '\n') ? written : throw new RefusedException(word, most);
    }

    /// <summary>An id made of what people wrote: <c>38/QĐ-BTTTT</c> gives <c>38-qd-btttt</c>.</summary>
    internal static string Slug(string text)
    {
        string[] words = Folded.Of(text.Replace('.', ' ')).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var slug = new StringBuilder();
        foreach (string word in words.Select(word => new string([.. word.Where(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c))])).Where(word => word.Length > 0))
        {
            // 60: room for what makes it unique within the 80 of a slug.
            if (slug.Length + word.Length > 60)
            {
                break;
            }

            slug.Append(slug.Length > 0 ? "-" : "").Append(word);
        }

        return slug.Length > 0 ? slug.ToString() : "x";
    }
}
