using Sextant.Cli.Parts.Campaigning;

namespace Sextant.Cli.Tests.Parts.Campaigning;

/// <summary>More names at once than the process has files and memory for are refused sockets by the system: as many as it bears are measured.</summary>
public class NamesAtOnceTests
{
    private const string Limits = """
        Limit                     Soft Limit           Hard Limit           Units
        Max processes             94785                94785                processes
        Max open files            1024                 20000                files
        """;

    [Theory]
    [InlineData(64, 1_024, 16L << 30, 64)] // the default, where few files are allowed
    [InlineData(2_000, 1_048_576, 16L << 30, 2_000)]
    [InlineData(2_000, 20_000, 16L << 30, 1_666)]
    [InlineData(2_000, long.MaxValue, 2L << 30, 1_024)]
    [InlineData(64, 8, 1L << 20, 1)] // one at least
    public void As_many_are_measured_as_the_process_has_files_and_memory_for(int asked, long files, long memory, int most) =>
        Assert.Equal(most, NamesAtOnce.Bound(asked, files, memory));

    [Fact]
    public void Files_are_what_the_process_itself_may_open()
    {
        Assert.Equal(1024, NamesAtOnce.FilesOf(Limits));
        Assert.Equal(long.MaxValue, NamesAtOnce.FilesOf(Limits.Replace("1024  ", "unlimited", StringComparison.Ordinal)));
        Assert.Equal(long.MaxValue, NamesAtOnce.FilesOf(""));
    }
}
