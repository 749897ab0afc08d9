using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using System.Text.Unicode;

namespace Sextant.Web.Api;

/// <summary>How the API writes and reads JSON: members in camel case, instants and days by RFC 3339, nothing guessed.</summary>
public static class ApiJson
{
    /// <summary>16: the deepest shape has five floors.</summary>
    public const int MostDepth = 16;

    private static readonly Lazy<JsonSerializerOptions> Made = new(Make);

    /// <summary>The shapes of all areas.</summary>
    public static JsonSerializerOptions Options => Made.Value;

    /// <summary>The shape of a type.</summary>
    public static JsonTypeInfo Of(Type type) => Options.GetTypeInfo(type);

    private static JsonSerializerOptions Make()
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Strict)
        {
            PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
            MaxDepth = MostDepth,
            // Vietnamese letters as they are; what HTML would take for its own stays escaped.
            Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
            DefaultIgnoreCondition = JsonIgnoreCondition.Never,
            TypeInfoResolver = JsonTypeInfoResolver.Combine([ProblemJson.Default, .. ApiCatalog.Areas.Select(area => area.Shapes)]),
        };
        options.MakeReadOnly();
        return options;
    }
}
