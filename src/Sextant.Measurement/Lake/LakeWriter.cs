using System.Globalization;
using System.Security.Cryptography;
using Sextant.Measurement.Storage;
using Sextant.Store.Duck;
using Sextant.Store.Files;

namespace Sextant.Measurement.Lake;

/// <summary>Writes Parquet files: under a temporary name, synced, renamed, the folder synced. They exist when their rows are committed.</summary>
internal sealed class LakeWriter(LakeFolder folder, Lazy<DuckDatabase> duck, TimeProvider clock)
{
    /// <summary>Rows that must be read for one of them where one target is asked for; 8,192: two milliseconds, where DuckDB's own 122,880 take seventy.</summary>
    private const string SmallGroups = "ROW_GROUP_SIZE 8192, ";

    /// <summary>Writes the files of these scans, one for each table and UTC day.</summary>
    internal async Task<StagedFiles> StageAsync(string campaign, IReadOnlyList<FinishedScan> scans, CancellationToken cancellation)
    {
        var rows = new List<LakeFileRow>();
        using DuckConnection connection = duck.Value.Connect();
        try
        {
            foreach (IGrouping<string, FinishedScan> day in scans.GroupBy(scan => LakeRange.Word(DateOnly.FromDateTime(scan.StartedAt.UtcDateTime))))
            {
                foreach (LakeTable table in Enum.GetValues<LakeTable>())
                {
                    await FillAsync(connection, table, campaign, day, cancellation).ConfigureAwait(false);
                    if (await WriteAsync(connection, new LakePart(table, day.Key, campaign), "staged", cancellation).ConfigureAwait(false) is { } row)
                    {
                        rows.Add(row);
                    }
                }
            }
        }
        catch
        {
            LakeFolder.Remove(rows.Select(row => folder.Absolute(row.Path)));
            throw;
        }

        return Staged(rows);
    }

    /// <summary>Writes the rows of these files again, one file for each part of the targets.</summary>
    internal async Task<StagedFiles> CopyAsync(IReadOnlyList<LakeFileRow> files, CancellationToken cancellation)
    {
        using DuckConnection connection = duck.Value.Connect();
        var rows = new List<LakeFileRow>();
        try
        {
            await connection.ExecuteAsync(
                $"CREATE TEMP TABLE copied AS SELECT *, {LakeCopy.BucketSql} AS bucket FROM ({LakeSql.Rows(files.Select(file => folder.Absolute(file.Path)))})", cancellation: cancellation)
                .ConfigureAwait(false);
            (string first, string last) = (files.Min(file => file.Day)!, files.Max(file => file.Day)!);
            foreach (long bucket in await connection.QueryAsync("SELECT DISTINCT bucket FROM copied ORDER BY bucket", static (in DuckRow row) => row.Int64(0), cancellation: cancellation).ConfigureAwait(false))
            {
                string source = string.Create(CultureInfo.InvariantCulture, $"(SELECT * EXCLUDE (bucket) FROM copied WHERE bucket = {bucket})");
                if (await WriteAsync(connection, new LakePart(LakeCopy.Table, last, "", (int)bucket, first), source, cancellation).ConfigureAwait(false) is { } row)
                {
                    rows.Add(row);
                }
            }

            return rows.Sum(row => row.Rows) == files.Sum(file => file.Rows)
                ? Staged(rows)
                : throw StorageException.Corrupt(folder.Absolute(files[0].Path), "its rows and those of its neighbours are not as many as when they were kept");
        }
        catch
        {
            LakeFolder.Remove(rows.Select(row => folder.Absolute(row.Path)));
            throw;
        }
    }

    /// <summary>Writes one file with the rows of several.</summary>
    internal async Task<StagedFiles> MergeAsync(LakePart part, IReadOnlyList<LakeFileRow> files, CancellationToken cancellation)
    {
        using DuckConnection connection = duck.Value.Connect();
        string source = LakeSql.Rows(files.Select(file => folder.Absolute(file.Path)));
        LakeFileRow? merged = await WriteAsync(connection, part, $"({source})", cancellation).ConfigureAwait(false);
        if (merged is not null && merged.Rows == files.Sum(file => file.Rows))
        {
            return Staged([merged]);
        }

        LakeFolder.Remove(merged is null ? [] : [folder.Absolute(merged.Path)]);
        throw StorageException.Corrupt(folder.Absolute(files[0].Path), "its rows and those of its neighbours are not as many as when they were kept");
    }

    private StagedFiles Staged(List<LakeFileRow> rows) => new(rows, [.. rows.Select(row => folder.Absolute(row.Path))], folder.Mark);

