namespace Sextant.World.Tests.World;

/// <summary>Each row of the table: the class, the tags, the cause and the exit code.</summary>
public sealed class RowTests(WorldFixture fixture)
{
    public static TheoryData<string> Documentation => [.. WorldRows.All.Prepend(WorldRows.Anchor).Select(row => row.Id)];

    public static TheoryData<string> Ordinary => [.. WorldRows.AlsoOrdinary.Select(row => row.Id)];

    [Theory]
    [MemberData(nameof(Documentation))]
    public async Task Is_judged_right(string id) =>
        Hold(WorldRows.All.Prepend(WorldRows.Anchor).Single(row => row.Id == id), await fixture.CheckedAsync(id));

    [Theory]
    [MemberData(nameof(Ordinary))]
    public async Task Is_judged_right_among_ordinary_addresses(string id) =>
        Hold(WorldRows.AlsoOrdinary.Single(row => row.Id == id), await fixture.CheckedAsync(id, ordinary: true));

    private static void Hold(Row row, Checked said)
    {
        string all = $"{row.Id}: exit code {said.ExitCode}, {said.Took.TotalSeconds:0.0} s, "
            + string.Join(", ", said.Entries.Select(e => $"{e.GetProperty("kind")} {e.GetProperty("class")}")) + "\n"
            + string.Join('\n', said.Tags) + "\n" + said.Errors;
        foreach ((string kind, string expected) in row.Classes)
        {
            string? cause = said.Entry(kind)?.GetProperty("cause").GetString();
            Assert.SkipWhen(cause == "vantage-overloaded" && row.Cause != cause, $"this machine was too busy to measure {row.Id}, and the program said so");
            Assert.True(said.ClassOf(kind) == expected, $"{kind} should be {expected}\n{all}");
        }

        foreach (string tag in row.Tags)
        {
            Assert.True(said.Tags.Any(t => t == tag || t.StartsWith(tag + ":", StringComparison.Ordinal)), $"{tag} is missing\n{all}");
        }

        foreach (string tag in row.Never)
        {
            Assert.False(said.Tags.Any(t => t == tag || t.StartsWith(tag + ":", StringComparison.Ordinal)), $"{tag} should not be there\n{all}");
        }

        if (row.Cause is not null)
        {
            Assert.All(row.Classes.Keys, kind => Assert.Equal(row.Cause, said.Entry(kind)!.Value.GetProperty("cause").GetString()));
        }

        Assert.True(said.ExitCode == ExpectedExit(said), all);
    }

    // docs/reference: 1 when a class is partial, broken or none, else 3 when one is unknown, else 0.
    private static int ExpectedExit(Checked said)
    {
        string?[] classes = [.. said.All.Select(e => e.GetProperty("class").GetString())];
        return classes.Any(c => c is "partial" or "broken" or "none") ? 1 : classes.Contains("unknown") ? 3 : 0;
    }
}
