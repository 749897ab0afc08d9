using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json;
using NameTexts = Sextant.Checks.Wording.Texts;

namespace Sextant.Programme.Packs;

/// <summary>The sentences of <see cref="PackFault"/> in one language, from <c>Wording/pack-faults.LANGUAGE.json</c>.</summary>
public sealed class PackFaultTexts
{
    private static readonly PackFaultTexts Vietnamese = new("vi", CultureInfo.GetCultureInfo("vi-VN"));
    private static readonly PackFaultTexts English = new("en", CultureInfo.InvariantCulture);
    private readonly FrozenDictionary<string, string> _sentences;
    private readonly CultureInfo _culture;
    private readonly NameTexts _names;

    private PackFaultTexts(string language, CultureInfo culture)
    {
        _culture = culture;
        _names = NameTexts.For(language);
        using Stream stream = typeof(PackFaultTexts).Assembly.GetManifestResourceStream($"packs/pack-faults.{language}.json")!;
        _sentences = JsonSerializer.Deserialize<Dictionary<string, string>>(stream)!.ToFrozenDictionary(StringComparer.Ordinal);
    }

    /// <summary>The sentences of a language: <c>vi</c>, anything else is English.</summary>
    public static PackFaultTexts For(string language) => language == "vi" ? Vietnamese : English;

    /// <summary>What is wrong and what to do.</summary>
    public string Of(PackFault fault) => Fill(fault.Word, fault.Parameters);

    // What is wrong with a name is worded where names are worded for all.
    private string Fill(string word, IReadOnlyList<object> parameters) => string.Format(
        _culture, _sentences.GetValueOrDefault(word) ?? _names.Find(word) ?? word,
        [.. parameters.Select(parameter => parameter is PackPhrase phrase ? Fill(phrase.Word, phrase.Parameters) : parameter)]);
}
