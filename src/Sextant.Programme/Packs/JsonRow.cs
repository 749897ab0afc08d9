using System.Globalization;
using System.Text.Json;
using System.Text.Unicode;
using Sextant.Programme.Register;

namespace Sextant.Programme.Packs;

/// <summary>
/// One object of a pack's JSON, read field by field. A missing or wrong field becomes a fault with its place and a harmless value, so that
/// reading goes on and all faults are found at once; <see cref="Done"/> names the fields that nobody asked for.
/// </summary>
internal sealed class JsonRow(JsonElement element, string file, string place, PackLimits limits, PackFaults faults)
{
    private readonly HashSet<string> _asked = new(StringComparer.Ordinal);

    /// <summary>Reads a file's root object.</summary>
    internal static JsonRow? Root(byte[] bytes, string file, PackLimits limits, PackFaults faults)
    {
        // A byte-order mark is no part of JSON, but editors write it.
        ReadOnlyMemory<byte> json = bytes is [0xEF, 0xBB, 0xBF, ..] ? bytes.AsMemory(3) : bytes;
        if (!Utf8.IsValid(json.Span))
        {
            faults.Add(file, string.Empty, "not-utf8");
            return null;
        }

        try
        {
            CheckFieldNames(json.Span, limits);
            JsonElement root = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = limits.Depth, AllowDuplicateProperties = false }).RootElement;
            if (root.ValueKind == JsonValueKind.Object)
            {
                return new JsonRow(root, file, string.Empty, limits, faults);
            }

