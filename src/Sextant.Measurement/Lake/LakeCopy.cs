using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Sextant.Measurement.Storage;
using Sextant.Store.Databases;

namespace Sextant.Measurement.Lake;

/// <summary>
/// The second copy of what was said of targets: by target, not by day, so that one name's years lie in a few files and close together in each. Rows come
/// into it when their day's files are settled; its own files are put together as they gather. Under a lock of the caller.
/// </summary>
internal sealed class LakeCopy(Database<MeasurementContext> database, LakeWriter writer, TimeProvider clock, long leastRows)
{
    /// <summary>The table that has a second copy: classes over time are what is asked of one name.</summary>
    internal const LakeTable Table = LakeTable.Targets;

    /// <summary>Parts of the targets; 128: with 600,000 names a week's file in each has 5,000 rows, 3 years' 730,000, which DuckDB sorts in its memory.</summary>
    internal const int Buckets = 128;

    /// <summary>Rows of one step; 500,000: fewer make files too small to be worth it, and lie in a few files by day anyway.</summary>
    internal const long LeastRows = 500_000;

    /// <summary>Most rows of one step; 1.5 million: they are held in memory while their 128 files are written.</summary>
    private const long MostRows = 1_500_000;

    /// <summary>
    /// Files of a size that are put together; 3: 3 years of weeks lie in 9 files at most, and each row is written 5 times again. A file costs who reads one name 4 ms, so
    /// fewer are worth the writing.
    /// </summary>
    private const int Many = 3;

    /// <summary>The part in which a target lies; the same as <see cref="BucketSql"/>.</summary>
    internal static int BucketOf(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key))[0] % Buckets;

    /// <summary>The part in which the target of a row lies.</summary>
    internal static readonly string BucketSql = BucketSqlOf("target");

    /// <summary>The part in which a target lies that an expression gives.</summary>
    internal static string BucketSqlOf(string key) =>
        $"(instr('0123456789abcdef', substr(sha256({key}), 1, 1)) * 16 + instr('0123456789abcdef', substr(sha256({key}), 2, 1)) - 17) % {Buckets}";

    internal async Task<int> RunAsync(CancellationToken cancellation)
    {
        int taken = 0;
        while (await NextAsync(cancellation).ConfigureAwait(false) is { Count: > 0 } files)
        {
            await CopyAsync(files, cancellation).ConfigureAwait(false);
            taken += files.Count;
        }

        return taken + await MergeAsync(cancellation).ConfigureAwait(false);
    }

    /// <summary>Settled files that are in no copy yet, the oldest first; none when they are too few to be worth it.</summary>
    /// <remarks>Settled as for compaction: a run takes back what it wrote within minutes, so never what lies in the copy.</remarks>
    private async Task<List<LakeFileRow>> NextAsync(CancellationToken cancellation)
    {
        (string today, DateTimeOffset settled) = LakeCompaction.Settled(clock);
        await using MeasurementContext context = database.Create();
        List<LakeFileRow> files = await context.LakeFiles.AsNoTracking()
            .Where(file => file.Content == Table && file.Bucket == null && !file.Copied && file.ReplacedAt == null)
            .Where(file => file.CreatedAt < settled && file.Day.CompareTo(today) < 0)
            .OrderBy(file => file.Day).ThenBy(file => file.Path).ToListAsync(cancellation).ConfigureAwait(false);
        var step = new List<LakeFileRow>();
        long rows = 0;
        foreach (LakeFileRow file in files)
        {
            if (step.Count > 0 && rows + file.Rows > MostRows)
            {
                break;
            }

            step.Add(file);
            rows += file.Rows;
        }

        return rows < leastRows ? [] : step;
    }

    private async Task CopyAsync(List<LakeFileRow> files, CancellationToken cancellation)
    {
        StagedFiles copies = await writer.CopyAsync(files, cancellation).ConfigureAwait(false);
        await using (copies.ConfigureAwait(false))
        {
            await using MeasurementContext context = database.Create();
            await using IDbContextTransaction transaction = await context.Database.BeginTransactionAsync(cancellation).ConfigureAwait(false);
            string[] paths = [.. files.Select(file => file.Path)];
            int marked = 0;
            foreach (string[] chunk in paths.Chunk(500))
            {
                marked += await context.LakeFiles.Where(file => chunk.Contains(file.Path) && file.ReplacedAt == null && !file.Copied)
                    .ExecuteUpdateAsync(file => file.SetProperty(f => f.Copied, true), cancellation).ConfigureAwait(false);
            }

            if (marked != files.Count)
            {
                return; // somebody has taken one of them away meanwhile
            }

            context.LakeFiles.AddRange(copies.Rows);
            await context.SaveChangesAsync(cancellation).ConfigureAwait(false);
            await copies.CommitAsync(transaction.CommitAsync).ConfigureAwait(false);
        }
    }

    private async Task<int> MergeAsync(CancellationToken cancellation)
    {
        List<LakeFileRow> files;
        await using (MeasurementContext context = database.Create())
        {
            files = await context.LakeFiles.AsNoTracking().Where(file => file.Content == Table && file.Bucket != null && file.ReplacedAt == null)
                .OrderBy(file => file.FirstDay).ThenBy(file => file.Path).ToListAsync(cancellation).ConfigureAwait(false);
        }

        int replaced = 0;
        foreach (IGrouping<(int?, int), LakeFileRow> group in files.GroupBy(file => (file.Bucket, SizeOf(file))).Where(group => group.Count() >= Many))
        {
            LakeFileRow[] old = [.. group.Take(2 * Many)];
            StagedFiles merged = await writer.MergeAsync(new LakePart(Table, old.Max(file => file.Day)!, "", old[0].Bucket, old.Min(file => file.FirstDay)), old, cancellation)
                .ConfigureAwait(false);
            await LakeCompaction.SwapAsync(database, old, merged, clock.GetUtcNow(), cancellation).ConfigureAwait(false);
            replaced += old.Length;
        }

        return replaced;
    }

    /// <summary>Files of a size: each is up to three times as large as those of the size before.</summary>
    private int SizeOf(LakeFileRow file) => (int)Math.Max(0, Math.Log((double)file.Rows * Buckets / leastRows, Many));
}
