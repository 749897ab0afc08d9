using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Sextant.Checks.Observations;
using Sextant.Wire;

namespace Sextant.Checks.Judging;

/// <summary>Judgements as JSON: camelCase names, kebab-case words, nulls written, no prose.</summary>
public static class JudgementJson
{
    /// <summary>Options of the compact form.</summary>
    public static JsonSerializerOptions Options { get; } = Create(indented: false);

    private static readonly JsonSerializerOptions Indented = Create(indented: true);

    /// <summary>The array that <c>check --json</c> prints.</summary>
    public static string Write(IEnumerable<Judgement> judgements, bool indented = true) =>
        JsonSerializer.Serialize<IReadOnlyList<Judgement>>([.. judgements], indented ? Indented : Options);

    /// <summary>One judgement, compact.</summary>
    public static string Write(Judgement judgement) => JsonSerializer.Serialize(judgement, Options);

    /// <summary>Reads one judgement.</summary>
    /// <exception cref="JsonException">It is none.</exception>
    public static Judgement Read(string json) =>
        JsonSerializer.Deserialize<Judgement>(json, Options) ?? throw new JsonException("The judgement is empty.");

    private static JsonSerializerOptions Create(bool indented)
    {
        var options = new JsonSerializerOptions
        {
            PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
            WriteIndented = indented,
            IndentSize = 2,
            NewLine = "\n",
            MaxDepth = 16,
            // The default encoder: Unicode names read as escapes in bytes but as themselves after parsing, and no control or bidirectional
            // character of a hostile name reaches a terminal.
            Encoder = JavaScriptEncoder.Default,
        };
        options.Converters.Add(new JsonStringEnumConverter<Failure>(JsonNamingPolicy.KebabCaseLower));
        options.Converters.Add(new JsonStringEnumConverter<TargetKind>(JsonNamingPolicy.KebabCaseLower));
        options.Converters.Add(new JsonStringEnumConverter<Family>(JsonNamingPolicy.KebabCaseLower));
        options.Converters.Add(new JsonStringEnumConverter<Level>(JsonNamingPolicy.KebabCaseLower));
        options.Converters.Add(new JsonStringEnumConverter<TargetClass>(JsonNamingPolicy.KebabCaseLower));
        options.Converters.Add(new JsonStringEnumConverter<Verdict>(JsonNamingPolicy.KebabCaseLower));
        options.Converters.Add(new UtcConverter());
        options.MakeReadOnly(populateMissingResolver: true);
        return options;
    }

    /// <summary>RFC 3339 in UTC with a <c>Z</c>, whole milliseconds.</summary>
    private sealed class UtcConverter : JsonConverter<DateTimeOffset>
    {
        public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetDateTimeOffset();

        public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", System.Globalization.CultureInfo.InvariantCulture));
    }
}
