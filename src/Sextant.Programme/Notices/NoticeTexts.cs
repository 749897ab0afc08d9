using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json;

namespace Sextant.Programme.Notices;

/// <summary>The sentences of notices and letters in one language, from <c>Wording/notices.LANGUAGE.json</c>.</summary>
public sealed class NoticeTexts
{
    private static readonly NoticeTexts Vietnamese = new("vi");
    private static readonly NoticeTexts English = new("en");
    /// <summary>U+001F, the separator of units: nobody types it.</summary>
    private const char Between = '\u001f';

    private readonly FrozenDictionary<string, string> _sentences;
    private readonly int _place;

    private NoticeTexts(string language)
    {
        (Language, _place) = (language, NoticeKinds.Languages.Index().First(one => one.Item == language).Index);
        using Stream stream = typeof(NoticeTexts).Assembly.GetManifestResourceStream($"notices/notices.{language}.json")!;
        _sentences = JsonSerializer.Deserialize<Dictionary<string, string>>(stream)!.ToFrozenDictionary(StringComparer.Ordinal);
    }

    /// <summary>Which: one of <see cref="NoticeKinds.Languages"/>.</summary>
    public string Language { get; }

    /// <summary>All keys.</summary>
    public IReadOnlyCollection<string> Keys => _sentences.Keys;

    /// <summary>The sentences of a language: <c>en</c>, anything else is Vietnamese.</summary>
    public static NoticeTexts For(string language) => language == "en" ? English : Vietnamese;

    /// <summary>A sentence with its parameters.</summary>
    public string Format(string key, params object?[] parameters) => string.Format(CultureInfo.InvariantCulture, _sentences.GetValueOrDefault(key, key), parameters);

    /// <summary>What a notice says.</summary>
    public string Of(NoticeView notice) => Format("notice." + notice.Kind, [.. notice.Words.Select(InLanguage)]);

    /// <summary>A word that every language has its own of, as it is kept with a notice: its reader's language is not known before it is read.</summary>
    internal static string Everywhere(Func<string, string> word) => string.Join(Between, NoticeKinds.Languages.Select(language => word(language).Replace(Between, ' ')));

    // In the order of NoticeKinds.Languages; a word without the sign is the same in all.
    private string InLanguage(string word) => word.Split(Between) is { Length: > 1 } words && words.Length == NoticeKinds.Languages.Count ? words[_place] : word;
}
