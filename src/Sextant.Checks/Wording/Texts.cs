using System.Collections.Frozen;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Sextant.Checks.Judging;
using Sextant.Checks.Observations;
using Sextant.Wire;

namespace Sextant.Checks.Wording;

/// <summary>
/// Every word a person reads about findings, in one language, from the JSON files beside this one (<c>part.language.json</c>,
/// keys <c>tag.web-aaaa-valid</c>, <c>criterion.WEB-01</c>, <c>failure.timed-out</c> ...). Sentences are plain text: whoever shows them encodes them.
/// </summary>
public sealed class Texts
{
    private const int LongestParameter = 200;
    private readonly FrozenDictionary<string, string> sentences;

    private Texts(string language, FrozenDictionary<string, string> sentences)
    {
        Language = language;
        this.sentences = sentences;
    }

    /// <summary>Vietnamese, the first language.</summary>
    public static Texts Vietnamese { get; } = Load("vi");

    /// <summary>English.</summary>
    public static Texts English { get; } = Load("en");

    /// <summary>The language tag: <c>vi</c> or <c>en</c>.</summary>
    public string Language { get; }

    /// <summary>All keys, in ordinal order.</summary>
    public IReadOnlyList<string> Keys => [.. sentences.Keys.Order(StringComparer.Ordinal)];

    /// <summary>English for a language tag that begins with <c>en</c>, else Vietnamese.</summary>
    public static Texts For(string? language) =>
        language is not null && language.StartsWith("en", StringComparison.OrdinalIgnoreCase) ? English : Vietnamese;

    /// <summary>The sentence of a finding, with its parameters in place.</summary>
    public string Of(Finding finding) => Fill(sentences[$"tag.{finding.Tag}"], finding);

    /// <summary>The name of a criterion; its id when it has none.</summary>
    public string Criterion(string id) => sentences.GetValueOrDefault($"criterion.{id}", id);

    /// <summary>A word for a class.</summary>
    public string Of(TargetClass value) => Word("class", value);

    /// <summary>A word for a verdict.</summary>
    public string Of(Verdict value) => Word("verdict", value);

    /// <summary>A word for a level.</summary>
    public string Of(Level value) => Word("level", value);

    /// <summary>A word for a kind of target.</summary>
    public string Of(TargetKind value) => Word("kind", value);

    /// <summary>What a failure means, as a clause without a full stop.</summary>
    public string Of(Failure value) => sentences[$"failure.{value.ToWord()}"];

    /// <summary>Why a text is no host name, for the word that reading it gave.</summary>
    public string NameFault(string word) => sentences[$"name-fault.{word}"];

    /// <summary>One of the short sentences of reports, such as <c>note.single-look</c>.</summary>
    public string Note(string key) => sentences[$"note.{key}"];

    /// <summary>The raw sentence under a key, for those who show a catalogue of all; null when there is none.</summary>
    public string? Find(string key) => sentences.GetValueOrDefault(key);

    private string Word<T>(string part, T value)
        where T : struct, Enum => sentences[$"{part}.{FailureWords.Kebab(value.ToString())}"];

    // One pass, so that braces inside an untrusted value are never filled again.
    private string Fill(string sentence, Finding finding)
    {
        var text = new StringBuilder(sentence.Length + 64);
        for (int at = 0; at < sentence.Length;)
        {
            int open = sentence.IndexOf('{', at);
            int close = open < 0 ? -1 : sentence.IndexOf('}', open);
            if (close < 0)
            {
                text.Append(sentence, at, sentence.Length - at);
                break;
            }

            text.Append(sentence, at, open - at).Append(Value(sentence[(open + 1)..close], finding));
            at = close + 1;
        }

        return text.ToString();
    }

    private string Value(string name, Finding finding) => name switch
    {
        "subject" => Tame(finding.Subject),
        "cause" => finding.Cause is { } cause ? Of(cause) : sentences["note.no-cause"],
        _ when finding.Parameters.TryGetValue(name, out string? value) => sentences.GetValueOrDefault($"word.{name}.{value}") ?? Failed(value) ?? Tame(value),
        _ => "?",
    };

    private string? Failed(string value) => FailureWords.TryParse(value, out Failure failure) ? Of(failure) : null;

    /// <summary>
    /// A text that a stranger's server gave, fit to be shown: control, format (bidirectional) and surrogate characters never reach a
    /// reader, and the length is bounded. Still plain text: whoever shows it encodes it.
    /// </summary>
    public static string Tame(string value)
    {
        var text = new StringBuilder(Math.Min(value.Length, LongestParameter) + 1);
        foreach (Rune rune in value.EnumerateRunes())
        {
            if (text.Length >= LongestParameter)
            {
                text.Append('…');
                break;
            }

            text.Append(Rune.GetUnicodeCategory(rune) is System.Globalization.UnicodeCategory.Control or System.Globalization.UnicodeCategory.Format
                or System.Globalization.UnicodeCategory.LineSeparator or System.Globalization.UnicodeCategory.ParagraphSeparator
                ? "\uFFFD"
                : rune.ToString());
        }

        return text.ToString();
    }

    private static Texts Load(string language)
    {
        var sentences = new Dictionary<string, string>(StringComparer.Ordinal);
        string suffix = $".{language}.json";
        foreach (string resource in typeof(Texts).Assembly.GetManifestResourceNames())
        {
            if (!resource.StartsWith("Wording/", StringComparison.Ordinal) || !resource.EndsWith(suffix, StringComparison.Ordinal))
            {
                continue;
            }

            using Stream stream = typeof(Texts).Assembly.GetManifestResourceStream(resource)!;
            foreach ((string key, string sentence) in JsonSerializer.Deserialize(stream, TextsJson.Default.DictionaryStringString)!)
            {
                if (!sentences.TryAdd(key, sentence))
                {
                    throw new InvalidDataException($"The key \"{key}\" stands twice in the texts of language {language}.");
                }
            }
        }

        return new Texts(language, sentences.ToFrozenDictionary(StringComparer.Ordinal));
    }
}

/// <summary>How files of sentences are read, without reflection: every command reads its own at its start.</summary>
[JsonSerializable(typeof(Dictionary<string, string>))]
public sealed partial class TextsJson : JsonSerializerContext;
