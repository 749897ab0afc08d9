using System.Text.Json.Nodes;
using Sextant.Testing;

namespace Sextant.Cli.Tests.Commands;

/// <summary>What others measured, from the command line.</summary>
public sealed class ImportTests
{
    private static readonly string Samples = Repository.At("tests", "Sextant.Programme.Tests", "Sources", "samples");

    [Fact(Timeout = 120_000)]
    public async Task Files_are_taken_listed_and_undone()
    {
        using var folder = new TemporaryFolder();
        string data = Path.Combine(folder.Path, "data");
        var (code, written, complained) = await TestConsole.RunInAsync(folder.Path, ["import", "apnic", Path.Combine(Samples, "apnic-economies.json"), "--data", data, "--lang", "en"]);
        Assert.Equal(ExitCodes.Ok, code);
        Assert.Contains("Taken as apnic-1", written);
        Assert.DoesNotContain("No rank", complained);

        (code, _, complained) = await TestConsole.RunInAsync(folder.Path, ["import", "google", Path.Combine(Samples, "google-worldmap.js"), "--data", data, "--lang", "en"]);
        Assert.Equal(ExitCodes.BadInput, code);
        Assert.Contains("give the day", complained);
        (code, written, _) = await TestConsole.RunInAsync(folder.Path, ["import", "google", Path.Combine(Samples, "google-worldmap.js"), "--day", "2026-11-20", "--data", data, "--json"]);
        Assert.Equal(ExitCodes.Ok, code);
        Assert.Equal(6, (int)Held(written)["deliveries"]![0]!["economies"]!);

        Assert.Equal(ExitCodes.BadInput, (await TestConsole.RunInAsync(folder.Path, ["import", "undo", "apnic-1", "--data", data])).Code);
        Assert.Equal(ExitCodes.BadInput, (await TestConsole.RunInAsync(folder.Path, ["import", "undo", "apnic-1", "--reason", "wrong \u001b[2J month", "--data", data])).Code);
        Assert.Equal(ExitCodes.Ok, (await TestConsole.RunInAsync(folder.Path, ["import", "undo", "apnic-1", "--reason", "wrong month", "--data", data])).Code);
        Assert.Equal(ExitCodes.BadInput, (await TestConsole.RunInAsync(folder.Path, ["import", "undo", "apnic-1", "--reason", "again", "--data", data])).Code);
        (_, written, _) = await TestConsole.RunInAsync(folder.Path, ["import", "list", "--data", data, "--json"]);
        Assert.Equal(["google-1", "apnic-1"], Held(written)["deliveries"]!.AsArray().Select(one => (string)one!["key"]!));
        (_, written, _) = await TestConsole.RunInAsync(folder.Path, ["import", "list", "--data", data, "--lang", "en"]);
        Assert.Contains("UNDONE: wrong month", written);
    }

    [Fact(Timeout = 60_000)]
    public async Task A_file_that_is_none_of_these_is_told_in_a_sentence()
    {
        using var folder = new TemporaryFolder();
        string data = Path.Combine(folder.Path, "data");
        folder.Write("x.json", "{ \"data\": 7 }");
        foreach (string[] asked in (string[][])[["apnic", "x.json"], ["google", "x.json"], ["apnic", "none.json"], ["apnic", "."], ["google", "x.json", "--day", "20/11/2026"]])
        {
            var (code, written, complained) = await TestConsole.RunInAsync(folder.Path, ["import", .. asked, "--data", data, "--lang", "en"]);
            Assert.Equal(ExitCodes.BadInput, code);
            Assert.Empty(written);
            Assert.DoesNotContain("   at ", complained);
            Assert.NotEmpty(complained);
        }
    }

    private static JsonNode Held(string written)
    {
        JsonNode document = JsonNode.Parse(written)!;
        Assert.Empty(JsonForm.Read("import.schema.json").Faults(document));
        return document;
    }
}
