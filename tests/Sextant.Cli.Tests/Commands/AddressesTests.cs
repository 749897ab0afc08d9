using System.IO.Compression;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Sextant.Testing;

namespace Sextant.Cli.Tests.Commands;

public sealed class AddressesTests
{
    private const string Systems = """
        1.0.0.0,1.0.0.255,13335,"Cloudflare, Inc."
        2001:dc8:c001::,2001:dc8:c001:ffff:ffff:ffff:ffff:ffff,4294967294,Viettel
        """;

    [Fact]
    public async Task Data_is_loaded_listed_and_asked_with_its_source_and_date()
    {
        using var folder = new TemporaryFolder();
        string systems = folder.Write("asn.csv", Systems + "\n1.1.1.255,1.1.1.0,5,Inverted" + string.Concat(Enumerable.Range(0, 40).Select(n => $"\n10.0.{n}.0,10.0.{n}.255,7,Seven")));
        string countries = Path.Combine(folder.Path, "delegated.gz");
        await using (var packed = new GZipStream(File.Create(countries), CompressionLevel.Fastest))
        {
            await packed.WriteAsync(Encoding.UTF8.GetBytes("2|apnic|20261120|1|1|1|+7\napnic|VN|ipv6|2001:dc8::|32|20010910|allocated|A\n"), TestContext.Current.CancellationToken);
        }

        Assert.Contains("No address table", (await RunAsync(folder, "addresses", "status")).Out);
        var (code, written, complained) = await RunAsync(folder, "addresses", "load", systems, "--source", "RouteViews", "--licence", "CC BY 4.0", "--date", "2026-06-17");
        Assert.Equal(ExitCodes.Ok, code);
        Assert.Contains("Autonomous systems by RouteViews, 2026-06-17: 43 rows", written);
        Assert.Contains("1 rows left out: last address before the first (first on line 3)", complained);
        Assert.Equal(ExitCodes.Ok, (await RunAsync(folder, "addresses", "load", countries, "--source", "APNIC", "--date", "2026-11-20")).Code);

        (code, written, _) = await RunAsync(folder, "addresses", "lookup", "2001:dc8:c001::1", "9.9.9.9");
        Assert.Equal(ExitCodes.Ok, code);
        Assert.Matches(@"2001:dc8:c001::1 +AS4294967294 +Viettel +VN", written);
        Assert.Matches(@"9\.9\.9\.9 +system not known +- +-", written);
        Assert.Contains("Autonomous systems by RouteViews, 2026-06-17", written);
        Assert.Contains("Countries by APNIC, 2026-11-20", written);

        (_, written, _) = await RunAsync(folder, "addresses", "lookup", "::ffff:1.0.0.1", "--at", "2026-06-17", "--json");
        Assert.Empty(JsonForm.Read("addresses.schema.json").Faults(JsonNode.Parse(written)));
        using JsonDocument json = JsonDocument.Parse(written);
        Assert.Equal(13335, json.RootElement.GetProperty("addresses")[0].GetProperty("system").GetInt64());
        Assert.Equal("RouteViews", Assert.Single(json.RootElement.GetProperty("sources").EnumerateArray()).GetProperty("source").GetString());

        (_, written, _) = await RunAsync(folder, "addresses", "status", "--json");
        Assert.Empty(JsonForm.Read("addresses.schema.json").Faults(JsonNode.Parse(written)));
        using JsonDocument status = JsonDocument.Parse(written);
        Assert.Equal(["countries", "systems"], status.RootElement.GetProperty("versions").EnumerateArray().Select(v => v.GetProperty("facts").GetString()));
        Assert.Equal(1, status.RootElement.GetProperty("versions")[1].GetProperty("faults").GetProperty("inverted").GetInt32());
        Assert.Contains("CC BY 4.0", (await RunAsync(folder, "addresses", "status")).Out);
    }

