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
    private readonly Database<MeasurementContext> _database;
    private readonly LakeFolder _folder;
    private readonly TimeProvider _clock;
    private readonly Lazy<DuckDatabase> _duck;
    private readonly DuckOptions _options;

    internal LakeStore(Database<MeasurementContext> database, LakeFolder folder, DuckOptions duck, StoreHealth health, TimeProvider clock)
    {
        (_database, _folder, _clock, _options, Health) = (database, folder, clock, duck, health);
        _duck = new Lazy<DuckDatabase>(() => DuckDatabase.OpenInMemory(duck)); // 70 MB of library: not for those who only look at a page
        Writer = new LakeWriter(folder, _duck, clock);
        DurableFile.CreateFolder(folder.Path, folder.Calls);
    }

    /// <summary>Loads the library (70 MB) beside other work, for who is going to write soon; a fault shows at the first use.</summary>
    public void Warm() => _ = Task.Run(() => _duck.Value);

    /// <summary>Writes files; who calls it commits their rows.</summary>
    internal LakeWriter Writer { get; }

    /// <summary>Rows that make a step of the second copy worth its files; tests take few.</summary>
    internal long CopyRows { get; set; } = LakeCopy.LeastRows;

    /// <summary>Is told how keeping went.</summary>
    internal StoreHealth Health { get; }

    /// <summary>The files of a table, oldest first: what a data set's manifest lists.</summary>
    public async Task<IReadOnlyList<LakeFile>> FilesAsync(LakeTable table, LakeRange? range = null, CancellationToken cancellation = default)
    {
        range ??= new LakeRange();
        string from = LakeRange.Word(range.From ?? DateOnly.MinValue);
        string to = LakeRange.Word(range.To ?? DateOnly.MaxValue);
        await using MeasurementContext context = _database.Create();
        List<LakeFileRow> rows = await context.LakeFiles.AsNoTracking()
            .Where(file => file.Content == table && file.Bucket == null && file.ReplacedAt == null && (range.Campaign == null || file.Campaign == range.Campaign))
            .Where(file => file.Day.CompareTo(from) >= 0 && file.Day.CompareTo(to) <= 0)
            .OrderBy(file => file.Day).ThenBy(file => file.CreatedAt).ThenBy(file => file.Path).ToListAsync(cancellation).ConfigureAwait(false);
        return [.. rows.Select(Described)];
    }

    private LakeFile Described(LakeFileRow row) => new(row.Path, _folder.Absolute(row.Path), LakeRange.Read(row.Day), row.Campaign, row.Rows, row.Bytes, row.Sha256);

    /// <summary>How much each table holds.</summary>
    public async Task<IReadOnlyList<LakeSize>> SizesAsync(CancellationToken cancellation = default)
    {
        await using MeasurementContext context = _database.Create();
        return await context.LakeFiles.Where(file => file.Bucket == null && file.ReplacedAt == null).GroupBy(file => file.Content)
            .Select(group => new LakeSize(group.Key, group.Count(), group.Sum(file => file.Rows), group.Sum(file => file.Bytes))).ToListAsync(cancellation).ConfigureAwait(false);
    }

    /// <summary>Runs a query over a table; in <paramref name="sql"/>, a SELECT, its rows are called <c>lake</c>.</summary>
    /// <exception cref="DuckException">The query is refused, or a file is damaged.</exception>
    public async Task<IReadOnlyList<T>> QueryAsync<T>(
        LakeTable table, LakeRange? range, string sql, DuckRead<T> read, IReadOnlyList<object?>? parameters = null, CancellationToken cancellation = default)
    {
        IReadOnlyList<LakeFile> files = await FilesAsync(table, range, cancellation).ConfigureAwait(false);
        using DuckConnection connection = _duck.Value.Connect();
        await connection.ExecuteAsync($"CREATE TEMP TABLE no_rows ({LakeSchema.Columns(table)})", cancellation: cancellation).ConfigureAwait(false);
        return await connection.QueryAsync($"WITH lake AS ({LakeSql.Source("no_rows", files)}) {sql}", read, parameters, cancellation).ConfigureAwait(false);
    }

    /// <summary>Makes ready a query of a person's, in SQL, over all tables; see <see cref="LakeQuery"/>.</summary>
    /// <exception cref="DuckException">DuckDB does not understand it.</exception>
    /// <exception cref="NotAQueryException">It is no query.</exception>
    public async Task<LakeQuery> QueryAsync(string sql, LakeRange? range = null, CancellationToken cancellation = default)
    {
        var sources = new LakeSources(sql, range ?? new LakeRange());
        foreach (LakeTable table in sources.Tables)
        {
            sources.Add(table, await FilesAsync(table, range, cancellation).ConfigureAwait(false));
        }

        if (sources.Parts.Count > 0)
        {
            IReadOnlyList<LakeFileRow> named = await new LakeHistory(_database, _folder).FilesAsync(sources.Parts, DateTimeOffset.MaxValue, cancellation).ConfigureAwait(false);
            sources.Named = [.. named.Select(file => _folder.Absolute(file.Path))];
            await using MeasurementContext context = _database.Create();
            sources.Since = (await context.Removed.FindAsync([Words<DataClass>.Of(DataClass.Verdicts)], cancellation).ConfigureAwait(false))?.Before;
        }

        return await LakeQuery.OpenAsync(sources, sql, _options, cancellation).ConfigureAwait(false);
    }

    /// <summary>How many files of the database lie in other data folders, and are read there alone.</summary>
    public async Task<int> ElsewhereAsync(CancellationToken cancellation = default)
    {
        if (_database.Kind == DatabaseKind.Sqlite)
        {
            return 0;
        }

        await using MeasurementContext context = _database.Create();
        return await context.LakeFiles.IgnoreQueryFilters().CountAsync(file => file.Bucket == null && file.ReplacedAt == null && file.Place != context.Place, cancellation).ConfigureAwait(false);
    }

    /// <summary>Writes tables into a folder, one file each.</summary>
    /// <exception cref="StorageException">The disk did not take a file.</exception>
    /// <exception cref="DuckException">A file of the lake is damaged, or the disk is full.</exception>
    public async Task<IReadOnlyList<ExportedFile>> ExportAsync(ExportPlan plan, string folder, CancellationToken cancellation = default)
    {
        DurableFile.CreateFolder(folder, _folder.Calls);
        var export = new LakeExport(_duck.Value, folder);
        var written = new List<ExportedFile>();
        foreach (LakeTable table in plan.Tables.Distinct())
        {
            IReadOnlyList<LakeFile> files = await FilesAsync(table, plan.Range, cancellation).ConfigureAwait(false);
            written.Add(await export.CopyAsync(table, files, plan.Format, cancellation).ConfigureAwait(false));
        }

        return written;
    }

    /// <summary>What was said of a target before an instant, newest first, from the second copy where it lies there and from the files by day where it does not yet.</summary>
    internal async Task<IReadOnlyList<TargetScanRow>> HistoryAsync(string key, int limit, DateTimeOffset before, CancellationToken cancellation)
    {
        var history = new LakeHistory(_database, _folder);
        return await history.ReadAsync(_duck.Value, key, limit, before, cancellation).ConfigureAwait(false);
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
        await using MeasurementContext context = _database.Create();
        List<LakeFileRow> rows = await context.LakeFiles.AsNoTracking().Where(file => file.ReplacedAt == null)
            .OrderBy(file => file.Content).ThenBy(file => file.Day).ThenBy(file => file.Path).ToListAsync(cancellation).ConfigureAwait(false);
        return [.. rows.Select(Described).Where(file => !File.Exists(file.FullPath) || new FileInfo(file.FullPath).Length != file.Bytes)];
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_duck.IsValueCreated)
        {
            _duck.Value.Dispose();
        }
    }

    /// <summary>Removes files that no row names and whose writer has ended: what a killed process had written and not committed.</summary>
    internal async Task SweepAsync(CancellationToken cancellation)
    {
        // In this order: a file listed now, of a writer that has ended, has its row by now or never will.
        List<string> dead = _folder.FilesOfTheDead();
        if (dead.Count == 0)
        {
            return;
        }

        HashSet<string> named = await NamedAsync(cancellation).ConfigureAwait(false);
        LakeFolder.Remove(dead.Where(path => !named.Contains(_folder.Relative(path))));
    }

    /// <summary>
    /// Puts the small files of past days into larger ones. As with every file: the new row and the marks on the old rows are one transaction. The old files
    /// go an hour later, when no query that had named them runs any more.
    /// </summary>
    /// <returns>How many files were replaced.</returns>
    public async Task<int> CompactAsync(CancellationToken cancellation = default)
    {
        using ProcessLock? turn = TryTurn();
        if (turn is null)
        {
            return 0; // another process is at it
        }

        return await Health.WatchAsync(StoreArea.Care, () => CareAsync(cancellation)).ConfigureAwait(false);
    }

    /// <summary>The turn to look after the lake; null when another process has it.</summary>
    internal ProcessLock? TryTurn() => ProcessLock.TryAcquire(TurnFile(_folder.Path));

    /// <summary>The file of that turn.</summary>
    internal static string TurnFile(string folder) => folder.TrimEnd('/') + ".compacting";

    private async Task<int> CareAsync(CancellationToken cancellation)
    {
        await SweepAsync(cancellation).ConfigureAwait(false); // what a writer that ended in order could not remove
        var compaction = new LakeCompaction(_database, _folder, Writer, _clock);
        await compaction.RemoveReplacedAsync(cancellation).ConfigureAwait(false);
        int replaced = await compaction.RunAsync(cancellation).ConfigureAwait(false);
        return replaced + await new LakeCopy(_database, Writer, _clock, CopyRows).RunAsync(cancellation).ConfigureAwait(false);
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

        // Of every folder: what nobody names at all is nobody's.
        List<string> paths = await context.LakeFiles.IgnoreQueryFilters().Select(file => file.Path).ToListAsync(cancellation).ConfigureAwait(false);
        return paths.ToHashSet(StringComparer.Ordinal);
    }
}
