using System.CommandLine;
using System.Text.Json.Nodes;
using Sextant.Testing;

namespace Sextant.Cli.Tests.Commands;

/// <summary>What programs read keeps to its documented form; <c>check</c>, <c>scan</c>, <c>explain</c> and <c>kpi</c> are held to theirs where they are tested.</summary>
public sealed class JsonOutputTests
{
    [Fact(Timeout = 120_000)]
    public async Task Judging_again_tells_programs_what_differs_and_what_has_no_evidence()
    {
        await using SmallCountry country = await SmallCountry.StartAsync(1);
        await country.RunAsync("check", "hong.example.vn", SmallCountry.Names(1).Single(), "--kind", "site", "--lab");

        var (code, written, _) = await country.RunAsync("rejudge", "--json");
        JsonNode same = Held("rejudge.schema.json", written);
        Assert.Equal((ExitCodes.Ok, 2, 0, 0), (code, (int)same["judged"]!, (int)same["differing"]!, same["targets"]!.AsArray().Count));

        // A profile under which a closed port is no longer the end of it.
        string national = await File.ReadAllTextAsync(Repository.At("src", "Sextant.Checks", "profiles", "national.json"), TestContext.Current.CancellationToken);
        JsonNode mild = JsonNode.Parse(national)!;
        mild["name"] = "mild";
        Soften(mild);

        string profile = Path.Combine(Path.GetDirectoryName(country.Data)!, "mild.json");
        await File.WriteAllTextAsync(profile, mild.ToJsonString(), TestContext.Current.CancellationToken);
        (code, written, _) = await country.RunAsync("rejudge", "--json", "--profile", profile);
        JsonNode other = Held("rejudge.schema.json", written);
        JsonNode differing = Assert.Single(other["targets"]!.AsArray())!;
        Assert.Equal(ExitCodes.NotReady, code);
        Assert.Equal(("site:hong.example.vn", "differs", "broken", "partial"), ((string)differing["target"]!, (string)differing["status"]!, (string)differing["before"]!["class"]!, (string)differing["after"]!["class"]!));

        Directory.Delete(Path.Combine(country.Data, "evidence"), recursive: true);
        (code, written, _) = await country.RunAsync("rejudge", "--json");
        JsonNode lost = Held("rejudge.schema.json", written);
        Assert.Equal(ExitCodes.Failed, code);
        Assert.Equal(2, (int)lost["withoutEvidence"]!);
        Assert.All(lost["targets"]!.AsArray(), target => Assert.Null(target!["after"]));

        (code, written, _) = await country.RunAsync("vantage", "check", "--lab", "--json");
        JsonNode vantage = Held("vantage.schema.json", written);
        Assert.Equal(code == ExitCodes.Ok, vantage["fault"] is null);
        Assert.Equal("local", (string)vantage["vantage"]!["name"]!);
    }

    [Fact(Timeout = 120_000)]
    public async Task The_files_of_a_campaign_are_listed_and_a_damaged_one_is_told()
    {
        await using SmallCountry country = await SmallCountry.StartAsync(1);
        await country.RunAsync("scan", "--list", country.List(SmallCountry.Names(1)), "--lab", "--campaign", "one");
        var (code, written, _) = await country.RunAsync("data", "files", "--json");
        JsonNode whole = Held("data-files.schema.json", written);
        Assert.Equal((ExitCodes.Ok, 0), (code, (int)whole["damaged"]!));
        Assert.Equal(["findings", "observations", "targets", "verdicts"], whole["files"]!.AsArray().Select(file => (string)file!["table"]!).Distinct().Order(StringComparer.Ordinal));

        string first = Path.Combine(country.Data, "lake", (string)whole["files"]![0]!["path"]!);
        await File.WriteAllTextAsync(first, "rubbish", TestContext.Current.CancellationToken);
        (code, written, _) = await country.RunAsync("data", "files", "--json");
        Assert.Equal((ExitCodes.NotReady, 1), (code, (int)Held("data-files.schema.json", written)["damaged"]!));
    }

