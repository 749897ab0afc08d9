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

    public static TheoryData<string> Guides => [.. Directory.EnumerateFiles(Repository.At("docs", "guide"), "*.md").Select(file => Path.GetFileName(file).Split('.')[0]).Where(name => name != "README").Distinct()];

    /// <summary>Who reads one language misses nothing that stands in the other: as many headings of each depth, rows of tables, steps of lists, and the same blocks of code but for what is told beside them.</summary>
    [Theory]
    [MemberData(nameof(Guides))]
    public void Each_guide_says_as_much_in_both_languages(string guide)
    {
        Assert.Equal(Skeleton($"{guide}.md"), Skeleton($"{guide}.vi.md"));
        string index = File.ReadAllText(Repository.At("docs", "guide", "README.md"));
        Assert.Contains($"[{guide}.md]({guide}.md) | [{guide}.vi.md]({guide}.vi.md) |", index, StringComparison.Ordinal);
    }

    private static IEnumerable<string> Skeleton(string guide)
    {
        bool code = false;
        foreach (string line in File.ReadLines(Repository.At("docs", "guide", guide)))
        {
            bool fence = line.StartsWith("```", StringComparison.Ordinal);
            code ^= fence;
            if (fence)
            {
                yield return line;
            }
            else if (code)
            {
                yield return "code";
            }
            else if (line.Length > 0 && (line[0] is '#' or '|' || line.StartsWith("- ", StringComparison.Ordinal) || char.IsAsciiDigit(line[0])))
            {
                yield return line[0] == '|' ? $"row of {line.Split('|').Length - 2}" : line.Split(' ')[0];
            }
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
