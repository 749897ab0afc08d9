using System.Diagnostics;
using System.Globalization;
using Sextant.Checks.Observations;
using Sextant.Measurement.Campaigns;
using Sextant.Measurement.Lake;
using Sextant.Measurement.Scans;
using Sextant.Measurement.Storage;
using Sextant.Store.Databases;
using Sextant.Store.Duck;
using Sextant.Testing;

namespace Sextant.Measurement.Tests.Campaigns;

/// <summary>
/// Two processes keep campaign results in one data folder and are killed (SIGKILL) at random times, again and again. Then everything that was
/// acknowledged is counted: nothing may be lost, nothing doubled. The suite kills 10 times on SQLite and 4 on PostgreSQL; for the long form:
/// <code>SEXTANT_KILLS=100 dotnet artifacts/bin/Sextant.Measurement.Tests/debug/Sextant.Measurement.Tests.dll -class Sextant.Measurement.Tests.Campaigns.KillTests -showLiveOutput</code>
/// </summary>
public sealed class KillTests(ITestOutputHelper output)
{
    private const int Names = 60;
    private readonly List<string> _evidence = [];
    private readonly List<(string Campaign, string Name, string Evidence)> _done = [];
    private readonly List<(string Name, string Evidence)> _single = [];
    private readonly Lock _gate = new();
    private int _kills;
    private int _killedBeforeReady;

    [Theory]
    [InlineData(DatabaseKind.Sqlite, 10)]
    [InlineData(DatabaseKind.PostgreSql, 4)]
    public async Task Nothing_acknowledged_is_lost_or_doubled(DatabaseKind kind, int kills)
    {
        kills = int.TryParse(Environment.GetEnvironmentVariable("SEXTANT_KILLS"), CultureInfo.InvariantCulture, out int ordered) ? ordered : kills;
        using var folder = new TemporaryFolder();
        using TestDatabase database = await TestDatabase.CreateAsync(kind);
        string place = kind == DatabaseKind.Sqlite ? "-" : database.Options.Location;
        long start = Stopwatch.GetTimestamp();

        await Task.WhenAll(KillAgainAndAgainAsync(folder.Path, place, kills), KillAgainAndAgainAsync(folder.Path, place, kills));
        Assert.Equal(0, await RunAsync(folder.Path, place, process => process.WaitForExitAsync(), "finish"));
        string counted = await CountAsync(folder, kind == DatabaseKind.Sqlite ? null : database.Options);
        output.WriteLine($"{kind}: {_kills} kills ({_killedBeforeReady} while starting) in {Stopwatch.GetElapsedTime(start).TotalSeconds:0} s; {counted}");
    }

    private async Task KillAgainAndAgainAsync(string folder, string place, int kills)
    {
        while (Interlocked.Increment(ref _kills) is var number && number <= kills)
        {
            await RunAsync(folder, place, async process =>
            {
                // One in five is killed while it starts (migrates, sweeps, repairs), one after that, the others in the middle of their work.
                Task moment = (number % 5) switch { 0 => Task.CompletedTask, 1 => process.Ready, _ => process.Kept };
                await Task.WhenAny(moment, process.WaitForExitAsync(), Task.Delay(TimeSpan.FromSeconds(30)));
                await Task.Delay(Random.Shared.Next(0, 400));
                if (!process.Ready.IsCompleted)
                {
                    Interlocked.Increment(ref _killedBeforeReady);
                }

                process.Kill();
                await process.WaitForExitAsync();
            });
        }

        Interlocked.Decrement(ref _kills);
    }

    private async Task<int> RunAsync(string folder, string place, Func<Child, Task> until, params string[] more)
    {
        using var child = new Child([folder, place, Names.ToString(CultureInfo.InvariantCulture), .. more], Hear);
        await until(child);
        await child.AllHeard;
        return child.ExitCode;
    }

    /// <summary>Whatever came through the pipe was acknowledged before the kill.</summary>
    private void Hear(string line)
    {
        string[] words = line.Split(' ');
        lock (_gate)
        {
            switch (words)
            {
                case ["evidence", { Length: 71 } hash]:
                    _evidence.Add(hash);
                    break;
                case ["done", var campaign, var name, { Length: 71 } hash]:
                    _done.Add((campaign, name, hash));
                    break;
                case ["single", var name, { Length: 71 } hash]:
                    _single.Add((name, hash));
                    break;
            }
        }
    }

