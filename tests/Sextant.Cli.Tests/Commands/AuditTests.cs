using System.Text.Json.Nodes;
using Sextant.Testing;

namespace Sextant.Cli.Tests.Commands;

public sealed class AuditTests
{
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
