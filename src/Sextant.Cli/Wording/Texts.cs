using System.Collections.Frozen;
using System.Reflection;
using System.Text.Json;
using Sextant.Checks.Wording;

namespace Sextant.Cli.Wording;

/// <summary>
/// The sentences of the command line in one language, from the embedded <c>Texts/AREA.LANGUAGE.json</c> files.
/// Keys follow names: <c>verb.check</c>, <c>verb.check.--json</c>, <c>setting.resolver</c>; a test finds the missing one.
/// </summary>
internal sealed class Texts
{
    private static readonly Lazy<Texts> Vietnamese = new(() => new Texts(Language.Vi));
    private static readonly Lazy<Texts> English = new(() => new Texts(Language.En));
    private readonly FrozenDictionary<string, string> _sentences;

    private Texts(Language language)
    {
        Language = language;
        _sentences = Load(language).ToFrozenDictionary(StringComparer.Ordinal);
    }

    /// <summary>The language of these sentences.</summary>
    public Language Language { get; }

    /// <summary>Every key there is.</summary>
    public IReadOnlyCollection<string> Keys => _sentences.Keys;

    /// <summary>The sentences of a language.</summary>
    public static Texts Of(Language language) => (language == Language.Vi ? Vietnamese : English).Value;

    /// <summary>The sentence; the key itself when it is missing, which a test forbids and a user survives.</summary>
    public string this[string key] => _sentences.GetValueOrDefault(key, key);

    /// <summary>True when there is such a sentence.</summary>
    public bool Has(string key) => _sentences.ContainsKey(key);

    /// <summary>The sentence with its parameters {0}, {1} ... in the forms of the language.</summary>
    public string Format(string key, params object?[] parameters) =>
        string.Format(Language.Culture(), this[key], parameters);

    private static Dictionary<string, string> Load(Language language)
    {
        var assembly = Assembly.GetExecutingAssembly();
        var all = new Dictionary<string, string>(StringComparer.Ordinal);
        string ending = $".{language.Word()}.json";
        foreach (string resource in assembly.GetManifestResourceNames().Where(n => n.StartsWith("texts/", StringComparison.Ordinal) && n.EndsWith(ending, StringComparison.Ordinal)))
        {
            using Stream stream = assembly.GetManifestResourceStream(resource)!;
            foreach (var (key, sentence) in JsonSerializer.Deserialize(stream, TextsJson.Default.DictionaryStringString)!)
            {
                all.Add(key, sentence); // twice the same key is our fault and must be seen
            }
        }

        return all;
    }
}
