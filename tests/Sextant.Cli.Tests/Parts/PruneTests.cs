using Sextant.Cli.Settings;
using Sextant.Cli.Tests.Commands;
using Sextant.Cli.Verbs;
using Sextant.Measurement;
using Sextant.Measurement.Lake;
using Sextant.Measurement.Storage;

namespace Sextant.Cli.Tests.Parts;

/// <summary>What was measured 500 days ago: its observations and findings are past their time, its verdicts are not.</summary>
public sealed class PruneTests
{
    private static readonly string[] Name = ["co-quan-1.gov.vn"];

    [Fact(Timeout = 120_000)]
    public async Task What_is_past_its_time_is_told_and_then_removed()
    {
        await using SmallCountry country = await SmallCountry.StartAsync();
        await CheckAsync(country, daysAgo: 500);
        await country.RunAsync(["check", .. Name, "--lab"]);
        (int old, int young) = await FilesAsync(country);
        Assert.Equal((2, 2), (old, young));

        var (code, written, _) = await country.RunAsync("data", "prune", "--dry-run");
        Assert.Equal(ExitCodes.Ok, code);
        Assert.Matches(@"observations before \d{4}-\d\d-\d\d: [1-9]\d* rows would go, in 1 files, [1-9]\d* bytes", written);
        Assert.Matches(@"verdicts before \d{4}-\d\d-\d\d: 0 rows would go, in 0 files, 0 bytes", written);
        Assert.Equal((2, 2), await FilesAsync(country));

        (code, written, _) = await country.RunAsync("data", "prune");
        Assert.Equal(ExitCodes.Ok, code);
        Assert.Matches(@"observations before \d{4}-\d\d-\d\d: [1-9]\d* rows are gone, in 1 files", written);
        Assert.Equal((0, 2), await FilesAsync(country));

        // Verdicts for 100 days: what was said then goes too, how the target stands now does not.
        (code, written, _) = await country.RunAsync("data", "prune", "--keep-verdicts", "100", "--keep-observations", "100", "--keep-findings", "100", "--keep-history", "100");
        Assert.Equal(ExitCodes.Ok, code);
        Assert.Matches(@"verdicts before \d{4}-\d\d-\d\d: [1-9]\d* rows are gone, in 2 files", written);
        (code, written, _) = await country.RunAsync("data", "query", "SELECT DISTINCT ascii FROM verdicts", "--format", "csv");
        Assert.Equal((ExitCodes.Ok, "ascii\nco-quan-1.gov.vn\n"), (code, written.ReplaceLineEndings("\n")));
        (code, _, _) = await country.RunAsync(["explain", .. Name]);
        Assert.Equal(ExitCodes.Ok, code);
    }

    [Fact(Timeout = 120_000)]
    public async Task A_server_removes_it_by_itself()
    {
        await using SmallCountry country = await SmallCountry.StartAsync();
        await CheckAsync(country, daysAgo: 500);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        Task<int> serving = ShellOf(country, TimeProvider.System).RunAsync(["serve", "--port", "0", "--data", country.Data], stop.Token);
        while ((await FilesAsync(country)).Old > 0)
        {
            Assert.False(serving.IsCompleted);
            await Task.Delay(200, TestContext.Current.CancellationToken);
        }

        await stop.CancelAsync();
        Assert.Equal(ExitCodes.Ok, await serving);
    }

    [Fact]
    public async Task Verdicts_are_kept_longest()
    {
        using var folder = new TemporaryFolder();
        var (code, _, complained) = await TestConsole.RunInAsync(folder.Path, ["data", "prune", "--keep-verdicts", "300", "--keep-history", "200", "--keep-findings", "300", "--data", folder.Path, "--lang", "en"]);
        Assert.Equal(ExitCodes.BadInput, code);
        Assert.Contains("keep-observations", complained);
        Assert.Contains("verdicts are kept longest", complained);
        Assert.DoesNotContain("keep-findings", complained);
    }

    private static Shell ShellOf(SmallCountry country, TimeProvider clock) => new(
        Program.Verbs(),
        new TestConsole(),
        new SettingsSources { CurrentFolder = country.Data, Environment = SmallCountry.Quick.Append(("HOME", country.Data)).ToDictionary(pair => pair.Item1, pair => pair.Item2) },
        clock);

    private static Task<int> CheckAsync(SmallCountry country, int daysAgo) =>
        ShellOf(country, new DaysAgo(daysAgo)).RunAsync(["check", .. Name, "--lab", "--data", country.Data], TestContext.Current.CancellationToken);

    /// <summary>Files of observations and findings that are older than a year, and younger ones.</summary>
    private static async Task<(int Old, int Young)> FilesAsync(SmallCountry country)
    {
        await using MeasurementStores stores = await MeasurementStores.OpenAsync(new MeasurementStoresOptions { Folder = country.Data }, TimeProvider.System, TestContext.Current.CancellationToken);
        var days = new List<DateOnly>();
        foreach (LakeTable table in new[] { LakeTable.Observations, LakeTable.Findings })
        {
            days.AddRange((await stores.Lake.FilesAsync(table)).Select(file => file.Day));
        }

        int old = days.Count(day => day < DateOnly.FromDateTime(DateTime.UnixEpoch.AddSeconds(DateTimeOffset.UtcNow.ToUnixTimeSeconds()).AddDays(-365)));
        return (old, days.Count - old);
    }

    private sealed class DaysAgo(int days) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => base.GetUtcNow().AddDays(-days);
    }
}