    private async Task<string> CountAsync(TemporaryFolder folder, DatabaseOptions? database)
    {
        await using MeasurementStores stores = await MeasurementStores.OpenAsync(
            new MeasurementStoresOptions { Folder = folder.Path, Database = database }, TimeProvider.System);

        Assert.NotEmpty(_done); // otherwise nothing was looked at

        // Evidence: every acknowledged item is there and hashes to its name.
        Assert.All(_evidence, name => Assert.NotNull(stores.Evidence.Get(name)));

        // Progress: every acknowledged name was acknowledged once; in the end every name is done.
        Assert.Equal(_done.Count, _done.Select(done => (done.Campaign, done.Name)).Distinct().Count());
        IReadOnlyList<Campaign> campaigns = await stores.Campaigns.ListAsync(10_000);
        Assert.All(campaigns, campaign => Assert.Equal((Names, Names), (campaign.Total, campaign.Count(TargetState.Done))));

        // Lake: for each campaign and name exactly one scan's rows, and for acknowledged ones the rows of that scan.
        IReadOnlyList<(string Campaign, string Name, string Evidence, long Rows)> lake = await stores.Lake.QueryAsync(
            LakeTable.Verdicts, null, "SELECT campaign, ascii, max(evidence), count(*) FROM lake GROUP BY campaign, ascii",
            static (in DuckRow r) => (r.Text(0), r.Text(1), r.Text(2), r.Int64(3)));
        Assert.All(lake, row => Assert.Equal(4, row.Rows)); // 2 targets with 2 verdicts each
        ILookup<bool, (string Campaign, string Name, string Evidence, long Rows)> bySingle = lake.ToLookup(row => row.Campaign == ScanStore.Single);
        Assert.Equal(campaigns.Count * Names, bySingle[false].Count());
        Dictionary<(string, string), string> kept = lake.ToDictionary(row => (row.Campaign, row.Name), row => row.Evidence);
        Assert.All(_done, done => Assert.Equal(done.Evidence, kept[(done.Campaign, done.Name)]));
        Assert.All(_single, single => Assert.Equal(single.Evidence, kept[(ScanStore.Single, single.Name)]));

        // History: as many scans of each target as campaigns; verdicts point to evidence that is there.
        for (int i = 0; i < Names; i++)
        {
            IReadOnlyList<JudgedTarget> history = await stores.Scans.HistoryAsync($"site:n{i:0000}.gov.vn", 10_000);
            Assert.Equal(campaigns.Select(campaign => campaign.Id).Order(), history.Select(target => target.Campaign).Order());
            Assert.All(history, target => Assert.Equal($"n{i:0000}.gov.vn", stores.Evidence.GetScan(target.Evidence)!.Name));
        }

        // Folder: the files are those of the table, whole, and no other.
        Assert.Empty(await stores.Lake.DamagedAsync());
        int files = 0;
        foreach (LakeTable table in Enum.GetValues<LakeTable>())
        {
            files += (await stores.Lake.FilesAsync(table)).Count;
        }

        Assert.Equal(files, Directory.GetFiles(folder["lake"], "*", SearchOption.AllDirectories).Length);
        int measured = (campaigns.Count * Names) + bySingle[true].Count();
        return $"{_done.Count} campaign results, {_single.Count} single ones and {_evidence.Count} items of evidence acknowledged: 0 lost, 0 doubled. "
            + $"{campaigns.Count} campaigns finished, {measured} results kept in {files} files, {(_evidence.Count / 2) - measured} measured again.";
    }

    /// <summary>One process of the kill target.</summary>
    private sealed class Child : IDisposable
    {
        private readonly Process _process;
        private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _kept = new(TaskCreationOptions.RunContinuationsAsynchronously);

        internal Child(IEnumerable<string> arguments, Action<string> hear)
        {
            string program = Path.GetFullPath(Path.Combine(
                AppContext.BaseDirectory, "..", "..", "Sextant.Testing.KillTarget", Path.GetFileName(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory)), "Sextant.Testing.KillTarget.dll"));
            _process = Process.Start(new ProcessStartInfo(Environment.ProcessPath is { } host && Path.GetFileName(host) == "dotnet" ? host : "dotnet", [program, .. arguments])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!;
            AllHeard = Task.WhenAll(ListenAsync(hear), ComplainAsync());
        }

        internal Task Ready => _ready.Task;

        /// <summary>Ends when a campaign result has been acknowledged.</summary>
        internal Task Kept => _kept.Task;

        internal Task AllHeard { get; }

        internal int ExitCode => _process.ExitCode;

        internal void Kill() => _process.Kill(); // SIGKILL

        internal Task WaitForExitAsync() => _process.WaitForExitAsync();

        public void Dispose() => _process.Dispose();

        private async Task ListenAsync(Action<string> hear)
        {
            while (await _process.StandardOutput.ReadLineAsync() is { } line)
            {
                if (line == "ready")
                {
                    _ready.TrySetResult();
                }
                else if (line.StartsWith("done ", StringComparison.Ordinal))
                {
                    _kept.TrySetResult();
                }

                hear(line);
            }
        }

        /// <summary>A child that fails says so on standard error; a killed one says nothing.</summary>
        private async Task ComplainAsync()
        {
            string said = await _process.StandardError.ReadToEndAsync();
            Assert.True(said.Length == 0, said);
        }
    }
}
