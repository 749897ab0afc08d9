using Sextant.Measurement.Campaigns;
using Sextant.Measurement.Evidence;
using Sextant.Measurement.Lake;
using Sextant.Measurement.Retention;
using Sextant.Measurement.Scans;
using Sextant.Measurement.Schedules;
using Sextant.Measurement.Storage;
using Sextant.Store.Databases;
using Sextant.Store.Duck;
using Sextant.Store.Files;

namespace Sextant.Measurement;

/// <summary>Where Measurement keeps things.</summary>
public sealed record MeasurementStoresOptions
{
    /// <summary>The data folder: <c>evidence/</c>, <c>lake/</c> and <c>writers/</c> are made in it.</summary>
    public required string Folder { get; init; }

    /// <summary>The tables; null: <c>measurement.db</c> (SQLite) in the data folder.</summary>
    public DatabaseOptions? Database { get; init; }

    /// <summary>Bounds of the evidence store.</summary>
    public EvidenceOptions Evidence { get; init; } = new();

    /// <summary>Bounds of DuckDB.</summary>
    public DuckOptions Duck { get; init; } = new();

    /// <summary>The disk; tests put a faulty one here.</summary>
    public IFileSystemCalls Calls { get; init; } = LinuxFileSystem.Instance;
}

/// <summary>All that Measurement keeps, opened together; several processes may have the same folder open at once.</summary>
public sealed class MeasurementStores : IAsyncDisposable
{
    private readonly WriterMark _mark;

    private MeasurementStores(WriterMark mark, Database<MeasurementContext> database, EvidenceStore evidence, LakeStore lake, TimeProvider clock)
    {
        Pruning = new Pruning(database, lake, evidence, clock);
        (_mark, Health, Evidence, Lake) = (mark, lake.Health, evidence, lake);
        Campaigns = new CampaignStore(database, lake, mark, clock);
        (Scans, Trends, Control, Schedules) = (new ScanStore(database, lake), new TrendStore(database), new CampaignControl(database), new ScheduleStore(database, clock));
    }

    /// <summary>Whether the disk takes what is kept.</summary>
    public StoreHealth Health { get; }

    /// <summary>What verdicts rest on.</summary>
    public EvidenceStore Evidence { get; }

    /// <summary>Observations, findings and verdicts as Parquet.</summary>
    public LakeStore Lake { get; }

    /// <summary>What is said of each target, now and before.</summary>
    public ScanStore Scans { get; }

    /// <summary>Classes of all targets, campaign after campaign.</summary>
    public TrendStore Trends { get; }

    /// <summary>Campaigns and their progress.</summary>
    public CampaignStore Campaigns { get; }

    /// <summary>What somebody says of campaigns while they go on.</summary>
    public CampaignControl Control { get; }

    /// <summary>Removes what is past its time.</summary>
    public Pruning Pruning { get; }

    /// <summary>Campaigns that are made again and again.</summary>
    public ScheduleStore Schedules { get; }

    /// <summary>
    /// Opens, migrates, and tidies up after processes that were killed: torn segments are cut, lake files that no row names are removed,
    /// leases of the dead are free again.
    /// </summary>
    public static async Task<MeasurementStores> OpenAsync(MeasurementStoresOptions options, TimeProvider clock, CancellationToken cancellation = default)
    {
        DurableFile.CreateFolder(options.Folder, options.Calls);
        WriterMark mark = WriterMark.Take(Path.Combine(options.Folder, "writers"));
        EvidenceStore? evidence = null;
        LakeStore? lake = null;
        try
        {
            DatabaseOptions place = options.Database ?? DatabaseOptions.Sqlite(Path.Combine(options.Folder, "measurement.db"));
            string here = "";
            Database<MeasurementContext> database = await Database
                .OpenAsync<MeasurementContext>(place, MeasurementContext.Area, o => new MeasurementContext(o, here), cancellation).ConfigureAwait(false);
            here = await DataPlace.OfAsync(database, options.Folder, LakeFolder(options.Folder), options.Calls, cancellation).ConfigureAwait(false);
            var health = new StoreHealth(place, clock);
            evidence = EvidenceStore.Open(EvidenceFolder(options.Folder), mark, options.Evidence, options.Calls, health);
            lake = new LakeStore(database, new Lake.LakeFolder(LakeFolder(options.Folder), mark, options.Calls, here), options.Duck, health, clock);
            var stores = new MeasurementStores(mark, database, evidence, lake, clock);
            await TidyUpAsync(mark, lake, stores.Campaigns, cancellation).ConfigureAwait(false);
            return stores;
        }
        catch
        {
            lake?.Dispose();
            if (evidence is not null)
            {
                await evidence.DisposeAsync().ConfigureAwait(false);
            }

            mark.Dispose();
            throw;
        }
    }

    /// <summary>The migrations this program knows of the area, as <c>TABLE/ID</c>.</summary>
    public static IReadOnlyList<string> Migrations => Database.Known<MeasurementContext>(MeasurementContext.Area);

    /// <summary>Makes the area's tables in an empty database as they were when these migrations had been applied: for rows of a backup.</summary>
    public static Task MakeTablesAsync(DatabaseOptions database, IReadOnlyList<string> applied, CancellationToken cancellation = default) =>
        Database.MakeAsync<MeasurementContext>(database, MeasurementContext.Area, o => new MeasurementContext(o), applied, cancellation);

    /// <summary>
    /// Until disposed nothing that a row names is removed or put elsewhere: no merging of lake files or segments, no removal of what is past its time. New
    /// results are kept meanwhile. For who copies the folder.
    /// </summary>
    /// <exception cref="TimeoutException">Another process has been tidying up all the time.</exception>
    public static async Task<IDisposable> HoldStillAsync(string folder, TimeSpan patience, CancellationToken cancellation = default)
    {
        var held = new HeldStill();
        try
        {
            await held.TakeAsync(LakeFolder(folder), LakeStore.TurnFile(LakeFolder(folder)), patience, cancellation).ConfigureAwait(false); // in the order in which pruning takes them
            await held.TakeAsync(EvidenceFolder(folder), SegmentRepair.TurnFile(EvidenceFolder(folder)), patience, cancellation).ConfigureAwait(false);
            return held;
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }

    private static string EvidenceFolder(string folder) => Path.Combine(folder, "evidence");

    private static string LakeFolder(string folder) => Path.Combine(folder, "lake");

    // After kills alone: looking for their traces costs a short command more than its own work. The dead are listed first, since who
    // dies meanwhile has not been tidied up after.
    private static async Task TidyUpAsync(WriterMark mark, LakeStore lake, CampaignStore campaigns, CancellationToken cancellation)
    {
        IReadOnlyList<string> dead = mark.Dead();
        if (dead.Count > 0)
        {
            await lake.SweepAsync(cancellation).ConfigureAwait(false);
            await campaigns.ReleaseDeadAsync(dead, cancellation).ConfigureAwait(false);
            mark.Remove(dead);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Campaigns.ReleaseOwnAsync().ConfigureAwait(false);
        await Evidence.DisposeAsync().ConfigureAwait(false);
        Lake.Dispose();
        _mark.Dispose();
    }
}
