using System.Diagnostics;
using System.Text.Json;
using Sextant.Lab.Http;
using Sextant.Store.Databases;
using Sextant.Testing;
using Sextant.Wire;

namespace Sextant.Cli.Tests.Commands;

/// <summary>How a campaign ends before it is done, and how it is gone on with.</summary>
public sealed class ScanEndsTests
{
    [Theory(Timeout = 120_000)]
    [InlineData("INT")]
    [InlineData("TERM")]
    public async Task A_signal_ends_it_in_order_and_the_next_run_goes_on(string signal)
    {
        await using SmallCountry country = await SmallCountry.StartAsync(4, silent: 20);
        string list = country.List([.. SmallCountry.Names(4), .. SmallCountry.Silent(20)]);
        using SextantProcess scan = await SextantProcess.StartAsync(
            "scan", "--campaign", "stopped", "--list", list, "--lab", "--concurrency", "4", "--data", country.Data, "--lang", "en");
        string evidence = Path.Combine(country.Data, "evidence");
        while (!Directory.Exists(evidence) || new DirectoryInfo(evidence).EnumerateFiles("*", SearchOption.AllDirectories).Sum(file => file.Length) < 20_000)
        {
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }

        await scan.SignalAsync(signal);
        (int code, string written) = await scan.EndAsync();
        Assert.Equal(ExitCodes.Interrupted, code);
        Assert.Contains("To go on:", written);
        Assert.Contains("sextant scan --campaign stopped", written);

        // What was finished when the signal came is kept; nothing of it is measured again.
        var (_, summary, complained) = await country.RunAsync("scan", "--campaign", "stopped", "--lab", "--json");
        using JsonDocument result = JsonDocument.Parse(summary);
        Assert.Equal((24, 0), (Number(result, "done"), Number(result, "pending")));
        Assert.InRange(Number(result, "measuredNow"), 1, 23);
        Assert.Contains("goes on", complained);
    }

    [Fact(Timeout = 120_000)]
    public async Task A_second_signal_ends_it_at_once()
    {
        await using SmallCountry country = await SmallCountry.StartAsync(1, silent: 20);
        string list = country.List(SmallCountry.Silent(20));
        using SextantProcess scan = await SextantProcess.StartAsync(
            "scan", "--campaign", "twice", "--list", list, "--lab", "--concurrency", "4", "--data", country.Data, "--lang", "en");
        await Task.Delay(1000, TestContext.Current.CancellationToken);
        await scan.SignalAsync("INT");
        await scan.SignalAsync("INT");
        long second = Stopwatch.GetTimestamp();
        Assert.NotEqual(0, (await scan.EndAsync()).Code);
        Assert.InRange(Stopwatch.GetElapsedTime(second), TimeSpan.Zero, TimeSpan.FromSeconds(3));

        // As after a kill: the same command goes on.
        var (_, summary, _) = await country.RunAsync("scan", "--campaign", "twice", "--lab", "--json");
        using JsonDocument result = JsonDocument.Parse(summary);
        Assert.Equal((20, 0), (Number(result, "done"), Number(result, "pending")));
    }

    [Fact(Timeout = 180_000)]
    public async Task When_IPv6_is_lost_in_the_middle_it_says_so_in_one_sentence_and_calls_nothing_broken()
    {
        const int sites = 40;
        await using SmallCountry country = await SmallCountry.StartAsync(sites);
        string list = country.List(SmallCountry.Names(sites));
        var (code, written, _) = await country.RunAsync("scan", "--campaign", "before", "--list", list, "--lab", "--concurrency", "8");
        Assert.Equal(ExitCodes.Ok, code);

        // The references of the self-check still answer; the pages of all others do not, over IPv6. Ten names begin in a second: the world changes before the last has.
        await country.RunAsync("campaign", "new", "during", "--list", list, "--rate", "10");
        Task<(int, string, string)> running = country.RunAsync("scan", "--campaign", "during", "--lab", "--concurrency", "2");
        await Task.Delay(500, TestContext.Current.CancellationToken);
        country.World.Change(world =>
        {
            foreach (string name in SmallCountry.Names(sites))
            {
                world.Site(name).ServesPlainHttp(Family.V6).Behaves(Manner.Closes, Family.V6);
            }
        });
        (code, written, _) = await running;
        Assert.Equal(ExitCodes.Unknown, code);
        Assert.Single(written.Split('\n'), line => line.StartsWith("Stopped: ", StringComparison.Ordinal) && line.Contains("over IPv6", StringComparison.Ordinal));
        Assert.DoesNotContain("broken", written);

        (_, written, _) = await country.RunAsync("rejudge", "--campaign", "during");
        Assert.Contains(": 0 differ, 0 without evidence", written);
        Assert.DoesNotContain("broken", written);
    }

    [Fact(Timeout = 120_000)]
    public async Task A_campaign_its_judging_again_and_the_indicators_work_on_PostgreSql()
    {
        using TestDatabase database = await TestDatabase.CreateAsync(DatabaseKind.PostgreSql);
        await using SmallCountry country = await SmallCountry.StartAsync();
        string list = country.List([.. SmallCountry.Names(3), "hong.example.vn"]);
        string[] there = ["--database", database.Options.Location];

        var (code, written, _) = await country.RunAsync(["scan", "--list", list, "--lab", "--json", .. there]);
        using JsonDocument result = JsonDocument.Parse(written);
        Assert.Equal((ExitCodes.NotReady, 4), (code, Number(result, "done")));
        Assert.False(File.Exists(Path.Combine(country.Data, "measurement.db")));

        (code, written, _) = await country.RunAsync(["rejudge", "--campaign", result.RootElement.GetProperty("campaign").GetString()!, .. there]);
        Assert.Equal(ExitCodes.Ok, code);
        Assert.Contains(": 0 differ, 0 without evidence", written);

        (code, written, _) = await country.RunAsync(["kpi", "G-01", .. there]);
        Assert.Equal(ExitCodes.Ok, code);
        Assert.Contains("80/85", written);
    }

    private static int Number(JsonDocument document, string name) => document.RootElement.GetProperty(name).GetInt32();
}
