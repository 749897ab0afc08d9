using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Sextant.Checks.Judging;
using Sextant.Checks.Observations;
using Sextant.Measurement.Lake;
using Sextant.Measurement.Storage;
using Sextant.Store.Databases;
using Sextant.Wire;

namespace Sextant.Measurement.Scans;

/// <summary>
/// What is said of each target: now, at an earlier time, and over time. Targets are asked for by key (<c>site:example.gov.vn</c>). Where several
/// vantages have measured, the newest measurement answers unless one vantage is asked for.
/// </summary>
public sealed class ScanStore
{
    /// <summary>The campaign of scans that belong to none: partition and column value.</summary>
    public const string Single = "single";

    private readonly Database<MeasurementContext> _database;
    private readonly LakeStore _lake;

    internal ScanStore(Database<MeasurementContext> database, LakeStore lake) => (_database, _lake) = (database, lake);

    /// <summary>Keeps scans that belong to no campaign: their lake files, their history and the current verdicts, all or nothing.</summary>
    /// <exception cref="Sextant.Store.Files.StorageException">A disk is full or broken: nothing of them is kept.</exception>
    public Task KeepAsync(IReadOnlyList<FinishedScan> scans, CancellationToken cancellation = default) =>
        _lake.Health.WatchAsync(StoreArea.Results, async () =>
        {
            StagedFiles files = await _lake.Writer.StageAsync(Single, scans, cancellation).ConfigureAwait(false);
            await using (files.ConfigureAwait(false))
            {
                Statements statements = await _database.BeginAsync(cancellation).ConfigureAwait(false);
                await using (statements.ConfigureAwait(false))
                {
                    await ResultRows.AddAsync(statements, Single, scans, files.Rows, Known.Stays, cancellation).ConfigureAwait(false);
                    await files.CommitAsync(statements.CommitAsync).ConfigureAwait(false);
                }

                return files.Rows.Count;
            }
        });

    /// <summary>What is said now of these targets; those never measured are left out.</summary>
    public Task<IReadOnlyDictionary<string, JudgedTarget>> CurrentAsync(
        IReadOnlyCollection<string> keys, string? vantage = null, CancellationToken cancellation = default) =>
        NewestAsync(
            keys,
            (context, chunk) =>
                from current in context.CurrentVerdicts
                where chunk.Contains(current.TargetKey) && (vantage == null || current.Vantage == vantage)
                join scan in context.TargetScans
                    on new { current.TargetKey, current.Vantage, current.MeasuredAt } equals new { scan.TargetKey, scan.Vantage, scan.MeasuredAt }
                select scan,
            cancellation);

    /// <summary>What was said of these targets by measurements before <paramref name="end"/>; those not measured until then are left out.</summary>
    public Task<IReadOnlyDictionary<string, JudgedTarget>> AsOfAsync(
        IReadOnlyCollection<string> keys, DateTimeOffset end, string? vantage = null, CancellationToken cancellation = default) =>
        NewestAsync(
            keys,
            (context, chunk) => Newest(context, chunk, end, vantage),
            cancellation);

    /// <summary>The same of many targets, without their verdicts: <see cref="WorstAsync"/> gives those by their set.</summary>
    public async Task<IReadOnlyList<BriefTarget>> BriefAsOfAsync(IReadOnlyCollection<string> keys, DateTimeOffset end, CancellationToken cancellation = default)
    {
        await using MeasurementContext context = _database.Create();
        var newest = new Dictionary<string, BriefTarget>(StringComparer.Ordinal);
        foreach (string[] chunk in keys.Distinct(StringComparer.Ordinal).Chunk(500))
        {
            foreach (BriefTarget row in await Newest(context, chunk, end, null)
                .Select(scan => new BriefTarget(scan.TargetKey, scan.Class, scan.Cause, scan.Level, scan.LevelScope, scan.SingleLook, scan.Lab, scan.Vantage, scan.MeasuredAt, scan.Evidence, scan.VerdictSet))
                .ToListAsync(cancellation).ConfigureAwait(false))
            {
                if (!newest.TryGetValue(row.Target, out BriefTarget? known) || row.MeasuredAt > known.MeasuredAt)
                {
                    newest[row.Target] = row;
                }
            }
        }

        return [.. newest.Values];
    }

