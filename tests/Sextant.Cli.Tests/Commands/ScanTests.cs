using System.Text.Json;
using System.Text.Json.Nodes;
using Sextant.Testing;

namespace Sextant.Cli.Tests.Commands;

public sealed class ScanTests
{
    [Fact(Timeout = 60_000)]
    public async Task A_list_is_measured_once_and_the_same_command_again_measures_nothing()
    {
        await using SmallCountry country = await SmallCountry.StartAsync();
        string list = country.List([.. SmallCountry.Names(3), "hong.example.vn"]);

        var (code, written, complained) = await country.RunAsync("scan", "--list", list, "--lab", "--json");
        Assert.Equal(ExitCodes.NotReady, code);
        using JsonDocument first = JsonDocument.Parse(written);
        Assert.Empty(JsonForm.Read("scan.schema.json").Faults(JsonNode.Parse(written)));
        Assert.Equal((4, 4, "finished"), (Number(first, "done"), Number(first, "measuredNow"), first.RootElement.GetProperty("end").GetString()));
        Assert.Contains("4 names", complained);

        (code, written, _) = await country.RunAsync("scan", "--list", list, "--lab", "--json");
        using JsonDocument second = JsonDocument.Parse(written);
        Assert.Equal(ExitCodes.NotReady, code);
        Assert.Equal((4, 0), (Number(second, "done"), Number(second, "measuredNow")));
        Assert.Equal(first.RootElement.GetProperty("campaign").GetString(), second.RootElement.GetProperty("campaign").GetString());
        Assert.Equal(first.RootElement.GetProperty("results").ToString(), second.RootElement.GetProperty("results").ToString());

        (code, written, _) = await country.RunAsync("rejudge", "--campaign", second.RootElement.GetProperty("campaign").GetString()!);
        Assert.Equal(ExitCodes.Ok, code);
        Assert.Contains(": 0 differ, 0 without evidence", written);
    }

    [Fact(Timeout = 60_000)]
    public async Task A_name_that_is_left_out_is_unknown_and_says_why()
    {
        await using SmallCountry country = await SmallCountry.StartAsync();
        string list = country.List(SmallCountry.Names(3));

        var (_, written, _) = await country.RunAsync("scan", "--list", list, "--lab", "--never-measure", "co-quan-2.gov.vn");

        Assert.Contains("3 of 3 names", written, StringComparison.Ordinal);
        Assert.Matches(@"web site\s+ready 2 · unknown 1", written);
        Assert.Contains("unknown 3: the target is on the exclusion list", written, StringComparison.Ordinal);
    }

    [Fact(Timeout = 120_000)]
    public async Task A_killed_run_is_gone_on_with_and_every_name_is_measured_once()
    {
        await using SmallCountry country = await SmallCountry.StartAsync(8, silent: 30);
        string list = country.List([.. SmallCountry.Names(8), .. SmallCountry.Silent(30)]);
        await country.RunAsync("campaign", "new", "kill", "--list", list, "--rate", "1");
        string[] words = ["scan", "--campaign", "kill", "--lab", "--json", "--concurrency", "4", "--data", country.Data, "--lang", "en"];

        // One begun each second: the first results are kept after five seconds, the next ten later, the last cannot be before thirty-eight.
        // Killed when a second batch is being kept (a batch is three files, so the first one is committed), and once more at once, before anything is.
        await KillAsync(words, until: () => KeptFiles(country) > 3);
        await KillAsync(words, until: () => true);

        await country.RunAsync("campaign", "change", "kill", "--rate", "none");
        var (_, written, complained) = await country.RunAsync("scan", "--campaign", "kill", "--lab", "--json");
        using JsonDocument result = JsonDocument.Parse(written);
        int now = Number(result, "measuredNow");
        Assert.Equal((38, 0, 0), (Number(result, "done"), Number(result, "pending"), Number(result, "failed")));
        Assert.InRange(now, 1, 37);
        Assert.Contains("goes on", complained);
        int sites = result.RootElement.GetProperty("results").EnumerateArray().Where(r => r.GetProperty("kind").GetString() == "site").Sum(r => r.GetProperty("count").GetInt32());
        Assert.Equal(38, sites);
    }

    [Theory]
    [InlineData("scan", "Say what to measure")]
    [InlineData("scan --campaign nothing", "There is no campaign")]
    [InlineData("scan --campaign Bad --register", "no campaign id")]
    [InlineData("scan --list missing.txt", "There is no file")]
    [InlineData("scan --list x --register", "Choose one")]
    public async Task What_cannot_be_measured_is_said(string line, string sentence)
    {
        var (code, _, complained) = await TestConsole.RunAsync(line + " --lang en");
        Assert.Equal(ExitCodes.BadInput, code);
        Assert.Contains(sentence, complained);
    }

    private static int Number(JsonDocument document, string name) => document.RootElement.GetProperty(name).GetInt32();

    private static int KeptFiles(SmallCountry country)
    {
        string lake = Path.Combine(country.Data, "lake");
        return Directory.Exists(lake) ? Directory.EnumerateFiles(lake, "*.parquet", SearchOption.AllDirectories).Count() : 0;
    }

    private static async Task KillAsync(string[] words, Func<bool> until)
    {
        using SextantProcess process = await SextantProcess.StartAsync(words);
        while (!until() && !process.HasExited)
        {
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }

        // A file lies there a moment before its row is committed.
        await Task.Delay(1000, TestContext.Current.CancellationToken);
        await process.SignalAsync("KILL");
        Assert.Equal(137, (await process.EndAsync()).Code);
    }
}
