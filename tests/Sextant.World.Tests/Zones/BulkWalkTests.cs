using System.Text.Json;
using Sextant.Testing;
using Sextant.World.Tests.World;

namespace Sextant.World.Tests.Zones;

/// <summary>`sextant dns --iterative` from the world's root: two programs of ours walk the same delegations in ways that share no code, and have to come to the same end.</summary>
public sealed class BulkWalkTests(WorldFixture fixture)
{
    [Fact(Timeout = 600_000)]
    public async Task A_bulk_walk_over_IPv6_alone_ends_where_the_check_says_and_one_over_both_finds_what_any_resolver_finds()
    {
        Row[] rows = [.. DelegationRows.Rows.Where(row => row.Missing is null)];
        Checked[] said = await Task.WhenAll(rows.Select(row => fixture.CheckedAsync(row.Id)));
        using var folder = new TemporaryFolder();
        string list = folder["names.txt"];
        await File.WriteAllLinesAsync(list, rows.Select(row => row.Id + ".vn"));

        HashSet<string> alone = await FoundAsync(folder, list, "--ipv6-only");
        foreach ((Row row, Checked check) in rows.Zip(said))
        {
            bool whole = check.Tags.Contains("dns-v6-path-whole");
            Assert.True(whole || check.Tags.Any(tag => tag.StartsWith("dns-v6-path-", StringComparison.Ordinal)), $"{row.Id}: the check says nothing of the way over IPv6");
            Assert.True(alone.Contains(row.Id + ".vn") == whole, $"{row.Id}: the check says {(whole ? "whole" : "not whole")}, the bulk walk the other");
        }

        HashSet<string> both = await FoundAsync(folder, list);
        Assert.Superset(alone, both);
        Assert.Contains("dns-chi-ipv4.vn", both);
        Assert.Contains("dns-thieu-keo.vn", both);
        Assert.DoesNotContain("dns-thieu-keo.vn", alone);
        Assert.DoesNotContain("dns-ten-khong-co.vn", both);
        Assert.DoesNotContain("dns-nxns.vn", both);
    }

    private async Task<HashSet<string>> FoundAsync(TemporaryFolder folder, string list, params string[] more)
    {
        RunningWorld world = fixture.Documentation;
        Checked run = await Checked.RunAsync(
            world.Vantage(VantageKind.Dual),
            ["dns", list, "--types", "SOA", "--iterative", .. more, "--root-hints", world.Plan["hints"], .. world.Plan.Plan.Options, "--data", folder.Path, "--lang", "en"]);
        Assert.True(run.ExitCode == 0, run.Errors);
        JsonElement[] answers = [.. run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement)];
        Assert.Equal(File.ReadLines(list).Order(StringComparer.Ordinal), answers.Select(answer => answer.GetProperty("name").GetString()!).Order(StringComparer.Ordinal));
        return [.. answers.Where(answer => answer.TryGetProperty("records", out _)).Select(answer => answer.GetProperty("name").GetString()!)];
    }
}
