using Sextant.Checks.Judging;
using Sextant.Checks.Observations;
using Sextant.Measurement.Campaigns;
using Sextant.Measurement.Storage;
using Sextant.Store.Databases;
using Sextant.Store.Files;
using Sextant.Testing;
using Sextant.Testing.Faults;

namespace Sextant.Measurement.Tests;

/// <summary>A data folder and a database of a test's own; opens the stores on them as often as the test wants.</summary>
internal sealed class StoresFixture : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly List<MeasurementStores> _opened = [];
    private readonly HashSet<string> _aged = [];
    private readonly TestDatabase _database;

    private StoresFixture(TestDatabase database) => _database = database;

    internal FaultyFileSystem Disk { get; } = new();

    internal FakeTimeProvider Clock { get; } = new(Samples.At);

    internal string Folder => _folder.Path;

    internal DatabaseOptions Database => _database.Options;

    internal static async Task<StoresFixture> CreateAsync(DatabaseKind kind) => new(await TestDatabase.CreateAsync(kind));

    internal async Task<MeasurementStores> OpenAsync(bool faulty = false, TimeProvider? clock = null)
    {
        MeasurementStores stores = await MeasurementStores.OpenAsync(
            new MeasurementStoresOptions { Folder = _folder.Path, Database = _database.Options, Calls = faulty ? Disk : LinuxFileSystem.Instance }, clock ?? Clock);
        _opened.Add(stores);
        return stores;
    }

    /// <summary>Closes stores before the test ends.</summary>
    internal async Task CloseAsync(MeasurementStores stores)
    {
        _opened.Remove(stores);
        await stores.DisposeAsync();
    }

    /// <summary>The segments of evidence.</summary>
    internal FileInfo[] Segments() => new DirectoryInfo(Path.Combine(Folder, "evidence")).GetFiles("*.seg");

    /// <summary>Segments that are new since the last call were last written on this day after <see cref="Samples.At"/>: files bear the machine's time, not ours.</summary>
    internal void Age(int day) => Age(Samples.At.AddDays(day), Segments().Where(segment => _aged.Add(segment.Name)));

    /// <summary>These were last written then.</summary>
    internal static void Age(DateTimeOffset at, IEnumerable<FileInfo> segments)
    {
        foreach (FileInfo segment in segments)
        {
            segment.LastWriteTimeUtc = at.UtcDateTime;
        }
    }

    internal static async Task<FinishedScan> FinishedAsync(
        MeasurementStores stores, string name, TargetClass verdictClass = TargetClass.Ready, DateTimeOffset? at = null, string vantage = "hanoi")
    {
        Scan scan = Samples.Scan(name, at, vantage);
        return new FinishedScan(
            name, scan, [Samples.Judgement(name, TargetKind.Site, verdictClass, at, vantage), Samples.Judgement(name, TargetKind.Mail, TargetClass.NotApplicable, at, vantage)],
            await stores.Evidence.PutAsync(scan, []));
    }

    internal static CampaignPlan Plan(string id = "weekly-2026-47") => new() { Id = id, Name = "Weekly", Profile = "national 1", Vantages = ["hanoi"] };

    internal static ITargetSource Names(int count) => new ListSource([.. Enumerable.Range(0, count).Select(i => new CampaignTarget($"n{i:000}.gov.vn", [TargetKind.Site]))]);

    public async ValueTask DisposeAsync()
    {
        foreach (MeasurementStores stores in _opened)
        {
            await stores.DisposeAsync();
        }

        _database.Dispose();
        _folder.Dispose();
    }
}

/// <summary>Names given in the test.</summary>
internal sealed class ListSource(IReadOnlyList<CampaignTarget> targets) : ITargetSource
{
    public string Description => "list: test";

    public async IAsyncEnumerable<CampaignTarget> TargetsAsync([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        foreach (CampaignTarget target in targets)
        {
            await Task.Yield();
            yield return target;
        }
    }
}
