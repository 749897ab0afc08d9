using System.Globalization;
using System.Text.Json.Nodes;
using Sextant.Cli.Wording;
using Sextant.Programme.People;
using Sextant.Web.Api;
using Sextant.Web.Wording;

namespace Sextant.Cli.Reference;

/// <summary>The API for people, written from the catalogue that the server itself goes by.</summary>
internal static class ApiPage
{
    public static IEnumerable<string> Lines(Texts texts, string language)
    {
        WebTexts says = WebTexts.Of(language);
        yield return $"# {says["api.title"]}";
        yield return "";
        yield return $"<!-- {texts["reference.generated"]} -->";
        yield return "";
        yield return says["api.lead"];
        yield return "";
        yield return says["api.page-lead"];
        foreach (IApiArea area in ApiCatalog.Areas)
        {
            yield return "";
            yield return $"## {says["api.area." + area.Id]}";
            foreach (string line in ApiCatalog.RoutesOf(area).SelectMany(route => Of(route, says)))
            {
                yield return line;
            }
        }

        yield return "";
        yield return $"## {says["api.page-shapes"]}";
        yield return "";
        yield return says["api.page-shapes-lead"];
        foreach (Type type in Shapes().OrderBy(OpenApi.NameOf, StringComparer.Ordinal))
        {
            yield return "";
            yield return $"### {OpenApi.NameOf(type)}";
            yield return "";
            yield return "```text";
            foreach (string line in ApiShapeText.Of(OpenApi.Schema(type)))
            {
                yield return line;
            }

            yield return "```";
        }

        yield return "";
        yield return $"## {says["api.page-problems"]}";
        yield return "";
        foreach (string key in says.Keys.Where(key => key.StartsWith("api.fault.", StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            yield return $"- `{key["api.fault.".Length..]}`: {says[key]}";
        }
    }

    private static IEnumerable<Type> Shapes() => ApiCatalog.Routes.SelectMany(route => new[] { route.Body, route.Answer }).OfType<Type>().Append(typeof(Problem)).Distinct();

    private static IEnumerable<string> Of(ApiRoute route, WebTexts says)
    {
        yield return "";
        yield return $"### `{route.Method} {OpenApi.Bare(route.Route)}`";
        yield return "";
        yield return $"{says["api." + route.Id]}.";
        yield return "";
        yield return $"- {says["api.page-right"]}: `{route.Right.Word()}`{(route.Scope is null ? "" : $" ({says["api.page-scoped"]})")}";
        foreach (ApiParameter parameter in route.Query)
        {
            yield return $"- `{parameter.Name}` ({Form(parameter)}{(parameter.Needed ? ", " + says["api.page-needed"] : "")}): {says["api.in." + parameter.Name]}";
        }

        if (route.Creates)
        {
            yield return $"- `Idempotency-Key`: {says["api.header.idempotency-key"]}";
        }

        if (route.NeedsMatch)
        {
            yield return $"- `If-Match`: {says["api.header.if-match"]}";
        }

        if (route.Body is { } body)
        {
            yield return $"- {says["api.page-body"]}: {Link(body)} ({says.Format("api.page-most", route.MostBytes / 1024)})";
        }

        if (route.Uploads)
        {
            yield return $"- {says["api.page-body"]}: `{ApiRoute.FileType}` ({says.Format("api.page-most", route.MostBytes / 1024)})";
        }

        Type? answer = ApiCatalog.AnswerOf(route);
        yield return $"- {route.Status.ToString(CultureInfo.InvariantCulture)}: {(answer is not null ? Link(answer) : route.Files.Count > 0 ? string.Join(", ", route.Files) : says["api.page-nothing"])}";
    }

    private static string Link(Type type) => $"[{OpenApi.NameOf(type)}](#{OpenApi.NameOf(type).ToLowerInvariant()})";

    private static string Form(ApiParameter parameter) => parameter switch
    {
        { Words: { } words } => string.Join(", ", words.Select(word => $"`{word}`")),
        { Form: "integer" } => string.Create(CultureInfo.InvariantCulture, $"{parameter.Least}–{parameter.Most}"),
        _ => parameter.Form,
    };
}

/// <summary>A schema as lines that a person reads: members with their type and unit, those below each indented.</summary>
internal static class ApiShapeText
{
    public static IEnumerable<string> Of(JsonNode schema) => Members(schema, "");

    private static IEnumerable<string> Members(JsonNode? schema, string indent)
    {
        if ((schema as JsonObject)?["properties"] is not JsonObject properties)
        {
            yield break;
        }

        var required = (schema["required"]?.AsArray() ?? []).Select(name => name!.GetValue<string>()).ToHashSet(StringComparer.Ordinal);
        foreach ((string name, JsonNode? said) in properties)
        {
            var member = said as JsonObject; // anything, where it is only "true"
            JsonNode? inner = member?["items"] ?? (member?["additionalProperties"] is JsonObject each ? each : member);
            string unit = member?["x-unit"]?.GetValue<string>() is { } counts ? $" [{counts}]" : "";
            yield return $"{indent}{name}{(required.Contains(name) ? "" : "?")}: {ChoiceOf(member) ?? TypeOf(member)}{unit}";
            foreach (string line in Members(inner, indent + "  "))
            {
                yield return line;
            }
        }
    }

    private static string TypeOf(JsonNode? member) => member switch
    {
        JsonObject { Count: 0 } or null or JsonValue => "any",
        _ when member["items"] is { } items => $"list of {TypeOf(items)}{Null(member)}",
        _ when member["additionalProperties"] is JsonObject each => $"by name: {TypeOf(each)}{Null(member)}",
        _ when member["format"]?.GetValue<string>() is { } format => format + Null(member),
        _ when member["type"] is JsonArray several => string.Join(" or ", several.Select(one => one!.GetValue<string>())),
        _ => member["type"]?.GetValue<string>() ?? "any",
    };

    private static string? ChoiceOf(JsonObject? member) =>
        member?["enum"] is JsonArray words ? string.Join(" | ", words.Select(word => word is null ? "null" : $"\"{word.GetValue<string>()}\"")) : null;

    private static string Null(JsonNode member) => member["type"] is JsonArray several && several.Any(one => one!.GetValue<string>() == "null") ? " or null" : "";
}
