using System.Net;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using System.Text.Json.Serialization.Metadata;
using Sextant.Checks.Observations;
using Sextant.Wire;

namespace Sextant.Cli.Reference;

/// <summary>
/// The form of <c>explain --json</c>, for <c>docs/reference</c>. What probes see is written from the records that hold it, because a form kept by
/// hand would soon lack what a probe has learnt to see.
/// </summary>
internal static class ExplainSchema
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The document.</summary>
    public static string Write()
    {
        var records = new SortedDictionary<string, JsonNode>(StringComparer.Ordinal);
        JsonNode scan = ScanJson.Options.GetJsonSchemaAsNode(typeof(Scan), new JsonSchemaExporterOptions { TreatNullObliviousAsNonNullable = true, TransformSchemaNode = (context, schema) => Named(context, schema, records) });
        return new JsonObject
        {
            ["$schema"] = "https://json-schema.org/draft/2020-12/schema",
            ["title"] = "What sextant explain --json prints",
            ["description"] = "One entry for each scan: the kept record of what was seen, as it is, and what is said of it now. Members without a value are left out of the record. Text from targets (titles, banners, headers) is untrusted.",
            ["type"] = "array",
            ["items"] = new JsonObject
            {
                ["type"] = "object",
                ["additionalProperties"] = false,
                ["required"] = new JsonArray("schema", "evidence", "scan", "judgements"),
                ["properties"] = new JsonObject
                {
                    ["schema"] = new JsonObject { ["const"] = 1 },
                    ["evidence"] = new JsonObject { ["type"] = "string", ["pattern"] = "^sha256:[0-9a-f]{64}$" },
                    ["scan"] = scan,
                    ["judgements"] = new JsonObject { ["$ref"] = "check.schema.json" },
                },
            },
            ["$defs"] = new JsonObject(records.Select(record => KeyValuePair.Create(record.Key, (JsonNode?)record.Value))),
        }.ToJsonString(Indented) + "\n";
    }

    // Each record stands once, under its name. Members without a value are left out, so none of them is ever null.
    private static JsonNode Named(JsonSchemaExporterContext context, JsonNode schema, SortedDictionary<string, JsonNode> records)
    {
        if (context.TypeInfo.Type == typeof(Failure) || context.TypeInfo.Type == typeof(Failure?))
        {
            return new JsonObject { ["$ref"] = "check.schema.json#/$defs/failure" };
        }

        // It has a converter of its own, of which the exporter knows nothing.
        if (context.TypeInfo.Type == typeof(IPAddress))
        {
            return new JsonObject { ["type"] = "string" };
        }

        if (schema is not JsonObject form)
        {
            return schema;
        }

        form.Remove("default");
        if (context.TypeInfo.Kind != JsonTypeInfoKind.Object)
        {
            return form;
        }

        form["type"] = "object";
        form["additionalProperties"] = false;
        string name = JsonNamingPolicy.CamelCase.ConvertName(context.TypeInfo.Type.Name);
        if (!records.ContainsKey(name))
        {
            records.Add(name, form.DeepClone());
        }

        return new JsonObject { ["$ref"] = $"#/$defs/{name}" };
    }
}
