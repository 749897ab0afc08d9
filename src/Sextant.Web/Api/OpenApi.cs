using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using Sextant.Programme.People;
using Sextant.Programme.Register;
using Sextant.Web.Wording;

namespace Sextant.Web.Api;

/// <summary>The description of the API for programs: OpenAPI 3.1, written from the catalogue and from the shapes themselves.</summary>
public static class OpenApi
{
    private static readonly ConcurrentDictionary<(string Language, string Version), byte[]> Written = new();

    private static readonly JsonSchemaExporterOptions Exporter = new() { TreatNullObliviousAsNonNullable = true, TransformSchemaNode = Transform };

    /// <summary>The document as it goes out.</summary>
    public static byte[] Write(string language, string version) => Written.GetOrAdd((language, version), which => JsonSerializer.SerializeToUtf8Bytes(
        Document(which.Language, which.Version), new JsonSerializerOptions { WriteIndented = true, Encoder = ApiJson.Options.Encoder }));

    /// <summary>The schema of a shape.</summary>
    public static JsonNode Schema(Type type) => ApiJson.Options.GetJsonSchemaAsNode(type, Exporter);

    /// <summary>What a shape is called: lists by what is in them.</summary>
    public static string NameOf(Type type) => type.IsGenericType ? type.GenericTypeArguments[0].Name.Replace("Shape", "", StringComparison.Ordinal) + "Page" : type.Name.Replace("Shape", "", StringComparison.Ordinal);

    private static JsonObject Document(string language, string version)
    {
        WebTexts texts = WebTexts.Of(language);
        var paths = new JsonObject();
        foreach (IApiArea area in ApiCatalog.Areas)
        {
            foreach (ApiRoute route in ApiCatalog.RoutesOf(area))
            {
                string path = Bare(route.Route);
                paths[path] ??= new JsonObject();
                ((JsonObject)paths[path]!)[route.Method.ToLowerInvariant()] = OpenApiOperation.Of(area, route, texts);
            }
        }

        var schemas = new JsonObject { ["Problem"] = Schema(typeof(Problem)) };
        foreach (Type type in ApiCatalog.Routes.SelectMany(route => new[] { route.Body, route.Answer }).OfType<Type>().Distinct().OrderBy(NameOf, StringComparer.Ordinal))
        {
            schemas[NameOf(type)] = Schema(type);
        }

        return new JsonObject
        {
            ["openapi"] = "3.1.1",
            ["info"] = new JsonObject { ["title"] = texts["api.title"], ["version"] = version, ["description"] = texts["api.lead"] },
            ["servers"] = new JsonArray(new JsonObject { ["url"] = "/" }),
            ["tags"] = new JsonArray([.. ApiCatalog.Areas.Select(area => (JsonNode)new JsonObject { ["name"] = area.Id, ["description"] = texts["api.area." + area.Id] })]),
            ["paths"] = paths,
            ["components"] = new JsonObject
            {
                ["schemas"] = schemas,
                ["securitySchemes"] = new JsonObject { ["token"] = new JsonObject { ["type"] = "http", ["scheme"] = "bearer", ["description"] = texts["api.token"] } },
            },
        };
    }

    /// <summary>A route without what the server alone needs: <c>{number}</c>.</summary>
    public static string Bare(string route) => string.Join('/', route.Split('/').Select(part => part.StartsWith('{') ? $"{{{part.Trim('{', '}').Split(':')[0].TrimStart('*')}}}" : part));

    private static JsonNode Transform(JsonSchemaExporterContext context, JsonNode schema)
    {
        if (context.TypeInfo.Type == typeof(LocalText))
        {
            return new JsonObject { ["type"] = context.PropertyInfo?.IsGetNullable == true ? new JsonArray("object", "null") : "object", ["additionalProperties"] = new JsonObject { ["type"] = "string" } };
        }

        if (schema is JsonObject { } repeated && repeated.ContainsKey("$ref"))
        {
            // The exporter points to where the shape stood first; within a larger document that leads elsewhere. No shape holds itself.
            schema = Schema(context.TypeInfo.Type);
            if (context.PropertyInfo?.IsGetNullable == true && schema["type"] is JsonValue only)
            {
                schema["type"] = new JsonArray(only.DeepClone(), "null");
            }
        }

        if (schema is JsonObject node)
        {
            // Numbers are numbers: what the exporter says of quoted ones does not hold, since none is read.
            node.Remove("pattern");
            if (context.PropertyInfo?.AttributeProvider?.GetCustomAttributes(typeof(UnitAttribute), false) is [UnitAttribute unit, ..])
            {
                node["x-unit"] = unit.Unit;
            }

            if (OneOfAttribute.Of(context.PropertyInfo?.AttributeProvider) is { } choice)
            {
                node["enum"] = new JsonArray([.. choice.Words.Select(word => (JsonNode?)word), .. context.PropertyInfo!.IsGetNullable ? [(JsonNode?)null] : Array.Empty<JsonNode?>()]);
            }
        }

        return schema;
    }
}