            faults.Add(file, string.Empty, "no-object");
        }
        catch (JsonException error)
        {
            string where = error.LineNumber is { } line ? string.Create(CultureInfo.InvariantCulture, $":{line + 1}:{error.BytePositionInLine + 1}") : string.Empty;
            faults.Add(file, where, "no-json");
        }

        return null;
    }

    /// <summary>An escape for half a surrogate pair in a field's name parses, and throws wherever the name is compared: found before.</summary>
    private static void CheckFieldNames(ReadOnlySpan<byte> json, PackLimits limits)
    {
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = limits.Depth });
        while (reader.Read())
        {
            if (reader is not { TokenType: JsonTokenType.PropertyName, ValueIsEscaped: true })
            {
                continue;
            }

            try
            {
                reader.GetString();
            }
            catch (InvalidOperationException error)
            {
                throw new JsonException("a field's name is no text", null, null, null, error);
            }
        }
    }

    internal string Text(string name, int? most = null) => OptionalText(name, most) ?? Missing(name, PackPhrase.Of("a-text"), string.Empty);

    internal string? OptionalText(string name, int? most = null)
    {
        if (Field(name) is not { } field)
        {
            return null;
        }

        if (field.ValueKind != JsonValueKind.String)
        {
            return Wrong<string?>(name, PackPhrase.Of("quoted-text"), string.Empty);
        }

        string? text = Decoded(field);
        if (text is null || text.Length == 0 || text.Length > (most ?? limits.TextLength) || text.Any(c => char.IsControl(c) && c != '\n'))
        {
            return Wrong<string?>(name, PackPhrase.Of("bounded-text", most ?? limits.TextLength), string.Empty);
        }

        return text;
    }

    internal DateOnly Date(string name) => OptionalDate(name) ?? Missing(name, PackPhrase.Of("a-day"), DateOnly.MinValue);

    internal DateOnly? OptionalDate(string name) => Field(name) is null
        ? null
        : DateOnly.TryParseExact(PlainText(name), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly date)
            ? date
            : Wrong<DateOnly?>(name, PackPhrase.Of("real-day"), DateOnly.MinValue);

    internal DateOnly Month(string name) =>
        DateOnly.TryParseExact(PlainText(name) + "-01", "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly date)
            ? date
            : Wrong(name, PackPhrase.Of("a-month"), DateOnly.MinValue);

    internal int Int(string name) => OptionalInt(name) ?? Missing(name, PackPhrase.Of("a-whole"), 0);

    internal int? OptionalInt(string name) => Field(name) is not { } field
        ? null
        : field.ValueKind == JsonValueKind.Number && field.TryGetInt32(out int number) && number >= 0
            ? number
            : Wrong<int?>(name, PackPhrase.Of("whole-range"), 0);

    internal decimal Amount(string name) => OptionalAmount(name) ?? Missing(name, PackPhrase.Of("a-number"), 0m);

    internal decimal? OptionalAmount(string name) => Field(name) is not { } field
        ? null
        : field.ValueKind == JsonValueKind.Number && field.TryGetDecimal(out decimal number) && Math.Abs(number) < 1_000_000_000_000_000m
            ? number
            : Wrong<decimal?>(name, PackPhrase.Of("number-range"), 0m);

    internal bool Flag(string name) => Field(name) is { } field && (field.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => Wrong(name, PackPhrase.Of("a-flag"), false),
    });

    internal LocalText Local(string name)
    {
        if (Row(name) is not { } row)
        {
            return LocalText.Empty;
        }

        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (string language in row.FieldNames())
        {
            texts[language] = row.Text(language);
        }

        if (texts.Count == 0)
        {
            Missing(name, PackPhrase.Of("per-language"), string.Empty);
        }

        return new LocalText(texts);
    }

    /// <summary>A text per language, or one text in the leading language: what titles of documents are.</summary>
    internal LocalText TitleText(string name, string leading) => Field(name) is { ValueKind: JsonValueKind.String }
        ? new LocalText([KeyValuePair.Create(leading, Text(name))])
        : Local(name);

    /// <summary>A note for readers: one text, or a text per language, kept as one JSON object.</summary>
    internal string? Note(string name = "note") => Field(name) is { ValueKind: JsonValueKind.Object } ? Local(name).ToJson() : OptionalText(name);

    internal JsonRow? Row(string name)
    {
        JsonRow? row = OptionalRow(name);
        return row is null && Field(name) is null ? Missing<JsonRow?>(name, PackPhrase.Of("an-object"), null) : row;
    }

    internal JsonRow? OptionalRow(string name) => Field(name) is not { } field
        ? null
        : field.ValueKind == JsonValueKind.Object ? new JsonRow(field, file, At(name), limits, faults) : Wrong<JsonRow?>(name, PackPhrase.Of("an-object"), null);

    internal IReadOnlyList<string> Texts(string name) =>
        [.. Items(name).Select((item, i) => item.ValueKind == JsonValueKind.String && Decoded(item) is { Length: > 0 } text && text.Length <= limits.TextLength
            ? text
            : Wrong($"{name}[{i}]", PackPhrase.Of("quoted-text"), string.Empty))];

    /// <summary>Reads a list of objects; an absent list is empty.</summary>
    internal IReadOnlyList<T> List<T>(string name, Func<JsonRow, T> read)
    {
        var list = new List<T>();
        int i = 0;
        foreach (JsonElement item in Items(name))
        {
            string at = string.Create(CultureInfo.InvariantCulture, $"{At(name)}[{i++}]");
            if (item.ValueKind != JsonValueKind.Object)
            {
                faults.Add(file, at, "no-object");
                continue;
            }

            var row = new JsonRow(item, file, at, limits, faults);
            list.Add(read(row));
            row.Done();
        }

        return list;
    }

    internal IReadOnlyList<string> FieldNames() => [.. element.EnumerateObject().Select(property => property.Name)];

    /// <summary>Names the fields that the format does not have: most are misspelt.</summary>
    internal void Done()
    {
        foreach (string name in FieldNames().Where(name => !_asked.Contains(name)))
        {
            faults.Add(file, place, "unknown-field", PackFaults.Quote(name));
        }
    }

    /// <summary>Adds a fault at a field.</summary>
    internal void Fault(string name, string word, params object[] parameters) => faults.Add(file, At(name), word, parameters);

    /// <summary>Where a field stands, for a fault that somebody else finds.</summary>
    internal string Place(string name) => At(name);

    private IEnumerable<JsonElement> Items(string name)
    {
        if (Field(name) is not { } field)
        {
            return [];
        }

        if (field.ValueKind != JsonValueKind.Array)
        {
            return Wrong<IEnumerable<JsonElement>>(name, PackPhrase.Of("a-list"), []);
        }

        int length = field.GetArrayLength();
        return length <= limits.Rows
            ? field.EnumerateArray()
            : Wrong<IEnumerable<JsonElement>>(name, PackPhrase.Of("short-list", limits.Rows, length), []);
    }

    /// <summary>Null for an absent field and for JSON's null: both say "not known".</summary>
    private JsonElement? Field(string name)
    {
        _asked.Add(name);
        return element.TryGetProperty(name, out JsonElement field) && field.ValueKind != JsonValueKind.Null ? field : null;
    }

    private string? PlainText(string name) => Field(name) is { ValueKind: JsonValueKind.String } field ? Decoded(field) : null;

    /// <summary>An escape for half a surrogate pair parses, but is no text.</summary>
    private static string? Decoded(JsonElement field)
    {
        try
        {
            string text = field.GetString()!;
            return text.IsNormalized() ? text : text.Normalize();
        }
        catch (Exception error) when (error is InvalidOperationException or ArgumentException)
        {
            return null;
        }
    }

    private T Missing<T>(string name, PackPhrase expected, T harmless)
    {
        if (Field(name) is null)
        {
            faults.Add(file, At(name), "missing", expected);
        }

        return harmless;
    }

    private T Wrong<T>(string name, PackPhrase expected, T harmless)
    {
        if (element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out JsonElement field))
        {
            faults.Add(file, At(name), "wrong", PackFaults.Quote(field.GetRawText()), expected);
        }
        else
        {
            faults.Add(file, At(name), "wrong-part", expected);
        }

        return harmless;
    }

    private string At(string name) => place.Length == 0 ? name : $"{place}.{name}";
}
