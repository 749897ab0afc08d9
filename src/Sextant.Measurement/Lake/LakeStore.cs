using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Sextant.Measurement.Storage;
using Sextant.Store.Databases;
using Sextant.Store.Duck;
using Sextant.Store.Files;

namespace Sextant.Measurement.Lake;

/// <summary>
/// Observations, findings and verdicts in Parquet files, by UTC day and campaign. A file exists when its row in <c>lake_file</c> is
/// committed, together with the progress and the current verdicts it belongs to; queries name the files of that table and never a glob.
/// </summary>
public sealed class LakeStore : IDisposable
{
    private const string Suffix = ".parquet";
    private readonly Database<MeasurementContext> _database;
    private readonly string _folder;
    private readonly WriterMark _mark;
    private readonly IFileSystemCalls _calls;
    private readonly TimeProvider _clock;
    private readonly Lazy<DuckDatabase> _duck;

    internal LakeStore(
        Database<MeasurementContext> database, string folder, WriterMark mark, DuckOptions duck, IFileSystemCalls calls, TimeProvider clock)
    {
        (_database, _folder, _mark, _calls, _clock) = (database, folder, mark, calls, clock);
        _duck = new Lazy<DuckDatabase>(() => DuckDatabase.OpenInMemory(duck)); // 70 MB of library: not for those who only look at a page
        DurableFile.CreateFolder(folder, calls);
    }

    /// <summary>The files of a table, oldest first: what a data set's manifest lists.</summary>
    public async Task<IReadOnlyList<LakeFile>> FilesAsync(LakeTable table, LakeRange? range = null, CancellationToken cancellation = default)
    {
        range ??= new LakeRange();
        string from = LakeRange.Word(range.From ?? DateOnly.MinValue);
        string to = LakeRange.Word(range.To ?? DateOnly.MaxValue);
        await using MeasurementContext context = _database.Create();
        List<LakeFileRow> rows = await context.LakeFiles.AsNoTracking()
            .Where(file => file.Content == table && file.ReplacedAt == null && (range.Campaign == null || file.Campaign == range.Campaign))
            .Where(file => file.Day.CompareTo(from) >= 0 && file.Day.CompareTo(to) <= 0)
            .OrderBy(file => file.Day).ThenBy(file => file.CreatedAt).ThenBy(file => file.Path).ToListAsync(cancellation).ConfigureAwait(false);
        return [.. rows.Select(row => new LakeFile(row.Path, Absolute(row.Path), LakeRange.Read(row.Day), row.Campaign, row.Rows, row.Bytes, row.Sha256))];
    }

    /// <summary>Runs a query over a table; in <paramref name="sql"/>, a SELECT, its rows are called <c>lake</c>.</summary>
    /// <exception cref="DuckException">The query is refused, or a file is damaged.</exception>
    public async Task<IReadOnlyList<T>> QueryAsync<T>(
        LakeTable table, LakeRange? range, string sql, DuckRead<T> read, IReadOnlyList<object?>? parameters = null, CancellationToken cancellation = default)
    {
        IReadOnlyList<LakeFile> files = await FilesAsync(table, range, cancellation).ConfigureAwait(false);
        using DuckConnection connection = _duck.Value.Connect();
        await connection.ExecuteAsync($"CREATE TEMP TABLE no_rows ({LakeSchema.Columns(table)})", cancellation: cancellation).ConfigureAwait(false);

        // The empty table gives the columns their types, also where there is no file, and where a file is older than a column.
        string source = files.Count == 0
            ? "SELECT * FROM no_rows"
            : $"SELECT * FROM no_rows UNION ALL BY NAME SELECT * FROM read_parquet([{string.Join(", ", files.Select(file => Quote(file.FullPath)))}], union_by_name = true)";
        return await connection.QueryAsync($"WITH lake AS ({source}) {sql}", read, parameters, cancellation).ConfigureAwait(false);
    }

    /// <summary>How many targets each tag was said of; a tag is counted once for a target, whatever the number of subjects.</summary>
    public Task<IReadOnlyList<TagCount>> TagCountsAsync(LakeRange range, CancellationToken cancellation = default) =>
        QueryAsync(
            LakeTable.Findings,
            range,
            "SELECT tag, count(DISTINCT target) AS targets FROM lake GROUP BY tag ORDER BY targets DESC, tag",
            static (in DuckRow row) => new TagCount(row.Text(0), row.Int64(1)),
            cancellation: cancellation);

