using System.Globalization;
using Sextant.Architecture.Tests.Sources;

namespace Sextant.Architecture.Tests;

/// <summary>Sizes as a ratchet: what is over a limit is listed with its measure, and neither list nor measure may grow.</summary>
public sealed class SizeTests
{
    [Fact]
    public void Nothing_grows_beyond_its_size()
    {
        var files = House.Files("src").Concat(House.Files("tests")).Concat(House.Files("bench")).Concat(House.Files("fuzz"))
            .Where(f => f.EndsWith(".cs", StringComparison.Ordinal)).Select(f => (f, House.Read(f))).ToList();
        var found = Measure.Of(files).GroupBy(m => m.What).ToDictionary(g => g.Key, g => g.Max(m => m.Size), StringComparer.Ordinal);
        Dictionary<string, int> listed = RuleList.Read("sizes.txt", found.Select(m => string.Create(CultureInfo.InvariantCulture, $"{m.Key} = {m.Value}")))
            .Select(l => l.Split(" = ")).ToDictionary(p => p[0], p => int.Parse(p[1], CultureInfo.InvariantCulture));

        Assert.True(files.Count >= 150, "the sources were not found");
        string[] larger = [.. found.Where(m => m.Value > listed.GetValueOrDefault(m.Key)).Select(m => $"{m.Key} = {m.Value}, listed {listed.GetValueOrDefault(m.Key)}")];
        Assert.True(larger.Length == 0, $"too large:\n{string.Join('\n', larger)}\nSplit it where its meaning splits. If it must be so, ARCHITECTURE_WRITE=1 lists it, and the commit says why.");
        string[] gone = [.. listed.Keys.Except(found.Keys)];
        Assert.True(gone.Length == 0, $"in rules/sizes.txt and no longer too large, take it out (ARCHITECTURE_WRITE=1 does):\n{string.Join('\n', gone)}");
    }

    [Fact]
    public void The_rule_sees_each_measure()
    {
        string body = string.Concat(Enumerable.Repeat("        x++;\n", 51));
        string method = $"    void Long(int a, int b, int c, int d, int e, int f)\n    {{\n{body}    }}\n";
        string wide = string.Concat(Enumerable.Repeat("    int y;\n", 201));
        var files = Enumerable.Range(0, 21).Select(i => ($"src/F/C{i}.cs", $"class C{i} {{ }}"))
            .Append(("src/P/A.cs", $"partial class A\n{{\n{method}{wide}}}\n"))
            .Append(("src/P/B.cs", $"partial class A\n{{\n{wide}}}\n{string.Concat(Enumerable.Repeat("\n", 100))}record R(int a, int b, int c, int d, int e, int f);"));

        Assert.Equal(
            ["file src/P/B.cs", "folder src/F", "method src/P/A.cs Long", "parameters src/P/A.cs Long", "type src/P/A"],
            Measure.Of(files).Select(m => m.What).Order(StringComparer.Ordinal));
    }
}
