using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Sextant.Cli.Verbs;
using Sextant.Measurement.Lake;
using Sextant.Store.Files;

namespace Sextant.Cli.Reports;

/// <summary>
/// <c>manifest.json</c> of an exported data set: what each file holds, how many rows, its SHA-256, its columns, the licence. It is written last
/// and synced: a folder that has it is whole.
/// </summary>
internal static class ExportManifest
{
    public const string FileName = "manifest.json";

    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower) },
    };

    public static void Write(string folder, ExportPlan plan, IReadOnlyList<ExportedFile> files, string? licence, DateTimeOffset at)
    {
        var manifest = new
        {
            Schema = 1,
            Program = Shell.Version,
            MadeAt = at,
            Licence = licence,
            plan.Range.From,
            plan.Range.To,
            plan.Range.Campaign,
            plan.Format,
            Formulas = plan.Format == ExportFormat.Csv ? "apostrophe" : null,
            Files = files,
        };
        DurableFile.Write(Path.Combine(folder, FileName), JsonSerializer.SerializeToUtf8Bytes(manifest, Options));
    }
}