    [Theory]
    [InlineData("load missing.csv --source x --date 2026-01-01", "cannot be read")]
    [InlineData("load asn.csv --source x --date 2126-01-01", "lies in the future")]
    [InlineData("load asn.csv --source x --date yesterday", "is no day")]
    [InlineData("load asn.csv --source x --date 2026-01-01 --format bgp", "There is no format")]
    [InlineData("load asn.csv --source x --date 2026-01-01 --format mrt", "2 of 2 rows are faulty")]
    [InlineData("load asn.csv dump.txt --source x --date 2026-01-01", "another format")]
    [InlineData("lookup 1.1", "is not an IP address")]
    [InlineData("lookup 1.1.1.1", "No address table")]
    [InlineData("lookup 1.1.1.1 --at 2020-01-01", "No address table was in force")]
    public async Task What_cannot_be_done_is_said(string line, string sentence)
    {
        using var folder = new TemporaryFolder();
        folder.Write("asn.csv", Systems);
        folder.Write("dump.txt", "TABLE_DUMP2|1|B|192.0.2.1|64496|1.0.0.0/24|64496|IGP\n");
        string[] words = [.. line.Split(' ').Select(word => File.Exists(Path.Combine(folder.Path, word)) ? Path.Combine(folder.Path, word) : word)];
        var (code, _, complained) = await RunAsync(folder, ["addresses", .. words]);
        Assert.Equal(ExitCodes.BadInput, code);
        Assert.Contains(sentence, complained);
        Assert.False(Directory.Exists(Path.Combine(folder.Path, "data", "addresses")));
    }

    [Fact]
    public async Task Damaged_data_is_said_and_not_used()
    {
        using var folder = new TemporaryFolder();
        await RunAsync(folder, "addresses", "load", folder.Write("asn.csv", Systems), "--source", "x", "--date", "2026-01-01");
        string table = Assert.Single(Directory.EnumerateFiles(Path.Combine(folder.Path, "data", "addresses"), "*.table"));
        await File.WriteAllBytesAsync(table, [1, 2, 3], TestContext.Current.CancellationToken);

        foreach (string[] words in (string[][])[["addresses", "lookup", "1.0.0.1"], ["check", "example.gov.vn"]])
        {
            var (code, _, complained) = await RunAsync(folder, words);
            Assert.Equal(ExitCodes.BadInput, code);
            Assert.Contains("damaged", complained);
        }
    }

    [Fact(Timeout = 60_000)]
    public async Task A_measured_name_says_who_stands_behind_its_addresses()
    {
        await using SmallCountry country = await SmallCountry.StartAsync(1);
        string table = country.List(["2001:db8::,2001:db8:ffff:ffff:ffff:ffff:ffff:ffff,64500,Lab Telecom", "0.0.0.0,255.255.255.255,64501,Lab Four"]);
        Assert.Equal(ExitCodes.Ok, (await country.RunAsync("addresses", "load", table, "--source", "the lab", "--date", "2026-01-01")).Code);
        string name = SmallCountry.Names(1).First();

        var (_, written, _) = await country.RunAsync("check", name, "--lab", "--json");
        using JsonDocument judged = JsonDocument.Parse(written);
        JsonElement zone = judged.RootElement.EnumerateArray().First(entry => entry.GetProperty("kind").GetString() == "zone");
        JsonElement one = zone.GetProperty("findings").EnumerateArray().First(finding => finding.GetProperty("check").GetString() == "DNS-09");
        Assert.Equal(("dns-ns-systems-one", "AS64500"), (one.GetProperty("tag").GetString(), one.GetProperty("parameters").GetProperty("system").GetString()));

        (_, written, _) = await country.RunAsync("explain", name);
        Assert.Contains("WHO STANDS BEHIND THE ADDRESSES", written);
        Assert.Contains("Autonomous systems by the lab, 2026-01-01", written);
        Assert.Matches(@"2001:db8:[0-9a-f:]+ +AS64500 +Lab Telecom", written);
        (_, written, _) = await country.RunAsync("explain", name, "--json");
        using JsonDocument json = JsonDocument.Parse(written);
        Assert.Contains(json.RootElement[0].GetProperty("scan").GetProperty("origins").GetProperty("addresses").EnumerateArray(), address => address.GetProperty("system").GetInt64() == 64500);
    }

    private static Task<(int Code, string Out, string Error)> RunAsync(TemporaryFolder folder, params string[] words) =>
        TestConsole.RunInAsync(folder.Path, [.. words, "--data", Path.Combine(folder.Path, "data"), "--lang", "en"]);
}
