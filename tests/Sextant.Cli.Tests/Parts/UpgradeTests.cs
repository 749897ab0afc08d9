using System.Diagnostics;
using System.IO.Compression;
using Microsoft.Data.Sqlite;
using Sextant.Cli.Tests.Commands.Backups;
using Sextant.Programme.Register;
using Sextant.Testing.Databases;
using Sextant.Testing;
using DatabaseOptions = Sextant.Store.Databases.DatabaseOptions;

namespace Sextant.Cli.Tests.Parts;

/// <summary>What an earlier program wrote is opened by this one: nothing is lost, and what was killed on the way goes on.</summary>
public sealed class UpgradeTests
{
    private const string Before = "register.db.before-0025_letterhead";

    [Fact(Timeout = 300_000)]
    public async Task A_folder_of_an_earlier_program_is_migrated_with_a_copy_beside_it_and_serves()
    {
        using var place = new TemporaryFolder();
        string data = Unpack(place);
        Dictionary<string, long> rows = Rows(Path.Combine(data, "register.db"));
        Assert.Equal((1, 6), (rows["person"], rows["audit_entry"]));

        (int code, string written, string complained) = await TestConsole.RunInAsync(place.Path, ["audit", "verify", "--data", data, "--lang", "en"]);
        Assert.True(code == ExitCodes.Ok, complained + written);
        Assert.Contains("The log is whole: 6 entries", written);
        Assert.Contains("vouch for the entries up to 6", written);
        Assert.Equal(rows, Kept(rows, Path.Combine(data, "register.db")));
        Assert.Equal(rows, Rows(Path.Combine(data, Before)));
        await SameSchemaAsync(place, data);

        await ServedPages.AskAsync(place, data, [], () => Task.CompletedTask); // loads today's pack too
        Assert.Equal(1, Rows(Path.Combine(data, "register.db"))["person"]);
        Assert.Equal(6, Rows(Path.Combine(data, "measurement.db"))["target_scan"]);
        Assert.Single(Directory.GetFiles(data, "register.db.before-*"));
    }

