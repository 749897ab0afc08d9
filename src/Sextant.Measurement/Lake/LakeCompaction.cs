using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Sextant.Measurement.Storage;
using Sextant.Store.Databases;

namespace Sextant.Measurement.Lake;

/// <summary>Puts the small files of a past day and campaign into larger ones, under a lock of the caller.</summary>
internal sealed class LakeCompaction(Database<MeasurementContext> database, LakeFolder folder, LakeWriter writer, TimeProvider clock)
{
    /// <summary>1 million: what DuckDB sorts within its memory limit, and a file of some tens of megabytes.</summary>
    private const long MostRows = 1_000_000;

    /// <summary>How long a query may still be reading a file that has been replaced.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromHours(1);

    internal async Task<int> RunAsync(CancellationToken cancellation)
    {
        int replaced = 0;
        foreach ((LakePart part, List<LakeFileRow> files) in await PartsAsync(cancellation).ConfigureAwait(false))
        {
            foreach (List<LakeFileRow> group in Groups(files))
            {
                await ReplaceAsync(part, group, cancellation).ConfigureAwait(false);
                replaced += group.Count;
            }
        }

        return replaced;
    }

    /// <summary>File first, row second: a row of a file that is gone is looked at again, a file without a row would only be swept.</summary>
    internal async Task RemoveReplacedAsync(CancellationToken cancellation)
    {
        DateTimeOffset before = clock.GetUtcNow() - Grace;
        await using MeasurementContext context = database.Create();
        List<string> paths = await context.LakeFiles.Where(file => file.ReplacedAt < before).Select(file => file.Path).ToListAsync(cancellation).ConfigureAwait(false);
        LakeFolder.Remove(paths.Select(folder.Absolute));
        foreach (string[] chunk in paths.Where(path => !File.Exists(folder.Absolute(path))).Chunk(500))
        {
            await context.LakeFiles.Where(file => chunk.Contains(file.Path)).ExecuteDeleteAsync(cancellation).ConfigureAwait(false);
        }
    }

    /// <summary>Inside a transaction of the caller: takes files out of the table as far as nobody has yet.</summary>
    /// <returns>How many.</returns>
    internal static async Task<int> MarkReplacedAsync(MeasurementContext context, IReadOnlyList<string> paths, DateTimeOffset now, CancellationToken cancellation)
    {
        int marked = 0;
        foreach (string[] chunk in paths.Chunk(500))
        {
            marked += await context.LakeFiles.Where(file => chunk.Contains(file.Path) && file.ReplacedAt == null)
                .ExecuteUpdateAsync(file => file.SetProperty(f => f.ReplacedAt, now), cancellation).ConfigureAwait(false);
        }

        return marked;
    }

    /// <summary>Days before today (UTC): today's files still come. What is minutes old may yet be taken back by the run that wrote it.</summary>
    internal static (string Today, DateTimeOffset CreatedBefore) Settled(TimeProvider clock) =>
        (LakeRange.Word(DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime)), clock.GetUtcNow() - Grace);

    private async Task<List<(LakePart Part, List<LakeFileRow> Files)>> PartsAsync(CancellationToken cancellation)
    {
        (string today, DateTimeOffset settled) = Settled(clock);
        await using MeasurementContext context = database.Create();
        List<LakeFileRow> files = await context.LakeFiles.AsNoTracking()
            .Where(file => file.Bucket == null && !file.Copied && file.ReplacedAt == null && file.CreatedAt < settled && file.Day.CompareTo(today) < 0 && file.Rows < MostRows / 2)
            .OrderBy(file => file.Day).ThenBy(file => file.Path).ToListAsync(cancellation).ConfigureAwait(false);
        return [.. files.GroupBy(file => new LakePart(file.Content, file.Day, file.Campaign)).Where(part => part.Count() > 1).Select(part => (part.Key, part.ToList()))];
    }

    private static IEnumerable<List<LakeFileRow>> Groups(List<LakeFileRow> files)
    {
        var group = new List<LakeFileRow>();
        long rows = 0;
        foreach (LakeFileRow file in files)
        {
            if (group.Count > 0 && rows + file.Rows > MostRows)
            {
                if (group.Count > 1)
                {
                    yield return group;
                }

                (group, rows) = ([], 0);
            }

            group.Add(file);
            rows += file.Rows;
        }

        if (group.Count > 1)
        {
            yield return group;
        }
    }

    private async Task ReplaceAsync(LakePart part, List<LakeFileRow> files, CancellationToken cancellation) =>
        await SwapAsync(database, files, await writer.MergeAsync(part, files, cancellation).ConfigureAwait(false), clock.GetUtcNow(), cancellation).ConfigureAwait(false);

    /// <summary>Puts a file in the place of several, in one transaction; nothing happens when somebody else has replaced one of them.</summary>
    internal static async Task SwapAsync(
        Database<MeasurementContext> database, IReadOnlyList<LakeFileRow> old, StagedFiles merged, DateTimeOffset now, CancellationToken cancellation)
    {
        await using (merged.ConfigureAwait(false))
        {
            await using MeasurementContext context = database.Create();
            await using IDbContextTransaction transaction = await context.Database.BeginTransactionAsync(cancellation).ConfigureAwait(false);
            if (await MarkReplacedAsync(context, [.. old.Select(file => file.Path)], now, cancellation).ConfigureAwait(false) != old.Count)
            {
                return;
            }

            context.LakeFiles.AddRange(merged.Rows);
            await context.SaveChangesAsync(cancellation).ConfigureAwait(false);
            await merged.CommitAsync(transaction.CommitAsync).ConfigureAwait(false);
        }
    }
}
