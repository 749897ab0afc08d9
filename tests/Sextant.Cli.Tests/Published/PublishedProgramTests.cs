using System.Text.Json;
using System.Text.RegularExpressions;
using Sextant.Lab.Country;

namespace Sextant.Cli.Tests.Published;

/// <summary>What a user of the published folder does, on a machine without the SDK: the native parts beside the program load, the packs are found, nothing is looked for elsewhere.</summary>
public sealed partial class PublishedProgramTests(PublishedProgram program) : IClassFixture<PublishedProgram>
{
    [Fact(Timeout = 400_000)]
    public async Task It_says_what_it_is_and_reads_its_own_pack()
    {
        program.Need();
        Assert.Matches(@"^sextant \d+\.\d+\.\d+", await program.GivesAsync("--version"));
        string help = await program.GivesAsync("--help");
        Assert.All(Program.Verbs().Where(verb => !verb.Hidden), verb => Assert.Contains(verb.Name, help, StringComparison.Ordinal));
        Assert.Contains("vn", await program.GivesAsync("pack", "check", Path.Combine(program.Folder!, "packs", "vn")), StringComparison.Ordinal);
    }

    [Fact(Timeout = 400_000)]
    public async Task It_measures_keeps_explains_and_counts()
    {
        program.Need();
        LabCase ill = LabCountry.Cases.First(one => one is { Name: "haidang.gov.lab", Kind: LabKind.Site, Expected: LabClass.Broken }); // port 443 refuses: silence would be doubted on a busy machine
        string well = LabCountry.Cases.First(one => one is { Kind: LabKind.Site, Expected: LabClass.Ready }).Name;
        var (lab, _) = await program.StartAsync(line => line.Contains("lab-map", StringComparison.Ordinal), "lab", "up");
        using (lab)
        {
            var (code, written, complained) = await program.RunAsync("check", ill.Name, "--lab", "--json");
            Assert.True(code == ExitCodes.NotReady, $"{code}: {complained}{written}");
            Assert.Equal("broken", ClassOf(written, "site"));
            (code, written, complained) = await program.RunAsync("check", well, "--lab", "--json");
            Assert.True(ClassOf(written, "site") == "ready", written + complained);

            (code, written, complained) = await program.RunAsync("scan", "--lab", "--list", program.Write("names", $"{ill.Name}\n{well}\n"), "--lang", "en");
            Assert.True(code is ExitCodes.Ok or ExitCodes.NotReady, $"{code}: {written}{complained}");
        }

        Assert.Contains("WEB-0", await program.GivesAsync("explain", ill.Name), StringComparison.Ordinal);
        Assert.Contains("khác đi", await program.GivesAsync("rejudge"), StringComparison.Ordinal);
        string rows = await program.GivesAsync("data", "query", "SELECT target, class FROM verdicts WHERE kind = 'site' GROUP BY ALL ORDER BY class", "--format", "csv");
        Assert.Contains($"{ill.Name},broken", rows, StringComparison.Ordinal);
        Assert.Contains($"{well},ready", rows, StringComparison.Ordinal);
    }

    [Fact(Timeout = 400_000)]
    public async Task It_counts_the_country_and_serves_its_pages()
    {
        program.Need();
        Assert.Contains("G-01", await program.GivesAsync("kpi"), StringComparison.Ordinal);
        var (server, line) = await program.StartAsync(text => text.Contains("http://", StringComparison.Ordinal), "serve", "--port", "0");
        using (server)
        using (var client = new HttpClient { BaseAddress = new Uri(Address().Match(line).Value) })
        {
            string page = await client.GetStringAsync("/", TestContext.Current.CancellationToken);
            Assert.Contains("<html lang=\"vi\"", page, StringComparison.Ordinal);
            string style = await client.GetStringAsync(Style().Match(page).Groups[1].Value, TestContext.Current.CancellationToken);
            Assert.Contains("{", style, StringComparison.Ordinal);
        }
    }

    private static string? ClassOf(string written, string kind)
    {
        using JsonDocument entries = JsonDocument.Parse(written);
        return entries.RootElement.EnumerateArray().Single(entry => entry.GetProperty("kind").GetString() == kind).GetProperty("class").GetString();
    }

    [GeneratedRegex(@"http://[^\s/]+")]
    private static partial Regex Address();

    [GeneratedRegex("<link rel=\"stylesheet\" href=\"([^\"]+)\"")]
    private static partial Regex Style();
}
