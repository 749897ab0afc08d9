using System.Text.Json;

namespace Sextant.Cli.Tests.Commands;

public sealed class DataTests
{
    [Fact(Timeout = 60_000)]
    public async Task What_a_scan_left_is_listed_queried_and_exported()
    {
        await using SmallCountry country = await SmallCountry.StartAsync();
        string list = country.List([.. SmallCountry.Names(2), "hong.example.vn"]);
        await country.RunAsync("scan", "--list", list, "--lab", "--campaign", "tuan-47");

        var (code, written, _) = await country.RunAsync("data", "files", "--table", "verdicts");
        Assert.Equal(ExitCodes.Ok, code);
        Assert.Contains("; 0 damaged.", written);

        (code, written, string complained) = await country.RunAsync(
            "data", "query", "SELECT target, class FROM verdicts WHERE kind = 'site' GROUP BY ALL ORDER BY target", "--campaign", "tuan-47", "--format", "csv");
        Assert.Equal((ExitCodes.Ok, "target,class\nsite:co-quan-1.gov.vn,ready\nsite:co-quan-2.gov.vn,ready\nsite:hong.example.vn,broken\n"), (code, written.ReplaceLineEndings("\n")));
        Assert.Contains("3 rows.", complained);
        (_, written, _) = await country.RunAsync("data", "query", "FROM verdicts", "--campaign", "tuan-48", "--format", "ndjson");
        Assert.Empty(written);

        string folder = Path.Combine(country.Data, "open");
        (code, written, complained) = await country.RunAsync("data", "export", "--output", folder, "--licence", "CC BY 4.0");
        Assert.Equal((ExitCodes.Ok, ""), (code, complained));
        using JsonDocument manifest = JsonDocument.Parse(await File.ReadAllBytesAsync(Path.Combine(folder, "manifest.json"), TestContext.Current.CancellationToken));
        Assert.Equal("CC BY 4.0", manifest.RootElement.GetProperty("licence").GetString());
        Assert.Equal(["verdicts", "findings", "observations", "targets"], manifest.RootElement.GetProperty("files").EnumerateArray().Select(file => file.GetProperty("table").GetString()));
        Assert.All(manifest.RootElement.GetProperty("files").EnumerateArray(), file => Assert.Equal(file.GetProperty("rows").GetInt64(), file.GetProperty("labRows").GetInt64()));

        (code, _, complained) = await country.RunAsync("data", "export", "--output", folder);
        Assert.Equal(ExitCodes.BadInput, code);
        Assert.Contains("is not empty", complained);

        foreach (string file in Directory.EnumerateFiles(Path.Combine(country.Data, "lake", "verdicts"), "*.parquet", SearchOption.AllDirectories))
        {
            File.Delete(file);
        }

        (code, written, _) = await country.RunAsync("data", "files");
        Assert.Equal(ExitCodes.NotReady, code);
        Assert.Contains("DAMAGED", written);
    }

    [Theory]
    [InlineData("Only a query is run", "data", "query", "CREATE TABLE t (a INTEGER)")]
    [InlineData("The query cannot be run. DuckDB says: Parser Error: syntax error at or near \"SELEC\" (LINE 1: SELEC)", "data", "query", "SELEC")]
    [InlineData("--from 22/11/2026 is no date", "data", "files", "--from", "22/11/2026")]
    [InlineData("is after", "data", "files", "--from", "2026-11-22", "--to", "2026-11-21")]
    [InlineData("There is no table \"verdict\"", "data", "files", "--table", "verdict")]
    [InlineData("\"xlsx\" is no format here", "data", "query", "FROM verdicts", "--format", "xlsx")]
    [InlineData("\"table\" is no format here", "data", "export", "--output", "x", "--format", "table")]
    public async Task What_cannot_be_done_is_said(string sentence, params string[] words)
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllBytesAsync(Path.Combine(folder.Path, "measurement.db"), []);
        var (code, _, complained) = await TestConsole.RunInAsync(folder.Path, [.. words, "--data", folder.Path, "--lang", "en"]);
        Assert.Equal(ExitCodes.BadInput, code);
        Assert.Contains(sentence, complained);
    }
}
