using System.Diagnostics;
using System.Globalization;
using System.Text;
using Sextant.Checks.Judging;
using Sextant.Checks.Observations;
using Sextant.Measurement;
using Sextant.Measurement.Lake;
using Sextant.Measurement.Storage;
using Sextant.Store.Databases;
using Sextant.Store.Duck;

namespace Sextant.Bench.Lake;

/// <summary>
/// How many rows a second the product keeps, batch by batch as a campaign does: Parquet files that are synced, with the transaction that makes them exist, the
/// history and the current verdicts, in SQLite or, <c>--with postgres=CONNECTION</c>, in an empty database of PostgreSQL. Beside it the files alone, and DuckDB's own COPY of the same rows from its memory, without a sync: the floor.
/// </summary>
internal static class LakeAppends
{
    /// <summary>200 scans: what a campaign holds at most between two self-checks.</summary>
    private const int Batch = 200;

    private static readonly DateTimeOffset At = new(2026, 11, 20, 1, 0, 0, TimeSpan.Zero);

    public static async Task<string> RunAsync()
    {
        int batches = BenchRun.Asked.Times(20, 3);
        string folder = Directory.CreateTempSubdirectory("sextant-lake-").FullName;
        try
        {
            DatabaseOptions? database = BenchRun.Asked.Told("postgres") is { } connection ? DatabaseOptions.PostgreSql(connection) : null;
            await using MeasurementStores stores = await MeasurementStores.OpenAsync(new MeasurementStoresOptions { Folder = folder, Database = database }, TimeProvider.System);
            await stores.Scans.KeepAsync(Scans(0)); // the first opens the library and compiles
            (long before, _) = await SizeAsync(stores);
            FinishedScan[][] work = [.. Enumerable.Range(1, batches).Select(Scans)];
            (double wall, double processor) kept = await TimeAsync(work, batch => stores.Scans.KeepAsync(batch));
            (long rows, long bytes) = await SizeAsync(stores);
            rows -= before;
            (double wall, double processor) files = await TimeAsync(work, async batch => await (await stores.Lake.Writer.StageAsync("files", batch, CancellationToken.None)).DisposeAsync());
            (double wall, double processor) copied = await CopyAsync(stores, folder, batches);
            var text = new StringBuilder();
            text.AppendLine(CultureInfo.InvariantCulture, $"{rows:N0} rows of {batches * Batch:N0} scans in batches of {Batch}, {bytes / 1e6:0.0} MB");
            text.AppendLine("| what | rows a second | microseconds of processor time a row |").AppendLine("|---|---:|---:|");
            Line(text, "kept: files synced, their rows, history and current verdicts committed", rows, kept);
            Line(text, "of that, the files alone, synced", rows, files);
            Line(text, "DuckDB's COPY of the same rows from its memory, not synced", rows, copied);
            return text.ToString();
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void Line(StringBuilder text, string what, long rows, (double Wall, double Processor) took) =>
        text.AppendLine(CultureInfo.InvariantCulture, $"| {what} | {rows / took.Wall:N0} | {took.Processor * 1e6 / rows:0.0} |");

    private static async Task<(long Rows, long Bytes)> SizeAsync(MeasurementStores stores)
    {
        IReadOnlyList<LakeSize> sizes = await stores.Lake.SizesAsync();
        return (sizes.Sum(size => size.Rows), sizes.Sum(size => size.Bytes));
    }

    private static async Task<(double Wall, double Processor)> TimeAsync(IEnumerable<FinishedScan[]> work, Func<FinishedScan[], Task> step)
    {
        (long start, TimeSpan before) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);
        foreach (FinishedScan[] batch in work)
        {
            await step(batch);
        }

        return (Stopwatch.GetElapsedTime(start).TotalSeconds, (Environment.CpuUsage.TotalTime - before).TotalSeconds);
    }

    /// <summary>The rows that were kept, read into DuckDB's memory and written out again, as many files.</summary>
    private static async Task<(double Wall, double Processor)> CopyAsync(MeasurementStores stores, string folder, int batches)
    {
        using DuckDatabase duck = DuckDatabase.OpenInMemory();
        using DuckConnection connection = duck.Connect();
        foreach (LakeTable table in Enum.GetValues<LakeTable>())
        {
            IReadOnlyList<LakeFile> files = await stores.Lake.FilesAsync(table);
            await connection.ExecuteAsync($"CREATE TEMP TABLE whole AS SELECT *, row_number() OVER () % {batches} AS batch FROM ({LakeSql.Rows(files.Skip(1).Select(file => file.FullPath))})");
            for (int batch = 0; batch < batches; batch++)
            {
                await connection.ExecuteAsync($"CREATE TABLE {table}_{batch} AS SELECT * EXCLUDE (batch) FROM whole WHERE batch = {batch}");
            }

            await connection.ExecuteAsync("DROP TABLE whole");
        }

        (long start, TimeSpan before) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);
        for (int batch = 0; batch < batches; batch++)
        {
            foreach (LakeTable table in Enum.GetValues<LakeTable>())
            {
                string path = Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"{table}-{batch}.parquet"));
                await connection.ExecuteAsync($"COPY (SELECT * FROM {table}_{batch} ORDER BY {LakeSchema.Order(table)}) TO {LakeSql.Quote(path)} (FORMAT parquet, COMPRESSION zstd, USE_TMP_FILE false)");
            }
        }

        return (Stopwatch.GetElapsedTime(start).TotalSeconds, (Environment.CpuUsage.TotalTime - before).TotalSeconds);
    }

    private static FinishedScan[] Scans(int batch) => [.. Enumerable.Range(0, Batch).Select(i =>
    {
        string name = string.Create(CultureInfo.InvariantCulture, $"ten-mien-so-{(batch * Batch) + i}.vn");
        Scan scan = SomeScans.Of(name, At.AddSeconds((batch * Batch) + i), [TargetKind.Site]);
        string evidence = SomeScans.EvidenceOf(name);
        return new FinishedScan(name, scan, [.. Judge.Assess(scan, Profile.National).Select(entry => entry with { Evidence = evidence })], evidence);
    })];
}
