using Sextant.Programme.Audit;
using Sextant.Programme.Register;
using Sextant.Store.Files;
using Sextant.Testing;
using Sextant.Testing.Faults;

namespace Sextant.Programme.Tests.Audit;

public sealed class AuditAnchorsTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 22, 3, 0, 0, TimeSpan.Zero);

    private static AuditMark Mark(long sequence) => new(sequence, new string((char)('a' + (sequence % 6)), 64));

    [Fact]
    public async Task Marks_are_read_back_also_behind_a_line_that_was_torn()
    {
        using var folder = new TemporaryFolder();
        string file = folder["anchors.txt"];
        await new AuditAnchors(file).TryAddAsync(Mark(1), Now);
        await File.AppendAllTextAsync(file, "2:abc");
        await new AuditAnchors(file).TryAddAsync(Mark(3), Now);
        Assert.Equal([Mark(1), Mark(3)], await AuditAnchors.ReadAsync(file, default));
        Assert.Empty(await AuditAnchors.ReadAsync(folder["none.txt"], default));
        Assert.Empty(await AuditAnchors.ReadAsync(null, default));
    }

    [Fact]
    public async Task Marks_that_come_together_are_all_written_each_once()
    {
        using var folder = new TemporaryFolder();
        string file = folder["anchors.txt"];
        var coming = new AnchorsComing();
        await Task.WhenAll(Enumerable.Range(1, 50).Select(i => Task.Run(() => new AuditAnchors(file, coming).TryAddAsync(Mark(i), Now))));
        Assert.Equal(Enumerable.Range(1, 50).Select(i => Mark(i)), (await AuditAnchors.ReadAsync(file, default)).OrderBy(mark => mark.Sequence));
    }

    [Fact]
    public async Task A_disk_that_refuses_takes_no_change_back_and_is_an_alarm()
    {
        var health = new AnchorHealth();
        await new AuditAnchors("/proc/no-such-folder/anchors.txt", health: health).TryAddAsync(Mark(1), Now);
        Assert.NotNull(health.Fault);
    }

    [Fact]
    public async Task A_sync_that_fails_is_an_alarm_until_a_mark_is_kept_again()
    {
        using var folder = new TemporaryFolder();
        string file = folder["anchors.txt"];
        var disk = new FaultyFileSystem { LongestWrite = 7 };
        var health = new AnchorHealth();
        var heard = new List<(int Error, bool Begins)>();
        health.Changed += (fault, begins) => heard.Add((fault.Disk.ErrorNumber, begins));
        await AddAsync(1);
        Assert.Null(health.Fault);
        disk.SyncError = Errno.InputOutput;
        await AddAsync(2);
        await AddAsync(3);
        Assert.Equal((Errno.InputOutput, file, Now), (health.Fault!.Disk.ErrorNumber, health.Fault.Disk.Path, health.Fault.Since));
        disk.SyncError = 0;
        await AddAsync(4);
        Assert.Null(health.Fault);
        Assert.Equal([(Errno.InputOutput, true), (Errno.InputOutput, false)], heard);
        Assert.Equal(Mark(4), (await AuditAnchors.ReadAsync(file, default))[^1]);

        // A new file's name is synced with its folder, or it may be gone after a power cut.
        var fresh = new FaultyFileSystem { FolderSyncError = Errno.InputOutput };
        await new AuditAnchors(folder["others.txt"], health: health, calls: fresh).TryAddAsync(Mark(1), Now);
        Assert.NotNull(health.Fault);

        Task AddAsync(long sequence) => new AuditAnchors(file, health: health, calls: disk).TryAddAsync(Mark(sequence), Now);
    }

    [Theory]
    [InlineData("", false)]
    [InlineData("1:", false)]
    [InlineData("0:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", false)]
    [InlineData("-1:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", false)]
    [InlineData("1:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", false)]
    [InlineData("99999999999999999999:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", false)]
    [InlineData("12:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", true)]
    public void A_mark_is_a_number_and_a_hash(string text, bool read)
    {
        Assert.Equal(read, AuditMark.TryParse(text, out AuditMark? mark));
        Assert.Equal(read ? text : null, mark?.ToString());
    }
}
