using System.Text.RegularExpressions;
using Sextant.Cli.Tests.Screen;

namespace Sextant.Cli.Tests.Commands;

/// <summary>What a person sees while names are measured, and what a log gets.</summary>
public sealed partial class ProgressTests
{
    [Theory(Timeout = 120_000)]
    [InlineData(120)]
    [InlineData(80)]
    [InlineData(40)]
    public async Task A_campaign_paints_its_lines_over_and_leaves_none_of_them(int columns)
    {
        await using SmallCountry country = await SmallCountry.StartAsync(2, silent: 1);
        var console = new TestConsole { Painting = columns, Width = columns, Interactive = true };
        int code = await country.RunAsync(console, "scan", "--list", country.List([.. SmallCountry.Names(2), .. SmallCountry.Silent(1)]), "--lab", "--concurrency", "2", "--connect-timeout", "500ms");
        Assert.Equal(ExitCodes.NotReady, code);

        string all = console.Complained.ToString();
        int painted = all.LastIndexOf("3 names", StringComparison.Ordinal);
        string[] during = Terminal.Of(all[..all.LastIndexOf("\e[J", all.Length - 10, StringComparison.Ordinal)], columns);
        Assert.True(painted > 0);
        Assert.Contains(during, line => line is ['█' or '░', ..] && line.Contains("/3 names", StringComparison.Ordinal));
        Assert.Single(during, line => line.Contains('█', StringComparison.Ordinal) || line.Contains('░', StringComparison.Ordinal));
        Assert.Contains("names/s", string.Join(' ', during), StringComparison.Ordinal);

        string[] after = Terminal.Of(all, columns);
        Assert.All(after, line => Assert.DoesNotContain("█", line, StringComparison.Ordinal));
        Assert.StartsWith("Campaign ", after[0], StringComparison.Ordinal);
        Assert.All(Terminal.Of(console.Written.ToString(), 10_000), line => Assert.True(line.Length <= columns, line));
    }

    [Fact(Timeout = 120_000)]
    public async Task A_log_gets_lines_without_escapes()
    {
        await using SmallCountry country = await SmallCountry.StartAsync(1);
        var console = new TestConsole { Interactive = true }; // results on a terminal, the rest in a file
        await country.RunAsync(console, "scan", "--list", country.List(SmallCountry.Names(1)), "--lab");
        Assert.DoesNotContain('\e', console.Complained.ToString());
        Assert.Matches(@"1/1 names · 100 % · [0-9.]+ names/s", console.Complained.ToString());
    }

    [Fact(Timeout = 120_000)]
    public async Task A_check_says_what_it_waits_for_and_its_result_stands_alone()
    {
        await using SmallCountry country = await SmallCountry.StartAsync(0, silent: 1);
        var console = new TestConsole { Painting = 200 };
        await country.RunAsync(console, "check", SmallCountry.Silent(1).Single(), "--lab", "--kind", "site");
        string painted = console.Complained.ToString();
        Assert.Matches(Measuring(), painted);
        Assert.Contains("ports", painted, StringComparison.Ordinal);
        Assert.Empty(Terminal.Of(painted, 200));
        Assert.DoesNotContain("Measuring", console.Written.ToString(), StringComparison.Ordinal);
    }

    [GeneratedRegex(@"Measuring im-lang-1\.gov\.vn · \d+ s")]
    private static partial Regex Measuring();
}