    [Fact(Timeout = 60_000)]
    public async Task A_pack_is_told_with_its_faults_or_with_what_loading_it_changed()
    {
        using var folder = new TemporaryFolder();
        string data = Path.Combine(folder.Path, "data");
        var (code, written, _) = await TestConsole.RunInAsync(folder.Path, ["pack", "check", Repository.At("packs", "vn"), "--json"]);
        JsonNode good = Held("pack.schema.json", written);
        Assert.Equal((ExitCodes.Ok, "vn", 0), (code, (string)good["id"]!, (int)good["faultCount"]!));
        Assert.Null(good["load"]);

        (_, written, _) = await TestConsole.RunInAsync(folder.Path, ["pack", "load", Repository.At("packs", "vn"), "--json", "--data", data]);
        Assert.True((bool)Held("pack.schema.json", written)["load"]!["changed"]!);

        folder.Write("pack.json", """{ "format": 1, "id": "x\u001b[2J\u202e", "version": 7, "surplus": true }""");
        string complained;
        (code, written, complained) = await TestConsole.RunInAsync(folder.Path, ["pack", "check", folder.Path, "--json"]);
        JsonNode bad = Held("pack.schema.json", written);
        Assert.Equal(ExitCodes.BadInput, code);
        Assert.True((int)bad["faultCount"]! > 2);
        Assert.DoesNotContain(written, c => char.IsControl(c) && c != '\n');
        Assert.DoesNotContain("\u202e", written, StringComparison.Ordinal);
        Assert.Empty(complained);
    }

    [Fact]
    public async Task Settings_their_faults_and_the_lab_are_told()
    {
        var (code, written, _) = await TestConsole.RunAsync("config show --json --port 99");
        JsonNode shown = Held("config.schema.json", written);
        Assert.Equal(ExitCodes.Ok, code);
        JsonNode port = Assert.Single(shown["settings"]!.AsArray(), s => (string)s!["name"]! == "port")!;
        Assert.Equal(("99", "option", "--port"), ((string)port["value"]!, (string)port["origin"]!, (string)port["place"]!));

        string complained;
        (code, written, complained) = await TestConsole.RunAsync("config check --json --port x --concurrency 0");
        JsonNode faults = Held("config.schema.json", written);
        Assert.Equal(ExitCodes.BadInput, code);
        Assert.Equal(["concurrency", "port"], faults["faults"]!.AsArray().Select(f => (string)f!["name"]!).Order(StringComparer.Ordinal));
        Assert.Empty(complained);

        (code, written, _) = await TestConsole.RunAsync("lab status --json");
        JsonNode lab = Held("lab.schema.json", written);
        Assert.Equal((ExitCodes.Ok, false), (code, (bool)lab["up"]!));

        (_, written, _) = await TestConsole.RunAsync("addresses status --json");
        Assert.Empty(Held("addresses.schema.json", written)["versions"]!.AsArray());
    }

    /// <summary>Every document of the reference has its line on the page that lists them, and every verb that prints JSON has a document or says its own form.</summary>
    [Fact]
    public async Task Every_form_is_listed()
    {
        string page = await File.ReadAllTextAsync(Repository.At("docs", "reference", "json.md"), TestContext.Current.CancellationToken);
        foreach (string file in Directory.EnumerateFiles(Repository.At("docs", "reference"), "*.schema.json"))
        {
            Assert.Contains($"]({Path.GetFileName(file)})", page, StringComparison.Ordinal);
        }

        foreach (Command verb in Program.Verbs().SelectMany(verb => verb.Subcommands.Append(verb)).Where(verb => verb.Options.Any(option => option.Name == "--json")))
        {
            // Listed as `sextant pack check --json`, or as the second of a pair: `pack load --json`.
            string words = string.Join(' ', verb.Parents.Select(parent => parent.Name).Append(verb.Name));
            Assert.Matches($"`(sextant )?{words} --json`", page);
        }
    }

    private static void Soften(JsonNode? node)
    {
        foreach (JsonNode? below in node is JsonObject members ? members.Select(member => member.Value) : node as JsonArray ?? [])
        {
            Soften(below);
        }

        if (node is JsonObject rule && rule["class"] is JsonValue word && (string?)word == "broken")
        {
            rule["class"] = "partial";
        }
    }

    private static JsonNode Held(string form, string written)
    {
        JsonNode document = JsonNode.Parse(written)!;
        Assert.Empty(JsonForm.Read(form).Faults(document));
        Assert.Equal(1, (int)document["schema"]!);
        return document;
    }
}
