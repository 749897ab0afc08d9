using System.Text.Json;
using System.Text.Json.Nodes;
using Sextant.Testing.Databases;
using Sextant.Testing;

namespace Sextant.Cli.Tests.Commands;

public sealed class RegisterTests
{
    [Fact(Timeout = 60_000)]
    public async Task The_first_start_loads_the_pack_and_the_founding_sentences_come_out_of_the_rules()
    {
        using var folder = new TemporaryFolder();
        var (code, written, complained) = await TestConsole.RunInAsync(folder.Path, ["kpi", "G-01", "G-02", "G-03", "G-04", "--data", Path.Combine(folder.Path, "data")]);

        Assert.Equal(ExitCodes.Ok, code);
        Assert.Contains("Lần chạy đầu tiên", complained);
        foreach (string sentence in (string[])["94 %  = 80/85", "vượt 88%", "78 %  = 66/85", "vượt 55%", "gấp 2,6 lần"])
        {
            Assert.Contains(sentence, written);
        }

        (_, written, complained) = await TestConsole.RunInAsync(folder.Path, ["kpi", "--json", "--as-of", "2019-01-01", "--data", Path.Combine(folder.Path, "data")]);
        Assert.DoesNotContain("Lần chạy", complained);
        using JsonDocument document = JsonDocument.Parse(written);
        Assert.Empty(JsonForm.Read("kpi.schema.json").Faults(JsonNode.Parse(written)));
        Assert.Equal("2019-01-01", document.RootElement.GetProperty("asOf").GetString());
        Assert.Contains(document.RootElement.GetProperty("indicators").EnumerateArray(), i => i.GetProperty("id").GetString() == "C-01");

        (code, _, complained) = await TestConsole.RunInAsync(folder.Path, ["kpi", "X-99", "--data", Path.Combine(folder.Path, "data")]);
        Assert.Equal(ExitCodes.BadInput, code);
        Assert.Contains("G-01", complained);
    }

    [Fact(Timeout = 60_000)]
    public async Task A_pack_is_loaded_once_and_a_second_load_changes_nothing()
    {
        using var folder = new TemporaryFolder();
        string pack = Repository.At("packs", "vn");
        Assert.Equal(0, (await TestConsole.RunInAsync(folder.Path, ["pack", "check", pack, "--lang", "en"])).Code);
        Assert.Contains("rows added", (await TestConsole.RunInAsync(folder.Path, ["pack", "load", pack, "--lang", "en", "--data", Path.Combine(folder.Path, "data")])).Out);
        Assert.Contains("held all of it already", (await TestConsole.RunInAsync(folder.Path, ["pack", "load", pack, "--lang", "en", "--data", Path.Combine(folder.Path, "data")])).Out);
    }

    [Fact]
    public async Task Every_fault_of_a_hostile_pack_is_told_at_once_with_its_place()
    {
        using var folder = new TemporaryFolder();
        folder.Write("pack.json", """{ "format": 1, "id": "x\u001b[2J", "version": 7, "surplus": true }""");
        folder.Write("organisations.json", "[ { ");
        foreach (string verb in (string[])["check", "load"])
        {
            var (code, written, complained) = await TestConsole.RunInAsync(folder.Path, ["pack", verb, folder.Path, "--lang", "en", "--data", Path.Combine(folder.Path, "data")]);
            Assert.Equal(ExitCodes.BadInput, code);
            Assert.DoesNotContain('\x1b', written + complained);
            Assert.Contains("pack.json", complained);
            Assert.Matches(@"\d+ fault\(s\)", complained);
        }
    }

