using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using Sextant.Measurement;
using Sextant.Programme.Organisations;
using Sextant.Programme.Register;
using Sextant.Store.Databases;
using Sextant.Testing;

namespace Sextant.Cli.Tests.Commands.Backups;

/// <summary>A backup that is made while people and a campaign write, and put back: what was acknowledged before its instant is in it, and it holds together.</summary>
public sealed class BackupUnderWritersTests
{
    private const int Writers = 8;

    [Theory(Timeout = 300_000)]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.PostgreSql)]
    public async Task What_was_acknowledged_before_is_there_and_the_log_and_the_lake_are_whole(DatabaseKind kind)
    {
        using var place = new TemporaryFolder();
        using TestDatabase? from = kind == DatabaseKind.PostgreSql ? await TestDatabase.CreateAsync(kind) : null;
        using TestDatabase? into = kind == DatabaseKind.PostgreSql ? await TestDatabase.CreateAsync(kind) : null;
        string data = Path.Combine(place.Path, "data");
        await RunAsync(place, from, "pack", "load", Repository.At("packs", "vn"), "--data", data);

        // A campaign in a process of its own, and eight people.
        var measured = new ConcurrentQueue<string>();
        var written = new ConcurrentQueue<string>();
        using Process campaign = Measure(data, from, measured);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        await using var end = new AtTheEnd(stop, campaign);
        Task[] people = [.. Enumerable.Range(0, Writers).Select(n => Task.Run(() => WriteAsync(data, from, n, written, stop.Token), CancellationToken.None))];
        await Until(() => written.Count >= 3 * Writers && measured.Count >= 12);

        string[] writtenBefore = [.. written];
        string[] measuredBefore = [.. measured];
        string to = Path.Combine(place.Path, "to");
        Assert.Contains("is made", await RunAsync(place, from, "backup", to, "--data", data, "--verify"));
        int writtenAfter = written.Count;
        await Until(() => written.Count > writtenAfter && measured.Count > measuredBefore.Length); // nobody was held up
        await stop.CancelAsync();
        await Task.WhenAll(people);
        campaign.Kill();
        await campaign.WaitForExitAsync(TestContext.Current.CancellationToken);

        string back = Path.Combine(place.Path, "back");
        Assert.Contains("is put back", await RunAsync(place, into, "restore", to, "--to", back));
        Assert.Contains("The log is whole", await RunAsync(place, into, "audit", "verify", "--data", back));
        JsonNode log = JsonNode.Parse(await RunAsync(place, into, "audit", "list", "--data", back, "--json", "--last", "100000"))!;
        HashSet<string?> reasons = [.. log["entries"]!.AsArray().Select(entry => (string?)entry!["reason"])];
        Assert.Empty(writtenBefore.Except(reasons));
        Assert.True(reasons.Count <= written.Count + Writers + 1, "entries that nobody wrote");
        await HeldTogetherAsync(back, into, measuredBefore);
        await ContinuesAsync(place, back, into);
    }

    // The next change goes in behind the last one, under a number of its own.
    private static async Task ContinuesAsync(TemporaryFolder place, string back, TestDatabase? database)
    {
        using var stop = new CancellationTokenSource();
        var written = new ConcurrentQueue<string>();
        Task one = Task.Run(() => WriteAsync(back, database, 99, written, stop.Token), CancellationToken.None);
        await Until(() => written.Count >= 3);
        await stop.CancelAsync();
        await one;
        Assert.Contains("The log is whole", await RunAsync(place, database, "audit", "verify", "--data", back));
    }

    private static async Task HeldTogetherAsync(string data, TestDatabase? database, string[] measured)
    {
        await using MeasurementStores stores = await MeasurementStores.OpenAsync(new MeasurementStoresOptions { Folder = data, Database = database?.Options }, TimeProvider.System, TestContext.Current.CancellationToken);
        Assert.Empty(await stores.Lake.DamagedAsync(TestContext.Current.CancellationToken));
        Assert.All(measured, line => Assert.NotNull(stores.Evidence.GetScan(line.Split(' ')[3])));
        foreach (string[] words in measured.Take(20).Select(line => line.Split(' ')))
        {
            Assert.NotEmpty(await stores.Scans.HistoryAsync($"site:{words[2]}", 10, null, TestContext.Current.CancellationToken));
        }
    }

    private static async Task WriteAsync(string data, TestDatabase? database, int writer, ConcurrentQueue<string> written, CancellationToken stop)
    {
        DatabaseOptions options = database?.Options ?? DatabaseOptions.Sqlite(Path.Combine(data, "register.db"));
        ProgrammeDatabase register = await ProgrammeDatabase.OpenAsync(options, Path.Combine(data, "audit-anchors.txt"), CancellationToken.None);
        var corrections = new OrganisationCorrections(register, TimeProvider.System);
        var today = new AsOf(new DateOnly(2026, 1, 1));
        for (int i = 0; !stop.IsCancellationRequested; i++)
        {
            string reason = string.Create(CultureInfo.InvariantCulture, $"writer {writer}, change {i}");
            await corrections.CorrectNameAsync("hue", "vi", $"Huế {writer}-{i}", today, new Correction("test", reason), CancellationToken.None);
            written.Enqueue(reason);
            await Task.Delay(10, CancellationToken.None); // SQLite never waits without holding its thread: the test's own would have none left
        }
    }

    private static Process Measure(string data, TestDatabase? database, ConcurrentQueue<string> measured)
    {
        Process process = Process.Start(new ProcessStartInfo("dotnet", [ProgramUnderTest.KillTarget, data, database?.Options.Location ?? "-", "12"]) { RedirectStandardOutput = true })!;
        process.OutputDataReceived += (_, line) =>
        {
            if (line.Data?.StartsWith("done ", StringComparison.Ordinal) == true)
            {
                measured.Enqueue(line.Data);
            }
        };
        process.BeginOutputReadLine();
        return process;
    }

    private static async Task<string> RunAsync(TemporaryFolder place, TestDatabase? database, params string[] words)
    {
        (string, string)[] environment = database is null ? [] : [("SEXTANT_DATABASE", database.Options.Location)];
        (int code, string written, string complained) = await TestConsole.RunInAsync(place.Path, [.. words, "--lang", "en"], environment);
        Assert.True(code == ExitCodes.Ok, complained);
        return written;
    }

    // Also where the test fails: nobody writes on for ever.
    private sealed class AtTheEnd(CancellationTokenSource stop, Process campaign) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await stop.CancelAsync();
            if (!campaign.HasExited)
            {
                campaign.Kill();
                await campaign.WaitForExitAsync(CancellationToken.None);
            }
        }
    }

    private static async Task Until(Func<bool> isSo)
    {
        while (!isSo())
        {
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }
    }
}
