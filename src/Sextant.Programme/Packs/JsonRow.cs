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
            faults.Add(file, string.Empty, "it is not UTF-8; convert it");
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

            faults.Add(file, string.Empty, "an object { ... } is expected at the top");
        }
        catch (JsonException error)
        {
            string where = error.LineNumber is { } line ? string.Create(CultureInfo.InvariantCulture, $"line {line + 1}") : string.Empty;
            faults.Add(file, where, $"it is not readable JSON ({PackFaults.Quote(error.Message)}); mend that line first, more may follow");
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

    internal string Text(string name, int? most = null) => OptionalText(name, most) ?? Missing(name, "a text", string.Empty);

    internal string? OptionalText(string name, int? most = null)
    {
        if (Field(name) is not { } field)
        {
            return null;
        }

        if (field.ValueKind != JsonValueKind.String)
        {
            return Wrong<string?>(name, "a text in quotes", string.Empty);
        }

        string? text = Decoded(field);
        if (text is null || text.Length == 0 || text.Length > (most ?? limits.TextLength) || text.Any(c => char.IsControl(c) && c != '\n'))
        {
            return Wrong<string?>(name, string.Create(CultureInfo.InvariantCulture, $"a text of 1 to {most ?? limits.TextLength} characters without control characters"), string.Empty);
        }

        return text;
    }

    internal DateOnly Date(string name) => OptionalDate(name) ?? Missing(name, "a day like 2025-06-30", DateOnly.MinValue);

    internal DateOnly? OptionalDate(string name) => Field(name) is null
        ? null
        : DateOnly.TryParseExact(PlainText(name), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly date)
            ? date
            : Wrong<DateOnly?>(name, "a day that exists, written like 2025-06-30", DateOnly.MinValue);

    internal DateOnly Month(string name) =>
        DateOnly.TryParseExact(PlainText(name) + "-01", "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly date)
            ? date
            : Wrong(name, "a month written like 2025-10", DateOnly.MinValue);

    internal int Int(string name) => OptionalInt(name) ?? Missing(name, "a whole number", 0);

    internal int? OptionalInt(string name) => Field(name) is not { } field
        ? null
        : field.ValueKind == JsonValueKind.Number && field.TryGetInt32(out int number) && number >= 0
            ? number
            : Wrong<int?>(name, "a whole number from 0 to 2147483647", 0);

    internal decimal Amount(string name) => OptionalAmount(name) ?? Missing(name, "a number", 0m);

    internal decimal? OptionalAmount(string name) => Field(name) is not { } field
        ? null
        : field.ValueKind == JsonValueKind.Number && field.TryGetDecimal(out decimal number) && Math.Abs(number) < 1_000_000_000_000_000m
            ? number
            : Wrong<decimal?>(name, "a number below 10^15", 0m);

    internal bool Flag(string name) => Field(name) is { } field && (field.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => Wrong(name, "true or false", false),
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
            Missing(name, "a text per language, like {\"vi\": \"...\"}", string.Empty);
        }

        return new LocalText(texts);
    }

    /// <summary>A text per language, or one text in the leading language: what titles of documents are.</summary>
    internal LocalText TitleText(string name, string leading) => Field(name) is { ValueKind: JsonValueKind.String }
        ? new LocalText([KeyValuePair.Create(leading, Text(name))])
        : Local(name);

    internal JsonRow? Row(string name)
    {
        JsonRow? row = OptionalRow(name);
        return row is null && Field(name) is null ? Missing<JsonRow?>(name, "an object { ... }", null) : row;
    }

    internal JsonRow? OptionalRow(string name) => Field(name) is not { } field
        ? null
        : field.ValueKind == JsonValueKind.Object ? new JsonRow(field, file, At(name), limits, faults) : Wrong<JsonRow?>(name, "an object { ... }", null);

    internal IReadOnlyList<string> Texts(string name) =>
        [.. Items(name).Select((item, i) => item.ValueKind == JsonValueKind.String && Decoded(item) is { Length: > 0 } text && text.Length <= limits.TextLength
            ? text
            : Wrong($"{name}[{i}]", "a text in quotes", string.Empty))];

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
                faults.Add(file, at, "an object { ... } is expected");
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
            faults.Add(file, place, $"the field {PackFaults.Quote(name)} is not part of the format; correct its spelling or remove it");
        }
    }

    /// <summary>Adds a fault at a field.</summary>
    internal void Fault(string name, string sentence) => faults.Add(file, At(name), sentence);

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
            return Wrong<IEnumerable<JsonElement>>(name, "a list [ ... ]", []);
        }

        int length = field.GetArrayLength();
        return length <= limits.Rows
            ? field.EnumerateArray()
            : Wrong<IEnumerable<JsonElement>>(name, string.Create(CultureInfo.InvariantCulture, $"a list of at most {limits.Rows} rows (it has {length})"), []);
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

    private T Missing<T>(string name, string expected, T harmless)
    {
        if (Field(name) is null)
        {
            faults.Add(file, At(name), $"it is missing; {expected} is expected");
        }

        return harmless;
    }

    private T Wrong<T>(string name, string expected, T harmless)
    {
        string found = element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out JsonElement field) ? $"{PackFaults.Quote(field.GetRawText())} is" : "it is";
        faults.Add(file, At(name), $"{found} not what is expected here: {expected}");
        return harmless;
    }

    private string At(string name) => place.Length == 0 ? name : $"{place}.{name}";
}