    /// <summary>Files of the table that are missing or of another size than when they were kept: to be restored from a backup, or rebuilt from the evidence.</summary>
    public async Task<IReadOnlyList<LakeFile>> DamagedAsync(CancellationToken cancellation = default)
    {
        var damaged = new List<LakeFile>();
        foreach (LakeTable table in Enum.GetValues<LakeTable>())
        {
            IReadOnlyList<LakeFile> files = await FilesAsync(table, cancellation: cancellation).ConfigureAwait(false);
            damaged.AddRange(files.Where(file => !File.Exists(file.FullPath) || new FileInfo(file.FullPath).Length != file.Bytes));
        }

        return damaged;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_duck.IsValueCreated)
        {
            _duck.Value.Dispose();
        }
    }

    /// <summary>Writes the files of these scans and syncs them. They exist when the caller commits their rows.</summary>
    internal async Task<StagedFiles> StageAsync(string campaign, IReadOnlyList<FinishedScan> scans, CancellationToken cancellation)
    {
        var rows = new List<LakeFileRow>();
        using DuckConnection connection = _duck.Value.Connect();
        try
        {
            foreach (IGrouping<string, FinishedScan> day in scans.GroupBy(scan => LakeRange.Word(DateOnly.FromDateTime(scan.Scan.StartedAt.UtcDateTime))))
            {
                foreach (LakeTable table in Enum.GetValues<LakeTable>())
                {
                    if (await WriteAsync(connection, table, day.Key, campaign, [.. day], cancellation).ConfigureAwait(false) is { } row)
                    {
                        rows.Add(row);
                    }
                }
            }
        }
        catch
        {
            StagedFiles.Remove(rows.Select(row => Absolute(row.Path)));
            throw;
        }

        return new StagedFiles(rows, [.. rows.Select(row => Absolute(row.Path))]);
    }

    /// <summary>Removes files that no row names and whose writer has ended: what a killed process had written and not committed.</summary>
    internal async Task SweepAsync(CancellationToken cancellation)
    {
        // In this order: a file listed now, of a writer that has ended, has its row by now or never will.
        List<string> orphans = [.. Directory.EnumerateFiles(_folder, "*", SearchOption.AllDirectories)
            .Where(path => !_mark.IsAlive(Path.GetFileName(path).Split('-')[0]))];
        if (orphans.Count == 0)
        {
            return;
        }

        HashSet<string> named = await NamedAsync(cancellation).ConfigureAwait(false);
        StagedFiles.Remove(orphans.Where(path => !named.Contains(Relative(path))));
    }

    private async Task<HashSet<string>> NamedAsync(CancellationToken cancellation)
    {
        await using MeasurementContext context = _database.Create();
        await using var transaction = await context.Database.BeginTransactionAsync(cancellation).ConfigureAwait(false);
        if (_database.Kind == DatabaseKind.PostgreSql)
        {
            // A commit that a killed process sent may still be on its way inside the server: SHARE waits for every writer of this table.
            await context.Database.ExecuteSqlRawAsync("LOCK TABLE lake_file IN SHARE MODE", cancellation).ConfigureAwait(false);
        }

        List<string> paths = await context.LakeFiles.Select(file => file.Path).ToListAsync(cancellation).ConfigureAwait(false);
        return paths.ToHashSet(StringComparer.Ordinal);
    }

    private async Task<LakeFileRow?> WriteAsync(
        DuckConnection connection, LakeTable table, string day, string campaign, IReadOnlyList<FinishedScan> scans, CancellationToken cancellation)
    {
        await connection.ExecuteAsync($"CREATE OR REPLACE TEMP TABLE staged ({LakeSchema.Columns(table)})", cancellation: cancellation).ConfigureAwait(false);
        using (DuckAppender appender = connection.Append("staged"))
        {
            foreach (FinishedScan scan in scans)
            {
                LakeRows.Append(appender, table, campaign, scan);
            }

            appender.Complete();
        }

        string relative = $"{Words<LakeTable>.Of(table)}/day={day}/campaign={campaign}/{_mark.Name}-{Guid.NewGuid().ToString("N")[..12]}{Suffix}";
        string path = Absolute(relative);
        DurableFile.CreateFolder(Path.GetDirectoryName(path)!, _calls);
        string temporary = DurableFile.TemporaryName(path);
        long count;
        try
        {
            count = await connection.ExecuteAsync(
                $"COPY (SELECT * FROM staged ORDER BY {LakeSchema.Order(table)}) TO {Quote(temporary)} (FORMAT parquet, COMPRESSION zstd, USE_TMP_FILE false)",
                cancellation: cancellation).ConfigureAwait(false);
        }
        catch
        {
            StagedFiles.Remove([temporary]);
            throw;
        }

        if (count == 0)
        {
            StagedFiles.Remove([temporary]);
            return null;
        }

        DurableFile.Publish(temporary, path, _calls);
        return await DescribeAsync(table, day, campaign, relative, count, cancellation).ConfigureAwait(false);
    }

    private async Task<LakeFileRow> DescribeAsync(
        LakeTable table, string day, string campaign, string relative, long count, CancellationToken cancellation)
    {
        await using FileStream file = File.OpenRead(Absolute(relative));
        return new LakeFileRow
        {
            Path = relative,
            Content = table,
            Day = day,
            Campaign = campaign,
            Rows = count,
            Bytes = file.Length,
            Sha256 = Convert.ToHexStringLower(await SHA256.HashDataAsync(file, cancellation).ConfigureAwait(false)),
            CreatedAt = _clock.GetUtcNow(),
        };
    }

    private string Absolute(string relative) => Path.Combine(_folder, relative);

    private string Relative(string path) => Path.GetRelativePath(_folder, path).Replace('\\', '/');

    private static string Quote(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";
}
