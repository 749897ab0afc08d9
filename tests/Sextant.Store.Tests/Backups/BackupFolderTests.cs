using System.Runtime.Versioning;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using Sextant.Store.Backups;
using Sextant.Store.Files;
using Sextant.Testing;

namespace Sextant.Store.Tests.Backups;

[UnsupportedOSPlatform("windows")]
public sealed class BackupFolderTests
{
    private static readonly DateTimeOffset Day = new(2026, 11, 22, 10, 0, 0, TimeSpan.Zero);

    [Fact]
    public void What_did_not_change_is_not_written_again_and_what_grew_costs_its_end()
    {
        using var place = new TemporaryFolder();
        SomeFiles(place["data"]);
        long first = BackUp(place, Day).Fresh;
        Assert.Equal(Size(place["data"]), first);
        Assert.Equal(0, BackUp(place, Day.AddHours(1)).Fresh);

        File.AppendAllText(place["data/grows"], "more"); // its first two MiB are whole pieces
        File.SetLastWriteTimeUtc(place["data/grows"], Day.AddHours(2).UtcDateTime);
        Assert.Equal(100_004, BackUp(place, Day.AddHours(3)).Fresh);

        // Of the same size and changed within the last backup's second: read, not believed.
        File.WriteAllText(place["data/small"], "tiny!");
        File.SetLastWriteTimeUtc(place["data/small"], Day.AddHours(3).UtcDateTime);
        BackUp(place, Day.AddHours(3).AddSeconds(1));
        File.WriteAllText(place["data/small"], "other");
        File.SetLastWriteTimeUtc(place["data/small"], Day.AddHours(3).UtcDateTime);
        Assert.Equal(5, BackUp(place, Day.AddHours(4)).Fresh);
        Same(place, 5);
    }

