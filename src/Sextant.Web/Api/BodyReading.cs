using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Sextant.Web.Api;

/// <summary>Reads a body with distrust: bounded, and everything that is wrong with it said at once, each with its place.</summary>
internal sealed class BodyReading
{
    /// <summary>50: more than anybody mends in one go.</summary>
    private const int MostFaults = 50;

    private readonly List<BodyFault> _faults = [];

    /// <summary>The bytes of a body; none where the way in takes none.</summary>
    /// <exception cref="ApiFault">It is not what it is to be by its name, or too large.</exception>
    internal static Task<byte[]> BytesAsync(HttpRequest request, ApiCall call)
    {
        if (call.Route.Uploads)
        {
            return request.ContentType?.Split(';')[0].Trim() == ApiRoute.FileType
                ? BytesAsync(request, (int)Math.Min(call.Route.MostBytes, call.Parts.Vault.MostBytes), call.Cancellation)
                : throw new ApiFault(StatusCodes.Status415UnsupportedMediaType, "content-type-file");
        }

        return call.Route.Body is null ? Task.FromResult<byte[]>([])
            : request.HasJsonContentType() ? BytesAsync(request, call.Route.MostBytes, call.Cancellation)
            : throw new ApiFault(StatusCodes.Status415UnsupportedMediaType, "content-type");
    }

    private static async Task<byte[]> BytesAsync(HttpRequest request, int most, CancellationToken cancellation)
    {
        // The server's own bound is for forms. Nothing of the body is read yet, so it can be set for this one.
        if (request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } bound)
        {
            bound.MaxRequestBodySize = null;
        }

        if (request.ContentLength > most)
        {
            throw new ApiFault(StatusCodes.Status413PayloadTooLarge, "body-size", most);
        }

        using var kept = new MemoryStream();
        byte[] piece = new byte[16 * 1024];
        for (int read; (read = await request.Body.ReadAsync(piece, cancellation).ConfigureAwait(false)) > 0;)
        {
            if (kept.Length + read > most)
            {
                throw new ApiFault(StatusCodes.Status413PayloadTooLarge, "body-size", most);
            }

            kept.Write(piece, 0, read);
        }

        return kept.ToArray();
    }

    /// <summary>What a body says.</summary>
    /// <exception cref="ApiFault">It says something else, or not all.</exception>
    internal static object Read(byte[] bytes, Type type)
    {
        var reading = new BodyReading();
        try
        {
            using JsonDocument document = JsonDocument.Parse(bytes, new JsonDocumentOptions { MaxDepth = ApiJson.MostDepth });
            reading.Look(document.RootElement, ApiJson.Of(type), "");
            if (reading._faults.Count == 0)
            {
                return document.RootElement.Deserialize(ApiJson.Of(type)) ?? throw new JsonException();
            }
        }
        catch (JsonException fault)
        {
            // Not JSON, or nested too deep: there is a place in the text and no member to name.
            throw new ApiFault(StatusCodes.Status400BadRequest, "body-json", (fault.LineNumber ?? 0) + 1, (fault.BytePositionInLine ?? 0) + 1, ApiJson.MostDepth);
        }

        throw new ApiFault(StatusCodes.Status422UnprocessableEntity, "body", reading._faults.Count) { Body = reading._faults };
    }

    private void Look(JsonElement element, JsonTypeInfo shape, string at)
    {
        switch (shape.Kind)
        {
            case JsonTypeInfoKind.Object when element.ValueKind == JsonValueKind.Object:
                Members(element, shape, at);
                break;
            case JsonTypeInfoKind.Enumerable when element.ValueKind == JsonValueKind.Array:
                foreach ((int i, JsonElement one) in element.EnumerateArray().Index())
                {
                    Look(one, ApiJson.Of(shape.ElementType!), $"{at}/{i.ToString(CultureInfo.InvariantCulture)}");
                }

                break;
            case JsonTypeInfoKind.Dictionary when element.ValueKind == JsonValueKind.Object:
                Entries(element, shape, at);
                break;
            case JsonTypeInfoKind.None:
                Value(element, shape, at);
                break;
            default:
                Add(at, "type");
                break;
        }
    }

    private void Members(JsonElement element, JsonTypeInfo shape, string at)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (JsonProperty member in element.EnumerateObject())
        {
            string place = Below(at, member.Name);
            if (!seen.Add(member.Name))
            {
                Add(place, "doubled");
            }
            else if (shape.Properties.FirstOrDefault(one => one.Name == member.Name) is not { } known)
            {
                Add(place, "unknown");
            }
            else if (member.Value.ValueKind == JsonValueKind.String && OneOfAttribute.Of(known.AttributeProvider) is { } choice && !choice.Words.Contains(member.Value.GetString(), StringComparer.Ordinal))
            {
                Add(place, "choice", string.Join(", ", choice.Words));
            }
            else if (member.Value.ValueKind != JsonValueKind.Null)
            {
                Look(member.Value, ApiJson.Of(known.PropertyType), place);
            }
            else if (!known.IsSetNullable)
            {
                Add(place, "null");
            }
        }

        foreach (JsonPropertyInfo missing in shape.Properties.Where(one => one.IsRequired && !seen.Contains(one.Name)))
        {
            Add(Below(at, missing.Name), "missing");
        }
    }

    private void Entries(JsonElement element, JsonTypeInfo shape, string at)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (JsonProperty entry in element.EnumerateObject())
        {
            if (!seen.Add(entry.Name))
            {
                Add(Below(at, entry.Name), "doubled");
            }
            else
            {
                Look(entry.Value, ApiJson.Of(shape.ElementType!), Below(at, entry.Name));
            }
        }
    }

    private void Value(JsonElement element, JsonTypeInfo shape, string at)
    {
        try
        {
            if (element.Deserialize(shape) is null)
            {
                Add(at, "null");
            }
        }
        catch (Exception fault) when (fault is JsonException or NotSupportedException or InvalidOperationException or FormatException)
        {
            Add(at, "type");
        }
    }

    private void Add(string at, string word, string? known = null)
    {
        if (_faults.Count < MostFaults)
        {
            _faults.Add(new BodyFault(at, word, known));
        }
    }

    // RFC 6901, section 3. A stranger's word: cut before it is told back.
    private static string Below(string at, string name) => $"{at}/{(name.Length > 60 ? name[..60] : name).Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal)}";
}
