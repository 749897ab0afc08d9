using System.Diagnostics;
using System.Globalization;
using Sextant.Store.Backups;
using Sextant.Store.Databases;
using Sextant.Store.Files;
using Sextant.Testing;
using Sextant.Testing.Faults;

namespace Sextant.Store.Tests.Backups;

/// <summary>A backup of a database that is killed, or whose disk is full, while it is copied: what is left is refused in words, and the next backup is whole.</summary>
public sealed class DatabaseBackupFaultTests
{
    private const int NoSpace = 28;
    private static readonly DateTimeOffset Day = DateTimeOffset.UnixEpoch.AddDays(20_000);

    // Three pieces of a megabyte, of which nothing can be left out.
    private static string Rows(DatabaseKind kind) => kind == DatabaseKind.Sqlite
        ? "CREATE TABLE kept (id INTEGER PRIMARY KEY, text BLOB NOT NULL); WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 50) INSERT INTO kept SELECT i, randomblob(50000) FROM n"
        : "CREATE TABLE kept (id int PRIMARY KEY, text text NOT NULL); INSERT INTO kept SELECT i, (SELECT string_agg(md5(i::text || j::text), '') FROM generate_series(1, 1500) j) FROM generate_series(1, 50) i";

    [Theory(Timeout = 120_000)]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.PostgreSql)]
    public async Task Killed_or_without_room_at_any_place_it_leaves_nothing_that_looks_like_a_backup(DatabaseKind kind)
    {
        using TestDatabase database = await TestDatabase.CreateAsync(kind);
        using var place = new TemporaryFolder();
        await database.RunAsync(Rows(kind));
        string data = kind == DatabaseKind.Sqlite ? Path.GetDirectoryName(database.Options.Location)! : Directory.CreateDirectory(place["data"]).FullName;

        // What a whole one asks of the disk says where to strike: at its start, within the rows, within the last piece, and before its list has its name.
        var whole = new FaultyFileSystem();
        Assert.True(await TryAsync(database, place["measure"], whole));
        int[] named = [.. whole.Called.Index().Where(call => call.Item == "rename").Select(call => call.Index + 1)];
        Assert.True(named.Length >= 5, "the rows are in fewer pieces than the test needs");
        foreach (int at in (int[])[2, named[1], named[^2], named[^1]])
        {
            string to = place[$"to-{at}"];
            using (Process process = Target(database, data, to, at))
            {
                Assert.DoesNotContain("made", await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
            }

            if (!File.Exists(Path.Combine(to, "SEXTANT-BACKUP")) || Directory.GetFiles(Path.Combine(to, "backups")).Length == 0)
            {
                NoBackup(to);
            }

            await NextIsWholeAsync(database, to);
        }

        foreach (long room in (long[])[0, 40_000, 1_200_000, 2_300_000])
        {
            Assert.False(await TryAsync(database, place[$"full-{room}"], new FaultyFileSystem { Room = room }));
            NoBackup(place[$"full-{room}"]);
            await NextIsWholeAsync(database, place[$"full-{room}"]);
        }
    }

    [Fact(Timeout = 120_000)]
    public async Task A_disk_that_is_full_under_SQLite_itself_is_said_as_such()
    {
        using TestDatabase database = await TestDatabase.CreateAsync(DatabaseKind.Sqlite);
        using var place = new TemporaryFolder();
        await database.RunAsync(Rows(DatabaseKind.Sqlite));
        using FaultShim? shim = FaultShim.TryCreate(place.Path, out string? absent);
        Assert.SkipWhen(shim is null, absent ?? "");
        shim!.Begin(FaultyCalls.Write, NoSpace, "to/");
        using (Process process = Target(database, Path.GetDirectoryName(database.Options.Location)!, place["to"], 0, shim.Environment))
        {
            Assert.Contains("refused: ", await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        }

        Assert.True(shim.Struck > 0, "nothing was written where the disk is full");
        NoBackup(place["to"]);
        await NextIsWholeAsync(database, place["to"]);
    }

    // A person who takes it for a backup is told that it is none.
    private static void NoBackup(string to)
    {
        BackupFault fault = Assert.Throws<BackupException>(() =>
        {
            using BackupFolder folder = BackupFolder.OpenForReading(to);
            folder.Read();
        }).Fault;
        Assert.True(fault is BackupFault.None or BackupFault.NotABackupFolder, fault.ToString());
    }

    private static async Task NextIsWholeAsync(TestDatabase database, string to)
    {
        Assert.True(await TryAsync(database, to, LinuxFileSystem.Instance));
        using BackupFolder folder = BackupFolder.OpenForReading(to);
        BackupList list = folder.Read();
        Restoring.Verify(folder, list, null, TestContext.Current.CancellationToken);
        Assert.Equal(50, Assert.Single(Assert.Single(list.Databases).Tables).Rows);
        Assert.Empty(Directory.GetFiles(to, "*.part", SearchOption.AllDirectories));
        Assert.False(Directory.Exists(folder.Desk), "a copy of the database lies about");
    }

    private static async Task<bool> TryAsync(TestDatabase database, string to, IFileSystemCalls disk)
    {
        try
        {
            using BackupFolder folder = BackupFolder.OpenForWriting(to, disk);
            var backup = new BackupWriting(folder);
            if (database.Options.Kind == DatabaseKind.Sqlite)
            {
                SqliteCopy.Add(backup, database.Options, "test.db", Day, TestContext.Current.CancellationToken);
            }
            else
            {
                await PostgresCopy.AddAsync(backup, database.Options, Day, TestContext.Current.CancellationToken);
            }

            backup.Finish("test", Day, Day);
            return true;
        }
        catch (StorageException)
        {
            return false;
        }
    }

    private static Process Target(TestDatabase database, string data, string to, int at, IReadOnlyDictionary<string, string>? environment = null)
    {
        string[] words = [ProgramUnderTest.KillTarget, "backup", data, to, at.ToString(CultureInfo.InvariantCulture), .. database.Options.Kind == DatabaseKind.Sqlite ? (string[])[] : [database.Options.Location]];
        var start = new ProcessStartInfo("dotnet", words) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach ((string name, string value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        return Process.Start(start)!;
    }
}
