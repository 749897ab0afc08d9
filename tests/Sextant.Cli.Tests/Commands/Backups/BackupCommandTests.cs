using System.Runtime.Versioning;
using System.Text.RegularExpressions;
using Sextant.Testing.Databases;
using Sextant.Testing;
using DatabaseKind = Sextant.Store.Databases.DatabaseKind;

namespace Sextant.Cli.Tests.Commands.Backups;

[UnsupportedOSPlatform("windows")]
public sealed partial class BackupCommandTests
{
    [Theory(Timeout = 300_000)]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.PostgreSql)]
    public async Task Pages_answer_from_the_restored_folder_as_from_the_first(DatabaseKind kind)
    {
        using var place = new TemporaryFolder();
        using TestDatabase? from = kind == DatabaseKind.PostgreSql ? await TestDatabase.CreateAsync(kind) : null;
        using TestDatabase? into = kind == DatabaseKind.PostgreSql ? await TestDatabase.CreateAsync(kind) : null;
        string data = Path.Combine(place.Path, "data");
        Dictionary<string, string> before = await ServedPages.AskAsync(place, data, Environment(from), async () =>
        {
            // While it serves.
            await FineAsync(place, from, "backup", "to", "--data", data);
        });
        await FineAsync(place, into, "restore", "to", "--to", "back");
        Assert.Equal(before, await ServedPages.AskAsync(place, Path.Combine(place.Path, "back"), Environment(into), () => Task.CompletedTask));
    }

    [Fact(Timeout = 120_000)]
    public async Task Every_refusal_is_a_sentence_with_the_place_and_what_to_do()
    {
        using var place = new TemporaryFolder();
        Assert.Contains("nothing to copy", await RefusedAsync(place, "backup", "to", "--data", "data"));
        await FineAsync(place, null, "pack", "load", Repository.At("packs", "vn"), "--data", "data");
        place.Write("sextant.json", """{ "vantage": "hanoi" }""");
        Assert.Contains("one in the other", await RefusedAsync(place, "backup", "data/to", "--data", "data"));
        Assert.Contains("one in the other", await RefusedAsync(place, "backup", ".", "--data", "data"));
        Assert.Contains("--keep takes", await RefusedAsync(place, "backup", "to", "--data", "data", "--keep", "0"));
        Directory.CreateDirectory(Path.Combine(place.Path, "other"));
        place.Write("other/file", "something");
        Assert.Contains("no folder of backups", await RefusedAsync(place, "backup", "other", "--data", "data"));
        Assert.Contains("no folder of backups", await RefusedAsync(place, "restore", "other", "--to", "back"));

        string said = await FineAsync(place, null, "backup", "to", "--data", "data");
        Assert.Contains("secrets", said);
        string mark = Mark().Match(said).Groups[1].Value;
        Assert.Contains("--to DIR", await RefusedAsync(place, "restore", "to"));
        Assert.Contains("--to DIR", await RefusedAsync(place, "restore", "to", "--check", "--to", "back"));
        Assert.Contains("is whole", await FineAsync(place, null, "restore", "to", "--check", "--mark", mark));
        Assert.Contains("not what was written", await RefusedAsync(place, "restore", "to", "--check", "--mark", new string('a', 64)));
        Assert.Contains("none of this name", await RefusedAsync(place, "restore", "to", "--check", "--backup", "20200101T000000000Z-0123456789abcdef"));
        Assert.Contains("is not empty", await RefusedAsync(place, "restore", "to", "--to", "other"));
        Assert.Contains("two kinds", await RefusedAsync(place, [("SEXTANT_DATABASE", "Host=/nowhere;Database=x")], "restore", "to", "--to", "back"));

        Assert.Contains("settings-of-the-backup.json", await FineAsync(place, null, "restore", "to", "--to", "back"));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(Path.Combine(place.Path, "back")));
        string piece = Directory.GetFiles(Path.Combine(place.Path, "to", "pieces"), "*", SearchOption.AllDirectories)[0];
        await File.WriteAllTextAsync(piece, "no", TestContext.Current.CancellationToken);
        Assert.Contains("damaged", await RefusedAsync(place, "restore", "to", "--to", "again"));
        File.Delete(Directory.GetFiles(Path.Combine(place.Path, "to", "backups"))[0]); // what a backup that was killed leaves: pieces, no list
        Assert.Contains("was interrupted", await RefusedAsync(place, "restore", "to", "--to", "again"));
        Assert.False(Directory.Exists(Path.Combine(place.Path, "again")));
    }

    [Theory(Timeout = 120_000)]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.PostgreSql)]
    public async Task A_backup_of_a_newer_program_is_refused_before_anything_is_written(DatabaseKind kind)
    {
        using var place = new TemporaryFolder();
        using TestDatabase? from = kind == DatabaseKind.PostgreSql ? await TestDatabase.CreateAsync(kind) : null;
        using TestDatabase? into = kind == DatabaseKind.PostgreSql ? await TestDatabase.CreateAsync(kind) : null;
        await FineAsync(place, from, "pack", "load", Repository.At("packs", "vn"), "--data", "data");
        await AppliedAsync(from, Path.Combine(place.Path, "data", "register.db"), "9999_of_later");
        await FineAsync(place, from, "backup", "to", "--data", "data");
        Assert.Contains("9999_of_later", await RefusedAsync(place, Environment(into), "restore", "to", "--to", "back"));
        Assert.False(Directory.Exists(Path.Combine(place.Path, "back")));
    }

    [Fact(Timeout = 120_000)]
    public async Task Rows_are_put_into_an_empty_server_only_and_what_a_killed_restore_left_does_not_matter()
    {
        using var place = new TemporaryFolder();
        using TestDatabase from = await TestDatabase.CreateAsync(DatabaseKind.PostgreSql);
        using TestDatabase into = await TestDatabase.CreateAsync(DatabaseKind.PostgreSql);
        await FineAsync(place, from, "pack", "load", Repository.At("packs", "vn"), "--data", "data");
        await FineAsync(place, from, "backup", "to", "--data", "data");
        Assert.Contains("has tables", await RefusedAsync(place, Environment(from), "restore", "to", "--to", "back"));
        Assert.False(Directory.Exists(Path.Combine(place.Path, "back")));

        // As one that was killed after the tables were made leaves it.
        await into.RunAsync("CREATE SCHEMA sextant_restoring; CREATE TABLE sextant_restoring.audit_entry (sequence bigint)");
        await FineAsync(place, into, "restore", "to", "--to", "back");
        Assert.Contains("The log is whole", await FineAsync(place, into, "audit", "verify", "--data", "back"));
        Assert.Contains("held all of it already", await FineAsync(place, into, "pack", "load", Repository.At("packs", "vn"), "--data", "back"));
    }

    private static async Task AppliedAsync(TestDatabase? server, string file, string id)
    {
        string sql = $"INSERT INTO programme_migration VALUES ('{id}', '10.0.0')";
        if (server is null)
        {
            SqliteFile.Run(file, sql);
            return;
        }

        await server.RunAsync(sql);
    }

    // Paths of the command line are those of the process.
    private static string At(TemporaryFolder place, string word) =>
        word is "to" or "data" or "back" or "again" or "other" or "data/to" or "." ? Path.GetFullPath(Path.Combine(place.Path, word)) : word;

    private static (string, string)[] Environment(TestDatabase? database) => database is null ? [] : [("SEXTANT_DATABASE", database.Options.Location + ";Timeout=300;Command Timeout=300")]; // a busy machine is no fault

    private static async Task<string> FineAsync(TemporaryFolder place, TestDatabase? database, params string[] words)
    {
        (int code, string written, string complained) = await TestConsole.RunInAsync(place.Path, [.. words.Select(word => At(place, word)), "--lang", "en"], Environment(database));
        Assert.True(code == ExitCodes.Ok, complained + written);
        return written;
    }

    private static Task<string> RefusedAsync(TemporaryFolder place, params string[] words) => RefusedAsync(place, [], words);

    private static async Task<string> RefusedAsync(TemporaryFolder place, (string, string)[] environment, params string[] words)
    {
        (int code, _, string complained) = await TestConsole.RunInAsync(place.Path, [.. words.Select(word => At(place, word)), "--lang", "en"], environment);
        Assert.Equal(ExitCodes.BadInput, code);
        return complained.ReplaceLineEndings(" ");
    }

    [GeneratedRegex("--mark ([0-9a-f]{64})")]
    private static partial Regex Mark();
}
