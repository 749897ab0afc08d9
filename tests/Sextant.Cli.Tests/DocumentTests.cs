using Sextant.Testing;

namespace Sextant.Cli.Tests;

/// <summary>
/// What the documents show is what the program does. In a block fenced as <c>console</c>, each line <c>$ sextant ...</c> is run and the lines below it must be its
/// output; a line <c>...</c> stands for any number of lines. Blocks fenced otherwise are not run.
/// </summary>
public sealed class DocumentTests
{
    private static readonly string[] Documents = [.. Directory.EnumerateFiles(Repository.Root, "README*.md").Concat(Markdown("docs"))];

    public static TheoryData<string> Files => [.. Documents.Select(d => Path.GetRelativePath(Repository.Root, d)).Where(d => Blocks(d).Any())];

    [Theory]
    [MemberData(nameof(Files))]
    public async Task Console_blocks_show_what_happens(string document)
    {
        string language = document.EndsWith(".vi.md", StringComparison.Ordinal) ? "vi_VN.UTF-8" : "en_GB.UTF-8";
        foreach ((string command, string[] expected) in Blocks(document))
        {
            Assert.True(command.StartsWith("sextant ", StringComparison.Ordinal), $"{document}: only sextant is run in a console block, not: {command}");
            var (_, written, complained) = await TestConsole.RunAsync(command["sextant ".Length..], ("LANG", language));
            string[] lines = [.. (written + complained).Split('\n').Select(l => l.TrimEnd())];
            Assert.True(Matches(lines, expected), $"{document}: $ {command}\nshows\n{string.Join('\n', expected)}\nand gives\n{written}{complained}");
        }
    }

    [Fact]
    public void The_readmes_have_blocks_that_are_run() => Assert.True(Blocks("README.md").Any() && Blocks("README.vi.md").Any());

    [Theory]
    [InlineData("a|b|c", "a|b|c", true)]
    [InlineData("a|b|c", "a|...|c", true)]
    [InlineData("a|b|c", "...|b|...", true)]
    [InlineData("a|b|c", "a|c", false)]
    [InlineData("a|b|c", "a|b", false)]
    [InlineData("a|b|c", "b|...", false)]
    public void The_comparison_is_strict_but_for_dots(string given, string shown, bool same) =>
        Assert.Equal(same, Matches(given.Split('|'), shown.Split('|')));

    private static IEnumerable<string> Markdown(string folder) =>
        Directory.EnumerateFiles(Repository.At(folder), "*.md", SearchOption.AllDirectories);

    private static IEnumerable<(string Command, string[] Output)> Blocks(string document)
    {
        string? command = null;
        List<string> output = [];
        bool inside = false;
        foreach (string line in File.ReadLines(Repository.At(document)))
        {
            bool fence = line.StartsWith("```", StringComparison.Ordinal);
            if (inside && (fence || line.StartsWith("$ ", StringComparison.Ordinal)) && command is not null)
            {
                yield return (command, [.. output]);
                output.Clear();
                command = null;
            }

            if (fence)
            {
                inside = line == "```console";
            }
            else if (inside && line.StartsWith("$ ", StringComparison.Ordinal))
            {
                command = line[2..];
            }
            else if (inside && command is not null)
            {
                output.Add(line.TrimEnd());
            }
        }
    }

    private static bool Matches(ReadOnlySpan<string> lines, ReadOnlySpan<string> shown)
    {
        // The last line break gives an empty line at the end, which nobody writes down.
        while (lines.Length > 0 && lines[^1].Length == 0)
        {
            lines = lines[..^1];
        }

        if (shown.Length == 0 || shown[0] != "...")
        {
            return shown.Length == 0 ? lines.Length == 0 : lines.Length > 0 && lines[0] == shown[0] && Matches(lines[1..], shown[1..]);
        }

        for (int skipped = 0; skipped <= lines.Length; skipped++)
        {
            if (Matches(lines[skipped..], shown[1..]))
            {
                return true;
            }
        }

        return false;
    }
}
