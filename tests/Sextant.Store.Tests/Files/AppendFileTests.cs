using Sextant.Store.Files;
using Sextant.Testing;
using Sextant.Testing.Faults;

namespace Sextant.Store.Tests.Files;

public sealed class AppendFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly FaultyFileSystem _disk = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Bytes_are_synced_before_they_are_acknowledged()
    {
        using AppendFile file = AppendFile.Create(_folder["s"], _disk);
        Assert.Equal(0, file.Append("one"u8));
        Assert.Equal(3, file.Append("two"u8));
        Assert.Equal(6, file.Length);
        Assert.Equal(["sync-folder", "write", "sync", "write", "sync"], _disk.Called);
        Assert.Equal("onetwo", File.ReadAllText(_folder["s"]));
    }

    [Theory]
    [InlineData(Errno.InputOutput)]
    [InlineData(Errno.NoSpace)]
    public void After_a_failed_sync_nothing_is_believed_and_nothing_more_is_taken(int error)
    {
        using AppendFile file = AppendFile.Create(_folder["s"], _disk);
        file.Append("kept"u8);
        _disk.SyncError = error;
        Assert.Throws<StorageException>(() => file.Append("lost"u8));
        _disk.SyncError = 0;

        Assert.False(file.IsUsable);
        Assert.Throws<StorageException>(() => file.Append("more"u8));
        Assert.Equal(4, file.Length);
        Assert.Equal("kept", File.ReadAllText(_folder["s"]));
    }

    [Fact]
    public void A_disk_that_fills_in_the_middle_leaves_what_was_acknowledged()
    {
        using AppendFile file = AppendFile.Create(_folder["s"], _disk);
        file.Append("kept"u8);
        (_disk.Room, _disk.LongestWrite) = (5, 2);
        Assert.True(Assert.Throws<StorageException>(() => file.Append("too much"u8)).IsFull);
        Assert.Equal("kept", File.ReadAllText(_folder["s"]));
    }

    [Fact]
    public void A_name_that_is_taken_is_refused()
    {
        File.WriteAllText(_folder["s"], "");
        Assert.Throws<StorageException>(() => AppendFile.Create(_folder["s"]));
    }
}
