using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Sextant.Testing;

/// <summary>
/// A documented form of JSON (<c>docs/reference/*.schema.json</c>) and what does not keep to it. Knows the few words of JSON Schema that the
/// documents use; any other word is refused, so that no rule is written that nobody checks. A member that is not documented is a fault.
/// </summary>
public sealed class JsonForm
{
    private static readonly string[] Checked = ["$ref", "const", "enum", "type", "pattern", "items", "properties", "additionalProperties", "required"];

    /// <summary>Said for readers: nothing to check. A format is, where it matters, a pattern too.</summary>
    private static readonly string[] Told = ["$schema", "$defs", "title", "description", "format", "default", "x-unit"];

    private readonly string _folder;
    private readonly JsonObject _root;

    private JsonForm(string folder, JsonObject root) => (_folder, _root) = (folder, root);

    /// <summary>The document as it stands.</summary>
    public JsonObject Document => _root;

    /// <summary>Reads a document of the reference.</summary>
    public static JsonForm Read(string name) => Read(Repository.At("docs", "reference"), name);

    /// <summary>What in the value is not of the form, each with its place.</summary>
    public IReadOnlyList<string> Faults(JsonNode? value) => [.. Faults(value, _root, "")];

    /// <summary>A document that is at hand, such as the description of the API.</summary>
    public static JsonForm Of(JsonObject document) => new("", document);

    /// <summary>What in the value is not of a form within the document: <c>#/components/schemas/Problem</c>.</summary>
    public IReadOnlyList<string> Faults(JsonNode? value, string reference) => [.. Follow(reference, value, "")];

    private static JsonForm Read(string folder, string name) => new(folder, JsonNode.Parse(File.ReadAllText(Path.Combine(folder, name)))!.AsObject());

    private IEnumerable<string> Faults(JsonNode? value, JsonObject schema, string at)
    {
        if (schema.FirstOrDefault(word => !Checked.Contains(word.Key) && !Told.Contains(word.Key)) is { Key: { } odd })
        {
            return [$"{at}: the form says \"{odd}\", which nobody checks"];
        }

        if (schema["$ref"] is { } reference)
        {
            return Follow(reference.GetValue<string>(), value, at);
        }

        return
        [
            .. schema["const"] is { } only && !JsonNode.DeepEquals(only, value) ? [$"{at}: not {only}"] : Array.Empty<string>(),
            .. schema["enum"] is JsonArray words && !words.Any(w => JsonNode.DeepEquals(w, value)) ? [$"{at}: {value} is none of the words"] : Array.Empty<string>(),
            .. schema["type"] is { } type && !Types(type).Any(t => Is(value, t)) ? [$"{at}: {value?.GetValueKind().ToString() ?? "null"} instead of {type.ToJsonString()}"] : Array.Empty<string>(),
            .. schema["pattern"] is { } pattern && value is JsonValue && !Regex.IsMatch(value.GetValue<string>(), pattern.GetValue<string>()) ? [$"{at}: {value} is not {pattern}"] : Array.Empty<string>(),
            .. value is JsonArray items && schema["items"] is JsonObject each ? items.SelectMany((item, i) => Faults(item, each, $"{at}[{i}]")) : [],
            .. value is JsonObject members && (schema["properties"] ?? schema["additionalProperties"]) is not null ? OfObject(members, schema, at) : [],
        ];
    }

    private IEnumerable<string> Follow(string reference, JsonNode? value, string at)
    {
        string[] parts = reference.Split('#', 2);
        JsonForm form = parts[0].Length > 0 ? Read(_folder, parts[0]) : this;
        JsonNode? target = form._root;
        foreach (string step in parts.Length > 1 ? parts[1].Split('/', StringSplitOptions.RemoveEmptyEntries) : [])
        {
            target = target?[step];
        }

        return target is JsonObject found ? form.Faults(value, found, at) : [$"{at}: {reference} leads nowhere"];
    }

    private IEnumerable<string> OfObject(JsonObject value, JsonObject schema, string at)
    {
        JsonObject known = schema["properties"]?.AsObject() ?? [];
        IEnumerable<string> missing = (schema["required"]?.AsArray() ?? []).Select(n => n!.GetValue<string>()).Where(n => !value.ContainsKey(n)).Select(n => $"{at}: {n} is missing");
        return missing.Concat(value.SelectMany(m => known[m.Key] is JsonObject own ? Faults(m.Value, own, $"{at}.{m.Key}")
            : schema["additionalProperties"] is JsonObject any ? Faults(m.Value, any, $"{at}.{m.Key}")
            : known.ContainsKey(m.Key) ? [] // true: anything
            : [$"{at}: {m.Key} is not documented"]));
    }

    private static string[] Types(JsonNode type) => type is JsonArray several ? [.. several.Select(t => t!.GetValue<string>())] : [type.GetValue<string>()];

    private static bool Is(JsonNode? value, string type) => (value?.GetValueKind(), type) switch
    {
        (null or JsonValueKind.Null, "null") => true,
        (JsonValueKind.True or JsonValueKind.False, "boolean") => true,
        (JsonValueKind.Number, "number") => true,
        (JsonValueKind.Number, "integer") => decimal.TryParse(value!.ToJsonString(), System.Globalization.CultureInfo.InvariantCulture, out decimal number) && decimal.IsInteger(number),
        (JsonValueKind.String, "string") => true,
        (JsonValueKind.Array, "array") => true,
        (JsonValueKind.Object, "object") => true,
        _ => false,
    };
}
