using Sextant.Architecture.Tests.Sources;

namespace Sextant.Architecture.Tests;

/// <summary>Inside a project: which folder may use which, and no circle of more than three files.</summary>
public sealed class FolderTests
{
    private const int LargestCircle = 3;

    private static readonly Lazy<IReadOnlyList<(string Name, FileGraph Graph)>> Graphs = new(() =>
        [.. House.Projects.AsParallel().AsOrdered().Select(p => (p.Name, FileGraph.Of(p)))]);

    [Fact]
    public void Folders_use_each_other_as_listed()
    {
        string[] found = [.. Graphs.Value.SelectMany(p => p.Graph.FolderArrows().Select(a => $"{p.Name}: {a.From} -> {a.To}"))];
        IReadOnlyDictionary<string, string> listed = RuleList.ReadReasons("folder-arrows.txt", found);

        Assert.True(found.Length >= 20, "the sources were not bound");
        AssertSame("rules/folder-arrows.txt", [.. listed.Keys], found);
        Faults.None(listed.Where(arrow => arrow.Value.Length == 0).Select(arrow => $"rules/folder-arrows.txt: {arrow.Key}"), "Say why, behind two blanks and a #, or take the arrow away.");
    }

    [Fact]
    public void Folders_form_no_circle()
    {
        string[] circles =
        [
            .. from project in Graphs.Value
               let arrows = project.Graph.FolderArrows().ToLookup(a => a.From, a => a.To)
               from circle in StrongComponents.Of(project.Graph.Files.Select(FileGraph.FolderOf).Distinct(), folder => arrows[folder])
               where !(circle.Count <= LargestCircle && circle.All(f => f.EndsWith(".cs", StringComparison.Ordinal)))
               select $"{project.Name}: {string.Join(", ", circle)}",
        ];

        AssertSame("rules/folder-circles.txt", RuleList.Read("folder-circles.txt", circles), circles);
    }

    [Fact]
    public void No_circle_has_more_than_three_files()
    {
        string[] circles =
        [
            .. from project in Graphs.Value
               from circle in project.Graph.Circles()
               where circle.Count > LargestCircle
               select $"{project.Name}: {string.Join(", ", circle)}",
        ];

        AssertSame("rules/file-circles.txt", RuleList.Read("file-circles.txt", circles), circles);
    }

    [Fact]
    public void The_rule_sees_an_arrow_and_a_circle()
    {
        FileGraph graph = FileGraph.Of(SourceProject.Of(
            ("A/One.cs", "namespace N; class One { Two? two; }"),
            ("A/Two.cs", "namespace N; class Two { void M() { Three.Call(); } }"),
            ("B/Three.cs", "namespace N; static class Three { public static void Call() => _ = new Four(); }"),
            ("Four.cs", "namespace N; partial class Four { One? one; }"),
            ("Four.Part.cs", "namespace N; partial class Four { /* <see cref=\"Five\"/> */ }"),
            ("C/Five.cs", "namespace N; class Five { One? one; }")));

        Assert.Equal([("A", "B"), ("B", "Four.Part.cs"), ("C", "A"), ("Four.Part.cs", "A")], graph.FolderArrows());
        Assert.Equal(["A/One.cs", "A/Two.cs", "B/Three.cs", "Four.Part.cs"], Assert.Single(graph.Circles()));
    }

    private static void AssertSame(string list, IReadOnlyList<string> listed, string[] found)
    {
        string[] fresh = [.. found.Except(listed)];
        string[] gone = [.. listed.Except(found)];
        Assert.True(fresh.Length == 0, $"not in {list}:\n{string.Join('\n', fresh)}\nFirst look for a better place; else list it (ARCHITECTURE_WRITE=1 writes the list) and say why in the commit.");
        Assert.True(gone.Length == 0, $"in {list} and gone from the code:\n{string.Join('\n', gone)}\nTake it out (ARCHITECTURE_WRITE=1 does).");
    }
}
