using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json;

namespace Sextant.Programme.Notices;

/// <summary>The sentences of notices and letters in one language, from <c>Wording/notices.LANGUAGE.json</c>.</summary>
public sealed class NoticeTexts
{
    private static readonly NoticeTexts Vietnamese = new("vi");
    private static readonly NoticeTexts English = new("en");
    private readonly FrozenDictionary<string, string> _sentences;

    private NoticeTexts(string language)
    {
        using Stream stream = typeof(NoticeTexts).Assembly.GetManifestResourceStream($"notices/notices.{language}.json")!;
        _sentences = JsonSerializer.Deserialize<Dictionary<string, string>>(stream)!.ToFrozenDictionary(StringComparer.Ordinal);
    }

    /// <summary>All keys.</summary>
    public IReadOnlyCollection<string> Keys => _sentences.Keys;

    /// <summary>The sentences of a language: <c>en</c>, anything else is Vietnamese.</summary>
    public static NoticeTexts For(string language) => language == "en" ? English : Vietnamese;

    /// <summary>A sentence with its parameters.</summary>
    public string Format(string key, params object?[] parameters) => string.Format(CultureInfo.InvariantCulture, _sentences.GetValueOrDefault(key, key), parameters);

    /// <summary>What a notice says.</summary>
    public string Of(NoticeView notice) => Format("notice." + notice.Kind, [.. notice.Words]);
}
