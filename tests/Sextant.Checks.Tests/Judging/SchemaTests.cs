using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Sextant.Checks.Judging;
using Sextant.Checks.Tests.Web;
using Sextant.Testing;
using Sextant.Wire;

namespace Sextant.Checks.Tests.Judging;

/// <summary>The documented form of <c>check --json</c> and what is printed are one thing.</summary>
public sealed class SchemaTests
{
    private static readonly JsonObject Schema = JsonNode.Parse(File.ReadAllText(Repository.At("docs", "reference", "check.schema.json")))!.AsObject();

    [Fact]
    public void Every_judgement_is_of_the_documented_form()
    {
        foreach (string row in WebClassTests.Names().Select(r => r.Data))
        {
            JsonNode json = JsonNode.Parse(JudgementJson.Write([SiteBuilder.Judge(WebClassTests.ScanOf(row)) with { Evidence = "sha256:" + new string('a', 64) }]))!;
            Assert.Empty(Faults(json, Schema, row));
        }
    }

    [Fact]
    public void The_failures_are_those_of_the_vocabulary() =>
        Assert.Equal([null, .. FailureWords.All], Schema["$defs"]!["failure"]!["enum"]!.AsArray().Select(n => n?.GetValue<string>()));

    [Fact]
    public void What_is_not_of_the_form_is_found()
    {
        JsonNode json = JsonNode.Parse(JudgementJson.Write([SiteBuilder.Judge(SiteBuilder.One())]))!;
        json[0]!["class"] = "fine";
        json[0]!["prose"] = "x";
        json[0]!.AsObject().Remove("level");
        Assert.Equal(3, Faults(json, Schema, "").Count());
    }

    // The few words of JSON Schema that the document uses.
    private static IEnumerable<string> Faults(JsonNode? value, JsonObject schema, string at)
    {
        if (schema["$ref"] is { } reference)
        {
            return Faults(value, Schema["$defs"]![reference.GetValue<string>().Split('/')[^1]]!.AsObject(), at);
        }

        return
        [
            .. schema["const"] is { } only && !JsonNode.DeepEquals(only, value) ? [$"{at}: not {only}"] : Array.Empty<string>(),
            .. schema["enum"] is JsonArray words && !words.Any(w => JsonNode.DeepEquals(w, value)) ? [$"{at}: {value} is none of the words"] : Array.Empty<string>(),
            .. schema["type"] is { } type && !Types(type).Contains(TypeOf(value)) ? [$"{at}: {TypeOf(value)} instead of {type}"] : Array.Empty<string>(),
            .. schema["pattern"] is { } pattern && value is not null && !Regex.IsMatch(value.GetValue<string>(), pattern.GetValue<string>()) ? [$"{at}: {value} is not {pattern}"] : Array.Empty<string>(),
            .. value is JsonArray items && schema["items"] is JsonObject each ? items.SelectMany((item, i) => Faults(item, each, $"{at}[{i}]")) : [],
            .. value is JsonObject members ? OfObject(members, schema, at) : [],
        ];
    }

    private static IEnumerable<string> OfObject(JsonObject value, JsonObject schema, string at)
    {
        JsonObject known = schema["properties"]?.AsObject() ?? [];
        IEnumerable<string> missing = (schema["required"]?.AsArray() ?? []).Select(n => n!.GetValue<string>()).Where(n => !value.ContainsKey(n)).Select(n => $"{at}: {n} is missing");
        return missing.Concat(value.SelectMany(m => known[m.Key] is JsonObject own ? Faults(m.Value, own, $"{at}.{m.Key}")
            : schema["additionalProperties"] is JsonObject any ? Faults(m.Value, any, $"{at}.{m.Key}")
            : [$"{at}: {m.Key} is not documented"]));
    }

    private static string[] Types(JsonNode type) => type is JsonArray several ? [.. several.Select(t => t!.GetValue<string>())] : [type.GetValue<string>()];

    private static string TypeOf(JsonNode? value) => value?.GetValueKind() switch
    {
        null or JsonValueKind.Null => "null",
        JsonValueKind.True or JsonValueKind.False => "boolean",
        JsonValueKind.Number => "integer",
        JsonValueKind.String => "string",
        JsonValueKind.Array => "array",
        _ => "object",
    };
}
