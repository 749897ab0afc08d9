using Microsoft.EntityFrameworkCore;
using Sextant.Checks.Judging;
using Sextant.Checks.Observations;
using Sextant.Measurement.Storage;
using Sextant.Store.Databases;
using Sextant.Store.Duck;
using Sextant.Wire;

namespace Sextant.Measurement.Lake;

/// <summary>Reads one target's years: a few files of the second copy, and the files by day that are not in it yet.</summary>
internal sealed class LakeHistory(Database<MeasurementContext> database, LakeFolder folder)
{
    private const string Columns =
        "target, vantage, measured_at, kind, ascii, \"unicode\", class, level, level_scope, class_cause, single_look, lab, profile, evidence, campaign, verdict_set";

    /// <summary>Newest first.</summary>
    internal async Task<IReadOnlyList<TargetScanRow>> ReadAsync(DuckDatabase duck, string key, int limit, DateTimeOffset before, CancellationToken cancellation)
    {
        IReadOnlyList<LakeFileRow> files = await FilesAsync([LakeCopy.BucketOf(key)], before, cancellation).ConfigureAwait(false);
        if (files.Count == 0)
        {
            return [];
        }

        using DuckConnection connection = duck.Connect();

        // Both stand in the statement: parameters would have it planned twice, the first time without skipping anything.
        return await connection.QueryAsync(
            $"SELECT {Columns} FROM ({LakeSql.Rows(files.Select(file => folder.Absolute(file.Path)))}) WHERE target = {LakeSql.Quote(key)} AND measured_at < {LakeSql.Instant(before)} ORDER BY measured_at DESC LIMIT {limit}",
            Read, cancellation: cancellation).ConfigureAwait(false);
    }

    /// <summary>The files in which these parts of the targets lie: those of the second copy, and those by day that are not in it yet.</summary>
    internal async Task<IReadOnlyList<LakeFileRow>> FilesAsync(IReadOnlyCollection<int> buckets, DateTimeOffset before, CancellationToken cancellation)
    {
        string last = LakeRange.Word(DateOnly.FromDateTime(before.UtcDateTime));
        await using MeasurementContext context = database.Create();
        return await context.LakeFiles.AsNoTracking().Where(file => file.Content == LakeCopy.Table && file.ReplacedAt == null)
            .Where(file => buckets.Contains(file.Bucket ?? -1) ? file.FirstDay!.CompareTo(last) <= 0 : file.Bucket == null && !file.Copied && file.Day.CompareTo(last) <= 0)
            .OrderBy(file => file.Path).ToListAsync(cancellation).ConfigureAwait(false);
    }

    private static TargetScanRow Read(in DuckRow row) => new()
    {
        TargetKey = row.Text(0),
        Vantage = row.Text(1),
        MeasuredAt = row.Instant(2),
        Kind = Words<TargetKind>.Parse(row.Text(3)),
        Ascii = row.Text(4),
        Unicode = row.Text(5),
        Class = Words<TargetClass>.Parse(row.Text(6)),
        Level = Words<Level>.Parse(row.Text(7)),
        LevelScope = Words<Level>.Parse(row.Text(8)),
        Cause = row.TextOrNull(9) is { } cause ? Words<Failure>.Parse(cause) : null,
        SingleLook = row.Boolean(10),
        Lab = row.Boolean(11),
        Profile = row.Text(12),
        Evidence = row.Text(13),
        Campaign = row.Text(14),
        VerdictSet = row.Text(15),
    };
}
