using System.Text.Json;

namespace Sextant.Cli.Settings;

/// <summary>Reads <c>sextant.json</c>: one object, a key per setting; comments and a last comma are welcome.</summary>
internal static class SettingsFile
{
    private const long MostBytes = 1024 * 1024; // a file of settings has a few kB

    private static readonly JsonDocumentOptions Lenient = new()
    {
        CommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
        MaxDepth = 4,
    };

    /// <summary>The words of each key. Faults of the file itself and of unknown keys are added to <paramref name="faults"/>.</summary>
    public static Dictionary<string, IReadOnlyList<string>> Read(string path, List<SettingFault> faults)
    {
        var words = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        try
        {
            if (new FileInfo(path) is not { Exists: true, Length: > 0 and <= MostBytes })
            {
                faults.Add(new SettingFault("config", path, path, new Rule("config-file")));
                return words;
            }

            using JsonDocument document = JsonDocument.Parse(File.ReadAllText(path), Lenient);
            ReadKeys(document.RootElement, path, words, faults);
        }
        catch (JsonException e)
        {
            string line = ((e.LineNumber ?? 0) + 1).ToString(System.Globalization.CultureInfo.InvariantCulture);
            faults.Add(new SettingFault("config", null, path, new Rule("config-json", line)));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            faults.Add(new SettingFault("config", path, path, new Rule("config-file")));
        }

        return words;
    }

    private static void ReadKeys(JsonElement root, string path, Dictionary<string, IReadOnlyList<string>> words, List<SettingFault> faults)
    {
        if (root.ValueKind != JsonValueKind.Object)
        {
            faults.Add(new SettingFault("config", null, path, new Rule("config-object")));
            return;
        }

        foreach (JsonProperty property in root.EnumerateObject())
        {
            if (SettingCatalog.Find(property.Name) is not { } setting)
            {
                faults.Add(new SettingFault(property.Name, Word(property.Value), path, SettingsReader.Unknown(property.Name)));
            }
            else if (!words.TryAdd(setting.Name, [.. Words(property.Value)]))
            {
                faults.Add(new SettingFault(setting.Name, Word(property.Value), path, new Rule("once")));
            }
        }
    }

    private static IEnumerable<string> Words(JsonElement value) =>
        value.ValueKind == JsonValueKind.Array ? value.EnumerateArray().Select(Word) : [Word(value)];

    private static string Word(JsonElement value) =>
        value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();
}
