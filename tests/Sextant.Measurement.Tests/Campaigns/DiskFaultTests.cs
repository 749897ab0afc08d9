using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Sextant.Measurement.Lake;
using Sextant.Measurement.Storage;
using Sextant.Store.Databases;
using Sextant.Store.Duck;
using Sextant.Testing;
using Sextant.Testing.Faults;

namespace Sextant.Measurement.Tests.Campaigns;

/// <summary>
/// A process that keeps campaign results on a disk that fails under it, call by call: ours, SQLite's and DuckDB's; and ours and DuckDB's while PostgreSQL holds the tables. While the disk refuses, an alarm is up and
/// nothing is acknowledged; nothing half kept is seen from outside; when the disk is well the same process goes on; and everything that was acknowledged is there.
/// <c>eng/fault-test 200</c> is the long form.
/// </summary>
public sealed class DiskFaultTests(ITestOutputHelper output)
{
    private const int Names = 60;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);
    private readonly ConcurrentQueue<string> _heard = new();

    [Theory(Timeout = 3_600_000)]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.PostgreSql)]
    public async Task What_was_acknowledged_outlives_every_fault_of_the_disk_and_what_was_not_is_not_half_there(DatabaseKind kind)
    {
        IReadOnlyList<DiskFault> all = DiskFault.AllOn(kind);
        using TestDatabase database = await TestDatabase.CreateAsync(kind);
        DatabaseOptions? place = kind == DatabaseKind.Sqlite ? null : database.Options;
        using var folder = new TemporaryFolder();
        using FaultShim? shim = FaultShim.TryCreate(folder.Path, out string? absent);
        Assert.SkipWhen(shim is null, absent ?? "");
        int more = int.TryParse(Environment.GetEnvironmentVariable("SEXTANT_FAULTS_MORE"), CultureInfo.InvariantCulture, out int ordered) ? ordered : 0;
        var acknowledged = new Acknowledgements(Names);
        int struck = 0;
        int alarms = 0;
        Queue<DiskFault> faults = new([.. all, .. Enumerable.Range(0, more).Select(_ => DiskFault.Any(Random.Shared, kind))]);
        while (faults.Count > 0)
        {
            // A process of its own for every eleven (eight on PostgreSQL): the others start where it was killed.
            using var child = new KillTargetProcess([folder.Path, place?.Location ?? "-", Names.ToString(CultureInfo.InvariantCulture), "endure"], line => Hear(line, acknowledged), null, shim!.Environment);
            for (int i = 0; i < all.Count && faults.TryDequeue(out DiskFault? fault); i++)
            {
                await KeptAsync(child, "before " + fault);
                (int hit, int raised) = await StrikeAsync(shim, child, fault, folder.Path, place);
                (struck, alarms) = (struck + hit, alarms + raised);
            }

            await KeptAsync(child, "in the end");
            child.Kill();
            await child.WaitForExitAsync();
            await child.AllHeard;
            Assert.Equal("", await child.Complaint);
        }

        using (var child = new KillTargetProcess([folder.Path, place?.Location ?? "-", Names.ToString(CultureInfo.InvariantCulture), "finish"], line => Hear(line, acknowledged)))
        {
            await child.WaitForExitAsync();
            await child.AllHeard;
            Assert.Equal("", await child.Complaint);
        }

        output.WriteLine($"{kind}: {all.Count + more} faults struck {struck} calls and raised {alarms} alarms; {await acknowledged.CountAsync(folder.Path, place)}");
    }

    private async Task<(int Struck, int Alarms)> StrikeAsync(FaultShim shim, KillTargetProcess child, DiskFault fault, string folder, DatabaseOptions? place)
    {
        bool strikes = DiskFault.AllOn(place?.Kind ?? DatabaseKind.Sqlite).Contains(fault); // by name, not by chance
        _heard.Clear();
        shim.Begin(fault.Calls, fault.Error, fault.Match, fault.OneIn);
        bool mustStop = fault.StopsResults && strikes;
        if (mustStop)
        {
            await WaitAsync(child, line => line.StartsWith("alarm ", StringComparison.Ordinal), "an alarm of " + fault);
            _heard.Clear(); // what was on its way when the fault began
        }

        await Task.Delay(mustStop ? 300 : 800);
        string[] said = [.. _heard];
        if (mustStop)
        {
            Assert.DoesNotContain(said, line => line.StartsWith("done ", StringComparison.Ordinal));
            Assert.DoesNotContain(said, line => line.StartsWith("well ", StringComparison.Ordinal) && !line.StartsWith("well Evidence", StringComparison.Ordinal));
        }

        await NothingHalfThereAsync(folder, place);
        int struck = shim.Struck;
        Assert.True(struck > 0 || !strikes, $"{fault} struck nothing: it was not tested");
        shim.End();
        return (struck, said.Count(line => line.StartsWith("alarm ", StringComparison.Ordinal)) + (mustStop ? 1 : 0));
    }

    /// <summary>Another process sees whole batches or nothing of them, at any moment.</summary>
    private static async Task NothingHalfThereAsync(string folder, DatabaseOptions? place)
    {
        await using MeasurementStores stores = await MeasurementStores.OpenAsync(new MeasurementStoresOptions { Folder = folder, Database = place }, TimeProvider.System);
        Assert.Empty(await stores.Lake.DamagedAsync());
        IReadOnlyList<(string Name, long Rows, string Evidence)> rows = await stores.Lake.QueryAsync(
            LakeTable.Verdicts, null, "SELECT campaign || ' ' || ascii, count(*), max(evidence) FROM lake GROUP BY campaign, ascii",
            static (in DuckRow row) => (row.Text(0), row.Int64(1), row.Text(2)));
        Assert.All(rows, row => Assert.Equal(4, row.Rows));
        Assert.All(rows, row => Assert.NotNull(stores.Evidence.GetScan(row.Evidence)));
    }

    /// <summary>The process keeps campaign results, now.</summary>
    private async Task KeptAsync(KillTargetProcess child, string when)
    {
        _heard.Clear();
        await WaitAsync(child, line => line.StartsWith("done ", StringComparison.Ordinal), "a result " + when);
    }

    private async Task WaitAsync(KillTargetProcess child, Func<string, bool> heard, string what)
    {
        long start = Stopwatch.GetTimestamp();
        while (!_heard.Any(heard))
        {
            Assert.False(child.AllHeard.IsCompleted, $"the process ended while {what} was waited for: {(child.AllHeard.IsCompleted ? await child.Complaint : "")}");
            Assert.True(Stopwatch.GetElapsedTime(start) < Patience, $"{what} did not come; heard: {string.Join(" | ", _heard.TakeLast(5))}");
            await Task.Delay(20);
        }
    }

    private void Hear(string line, Acknowledgements acknowledged)
    {
        acknowledged.Hear(line);
        _heard.Enqueue(line);
    }
}