    [Fact(Timeout = 300_000)]
    public async Task Killed_on_the_way_it_goes_on_at_the_next_start()
    {
        for (int wait = 0; wait < 6; wait++)
        {
            using var place = new TemporaryFolder();
            string data = Unpack(place);
            string file = Path.Combine(data, "register.db");
            Dictionary<string, long> rows = Rows(file);
            using (Process process = Upgrade(file))
            {
                Assert.Equal("ready", await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken));
                await Task.Delay(wait * 250, TestContext.Current.CancellationToken); // anywhere between the first step and after the last one
                process.Kill();
                await process.WaitForExitAsync(TestContext.Current.CancellationToken);
            }

            if (File.Exists(Path.Combine(data, Before)))
            {
                Assert.Equal(rows, Rows(Path.Combine(data, Before)));
            }

            await ProgrammeDatabase.OpenAsync(DatabaseOptions.Sqlite(file), TestContext.Current.CancellationToken);
            Assert.Equal(rows, Kept(rows, file));
            Assert.Equal(rows, Rows(Path.Combine(data, Before)));
            await SameSchemaAsync(place, data);
        }
    }

    [Fact(Timeout = 120_000)]
    public async Task Killed_between_two_steps_it_keeps_the_copy_of_its_beginning()
    {
        using var place = new TemporaryFolder();
        string data = Unpack(place);
        string file = Path.Combine(data, "register.db");
        Dictionary<string, long> rows = Rows(file);
        const string Steps = "SELECT \"MigrationId\" FROM programme_migration";
        int first = Words(file, Steps).Count;
        int reached = first;
        using (Process process = Upgrade(file))
        {
            while (reached == first && !process.HasExited)
            {
                reached = Words(file, Steps).Count;
            }

            process.Kill();
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        }

        Assert.SkipWhen(Words(file, Steps).Count == ProgrammeDatabase.Migrations.Count, "the upgrade was over before it could be killed");
        Assert.True(reached > first, "no step was done");
        await ProgrammeDatabase.OpenAsync(DatabaseOptions.Sqlite(file), TestContext.Current.CancellationToken);
        Assert.Equal([Before], Directory.GetFiles(data, "register.db.before-*").Select(Path.GetFileName));
        Assert.Equal(rows, Rows(Path.Combine(data, Before)));
        Assert.Equal(first, Words(Path.Combine(data, Before), Steps).Count);
        Assert.Equal(rows, Kept(rows, file));
    }

    [Fact(Timeout = 120_000)]
    public async Task A_database_of_a_newer_program_is_refused_in_a_sentence_and_left_as_it_is()
    {
        using var place = new TemporaryFolder();
        string data = Unpack(place);
        SqliteFile.Run(Path.Combine(data, "register.db"), "INSERT INTO programme_migration VALUES ('9999_of_later', '10.0.0')");
        (int code, _, string complained) = await TestConsole.RunInAsync(place.Path, ["audit", "verify", "--data", data, "--lang", "en"]);
        Assert.Equal(ExitCodes.BadInput, code);
        Assert.Contains("written by a newer Sextant", complained);
        Assert.Empty(Directory.GetFiles(data, "*.before-*"));
    }

    private static string Unpack(TemporaryFolder place)
    {
        string data = Path.Combine(place.Path, "data");
        Directory.CreateDirectory(data);
        foreach (string packed in Directory.GetFiles(Repository.At("tests", "Sextant.Cli.Tests", "Parts", "Released"), "*.gz"))
        {
            using var content = new GZipStream(File.OpenRead(packed), CompressionMode.Decompress);
            using FileStream file = File.Create(Path.Combine(data, Path.GetFileNameWithoutExtension(packed)));
            content.CopyTo(file);
        }

        File.Copy(Repository.At("tests", "Sextant.Cli.Tests", "Parts", "Released", "audit-anchors.txt"), Path.Combine(data, "audit-anchors.txt"));
        return data;
    }

    private static Process Upgrade(string file)
    {
        return Process.Start(new ProcessStartInfo("dotnet", [ProgramUnderTest.KillTarget, "upgrade", file]) { RedirectStandardOutput = true })!;
    }

    // The upgraded tables have the columns that a new folder's have.
    private static async Task SameSchemaAsync(TemporaryFolder place, string data)
    {
        string fresh = Path.Combine(place.Path, $"fresh-{Guid.NewGuid():N}.db");
        await ProgrammeDatabase.OpenAsync(DatabaseOptions.Sqlite(fresh), TestContext.Current.CancellationToken);
        const string Columns = "SELECT t.name || '.' || c.name || ' ' || c.type || ' ' || c.\"notnull\" FROM sqlite_master t JOIN pragma_table_info(t.name) c WHERE t.type = 'table' "
            + "UNION ALL SELECT type || ' ' || name FROM sqlite_master WHERE name NOT LIKE 'sqlite_%' ORDER BY 1";
        Assert.Equal(Words(fresh, Columns), Words(Path.Combine(data, "register.db"), Columns));
    }

    private static Dictionary<string, long> Kept(Dictionary<string, long> before, string file) =>
        Rows(file).Where(table => before.ContainsKey(table.Key)).ToDictionary();

    private static Dictionary<string, long> Rows(string file) =>
        Words(file, "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT LIKE '%_migration' AND name NOT LIKE '\\_%' ESCAPE '\\'")
            .ToDictionary(table => table, table => long.Parse(Words(file, $"SELECT count(*) FROM \"{table}\"")[0], System.Globalization.CultureInfo.InvariantCulture));

    private static List<string> Words(string file, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        connection.Open();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        using SqliteDataReader rows = command.ExecuteReader();
        var words = new List<string>();
        while (rows.Read())
        {
            words.Add(rows.GetString(0));
        }

        return words;
    }
}
