using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using Sextant.Store.Backups;
using Sextant.Store.Files;
using Sextant.Testing;
using Sextant.Testing.Faults;

namespace Sextant.Store.Tests.Backups;

/// <summary>A backup or a restore that a disk refuses or that is killed, at every call it makes: nothing that looks whole is left, and the next one is whole.</summary>
public sealed class BackupFaultTests
{
    private static readonly DateTimeOffset Day = DateTimeOffset.UnixEpoch.AddDays(20_000);

    [Fact]
    public void A_disk_that_refuses_at_any_call_leaves_no_backup_and_the_next_one_is_whole()
    {
        for (int at = 1; ; at++)
        {
            using var place = new TemporaryFolder();
            SomeFiles(place["data"]);
            var disk = new FaultyFileSystem();
            disk.FailAt(at);
            bool made = TryBackUp(place, disk);
            Assert.True(WholeBackups(place) == (made ? 1 : 0) || disk.Called[^1] == "sync-folder"); // behind the list only its entry is in doubt
            if (WholeBackups(place) == 1)
            {
                Whole(place);
            }

            Assert.True(TryBackUp(place, new FaultyFileSystem()));
            Whole(place);
            if (made)
            {
                Assert.True(at > 10, "the disk was asked for next to nothing");
                return;
            }
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(100)]
    [InlineData(1_500_000)]
    public void A_full_disk_is_said_and_leaves_no_backup(long room)
    {
        using var place = new TemporaryFolder();
        SomeFiles(place["data"]);
        Assert.False(TryBackUp(place, new FaultyFileSystem { Room = room }));
        Assert.Equal(0, WholeBackups(place));
        Assert.Empty(Directory.Exists(place["to"]) ? Directory.GetFiles(place["to"], "*.part", SearchOption.AllDirectories) : []);
    }

    [Fact]
    public void A_restore_that_the_disk_refuses_at_any_call_leaves_no_folder()
    {
        using var place = new TemporaryFolder();
        SomeFiles(place["data"]);
        Assert.True(TryBackUp(place, new FaultyFileSystem()));
        for (int at = 1; ; at++)
        {
            var disk = new FaultyFileSystem();
            disk.FailAt(at);
            bool done = true;
            try
            {
                Restore(place, "back", disk);
            }
            catch (StorageException)
            {
                done = false;
                Assert.True(!Directory.Exists(place["back"]) || disk.Called[^1] == "sync-folder"); // after the rename only its entry is in doubt
            }

            if (Directory.Exists(place["back"]))
            {
                Same(place["data"], place["back"]);
                Directory.Delete(place["back"], recursive: true);
            }

            Assert.Empty(Directory.GetFileSystemEntries(place.Path, ".*"));
            if (done)
            {
                return;
            }
        }
    }

    [Fact(Timeout = 300_000)]
    public async Task Killed_at_any_call_a_backup_is_not_there_and_the_next_one_is_whole()
    {
        using var place = new TemporaryFolder();
        SomeFiles(place["data"]);
        for (int at = 1; ; at += 3)
        {
            bool made = (await RunAsync("backup", place["data"], place["to"], at)).Contains("made", StringComparison.Ordinal);
            Assert.True(made ? WholeBackups(place) == 1 : WholeBackups(place) <= 1); // killed right after its list has its name, it is there and whole
            if (WholeBackups(place) == 1)
            {
                Whole(place);
            }

            if (made)
            {
                return;
            }

            Directory.Delete(place["to"], recursive: true);
            await RunAsync("backup", place["data"], place["to"], at);
            Assert.True(TryBackUp(place, new FaultyFileSystem())); // over what the killed one left
            Whole(place);
            Directory.Delete(place["to"], recursive: true);
        }
    }

    [Fact(Timeout = 300_000)]
    public async Task Killed_at_any_call_a_restore_has_not_taken_place_and_the_next_one_does()
    {
        using var place = new TemporaryFolder();
        SomeFiles(place["data"]);
        Assert.True(TryBackUp(place, new FaultyFileSystem()));
        for (int at = 1; ; at += 2)
        {
            bool done = (await RunAsync("restore", place["to"], place["back"], at)).Contains("restored", StringComparison.Ordinal);
            if (!Directory.Exists(place["back"]))
            {
                Assert.False(done);
                Restore(place, "back", new FaultyFileSystem()); // over what the killed one left beside
                Assert.Empty(Directory.GetFileSystemEntries(place.Path, ".*"));
            }

            Same(place["data"], place["back"]);
            Directory.Delete(place["back"], recursive: true);
            if (done)
            {
                return;
            }
        }
    }

    private static void SomeFiles(string folder)
    {
        Directory.CreateDirectory(Path.Combine(folder, "below"));
        File.WriteAllBytes(Path.Combine(folder, "below", "large"), RandomNumberGenerator.GetBytes((2 << 20) + 5));
        File.WriteAllText(Path.Combine(folder, "small"), "small");
    }

    private static bool TryBackUp(TemporaryFolder place, IFileSystemCalls disk)
    {
        try
        {
            using BackupFolder folder = BackupFolder.OpenForWriting(place["to"], disk);
            var backup = new BackupWriting(folder);
            foreach (string path in Directory.EnumerateFiles(place["data"], "*", SearchOption.AllDirectories))
            {
                backup.AddFile(path, Path.GetRelativePath(place["data"], path), default);
            }

            backup.Finish("test", Day, Day);
            return true;
        }
        catch (StorageException)
        {
            return false;
        }
    }

    // A list that the disk did not confirm may be there all the same, whole.
    private static int WholeBackups(TemporaryFolder place)
    {
        if (!File.Exists(place["to/SEXTANT-BACKUP"]) || !Directory.Exists(place["to/backups"]))
        {
            return 0;
        }

        using BackupFolder folder = BackupFolder.OpenForReading(place["to"]);
        return folder.Names().Count;
    }

    private static void Whole(TemporaryFolder place)
    {
        using BackupFolder folder = BackupFolder.OpenForReading(place["to"]);
        Restoring.Verify(folder, folder.Read(), null, default);
    }

    private static void Restore(TemporaryFolder place, string name, IFileSystemCalls disk)
    {
        using BackupFolder folder = BackupFolder.OpenForReading(place["to"]);
        using Restoring restoring = Restoring.Begin(folder, folder.Read(), place[name], null, disk);
        restoring.Write(_ => true, default);
        restoring.Finish();
    }

    private static void Same(string one, string other)
    {
        foreach (string file in Directory.EnumerateFiles(one, "*", SearchOption.AllDirectories))
        {
            Assert.Equal(File.ReadAllBytes(file), File.ReadAllBytes(Path.Combine(other, Path.GetRelativePath(one, file))));
        }
    }

    private static async Task<string> RunAsync(string what, string from, string to, int at)
    {
        using Process process = Process.Start(new ProcessStartInfo("dotnet", [ProgramUnderTest.KillTarget, what, from, to, at.ToString(CultureInfo.InvariantCulture)]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        string said = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return said;
    }
}