    /// <summary>The worst verdict of each criterion in these sets of verdicts; what a set says never changes.</summary>
    public async Task<IReadOnlyDictionary<string, IReadOnlyDictionary<string, Verdict>>> WorstAsync(IReadOnlyCollection<string> sets, CancellationToken cancellation = default)
    {
        await using MeasurementContext context = _database.Create();
        var worst = new Dictionary<string, IReadOnlyDictionary<string, Verdict>>(StringComparer.Ordinal);
        foreach (string[] chunk in sets.Distinct(StringComparer.Ordinal).Chunk(500))
        {
            foreach (VerdictSetRow set in await context.VerdictSets.AsNoTracking().Where(set => chunk.Contains(set.Hash)).ToListAsync(cancellation).ConfigureAwait(false))
            {
                worst[set.Hash] = BriefTarget.Worst(JudgedVerdicts.Read(set.Content).Verdicts);
            }
        }

        return worst;
    }

    // By the row that each target and vantage has of its newest verdict: one step in the index for each of them, however long the history is.
    private static IQueryable<TargetScanRow> Newest(MeasurementContext context, string[] chunk, DateTimeOffset end, string? vantage) =>
        from current in context.CurrentVerdicts
        where chunk.Contains(current.TargetKey) && (vantage == null || current.Vantage == vantage)
        from scan in context.TargetScans
        where scan.TargetKey == current.TargetKey && scan.Vantage == current.Vantage
            && scan.MeasuredAt == context.TargetScans.Where(other => other.TargetKey == current.TargetKey && other.Vantage == current.Vantage && other.MeasuredAt < end).Max(other => other.MeasuredAt)
        select scan;

