using Sextant.Testing;

namespace Sextant.Cli.Tests.Parts;

/// <summary>Verbs that look after what is there make nothing where nothing is: a slip in <c>--data</c> is said, and leaves no empty database that answers the next question.</summary>
public sealed class NothingThereTests
{
    [Theory]
    [InlineData("people recover lan@example.gov.vn")]
    [InlineData("audit verify")]
    [InlineData("audit list")]
    [InlineData("import list")]
    [InlineData("import undo abc --reason x")]
    [InlineData("campaign list")]
    [InlineData("campaign show abc")]
    [InlineData("campaign change abc --hours 1-2")]
    [InlineData("data files")]
    [InlineData("data query select-1")]
    [InlineData("data prune")]
    [InlineData("rejudge")]
    [InlineData("explain example.vn")]
    [InlineData("backup /tmp/nowhere-at-all")]
    public async Task A_folder_without_anything_is_refused_and_stays_as_it_was(string line)
    {
        using var folder = new TemporaryFolder();
        string empty = Directory.CreateDirectory(Path.Combine(folder.Path, "empty")).FullName;
        foreach (string data in new[] { Path.Combine(folder.Path, "missing"), empty })
        {
            (int code, string written, string complained) = await TestConsole.RunInAsync(folder.Path, [.. line.Split(' '), "--data", data, "--lang", "en"]);
            Assert.Equal((ExitCodes.BadInput, ""), (code, written));
            Assert.Contains(line.StartsWith("explain", StringComparison.Ordinal) ? "has not been measured here" : data, complained, StringComparison.Ordinal);
        }

        Assert.False(Directory.Exists(Path.Combine(folder.Path, "missing")));
        Assert.Empty(Directory.EnumerateFileSystemEntries(empty));
    }
}
