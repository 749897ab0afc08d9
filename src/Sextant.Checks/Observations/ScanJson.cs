using System.Buffers;
using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization;
using Sextant.Wire;

namespace Sextant.Checks.Observations;

/// <summary>The stored form of a scan: canonical JSON (camelCase, words in kebab-case, nulls left out, UTC instants).</summary>
public static class ScanJson
{
    /// <summary>Options that every reader and writer of observations shares.</summary>
    public static JsonSerializerOptions Options { get; } = Create();

    private static readonly JsonSerializerOptions Writing = new(Options) { TypeInfoResolver = ScanWriting.Default };

    /// <summary>The bytes that are hashed and stored.</summary>
    public static byte[] Write(Scan scan) => JsonSerializer.SerializeToUtf8Bytes(scan, Writing);

    /// <summary>Writes them where somebody keeps them.</summary>
    public static void Write(Scan scan, IBufferWriter<byte> into)
    {
        using var writer = new Utf8JsonWriter(into);
        JsonSerializer.Serialize(writer, scan, Writing);
    }

    /// <summary>Reads a stored scan.</summary>
    /// <exception cref="InvalidDataException">The bytes are no scan, or of a format newer than this program.</exception>
    public static Scan Read(ReadOnlySpan<byte> utf8)
    {
        Scan? scan;
        try
        {
            scan = JsonSerializer.Deserialize<Scan>(utf8, Options);
        }
        catch (JsonException fault)
        {
            throw new InvalidDataException($"The stored scan cannot be read: {fault.Message}", fault);
        }

        return scan switch
        {
            null => throw new InvalidDataException("The stored scan is empty."),
            { Format: > Scan.CurrentFormat } => throw new InvalidDataException(
                $"The stored scan has format {scan.Format}; this program reads up to {Scan.CurrentFormat}. Use a newer Sextant."),
            _ => scan,
        };
    }

    private static JsonSerializerOptions Create()
    {
        var options = new JsonSerializerOptions
        {
            PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
            DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
            IgnoreReadOnlyProperties = true,
            MaxDepth = 32,
        };
        options.Converters.Add(new AddressConverter());
        options.Converters.Add(new JsonStringEnumConverter<Failure>(JsonNamingPolicy.KebabCaseLower));
        options.Converters.Add(new JsonStringEnumConverter<TargetKind>(JsonNamingPolicy.KebabCaseLower));
        options.Converters.Add(new JsonStringEnumConverter<Family>(JsonNamingPolicy.KebabCaseLower));
        options.MakeReadOnly(populateMissingResolver: true);
        return options;
    }

    private sealed class AddressConverter : JsonConverter<IPAddress>
    {
        public override IPAddress Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            IPAddress.TryParse(reader.GetString(), out IPAddress? address) ? address : throw new JsonException("Not an IP address.");

        public override void Write(Utf8JsonWriter writer, IPAddress value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value.ToString());
    }
}

/// <summary>
/// How a scan is written, found out when Sextant is built: by reflection a short command compiles some 250 getters for its one scan. Only for writing:
/// a reader made like this forgets the defaults of properties that are set once.
/// </summary>
[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(Scan))]
internal sealed partial class ScanWriting : JsonSerializerContext;
