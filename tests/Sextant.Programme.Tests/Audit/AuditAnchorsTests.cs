using Sextant.Programme.Audit;
using Sextant.Testing;

namespace Sextant.Programme.Tests.Audit;

public sealed class AuditAnchorsTests
{
    private static AuditMark Mark(long sequence) => new(sequence, new string((char)('a' + (sequence % 6)), 64));

    [Fact]
    public async Task Marks_are_read_back_also_behind_a_line_that_was_torn()
    {
        using var folder = new TemporaryFolder();
        string file = folder["anchors.txt"];
        await new AuditAnchors(file).TryAddAsync(Mark(1));
        await File.AppendAllTextAsync(file, "2:abc");
        await new AuditAnchors(file).TryAddAsync(Mark(3));
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
        await Task.WhenAll(Enumerable.Range(1, 50).Select(i => Task.Run(() => new AuditAnchors(file, coming).TryAddAsync(Mark(i)))));
        Assert.Equal(Enumerable.Range(1, 50).Select(i => Mark(i)), (await AuditAnchors.ReadAsync(file, default)).OrderBy(mark => mark.Sequence));
    }

    [Fact]
    public async Task A_disk_that_refuses_takes_no_change_back() =>
        await new AuditAnchors("/proc/no-such-folder/anchors.txt").TryAddAsync(Mark(1));

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