    [Fact(Timeout = 60_000)]
    public async Task The_log_is_listed_verified_and_found_cut_by_its_anchors_and_by_a_mark()
    {
        using var folder = new TemporaryFolder();
        string data = Path.Combine(folder.Path, "data");
        await TestConsole.RunInAsync(folder.Path, ["pack", "load", Repository.At("packs", "vn"), "--data", data]);

        var (code, written, _) = await TestConsole.RunInAsync(folder.Path, ["audit", "list", "--data", data, "--lang", "en"]);
        Assert.Equal(0, code);
        Assert.Matches(@"^1  20\d\d-\d\d-\d\d \d\d:\d\d:\d\dZ  command-line:\S+  \S+  pack.load  pack:vn", written);
        (_, written, _) = await TestConsole.RunInAsync(folder.Path, ["audit", "list", "--data", data, "--json"]);
        Assert.Equal("pack.load", (string)Held("audit-list.schema.json", written)["entries"]![0]!["action"]!);

        (code, written, _) = await TestConsole.RunInAsync(folder.Path, ["audit", "verify", "--data", data, "--json"]);
        JsonNode whole = Held("audit.schema.json", written);
        Assert.Equal((0, true, 1, 1), (code, (bool)whole["whole"]!, (int)whole["entries"]!, (int)whole["anchored"]!));
        string mark = (string)whole["head"]!;

        Cut(data);
        (code, written, _) = await TestConsole.RunInAsync(folder.Path, ["audit", "verify", "--data", data, "--lang", "en"]);
        Assert.Equal(ExitCodes.NotReady, code);
        Assert.Contains("entries 1 to 1: the end of the log is cut off", written);

        File.Delete(Path.Combine(data, "audit-anchors.txt"));
        Assert.Equal(0, (await TestConsole.RunInAsync(folder.Path, ["audit", "verify", "--data", data])).Code); // nobody is left who knows
        Assert.Equal(ExitCodes.NotReady, (await TestConsole.RunInAsync(folder.Path, ["audit", "verify", "--data", data, "--mark", mark])).Code);
        Assert.Equal(ExitCodes.BadInput, (await TestConsole.RunInAsync(folder.Path, ["audit", "verify", "--data", data, "--mark", "1:x"])).Code);
        Assert.Equal(ExitCodes.BadInput, (await TestConsole.RunInAsync(folder.Path, ["audit", "list", "--data", data, "--last", "0"])).Code);
    }

    [Fact(Timeout = 60_000)]
    public async Task A_recovery_link_is_made_for_somebody_alone_and_its_address_is_that_of_the_settings()
    {
        using var folder = new TemporaryFolder();
        string data = Path.Combine(folder.Path, "data");
        Assert.Equal(0, (await TestConsole.RunInAsync(folder.Path, ["kpi", "--data", data])).Code);
        var (code, _, complained) = await TestConsole.RunInAsync(folder.Path, ["people", "recover", "nobody@example.gov.vn", "--data", data, "--lang", "en"]);
        Assert.Equal(ExitCodes.BadInput, code);
        Assert.Contains("nobody@example.gov.vn", complained);
        Assert.True(OperatingSystem.IsWindows() || File.GetUnixFileMode(Path.Combine(data, "keys")) == (UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute));
        Assert.True(OperatingSystem.IsWindows() || (File.GetUnixFileMode(Path.Combine(data, "register.db")) & UnixFileMode.OtherRead) == 0);
        foreach (string bad in (string[])["http://ipv6.example.gov.vn", "https://ipv6.example.gov.vn/sextant", "https://a:b@ipv6.example.gov.vn", "https://[2001:db8::1]", "ipv6.example.gov.vn", "javascript:alert(1)"])
        {
            (code, _, complained) = await TestConsole.RunInAsync(folder.Path, ["people", "recover", "x@example.gov.vn", "--data", data, "--public-url", bad]);
            Assert.Equal(ExitCodes.BadInput, code);
            Assert.Contains("public-url", complained);
        }
    }

    private static void Cut(string data)
    {
        string file = Path.Combine(data, "register.db");
        SqliteFile.Run(file, "DROP TRIGGER audit_entry_no_delete");
        SqliteFile.Run(file, "DELETE FROM audit_entry");
        SqliteFile.Run(file, "DELETE FROM audit_head");
    }

    private static JsonNode Held(string form, string written)
    {
        JsonNode document = JsonNode.Parse(written)!;
        Assert.Empty(JsonForm.Read(form).Faults(document));
        return document;
    }
}