    private static async Task FillAsync(
        DuckConnection connection, LakeTable table, string campaign, IEnumerable<FinishedScan> scans, CancellationToken cancellation)
    {
        await connection.ExecuteAsync($"CREATE OR REPLACE TEMP TABLE staged ({LakeSchema.Columns(table)})", cancellation: cancellation).ConfigureAwait(false);
        using DuckAppender appender = connection.Append("staged");
        foreach (FinishedScan scan in scans)
        {
            LakeRows.Append(appender, table, campaign, scan);
        }

        appender.Complete();
    }

    /// <summary>Null when there are no rows: no file is made.</summary>
    private async Task<LakeFileRow?> WriteAsync(DuckConnection connection, LakePart part, string source, CancellationToken cancellation)
    {
        string content = Words<LakeTable>.Of(part.Table);
        string relative = part.Bucket is { } bucket ? folder.NewCopy(content, bucket) : folder.NewFile(content, part.Day, part.Campaign);
        string path = folder.Absolute(relative);
        DurableFile.CreateFolder(Path.GetDirectoryName(path)!, folder.Calls);
        string temporary = DurableFile.TemporaryName(path);
        long count;
        try
        {
            count = await connection.ExecuteAsync(
                $"COPY (SELECT * FROM {source} ORDER BY {LakeSchema.Order(part.Table)}) TO {LakeSql.Quote(temporary)} (FORMAT parquet, COMPRESSION zstd, {(part.Table == LakeCopy.Table ? SmallGroups : "")}USE_TMP_FILE false)",
                cancellation: cancellation).ConfigureAwait(false);
        }
        catch (DuckException fault) when (fault.Fault == DuckFault.InputOutput && fault.Message.Contains(temporary, StringComparison.Ordinal))
        {
            LakeFolder.Remove([temporary]);
            throw StorageException.Of("write", path, ErrorOf(fault.Message));
        }
        catch
        {
            LakeFolder.Remove([temporary]);
            throw;
        }

        if (count == 0)
        {
            LakeFolder.Remove([temporary]);
            return null;
        }

        DurableFile.Publish(temporary, path, folder.Calls);
        return await DescribeAsync(part, relative, count, cancellation).ConfigureAwait(false);
    }

    /// <summary>DuckDB says what the system said, in its words.</summary>
    private static int ErrorOf(string message) =>
        message.Contains("No space left on device", StringComparison.Ordinal) ? Errno.NoSpace
        : message.Contains("Disk quota exceeded", StringComparison.Ordinal) ? Errno.Quota
        : message.Contains("Read-only file system", StringComparison.Ordinal) ? Errno.ReadOnly
        : message.Contains("Permission denied", StringComparison.Ordinal) ? Errno.Access
        : Errno.InputOutput;

    private async Task<LakeFileRow> DescribeAsync(LakePart part, string relative, long count, CancellationToken cancellation)
    {
        await using FileStream file = File.OpenRead(folder.Absolute(relative));
        return new LakeFileRow
        {
            Path = relative,
            Place = folder.Place,
            Content = part.Table,
            Day = part.Day,
            Campaign = part.Campaign,
            Bucket = part.Bucket,
            FirstDay = part.FirstDay,
            Rows = count,
            Bytes = file.Length,
            Sha256 = Convert.ToHexStringLower(await SHA256.HashDataAsync(file, cancellation).ConfigureAwait(false)),
            CreatedAt = clock.GetUtcNow(),
        };
    }
}

/// <summary>A partition of the lake: a day of a campaign; in the second copy a part of the targets, from its first day to its last.</summary>
internal sealed record LakePart(LakeTable Table, string Day, string Campaign, int? Bucket = null, string? FirstDay = null);

/// <summary>Pieces of DuckDB's SQL.</summary>
internal static class LakeSql
{
    /// <summary>All rows of these files, columns by name, so that files older than a column still fit.</summary>
    internal static string Rows(IEnumerable<string> paths) =>
        $"SELECT * FROM read_parquet([{string.Join(", ", paths.Select(Quote))}], union_by_name = true)";

    /// <summary>The rows of the files; the empty table gives the columns their types, also where there is no file, and where a file is older than a column.</summary>
    internal static string Source(string empty, IReadOnlyList<LakeFile> files) => files.Count == 0
        ? $"SELECT * FROM {empty}"
        : $"SELECT * FROM {empty} UNION ALL BY NAME {Rows(files.Select(file => file.FullPath))}";

    /// <summary>An instant, to the microsecond.</summary>
    internal static string Instant(DateTimeOffset instant) =>
        string.Create(CultureInfo.InvariantCulture, $"make_timestamptz({(instant - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond})");

    internal static string Quote(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";
}
