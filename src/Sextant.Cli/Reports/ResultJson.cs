using System.Text.Json;
using System.Text.Json.Serialization;
using Sextant.Cli.Verbs;

namespace Sextant.Cli.Reports;

/// <summary>Results for programs: camelCase members, words in kebab-case, nulls written, instants in UTC; no control or bidirectional character stands in them as itself.</summary>
internal static class ResultJson
{
    private static readonly JsonSerializerOptions Options = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower) },
    };

    /// <summary>Writes one document to the results.</summary>
    public static void Write<T>(VerbRun run, T document) => run.Console.Out.WriteLine(JsonSerializer.Serialize(document, Options));
}
