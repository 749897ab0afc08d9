using System.Diagnostics;
using System.Globalization;
using Sextant.Store.Databases;
using Sextant.Testing;

namespace Sextant.Measurement.Tests.Campaigns;

/// <summary>
/// Two processes keep campaign results in one data folder and are killed (SIGKILL) at random times, again and again. Then everything that was
/// acknowledged is counted: nothing may be lost, nothing doubled. The suite kills 10 times on SQLite and 4 on PostgreSQL; <c>eng/kill-test 100</c> is the long form.
/// </summary>
public sealed class KillTests(ITestOutputHelper output)
{
    private const int Names = 60;
    private readonly Acknowledgements _acknowledged = new(Names);
    private int _kills;
    private int _killedBeforeReady;

    [Theory]
    [InlineData(DatabaseKind.Sqlite, 10)]
    [InlineData(DatabaseKind.PostgreSql, 4)]
    public async Task Nothing_acknowledged_is_lost_or_doubled(DatabaseKind kind, int kills)
    {
        string only = Environment.GetEnvironmentVariable("SEXTANT_KILLS_ON") ?? kind.ToString();
        Assert.SkipUnless(only == kind.ToString(), $"SEXTANT_KILLS_ON asks for {only} only.");
        kills = int.TryParse(Environment.GetEnvironmentVariable("SEXTANT_KILLS"), CultureInfo.InvariantCulture, out int ordered) ? ordered : kills;
        using var folder = new TemporaryFolder();
        using TestDatabase database = await TestDatabase.CreateAsync(kind);
        string place = kind == DatabaseKind.Sqlite ? "-" : database.Options.Location;
        long start = Stopwatch.GetTimestamp();

        await Task.WhenAll(KillAgainAndAgainAsync(folder.Path, place, kills), KillAgainAndAgainAsync(folder.Path, place, kills));
        Assert.Equal(0, await RunAsync(folder.Path, place, process => process.WaitForExitAsync(), "finish"));
        string counted = await _acknowledged.CountAsync(folder.Path, kind == DatabaseKind.Sqlite ? null : database.Options);
        output.WriteLine($"{kind}: {_kills} kills ({_killedBeforeReady} while starting) in {Stopwatch.GetElapsedTime(start).TotalSeconds:0} s; {counted}");
    }

    private async Task KillAgainAndAgainAsync(string folder, string place, int kills)
    {
        while (Interlocked.Increment(ref _kills) is var number && number <= kills)
        {
            // One in five kills itself at a call to the file system: before or after a sync, a rename, in the middle of a write.
            string[] more = number % 5 == 1 ? [$"die-at={Random.Shared.Next(1, 150)}"] : [];
            await RunAsync(folder, place, process => more.Length > 0 ? process.WaitForExitAsync() : KillAsync(process, number), more);
        }

        Interlocked.Decrement(ref _kills);
    }

    /// <summary>One in five is killed while it starts (migrates, sweeps, repairs), the others in their work, over the length of several batches.</summary>
    private async Task KillAsync(KillTargetProcess process, int number)
    {
        bool starting = number % 5 == 0;
        await Task.WhenAny(starting ? Task.CompletedTask : process.Kept, process.WaitForExitAsync(), Task.Delay(TimeSpan.FromSeconds(30)));
        await Task.Delay(Random.Shared.Next(0, starting ? 400 : 2000));
        if (!process.Ready.IsCompleted)
        {
            Interlocked.Increment(ref _killedBeforeReady);
        }

        process.Kill();
        await process.WaitForExitAsync();
    }

    private async Task<int> RunAsync(string folder, string place, Func<KillTargetProcess, Task> until, params string[] more)
    {
        using var child = new KillTargetProcess([folder, place, Names.ToString(CultureInfo.InvariantCulture), .. more], _acknowledged.Hear);
        await until(child);
        await child.AllHeard;
        Assert.Equal("", await child.Complaint);
        return child.ExitCode;
    }
}
