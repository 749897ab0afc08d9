using System.Security.Cryptography;
using Sextant.Measurement.Storage;
using Sextant.Store.Duck;
using Sextant.Store.Files;

namespace Sextant.Measurement.Lake;

/// <summary>The form of an exported table.</summary>
public enum ExportFormat
{
    /// <summary>Apache Parquet, compressed with Zstandard.</summary>
    Parquet,

    /// <summary>RFC 4180, UTF-8; what a spreadsheet would take for a formula is preceded by an apostrophe.</summary>
    Csv,

    /// <summary>JSON Lines: one object a line.</summary>
    Ndjson,
}

/// <summary>What is exported, and as what.</summary>
/// <param name="Tables">The tables.</param>
/// <param name="Range">Which days and campaign.</param>
/// <param name="Format">The form.</param>
public sealed record ExportPlan(IReadOnlyList<LakeTable> Tables, LakeRange Range, ExportFormat Format);

/// <summary>A column of an exported file.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Its type, as DuckDB and Parquet readers name it.</param>
public sealed record ExportColumn(string Name, string Type);

/// <summary>One exported file.</summary>
/// <param name="File">Its name in the folder.</param>
/// <param name="Table">What it holds.</param>
/// <param name="Rows">How many rows.</param>
/// <param name="Bytes">Its size.</param>
/// <param name="Sha256">Its SHA-256 in hexadecimal.</param>
/// <param name="Columns">Its columns, in order.</param>
/// <param name="First">The oldest instant in it, null when it is empty.</param>
/// <param name="Last">The newest.</param>
/// <param name="LabRows">Rows that were measured in the lab country, not on the Internet.</param>
public sealed record ExportedFile(
    string File, LakeTable Table, long Rows, long Bytes, string Sha256, IReadOnlyList<ExportColumn> Columns, DateTimeOffset? First, DateTimeOffset? Last, long LabRows);

/// <summary>
/// Copies tables of the lake into a folder as open data. Each file appears whole and synced, or not at all; who writes the manifest after them
/// can say that a folder with a manifest is complete. Rows stream through DuckDB: memory does not grow with their number.
/// </summary>
internal sealed class LakeExport(DuckDatabase duck, string folder)
{
    internal async Task<ExportedFile> CopyAsync(LakeTable table, IReadOnlyList<LakeFile> files, ExportFormat format, CancellationToken cancellation)
    {
        using DuckConnection connection = duck.Connect();
        string name = Words<LakeTable>.Of(table);
        string instant = table == LakeTable.Observations ? "started_at" : "measured_at";
        await connection.ExecuteAsync(
            $"SET TimeZone = 'UTC'; CREATE TEMP TABLE no_rows ({LakeSchema.Columns(table)}); CREATE TEMP VIEW source AS {LakeSql.Source("no_rows", files)}", cancellation: cancellation)
            .ConfigureAwait(false);
        IReadOnlyList<ExportColumn> columns = await connection.QueryAsync(
            "SELECT column_name, column_type FROM (DESCRIBE source)", static (in DuckRow row) => new ExportColumn(row.Text(0), row.Text(1)), cancellation: cancellation)
            .ConfigureAwait(false);

        string file = $"{name}.{Words<ExportFormat>.Of(format)}";
        string path = Path.Combine(folder, file);
        string temporary = DurableFile.TemporaryName(path);
        long rows;
        try
        {
            rows = await connection.ExecuteAsync(
                $"COPY ({Select(columns, format)}) TO {LakeSql.Quote(temporary)} ({Form(format)}, USE_TMP_FILE false)", cancellation: cancellation).ConfigureAwait(false);
        }
        catch
        {
            LakeFolder.Remove([temporary]);
            throw;
        }

        DurableFile.Publish(temporary, path);
        (DateTimeOffset? First, DateTimeOffset? Last, long Lab) span = (await connection.QueryAsync(
            $"SELECT min({instant}), max({instant}), count(*) FILTER (WHERE lab) FROM source",
            static (in DuckRow row) => (row.IsNull(0) ? (DateTimeOffset?)null : row.Instant(0), row.IsNull(1) ? (DateTimeOffset?)null : row.Instant(1), row.Int64(2)),
            cancellation: cancellation).ConfigureAwait(false))[0];
        FileStream written = File.OpenRead(path);
        await using (written.ConfigureAwait(false))
        {
            string sha256 = Convert.ToHexStringLower(await SHA256.HashDataAsync(written, cancellation).ConfigureAwait(false));
            return new ExportedFile(file, table, rows, written.Length, sha256, columns, span.First, span.Last, span.Lab);
        }
    }

    private static string Form(ExportFormat format) => format switch
    {
        ExportFormat.Parquet => "FORMAT parquet, COMPRESSION zstd",
        ExportFormat.Csv => "FORMAT csv, HEADER true, TIMESTAMPFORMAT '%Y-%m-%dT%H:%M:%S.%fZ'",
        _ => "FORMAT json, TIMESTAMPFORMAT '%Y-%m-%dT%H:%M:%S.%fZ'",
    };

    /// <summary>What was measured is hostile: banners and host names must not become formulas where a CSV file is opened.</summary>
    private static string Select(IReadOnlyList<ExportColumn> columns, ExportFormat format) => format != ExportFormat.Csv
        ? "SELECT * FROM source"
        : $"SELECT {string.Join(", ", columns.Select(Defused))} FROM source";

    private static string Defused(ExportColumn column)
    {
        string name = $"\"{column.Name}\"";
        string? text = column.Type switch
        {
            "VARCHAR" => name,
            "VARCHAR[]" => $"array_to_string({name}, ' ')",
            _ => null,
        };
        return text is null ? name : $"CASE WHEN regexp_matches({text}, '^[=+@\\t\\r-]') THEN '''' || {text} ELSE {text} END AS {name}";
    }
}
