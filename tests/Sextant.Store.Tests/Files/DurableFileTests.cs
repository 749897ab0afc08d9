using Sextant.Store.Files;
using Sextant.Testing;
using Sextant.Testing.Faults;

namespace Sextant.Store.Tests.Files;

public sealed class DurableFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly FaultyFileSystem _disk = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_file_is_synced_before_it_has_its_name_and_the_folder_after()
    {
        DurableFile.Write(_folder["a"], "one"u8, _disk);
        Assert.Equal(["write", "sync", "rename", "sync-folder"], _disk.Called);
        Assert.Equal("one", File.ReadAllText(_folder["a"]));
        Assert.Single(Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public void Short_writes_are_written_on()
    {
        _disk.LongestWrite = 3;
        byte[] bytes = [.. Enumerable.Range(0, 1000).Select(i => (byte)(i % 251))];
        DurableFile.Write(_folder["a"], bytes, _disk);
        Assert.Equal(bytes, File.ReadAllBytes(_folder["a"]));
        Assert.Equal(334, _disk.Called.Count(call => call == "write"));
    }

    public static TheoryData<string, int> Faults => new()
    {
        { "sync", Errno.InputOutput }, { "sync", Errno.NoSpace }, { "rename", Errno.InputOutput }, { "room", Errno.NoSpace },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public void A_fault_is_an_exception_and_leaves_what_was_there(string where, int error)
    {
        DurableFile.Write(_folder["a"], "before"u8);
        _disk.SyncError = where == "sync" ? error : 0;
        _disk.RenameError = where == "rename" ? error : 0;
        _disk.Room = where == "room" ? 2 : long.MaxValue;

        var fault = Assert.Throws<StorageException>(() => DurableFile.Write(_folder["a"], "after"u8, _disk));

        Assert.Equal(error, fault.ErrorNumber);
        Assert.Equal(error == Errno.NoSpace, fault.IsFull);
        Assert.Contains(error == Errno.NoSpace ? "the disk is full" : "input/output error", fault.Message);
        Assert.Contains(_folder.Path, fault.Message);
        Assert.Equal("before", File.ReadAllText(_folder["a"]));
        Assert.Single(Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public void A_folder_that_cannot_be_synced_is_not_passed_over()
    {
        _disk.FolderSyncError = Errno.InputOutput;
        Assert.Throws<StorageException>(() => DurableFile.Write(_folder["a"], "x"u8, _disk));
    }

    [Fact]
    public void What_another_wrote_is_synced_before_it_is_published()
    {
        File.WriteAllText(_folder["a.part"], "parquet");
        DurableFile.Publish(_folder["a.part"], _folder["a"], _disk);
        Assert.Equal(["sync", "rename", "sync-folder"], _disk.Called);
        Assert.Equal("parquet", File.ReadAllText(_folder["a"]));
    }

    [Fact]
    public void A_full_real_disk_is_ENOSPC()
    {
        // /dev/full says ENOSPC to every write: the P/Invoke way of an error number is looked at on a real file.
        using var full = LinuxFileSystem.Instance.Open("/dev/full", create: false);
        var fault = Assert.Throws<StorageException>(() => LinuxFileSystem.Instance.Write(full, "x"u8, 0, "/dev/full"));
        Assert.True(fault.IsFull);
    }

    [Fact]
    public void Each_new_folder_is_synced_in_its_parent()
    {
        DurableFile.CreateFolder(_folder["x/y/z"], _disk);
        Assert.True(Directory.Exists(_folder["x/y/z"]));
        Assert.Equal(3, _disk.Called.Count(call => call == "sync-folder"));
    }
}