    [Fact]
    public void It_is_for_its_owner_alone_and_rights_and_times_come_back()
    {
        using var place = new TemporaryFolder();
        SomeFiles(place["data"]);
        File.SetUnixFileMode(place["data/small"], UnixFileMode.UserRead | UnixFileMode.UserWrite);
        File.SetLastWriteTimeUtc(place["data/small"], Day.UtcDateTime);
        BackUp(place, Day.AddHours(1));
        Assert.All(Directory.EnumerateFiles(place["to"], "*", SearchOption.AllDirectories).Where(file => !file.EndsWith(".lock", StringComparison.Ordinal)), file =>
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file)));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(place["to"]));

        Restore(place, "back");
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(place["back/small"]));
        Assert.Equal(Day.UtcDateTime, File.GetLastWriteTimeUtc(place["back/small"]));
        Same(place, 1);
    }

    [Fact]
    public void Old_backups_go_and_the_kept_ones_stay_whole()
    {
        using var place = new TemporaryFolder();
        SomeFiles(place["data"]);
        for (int i = 0; i < 4; i++)
        {
            File.WriteAllBytes(place["data/changes"], RandomNumberGenerator.GetBytes(50_000));
            BackUp(place, Day.AddHours(i));
        }

        using (BackupFolder folder = BackupFolder.OpenForWriting(place["to"]))
        {
            Assert.Equal((2, 100_000L), folder.Forget(2));
            Assert.Equal(2, folder.Names().Count);
            Assert.All(folder.Names(), name => Restoring.Verify(folder, folder.Read(name), null, default));
        }

        Same(place, 2);
    }

    [Fact]
    public void A_folder_with_something_else_and_a_second_writer_are_refused()
    {
        using var place = new TemporaryFolder();
        SomeFiles(place["data"]);
        Assert.Equal(BackupFault.NotABackupFolder, Fault(() => BackupFolder.OpenForWriting(place["data"])));
        Assert.Equal(BackupFault.NotABackupFolder, Fault(() => BackupFolder.OpenForReading(place["data"])));
        using BackupFolder one = BackupFolder.OpenForWriting(place["to"]);
        Assert.Equal(BackupFault.Busy, Fault(() => BackupFolder.OpenForWriting(place["to"])));
        Assert.Equal(BackupFault.None, Fault(() => one.Read()));
        Assert.Equal(BackupFault.None, Fault(() => one.Read("../../etc/passwd-20260101T000000")));
    }

    [Fact]
    public void A_piece_that_is_missing_or_changed_is_found_before_anything_is_written()
    {
        using var place = new TemporaryFolder();
        SomeFiles(place["data"]);
        BackUp(place, Day);
        foreach (string piece in Directory.GetFiles(place["to/pieces"], "*", SearchOption.AllDirectories))
        {
            byte[] whole = File.ReadAllBytes(piece);
            File.WriteAllBytes(piece, [.. whole[..^1], (byte)(whole[^1] ^ 1)]);
            Assert.Equal(BackupFault.PieceDamaged, VerifyFault(place));
            File.WriteAllBytes(piece, new byte[8 << 20]); // and one that is too long is not even read
            Assert.Equal(BackupFault.PieceDamaged, VerifyFault(place));
            File.Delete(piece);
            Assert.Equal(BackupFault.PieceDamaged, VerifyFault(place));
            File.WriteAllBytes(piece, whole);
        }

        using BackupFolder folder = BackupFolder.OpenForReading(place["to"]);
        Restoring.Verify(folder, folder.Read(), null, default);
    }

    [Theory]
    [InlineData("files[0].path", "../outside")]
    [InlineData("files[0].path", "/etc/outside")]
    [InlineData("files[0].path", "a/../../outside")]
    [InlineData("files[0].path", "a//b")]
    [InlineData("files[0].path", "a\\\\b")]
    [InlineData("files[0].path", ".")]
    [InlineData("files[0].path", "")]
    [InlineData("files[0].path", "small")]
    [InlineData("files[0].path", "small/below-a-file")]
    [InlineData("files[0].path", "a\\u0000b")]
    [InlineData("files[0].bytes", "99999999999")]
    [InlineData("files[0].bytes", "-1")]
    [InlineData("files[0].mode", "2541")]
    [InlineData("files[0].pieces[0]", "../../../../etc/passwd")]
    [InlineData("folders", "[{\"path\": \"..\", \"mode\": 448}]")]
    [InlineData("databases", "[{\"kind\": \"postgresql\", \"name\": \"p\", \"migrations\": [], \"tables\": [{\"name\": \"x\\\"; DROP TABLE y\", \"rows\": 0, \"columns\": []}], \"counters\": []}]")]
    [InlineData("databases", "null")]
    [InlineData("unknown", "1")]
    [InlineData("form", "0")]
    public void A_list_made_to_do_harm_is_refused_also_when_its_name_fits(string where, string value)
    {
        using var place = new TemporaryFolder();
        SomeFiles(place["data"]);
        BackUp(place, Day);
        Rewrite(place, list => Set(list, where, value));
        using BackupFolder folder = BackupFolder.OpenForReading(place["to"]);
        Assert.Equal(BackupFault.ListDamaged, Fault(() => folder.Read()));
    }

    [Fact]
    public void A_list_that_was_changed_a_form_of_later_and_a_mark_that_does_not_fit_are_refused()
    {
        using var place = new TemporaryFolder();
        SomeFiles(place["data"]);
        string mark = BackUp(place, Day).Mark;
        using BackupFolder folder = BackupFolder.OpenForReading(place["to"]);
        folder.Read(null, mark);
        Assert.Equal(BackupFault.ListDamaged, Fault(() => folder.Read(null, new string('0', 64))));

        // Well formed, with a name that fits: only the mark tells.
        Rewrite(place, list => Set(list, "program", "\"another\""));
        folder.Read();
        Assert.Equal(BackupFault.ListDamaged, Fault(() => folder.Read(null, mark)));

        Rewrite(place, list => Set(Set(list, "form", "2"), "unknown", "1"));
        Assert.Equal(BackupFault.NewerForm, Fault(() => folder.Read()));

        string file = Directory.GetFiles(place["to/backups"])[0];
        File.WriteAllText(file, File.ReadAllText(file) + " ");
        Assert.Equal(BackupFault.ListDamaged, Fault(() => folder.Read()));
    }

    [Fact]
    public void A_place_that_holds_anything_is_never_written_over()
    {
        using var place = new TemporaryFolder();
        SomeFiles(place["data"]);
        BackUp(place, Day);
        Directory.CreateDirectory(place["back"]);
        Restore(place, "back"); // empty is fine
        Assert.Equal(BackupFault.TargetNotEmpty, Fault(() => Restore(place, "back")));
        Assert.Equal(BackupFault.TargetNotEmpty, Fault(() => Restore(place, "data/small")));
        Same(place, 1);
    }

    private static void SomeFiles(string folder)
    {
        Directory.CreateDirectory(Path.Combine(folder, "below", "deeper"));
        File.WriteAllBytes(Path.Combine(folder, "below", "deeper", "large"), RandomNumberGenerator.GetBytes(3 << 20));
        File.WriteAllBytes(Path.Combine(folder, "grows"), RandomNumberGenerator.GetBytes((2 << 20) + 100_000));
        File.WriteAllText(Path.Combine(folder, "small"), "small");
        File.WriteAllText(Path.Combine(folder, "empty"), "");
        foreach (string file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
        {
            File.SetLastWriteTimeUtc(file, Day.AddDays(-1).UtcDateTime);
        }
    }

    private static (long Fresh, string Mark) BackUp(TemporaryFolder place, DateTimeOffset at)
    {
        using BackupFolder folder = BackupFolder.OpenForWriting(place["to"]);
        var backup = new BackupWriting(folder);
        foreach (string path in Directory.EnumerateFiles(place["data"], "*", SearchOption.AllDirectories))
        {
            backup.AddFile(path, Path.GetRelativePath(place["data"], path), default);
        }

        return (backup.FreshBytes, backup.Finish("test", at, at).Mark);
    }

    private static void Restore(TemporaryFolder place, string name)
    {
        using BackupFolder folder = BackupFolder.OpenForReading(place["to"]);
        using Restoring restoring = Restoring.Begin(folder, folder.Read(), place[name]);
        restoring.Write(_ => true, default);
        restoring.Finish();
    }

    private static void Same(TemporaryFolder place, int backups)
    {
        using (BackupFolder folder = BackupFolder.OpenForReading(place["to"]))
        {
            Assert.Equal(backups, folder.Names().Count);
            Restoring.Verify(folder, folder.Read(), null, default);
        }

        Restore(place, "again");
        Assert.Equal(Content(place["data"]), Content(place["again"]));
    }

    private static SortedDictionary<string, string> Content(string folder) => new(
        Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).ToDictionary(file => Path.GetRelativePath(folder, file), file => Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(file)))),
        StringComparer.Ordinal);

    private static long Size(string folder) => Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Sum(file => new FileInfo(file).Length);

    private static BackupFault Fault(Action act) => Assert.Throws<BackupException>(act).Fault;

    private static BackupFault VerifyFault(TemporaryFolder place)
    {
        using BackupFolder folder = BackupFolder.OpenForReading(place["to"]);
        return Fault(() => Restoring.Verify(folder, folder.Read(), null, default));
    }

    // As somebody does it who can write the folder: the list gets the name that fits.
    private static void Rewrite(TemporaryFolder place, Func<JsonObject, JsonObject> change)
    {
        string file = Directory.GetFiles(place["to/backups"])[0];
        byte[] bytes = JsonSerializer.SerializeToUtf8Bytes(change(JsonNode.Parse(File.ReadAllBytes(file))!.AsObject()));
        File.Delete(file);
        File.WriteAllBytes(place[$"to/backups/20261122T100000000Z-{Convert.ToHexStringLower(SHA256.HashData(bytes))[..16]}.json"], bytes);
    }

    private static JsonObject Set(JsonObject list, string where, string value)
    {
        bool text = where.EndsWith("path", StringComparison.Ordinal) || where.EndsWith(']');
        JsonNode? set = JsonNode.Parse(text ? $"\"{value}\"" : value);
        if (where.StartsWith("files[0]", StringComparison.Ordinal))
        {
            JsonObject file = list["files"]![0]!.AsObject();
            if (where.Contains("pieces", StringComparison.Ordinal))
            {
                file["pieces"]![0] = set;
            }
            else
            {
                file[where["files[0].".Length..]] = set;
            }
        }
        else
        {
            list[where] = set;
        }

        return list;
    }
}
