using Sextant.Store.Duck;
using Sextant.Store.Files;

namespace Sextant.Measurement.Bulk;

/// <summary>
/// Answers as Parquet: a file of columns cannot be gone on with, so a run writes lines until it is finished, and they are turned into columns at its end.
/// </summary>
internal static class AnswerParquet
{
    /// <summary>The word of the format.</summary>
    public const string Word = "parquet";

    private const string Columns = """
        {name: 'VARCHAR', type: 'VARCHAR', failure: 'VARCHAR', stop: 'STRUCT(zone VARCHAR, reason VARCHAR)', aliases: 'VARCHAR[]',
         records: 'STRUCT(ttl UINTEGER, data VARCHAR)[]', server: 'VARCHAR', ms: 'DOUBLE', tries: 'USMALLINT', tcp: 'BOOLEAN', ad: 'BOOLEAN'}
        """;

    /// <summary>Where the lines lie until then.</summary>
    public static string LinesOf(string output) => output + ".ndjson";

    /// <summary>Turns the lines into columns; whole under its name, or not there.</summary>
    /// <exception cref="StorageException">The disk refuses.</exception>
    /// <exception cref="DuckException">DuckDB does.</exception>
    public static void Write(string output, IFileSystemCalls disk)
    {
        string temporary = output + DurableFile.TemporarySuffix;
        using DuckDatabase duck = DuckDatabase.OpenInMemory(new DuckOptions { SpillFolder = Path.GetDirectoryName(Path.GetFullPath(output)) });
        using DuckConnection connection = duck.Connect();
        connection.ExecuteAsync(
            $"COPY (SELECT * FROM read_json({Quote(LinesOf(output))}, format = 'newline_delimited', columns = {Columns})) TO {Quote(temporary)} (FORMAT parquet, COMPRESSION zstd, USE_TMP_FILE false)")
            .GetAwaiter().GetResult();
        DurableFile.Publish(temporary, output, disk);
    }

    private static string Quote(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";
}
