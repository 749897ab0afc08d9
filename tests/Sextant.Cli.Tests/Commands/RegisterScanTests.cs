using System.Text.Json;
using System.Text.Json.Nodes;
using Sextant.Store.Databases;
using Sextant.Testing;
using Sextant.Wire;

namespace Sextant.Cli.Tests.Commands;

/// <summary>Campaigns over the register, by the command line alone: over which organisations, on which database, stopped and gone on with, and from a vantage that cannot judge.</summary>
public sealed class RegisterScanTests
{
    [Theory(Timeout = 180_000)]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.PostgreSql)]
    public async Task The_registers_targets_are_measured_those_of_a_kind_or_all(DatabaseKind kind)
    {
        using TestDatabase database = await TestDatabase.CreateAsync(kind);
        await using SmallCountry country = await SmallCountry.StartAsync(2);
        string[] there = kind == DatabaseKind.PostgreSql ? ["--database", database.Options.Location] : [];
        await LoadAsync(country, [.. SmallCountry.Names(2).Select(name => (name, "ministry")), ("hong.example.vn", "province")], there);

        JsonNode ministries = await ScanAsync(country, ExitCodes.Ok, ["--register", "--kind", "ministry", .. there]);
        Assert.Equal((2, 2, "finished"), ((int)ministries["total"]!, (int)ministries["measuredNow"]!, (string)ministries["end"]!));
        JsonNode again = await ScanAsync(country, ExitCodes.Ok, ["--register", "--kind", "ministry", .. there]);
        Assert.Equal((0, (string)ministries["campaign"]!), ((int)again["measuredNow"]!, (string)again["campaign"]!));

        JsonNode all = await ScanAsync(country, ExitCodes.NotReady, ["--register", .. there]);
        Assert.Equal((3, 3), ((int)all["total"]!, (int)all["done"]!));
        Assert.NotEqual((string)ministries["campaign"]!, (string)all["campaign"]!);
        Assert.Contains(all["results"]!.AsArray(), r => (string)r!["kind"]! == "site" && (string)r["class"]! == "broken" && (int)r["count"]! == 1);

        var (code, _, complained) = await country.RunAsync(["scan", "--register", "--kind", "parish", "--lab", .. there]);
        Assert.Equal(ExitCodes.BadInput, code);
        Assert.Contains("nothing in the register fits", complained);
        Assert.Equal(kind == DatabaseKind.Sqlite, File.Exists(Path.Combine(country.Data, "measurement.db")));
        Assert.Equal(kind == DatabaseKind.Sqlite, File.Exists(Path.Combine(country.Data, "register.db")));
    }

    [Fact(Timeout = 180_000)]
    public async Task On_PostgreSql_Ctrl_C_ends_it_in_order_and_the_same_command_goes_on()
    {
        using TestDatabase database = await TestDatabase.CreateAsync(DatabaseKind.PostgreSql);
        await using SmallCountry country = await SmallCountry.StartAsync(1, silent: 8);
        string[] there = ["--database", database.Options.Location];
        await LoadAsync(country, [.. SmallCountry.Names(1).Concat(SmallCountry.Silent(8)).Select(name => (name, "ministry"))], there);

        using SextantProcess scan = await SextantProcess.StartAsync(["scan", "--register", "--lab", "--concurrency", "2", "--data", country.Data, "--lang", "en", .. there]);
        string evidence = Path.Combine(country.Data, "evidence");
        while (!Directory.Exists(evidence) || new DirectoryInfo(evidence).EnumerateFiles("*", SearchOption.AllDirectories).Sum(file => file.Length) < 4_000)
        {
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }

        await scan.SignalAsync("INT");
        (int code, string written) = await scan.EndAsync();
        Assert.Equal(ExitCodes.Interrupted, code);
        Assert.Contains("To go on:", written);

        JsonNode rest = await ScanAsync(country, ExitCodes.NotReady, ["--register", .. there]);
        Assert.Equal((9, 9, 0), ((int)rest["total"]!, (int)rest["done"]!, (int)rest["pending"]!));
        Assert.InRange((int)rest["measuredNow"]!, 1, 8);
    }

    [Fact(Timeout = 180_000)]
    public async Task A_vantage_without_IPv6_says_one_sentence_and_judges_nobody()
    {
        await using SmallCountry country = await SmallCountry.StartAsync(2);
        country.World.Change(world => world.Without(Family.V6));
        country.World.WriteMap(Path.Combine(country.Data, "lab"));
        string[] names = [.. SmallCountry.Names(2), "hong.example.vn"];

        var (code, written, _) = await country.RunAsync(["check", .. names, "--lab", "--json"]);
        Assert.Equal(ExitCodes.Unknown, code);
        JsonArray entries = JsonNode.Parse(written)!.AsArray();
        Assert.Equal(names, entries.Select(entry => (string)entry!["ascii"]!).Distinct());
        Assert.All(entries, entry => Assert.Equal(("unknown", "vantage-no-ipv6"), ((string)entry!["class"]!, (string)entry["cause"]!)));

        (code, written, _) = await country.RunAsync("check", names[0], "--lab");
        Assert.Equal(ExitCodes.Unknown, code);
        Assert.Single(written.Split('\n'), line => line.Contains("no IPv6", StringComparison.Ordinal) && line.EndsWith('.'));
        Assert.True(written.Split('\n').Length < 25, written);

        (code, written, _) = await country.RunAsync("scan", "--list", country.List(names), "--lab");
        Assert.Equal(ExitCodes.Unknown, code);
        Assert.Single(written.Split('\n'), line => line.StartsWith("Stopped: this vantage cannot judge", StringComparison.Ordinal));
        Assert.DoesNotContain("broken", written, StringComparison.Ordinal);
    }

    private static async Task<JsonNode> ScanAsync(SmallCountry country, int code, string[] words)
    {
        var (given, written, complained) = await country.RunAsync(["scan", .. words, "--lab", "--json"]);
        Assert.True(code == given, $"{given} instead of {code}: {written}{complained}");
        JsonNode result = JsonNode.Parse(written)!;
        Assert.Empty(JsonForm.Read("scan.schema.json").Faults(result));
        return result;
    }

    /// <summary>A register of its own: one organisation for each domain.</summary>
    private static async Task LoadAsync(SmallCountry country, (string Domain, string Kind)[] domains, string[] there)
    {
        string pack = Directory.CreateDirectory(Path.Combine(country.Data, "pack")).FullName;
        Put("pack.json", new
        {
            format = 1,
            id = "small",
            version = "1",
            country = "XS",
            name = new { vi = "Nhỏ", en = "Small" },
            timeZone = "Asia/Ho_Chi_Minh",
            languages = new[] { "vi", "en" },
            kinds = new[] { Word("ministry"), Word("province") },
            sectors = new[] { Word("state") },
            designationSchemes = Array.Empty<object>(),
            attribution = Array.Empty<object>(),
            sources = new[] { new { id = "test", kind = "table", title = "Test", toConfirm = false } },
        });
        Put("organisations.json", new { organisations = domains.Select((one, i) => new { id = $"unit-{i}", kind = one.Kind, sector = "state", names = new[] { new { name = new { vi = one.Domain, en = one.Domain } } }, source = "test" }) });
        Put("domains.json", new { domains = domains.Select((one, i) => new { organisation = $"unit-{i}", domain = one.Domain, kinds = new[] { "site" }, role = "portal", confidence = "confirmed", source = "test" }) });
        foreach (string catalogue in (string[])["criteria.csv", "indicators.csv"])
        {
            File.Copy(Repository.At("packs", "vn", catalogue), Path.Combine(pack, catalogue));
        }

        var (code, written, complained) = await country.RunAsync(["pack", "load", pack, .. there]);
        Assert.True(code == ExitCodes.Ok, written + complained);

        void Put(string file, object content) => File.WriteAllText(Path.Combine(pack, file), JsonSerializer.Serialize(content));
        static object Word(string id) => new { id, name = new { vi = id, en = id } };
    }
}
