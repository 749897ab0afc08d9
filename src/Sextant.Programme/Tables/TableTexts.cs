using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json;
using Sextant.Programme.Register;

namespace Sextant.Programme.Tables;

/// <summary>What tables say in one language: headers (<c>column.</c>), closed words (<c>word.</c>), faults (<c>fault.</c>), forms (<c>form.</c>).</summary>
public sealed class TableTexts
{
    private static readonly TableTexts Vietnamese = new("vi", CultureInfo.GetCultureInfo("vi-VN"));
    private static readonly TableTexts English = new("en", CultureInfo.GetCultureInfo("en-GB"));
    private readonly FrozenDictionary<string, string> _texts;
    private readonly CultureInfo _culture;

    private TableTexts(string language, CultureInfo culture)
    {
        (Language, _culture) = (language, culture);
        _texts = typeof(TableTexts).Assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith("tables/", StringComparison.Ordinal) && name.EndsWith($".{language}.json", StringComparison.Ordinal))
            .SelectMany(Read).ToFrozenDictionary(StringComparer.Ordinal);
    }

    /// <summary><c>vi</c> or <c>en</c>.</summary>
    public string Language { get; }

    /// <summary>All keys.</summary>
    public IReadOnlyCollection<string> Keys => _texts.Keys;

    /// <summary>The text under a key; the key itself when there is none, which a test forbids.</summary>
    public string this[string key] => _texts.GetValueOrDefault(key, key);

    /// <summary>The texts of a language: <c>en</c>, anything else is Vietnamese.</summary>
    public static TableTexts For(string language) => language == "en" ? English : Vietnamese;

    /// <summary>A text with its parameters.</summary>
    public string Format(string key, params object[] parameters) => string.Format(_culture, this[key], parameters);

    /// <summary>What is wrong and what to do.</summary>
    public string Of(TableFault fault) => Format("fault." + fault.Word, [.. fault.Parameters.Select(parameter => parameter switch { TableWord word => this[word.Key], LocalText text => text.In(Language), _ => parameter })]);

    /// <summary>Where it is wrong: row, and column with its letters and its header.</summary>
    public string Place(TableFault fault) => fault switch
    {
        { Row: 0 } => this["place.file"],
        { Column: 0 } => Format("place.row", fault.Row),
        { Header: { } header } => Format("place.named-cell", fault.Row, fault.Letters, this["column." + header]),
        _ => Format("place.cell", fault.Row, fault.Letters),
    };

    /// <summary>Whether a header or a word that somebody wrote is this one, in either language or as its id; case, accents and signs apart.</summary>
    internal static bool Names(string key, string written)
    {
        string folded = Folded.Of(written).Replace('.', ' ').Trim();
        string id = key[(key.IndexOf('.', StringComparison.Ordinal) + 1)..];
        return folded.Length > 0 && (Same(id) || Same(Vietnamese[key]) || Same(English[key]));

        bool Same(string text) => Folded.Of(text).Replace('.', ' ').Trim() == folded;
    }

    private static Dictionary<string, string> Read(string resource)
    {
        using Stream stream = typeof(TableTexts).Assembly.GetManifestResourceStream(resource)!;
        return JsonSerializer.Deserialize<Dictionary<string, string>>(stream)!;
    }
}

/// <summary>A parameter of a fault that is itself worded in the reader's language.</summary>
/// <param name="Key">Such as <c>column.organisation</c>.</param>
public sealed record TableWord(string Key);
