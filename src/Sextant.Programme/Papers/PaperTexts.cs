using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json;

namespace Sextant.Programme.Papers;

/// <summary>The sentences of papers in one language, from <c>Wording/*.LANGUAGE.json</c> beside this file.</summary>
public sealed class PaperTexts
{
    private static readonly PaperTexts Vietnamese = new("vi", CultureInfo.GetCultureInfo("vi-VN"));
    private static readonly PaperTexts English = new("en", CultureInfo.GetCultureInfo("en-GB"));
    private readonly FrozenDictionary<string, string> _sentences;
    private readonly CultureInfo _culture;

    private PaperTexts(string language, CultureInfo culture)
    {
        (Language, _culture) = (language, culture);
        _sentences = typeof(PaperTexts).Assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith("papers/", StringComparison.Ordinal) && name.EndsWith($".{language}.json", StringComparison.Ordinal))
            .SelectMany(Read).ToFrozenDictionary(StringComparer.Ordinal);
    }

    /// <summary><c>vi</c> or <c>en</c>.</summary>
    public string Language { get; }

    /// <summary>All keys.</summary>
    public IReadOnlyCollection<string> Keys => _sentences.Keys;

    /// <summary>The sentence under a key; the key itself when there is none, which a test forbids.</summary>
    public string this[string key] => _sentences.GetValueOrDefault(key, key);

    /// <summary>The sentences of a language: <c>en</c>, anything else is Vietnamese.</summary>
    public static PaperTexts For(string language) => language == "en" ? English : Vietnamese;

    /// <summary>A sentence with its parameters.</summary>
    public string Format(string key, params object?[] parameters) => string.Format(_culture, this[key], parameters);

    /// <summary>A day as the language writes it.</summary>
    public string Day(DateOnly? day) => day is { } date ? date.ToString("dd/MM/yyyy", CultureInfo.InvariantCulture) : "–";

    /// <summary>An instant in a time zone.</summary>
    public string Time(DateTimeOffset at, TimeZoneInfo zone) => TimeZoneInfo.ConvertTime(at, zone).ToString("HH:mm dd/MM/yyyy", CultureInfo.InvariantCulture);

    /// <summary>A count, grouped as the language groups.</summary>
    public string Count(int count) => count.ToString("N0", _culture);

    private static Dictionary<string, string> Read(string resource)
    {
        using Stream stream = typeof(PaperTexts).Assembly.GetManifestResourceStream(resource)!;
        return JsonSerializer.Deserialize<Dictionary<string, string>>(stream)!;
    }
}
