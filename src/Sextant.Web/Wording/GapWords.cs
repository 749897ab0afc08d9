using Sextant.Programme.Conversions;
using Sextant.Programme.Register;
using Sextant.Programme.Tables;

namespace Sextant.Web.Wording;

/// <summary>What a conversion plan lacks, in words: for its page and for programs.</summary>
internal static class GapWords
{
    private static readonly string[] Numerals = ["I", "II", "III", "IV", "V", "VI"];

    /// <summary>The number of a section as the form counts.</summary>
    internal static string Roman(int section) => Numerals[section];

    /// <summary>A gap in the words of a language.</summary>
    internal static string Of(ConversionGap gap, string language)
    {
        WebTexts texts = WebTexts.Of(language);
        return texts.Format("conversion.gap-" + gap.Word, gap.Word switch
        {
            "section" => $"{Roman(ConversionWords.Sections.ToList().IndexOf(gap.Subject!))}. {texts["conversion.section-" + gap.Subject]}",
            "layer" or "not-had" => TableTexts.For(language)["word.layer-" + gap.Subject],
            _ => gap.Subject,
        });
    }
}
