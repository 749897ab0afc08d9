using System.Globalization;
using System.Text;

namespace Sextant.Programme.Register;

/// <summary>
/// Text as it is searched: without case, accents and marks, so that "hue" finds "Huế" and "da nang" finds "Đà Nẵng".
/// No database's collation does this for Vietnamese, so a folded column is stored beside the name.
/// </summary>
public static class Folded
{
    /// <summary>Folds: canonical decomposition, marks removed, đ to d, lower case, runs of other characters to one space.</summary>
    public static string Of(string text)
    {
        var folded = new StringBuilder(text.Length);
        bool gap = false;
        foreach (char c in Decomposed(text))
        {
            if (CharUnicodeInfo.GetUnicodeCategory(c) == UnicodeCategory.NonSpacingMark)
            {
                continue;
            }

            if (!char.IsLetterOrDigit(c) && c != '.')
            {
                gap = folded.Length > 0;
                continue;
            }

            if (gap)
            {
                folded.Append(' ');
                gap = false;
            }

            folded.Append(c is 'đ' or 'Đ' ? 'd' : char.ToLowerInvariant(c));
        }

        return folded.ToString();
    }

    /// <summary>What is typed into a search box may hold half a surrogate pair or a noncharacter, which have no decomposition.</summary>
    private static string Decomposed(string text)
    {
        try
        {
            return text.Normalize(NormalizationForm.FormD);
        }
        catch (ArgumentException)
        {
            return new string([.. text.Where(c => !char.IsSurrogate(c) && c is not ((>= '\uFDD0' and <= '\uFDEF') or '\uFFFE' or '\uFFFF'))]).Normalize(NormalizationForm.FormD);
        }
    }
}
