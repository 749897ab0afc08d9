using System.Text.Json;
using System.Text.Json.Nodes;
using Sextant.Testing;

namespace Sextant.Cli.Tests.Commands;

public sealed class ExplainTests
{
    [Fact(Timeout = 60_000)]
    public async Task What_was_seen_is_printed_from_the_evidence_and_judged_the_same_again()
    {
        await using SmallCountry country = await SmallCountry.StartAsync(1);
        var (code, written, _) = await country.RunAsync("check", "hong.example.vn", "co-quan-1.gov.vn", "--lab", "--json");
        Assert.Equal(ExitCodes.NotReady, code);
        using JsonDocument checkedNow = JsonDocument.Parse(written);
        Assert.Empty(JsonForm.Read("check.schema.json").Faults(JsonNode.Parse(written)));
        JsonElement site = checkedNow.RootElement.EnumerateArray().First(e => e.GetProperty("kind").GetString() == "site");
        string evidence = site.GetProperty("evidence").GetString()!;

        (code, written, _) = await country.RunAsync("explain", "hong.example.vn");
        Assert.Equal(ExitCodes.Ok, code);
        Assert.Contains(evidence, written);
        Assert.Contains("HOST HONG.EXAMPLE.VN", written);
        Assert.Contains("FROM THE ROOT", written.ToUpperInvariant());
        Assert.Matches(@"✗ TCP \[2001:db8:[0-9a-f:]+\]:443 .*connection-refused", written);
        Assert.Matches(@"✓ UDP \[2001:db8:[0-9a-f:]+\]:53 .* NOERROR \(aa", written);

        (_, written, _) = await country.RunAsync("explain", "site:hong.example.vn", "web-01");
        Assert.Contains("WEB-01", written);
        Assert.DoesNotContain("WEB-02 ", written);
        Assert.DoesNotContain("MAIL OF", written);

        (_, written, _) = await country.RunAsync("explain", "hong.example.vn", "--evidence", evidence, "--json");
        using JsonDocument json = JsonDocument.Parse(written);
        Assert.Equal("hong.example.vn", json.RootElement[0].GetProperty("scan").GetProperty("name").GetString());
        Assert.Empty(JsonForm.Read("explain.schema.json").Faults(JsonNode.Parse(written)));

        (code, written, _) = await country.RunAsync("rejudge");
        Assert.Equal(ExitCodes.Ok, code);
        Assert.Contains(": 0 differ, 0 without evidence", written);

        foreach (string segment in Directory.GetFiles(Path.Combine(country.Data, "evidence"), "*.seg"))
        {
            byte[] bytes = await File.ReadAllBytesAsync(segment);
            Array.Fill(bytes, (byte)0x3C, 200, bytes.Length - 200);
            await File.WriteAllBytesAsync(segment, bytes);
        }

        (code, _, string complained) = await country.RunAsync("explain", "hong.example.vn");
        Assert.Equal(ExitCodes.BadInput, code);
        Assert.Contains("cannot be read", complained);
        Assert.Single(complained.TrimEnd().Split('\n'));
        (code, written, _) = await country.RunAsync("rejudge");
        Assert.Equal(ExitCodes.Failed, code);
        Assert.Contains("its evidence cannot be read", written);
        Assert.DoesNotContain(" 0 without evidence", written);
    }

    [Theory]
    [InlineData("explain never.gov.vn", "has not been measured here")]
    [InlineData("explain never.gov.vn WEB-99", "There is no criterion")]
    [InlineData("explain web:never.gov.vn", "no kind of target")]
    [InlineData("explain never.gov.vn --evidence sha256:00", "There is no evidence")]
    [InlineData("rejudge never.gov.vn", "has not been measured here")]
    public async Task What_is_not_there_is_said(string line, string sentence)
    {
        var (code, _, complained) = await TestConsole.RunAsync(line + " --lang en");
        Assert.Equal(ExitCodes.BadInput, code);
        Assert.Contains(sentence, complained);
    }

    [Fact]
    public async Task A_data_folder_that_cannot_be_used_is_said()
    {
        using var folder = new TemporaryFolder();
        string file = folder.Write("file", "");
        foreach (string[] words in (string[][])[["check", "example.gov.vn"], ["kpi"]])
        {
            var (code, _, complained) = await TestConsole.RunInAsync(folder.Path, [.. words, "--lang", "en", "--data", Path.Combine(file, "data")]);
            Assert.Equal(ExitCodes.BadInput, code);
            Assert.Contains("does not exist and cannot be made there", complained);
        }
    }
}