    /// <summary>
    /// A number that is another as soon as any result is: each batch of results comes with its files of the lake, in one transaction. Files that are put together change it too,
    /// which costs a reading and is never wrong.
    /// </summary>
    /// <param name="upTo">The last day (UTC) that counts; null: all.</param>
    /// <param name="cancellation">Stops asking.</param>
    public async Task<long> StampAsync(DateOnly? upTo = null, CancellationToken cancellation = default)
    {
        await using MeasurementContext context = _database.Create();
        string last = upTo is { } day ? LakeRange.Word(day) : "9999";

        // Every page asks this, so it is one turn to the server.
        var asked = await context.LakeFiles.Where(file => file.Content == LakeTable.Targets && file.Bucket == null && file.Day.CompareTo(last) <= 0).GroupBy(_ => 1)
            .Select(all => new { Removed = false, Count = all.Count(), Rows = all.Sum(file => file.Rows), At = all.Max(file => file.CreatedAt) })
            .Concat(context.Removed.Where(row => row.Content == Words<DataClass>.Of(DataClass.History)).Select(row => new { Removed = true, Count = 0, Rows = 0L, At = row.Before }))
            .ToListAsync(cancellation).ConfigureAwait(false);
        (var files, var removed) = (asked.SingleOrDefault(one => !one.Removed), asked.SingleOrDefault(one => one.Removed));
        byte[] said = System.Text.Encoding.ASCII.GetBytes(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{files?.Count} {files?.Rows} {files?.At.UtcTicks} {removed?.At.UtcTicks}"));
        return BitConverter.ToInt64(System.Security.Cryptography.SHA256.HashData(said));
    }

    /// <summary>All measurements of one target, newest first: from the database, and from the lake what is older than it keeps.</summary>
    public async Task<IReadOnlyList<JudgedTarget>> HistoryAsync(string key, int limit = 100, DateTimeOffset? end = null, CancellationToken cancellation = default)
    {
        await using MeasurementContext context = _database.Create();
        DateTimeOffset before = end ?? DateTimeOffset.MaxValue;
        List<TargetScanRow> rows = await context.TargetScans.AsNoTracking()
            .Where(scan => scan.TargetKey == key && scan.MeasuredAt < before)
            .OrderByDescending(scan => scan.MeasuredAt).Take(limit).ToListAsync(cancellation).ConfigureAwait(false);
        if (rows.Count < limit && await context.Removed.FindAsync([Words<DataClass>.Of(DataClass.History)], cancellation).ConfigureAwait(false) is { } removed)
        {
            // What is older lies in the lake alone; the newest of all stays in the database, however old. Files of the second copy hold rows past their time too.
            DateTimeOffset? gone = (await context.Removed.FindAsync([Words<DataClass>.Of(DataClass.Verdicts)], cancellation).ConfigureAwait(false))?.Before;
            IReadOnlyList<TargetScanRow> older = await _lake.HistoryAsync(key, limit, removed.Before < before ? removed.Before : before, cancellation).ConfigureAwait(false);
            HashSet<(string, DateTimeOffset)> known = [.. rows.Select(row => (row.Vantage, row.MeasuredAt))];
            rows = [.. rows.Concat(older.Where(row => !(row.MeasuredAt < gone) && !known.Contains((row.Vantage, row.MeasuredAt)))).OrderByDescending(row => row.MeasuredAt).Take(limit)];
        }

        return await ReadAsync(context, rows, cancellation).ConfigureAwait(false);
    }

    /// <summary>How many targets of a kind are in each class now, by the newest measurement of each.</summary>
    public async Task<IReadOnlyDictionary<TargetClass, int>> CountsAsync(TargetKind kind, string? vantage = null, CancellationToken cancellation = default)
    {
        await using MeasurementContext context = _database.Create();
        var rows = await context.CurrentVerdicts.AsNoTracking()
            .Where(current => current.Kind == kind && (vantage == null || current.Vantage == vantage))
            .Select(current => new { current.TargetKey, current.MeasuredAt, current.Class }).ToListAsync(cancellation).ConfigureAwait(false);
        return rows.GroupBy(row => row.TargetKey).Select(target => target.MaxBy(row => row.MeasuredAt)!.Class)
            .CountBy(one => one).ToDictionary(pair => pair.Key, pair => pair.Value);
    }

    /// <summary>
    /// How many targets of a campaign got which class, and why where it is unknown. Names that are still to be measured do not count, nor what was said of a
    /// name before it was measured again.
    /// </summary>
    public async Task<IReadOnlyList<ResultCount>> ResultsAsync(string campaign, string? vantage = null, CancellationToken cancellation = default)
    {
        await using MeasurementContext context = _database.Create();
        var rows = await context.CampaignResults.AsNoTracking().Where(row => row.Campaign == campaign && (vantage == null || row.Vantage == vantage))
            .GroupBy(row => new { row.Kind, row.Class, row.Cause })
            .Select(group => new { group.Key, Targets = group.Sum(row => row.Targets) }).ToListAsync(cancellation).ConfigureAwait(false);
        return [.. rows.Where(row => row.Targets > 0)
            .Select(row => new ResultCount(row.Key.Kind, row.Key.Class, row.Key.Cause.Length == 0 ? null : Words<Failure>.Parse(row.Key.Cause), checked((int)row.Targets)))];
    }

    /// <summary>Names of a campaign of which something is unknown, in their order.</summary>
    public async Task<IReadOnlyList<string>> UnknownNamesAsync(string campaign, CancellationToken cancellation = default)
    {
        await using MeasurementContext context = _database.Create();
        List<string> names = await context.TargetScans.AsNoTracking().Where(scan => scan.Campaign == campaign && scan.Class == TargetClass.Unknown)
            .Where(scan => !context.TargetScans.Any(later =>
                later.TargetKey == scan.TargetKey && later.Vantage == scan.Vantage && later.Campaign == campaign && later.MeasuredAt > scan.MeasuredAt))
            .Select(scan => scan.Ascii).Distinct().ToListAsync(cancellation).ConfigureAwait(false);
        names.Sort(StringComparer.Ordinal);
        return names;
    }

    /// <summary>All that was said in a campaign, in the order of the targets' keys.</summary>
    public async IAsyncEnumerable<JudgedTarget> OfCampaignAsync(string campaign, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        const int page = 500;
        for (int at = 0; ; at += page)
        {
            await using MeasurementContext context = _database.Create();
            List<TargetScanRow> rows = await context.TargetScans.AsNoTracking().Where(scan => scan.Campaign == campaign)
                .OrderBy(scan => scan.TargetKey).ThenBy(scan => scan.Vantage).ThenBy(scan => scan.MeasuredAt)
                .Skip(at).Take(page).ToListAsync(cancellation).ConfigureAwait(false);
            foreach (JudgedTarget target in await ReadAsync(context, rows, cancellation).ConfigureAwait(false))
            {
                yield return target;
            }

            if (rows.Count < page)
            {
                yield break;
            }
        }
    }

    /// <summary>Keys of all targets of a kind that have been measured, in ordinal order.</summary>
    public async Task<IReadOnlyList<string>> KeysAsync(TargetKind kind, CancellationToken cancellation = default)
    {
        await using MeasurementContext context = _database.Create();
        List<string> keys = await context.CurrentVerdicts.AsNoTracking().Where(current => current.Kind == kind)
            .Select(current => current.TargetKey).Distinct().ToListAsync(cancellation).ConfigureAwait(false);
        keys.Sort(StringComparer.Ordinal);
        return keys;
    }

    private async Task<IReadOnlyDictionary<string, JudgedTarget>> NewestAsync(
        IReadOnlyCollection<string> keys, Func<MeasurementContext, string[], IQueryable<TargetScanRow>> rowsOf, CancellationToken cancellation)
    {
        await using MeasurementContext context = _database.Create();
        var newest = new Dictionary<string, TargetScanRow>(StringComparer.Ordinal);

        // 500 at a time: a bound on parameters that both databases take.
        foreach (string[] chunk in keys.Distinct(StringComparer.Ordinal).Chunk(500))
        {
            foreach (TargetScanRow row in await rowsOf(context, chunk).AsNoTracking().ToListAsync(cancellation).ConfigureAwait(false))
            {
                if (!newest.TryGetValue(row.TargetKey, out TargetScanRow? known) || row.MeasuredAt > known.MeasuredAt)
                {
                    newest[row.TargetKey] = row;
                }
            }
        }

        IReadOnlyList<JudgedTarget> judged = await ReadAsync(context, newest.Values, cancellation).ConfigureAwait(false);
        return judged.ToDictionary(target => target.Target.Key, StringComparer.Ordinal);
    }

    private static async Task<IReadOnlyList<JudgedTarget>> ReadAsync(
        MeasurementContext context, IReadOnlyCollection<TargetScanRow> rows, CancellationToken cancellation)
    {
        var sets = new Dictionary<string, JudgedVerdicts>(StringComparer.Ordinal);
        foreach (string[] chunk in rows.Select(row => row.VerdictSet).Distinct(StringComparer.Ordinal).Chunk(500))
        {
            foreach (VerdictSetRow set in await context.VerdictSets.AsNoTracking().Where(set => chunk.Contains(set.Hash)).ToListAsync(cancellation).ConfigureAwait(false))
            {
                sets[set.Hash] = JudgedVerdicts.Read(set.Content);
            }
        }

        return [.. rows.Select(row => Judged(row, sets[row.VerdictSet]))];
    }

    private static JudgedTarget Judged(TargetScanRow row, JudgedVerdicts verdicts) => new()
    {
        Target = new Target(row.Kind, row.Ascii),
        Unicode = row.Unicode,
        Class = row.Class,
        Level = row.Level,
        LevelScope = row.LevelScope,
        Cause = row.Cause,
        SingleLook = row.SingleLook,
        Lab = row.Lab,
        Vantage = row.Vantage,
        MeasuredAt = row.MeasuredAt,
        Profile = row.Profile,
        Evidence = row.Evidence,
        Campaign = row.Campaign,
        Hosts = verdicts.Hosts,
        Unmeasured = verdicts.Unmeasured,
        Verdicts = verdicts.Verdicts,
    };
}
