using Microsoft.EntityFrameworkCore;
using Sextant.Measurement.Evidence;
using Sextant.Measurement.Lake;
using Sextant.Measurement.Storage;
using Sextant.Store.Databases;

namespace Sextant.Measurement.Retention;

/// <summary>
/// Finds and removes what is past its time, class by class. Each step leaves a whole: a file of the lake is first taken out of the table, and off the disk an hour
/// later; rows of the database go by the hour; a segment of evidence goes when nothing that is kept points into it. Killed in the middle, the rest goes the next time.
/// </summary>
public sealed class Pruning
{
    private readonly Database<MeasurementContext> _database;
    private readonly LakeStore _lake;
    private readonly HistoryPruning _history;
    private readonly EvidencePruning _evidence;
    private readonly TimeProvider _clock;

    internal Pruning(Database<MeasurementContext> database, LakeStore lake, EvidenceStore evidence, TimeProvider clock)
    {
        (_database, _lake, _clock) = (database, lake, clock);
        _history = new HistoryPruning(database);
        _evidence = new EvidencePruning(database, evidence, _history);
    }

    /// <summary>Finds what is past its time, and removes it when asked to.</summary>
    /// <param name="options">How long each class is kept.</param>
    /// <param name="remove">False: only say what there is.</param>
    /// <param name="cancellation">Stops between two steps; the rest is removed the next time.</param>
    /// <returns>What there was of each class; null when another process is looking after the lake.</returns>
    /// <exception cref="ArgumentException">The options cannot be kept to.</exception>
    /// <exception cref="Sextant.Store.Files.StorageException">A disk refuses, be it the database's.</exception>
    public async Task<IReadOnlyList<PastData>?> RunAsync(RetentionOptions options, bool remove, CancellationToken cancellation = default)
    {
        if (!options.IsValid)
        {
            throw new ArgumentException($"A class is kept for fewer than {RetentionOptions.Least} days, or longer than the verdicts.", nameof(options));
        }

        using var turn = _lake.TryTurn();
        return turn is null ? null : await _lake.Health.WatchAsync(StoreArea.Care, () => StepsAsync(options, remove, cancellation)).ConfigureAwait(false);
    }

    private async Task<IReadOnlyList<PastData>> StepsAsync(RetentionOptions options, bool remove, CancellationToken cancellation)
    {
        DateOnly today = DateOnly.FromDateTime(_clock.GetUtcNow().UtcDateTime);
        DateOnly verdicts = today.AddDays(-options.Verdicts);
        return
        [
            await FilesAsync(DataClass.Observations, today.AddDays(-options.Observations), [LakeTable.Observations], remove, cancellation).ConfigureAwait(false),
            await FilesAsync(DataClass.Findings, today.AddDays(-options.Findings), [LakeTable.Findings], remove, cancellation).ConfigureAwait(false),
            await _history.RunAsync(today.AddDays(-options.History), verdicts, remove, cancellation).ConfigureAwait(false),
            await VerdictsAsync(verdicts, remove, cancellation).ConfigureAwait(false),
            await _evidence.RunAsync(verdicts, remove, cancellation).ConfigureAwait(false), // last: by now nothing that goes points into it
        ];
    }

    /// <summary>A file of the second copy goes when its newest row is past its time; until then its older rows are not read.</summary>
    private async Task<PastData> VerdictsAsync(DateOnly before, bool remove, CancellationToken cancellation)
    {
        if (remove)
        {
            await RemovedBefore.SayAsync(_database, DataClass.Verdicts, before, cancellation).ConfigureAwait(false);
        }

        return await FilesAsync(DataClass.Verdicts, before, [LakeTable.Verdicts, LakeTable.Targets], remove, cancellation).ConfigureAwait(false);
    }

    private async Task<PastData> FilesAsync(DataClass data, DateOnly before, LakeTable[] tables, bool remove, CancellationToken cancellation)
    {
        string day = LakeRange.Word(before);
        await using MeasurementContext context = _database.Create();
        List<LakeFileRow> files = await context.LakeFiles.AsNoTracking()
            .Where(file => tables.Contains(file.Content) && file.ReplacedAt == null && file.Day.CompareTo(day) < 0).ToListAsync(cancellation).ConfigureAwait(false);
        if (remove && files.Count > 0)
        {
            await using var transaction = await context.Database.BeginTransactionAsync(cancellation).ConfigureAwait(false);
            await LakeCompaction.MarkReplacedAsync(context, [.. files.Select(file => file.Path)], _clock.GetUtcNow(), cancellation).ConfigureAwait(false);
            await transaction.CommitAsync(CancellationToken.None).ConfigureAwait(false);
        }

        return new PastData(data, before, files.Count, files.Where(file => file.Bucket is null).Sum(file => file.Rows), files.Sum(file => file.Bytes));
    }
}
