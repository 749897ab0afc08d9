using System.Text.Json;
using Sextant.Cli.Parts;
using Sextant.Lab;
using Sextant.Lab.Country;
using Sextant.Wire;

namespace Sextant.Cli.Tests.Commands;

public sealed class LabBulkTests
{
    [Fact(Timeout = 180_000)]
    public async Task A_campaign_counts_the_classes_of_many_names_exactly()
    {
        using var folder = new TemporaryFolder();
        (World world, IReadOnlyList<BulkName> names) = BulkCountry.Build(240);
        await using RunningWorld running = await world.StartAsync(TestContext.Current.CancellationToken);
        string lab = Path.Combine(folder.Path, LabUse.Folder);
        Directory.CreateDirectory(lab);
        running.WriteMap(lab);
        string list = folder.Write("names.txt", string.Join('\n', names.Select(name => name.Name)));

        var (code, written, complained) = await TestConsole.RunInAsync(
            folder.Path, ["scan", "--lab", "--list", list, "--data", folder.Path, "--json", "--lang", "en", "--concurrency", "32"],
            ("SEXTANT_RETRY_SPACING", "100ms-200ms"), ("SEXTANT_CAMPAIGN_RETRY_SPACING", "100ms-200ms"));
        Assert.True(code == ExitCodes.NotReady, complained);
        using JsonDocument result = JsonDocument.Parse(written);
        var counted = result.RootElement.GetProperty("results").EnumerateArray()
            .Select(row => $"{row.GetProperty("kind").GetString()} {row.GetProperty("class").GetString()} {row.GetProperty("count").GetInt32()}").Order(StringComparer.Ordinal);
        Assert.Equal(
            Counts("site", names.Select(name => name.Site)).Concat(Counts("mail", names.Select(name => name.Mail))).Concat(Counts("zone", names.Select(name => name.Zone))).Order(StringComparer.Ordinal),
            counted);
    }

    [Theory(Timeout = 60_000)] // a number that can be had is held until somebody stops it
    [InlineData("lab bulk 0", "choose 1 to 100")]
    [InlineData("lab bulk 100001", "choose 1 to 100")]
    [InlineData("lab bulk many", "many")]
    public async Task A_number_that_cannot_be_had_is_said(string line, string sentence)
    {
        var (code, _, complained) = await TestConsole.RunAsync(line + " --lang en");
        Assert.Equal(ExitCodes.BadInput, code);
        Assert.Contains(sentence, complained);
    }

    private static IEnumerable<string> Counts(string kind, IEnumerable<LabClass> classes) =>
        classes.GroupBy(one => one).Select(group => $"{kind} {FailureWords.Kebab(group.Key.ToString())} {group.Count()}");
}
