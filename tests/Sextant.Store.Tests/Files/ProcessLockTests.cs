using System.Diagnostics;
using Sextant.Store.Files;
using Sextant.Testing;

namespace Sextant.Store.Tests.Files;

public sealed class ProcessLockTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Two_takers_exclude_each_other()
    {
        using (ProcessLock.TryAcquire(_folder["l"]))
        {
            Assert.Null(ProcessLock.TryAcquire(_folder["l"]));
            await Assert.ThrowsAsync<TimeoutException>(() => ProcessLock.AcquireAsync(_folder["l"], TimeSpan.FromMilliseconds(120)));
        }

        using ProcessLock? again = ProcessLock.TryAcquire(_folder["l"]);
        Assert.NotNull(again);
    }

    [Fact]
    public async Task The_kernel_releases_the_lock_of_a_killed_process()
    {
        using Process holder = Process.Start(new ProcessStartInfo("/usr/bin/flock", [_folder["l"], "-c", "echo held; sleep 60"]) { RedirectStandardOutput = true })!;
        Assert.Equal("held", await holder.StandardOutput.ReadLineAsync());
        Assert.Null(ProcessLock.TryAcquire(_folder["l"]));
        holder.Kill(entireProcessTree: true);
        await holder.WaitForExitAsync();
        using ProcessLock held = await ProcessLock.AcquireAsync(_folder["l"], TimeSpan.FromSeconds(5));
    }

    [Fact]
    public void A_writer_lives_as_long_as_its_mark_is_held()
    {
        using WriterMark mine = WriterMark.Take(_folder["w"]);
        WriterMark other = WriterMark.Take(_folder["w"]);
        Assert.NotEqual(mine.Name, other.Name);
        Assert.True(mine.IsAlive(mine.Name));
        Assert.True(mine.IsAlive(other.Name));
        Assert.Empty(mine.Dead());
        mine.Remove([other.Name]);
        Assert.Equal(2, Directory.GetFiles(_folder["w"]).Length);
        other.Dispose();
        Assert.False(mine.IsAlive(other.Name));
        Assert.False(mine.IsAlive("../../etc/passwd"));
        File.WriteAllText(_folder["w/0123456789abcdef.writer"], "");
        Assert.Equal(["0123456789abcdef"], mine.Dead());
        mine.Remove(mine.Dead());
        Assert.Single(Directory.GetFiles(_folder["w"]));
    }
}
