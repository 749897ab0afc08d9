using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json;

namespace Sextant.Web.Wording;

/// <summary>The sentences of the pages in one language. Plain text: Razor encodes them.</summary>
public sealed class WebTexts
{
    private static readonly WebTexts Vietnamese = new("vi");
    private static readonly WebTexts English = new("en");
    private readonly FrozenDictionary<string, string> _sentences;
    private readonly CultureInfo _culture;

    private WebTexts(string language)
    {
        _sentences = typeof(WebTexts).Assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith("texts/", StringComparison.Ordinal) && name.EndsWith($".{language}.json", StringComparison.Ordinal))
            .SelectMany(Read).ToFrozenDictionary(StringComparer.Ordinal);
        _culture = CultureInfo.GetCultureInfo(language == "en" ? "en-GB" : "vi-VN");
    }

    /// <summary>How numbers and dates are written.</summary>
    public CultureInfo Culture => _culture;

    /// <summary>All keys.</summary>
    public IReadOnlyCollection<string> Keys => _sentences.Keys;

    /// <summary>The sentence under a key; the key itself when there is none, which a test forbids.</summary>
    public string this[string key] => _sentences.GetValueOrDefault(key, key);

    /// <summary>The sentences of a language.</summary>
    public static WebTexts Of(string language) => language == "en" ? English : Vietnamese;

    private static Dictionary<string, string> Read(string resource)
    {
        using Stream stream = typeof(WebTexts).Assembly.GetManifestResourceStream(resource)!;
        return JsonSerializer.Deserialize<Dictionary<string, string>>(stream)!;
    }

    /// <summary>A sentence with its parameters.</summary>
    public string Format(string key, params object?[] parameters) => string.Format(_culture, this[key], parameters);

    /// <summary>A day in the form of the language: 21/11/2026.</summary>
    public string Day(DateOnly? day) => day?.ToString("dd/MM/yyyy", _culture) ?? "–";

    /// <summary>A span of days in brackets, with what is known of it; empty when neither end is.</summary>
    public string Span(DateOnly? from, DateOnly? until) => (from, until) switch
    {
        (null, null) => "",
        ({ } since, null) => Format("span.since", Day(since)),
        (null, { } last) => Format("span.until", Day(last)),
        _ => Format("span.both", Day(from), Day(until)),
    };

    /// <summary>An instant in the country's time, to the minute.</summary>
    public string Time(DateTimeOffset instant, TimeZoneInfo zone) => TimeZoneInfo.ConvertTime(instant, zone).ToString("HH:mm dd/MM/yyyy", _culture);
}
