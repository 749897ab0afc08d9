using Sextant.Architecture.Tests.Sources;
using Sextant.Testing;

namespace Sextant.Architecture.Tests;

/// <summary>Each project introduces itself: 20 lines at most that name its folders, not its types. Each decision is in the list of decisions.</summary>
public sealed class ProjectReadmeTests
{
    private const int MostLines = 20;

    [Fact]
    public void Every_project_has_a_short_readme_that_names_its_folders() => Faults.None(House.ProjectNames("src").SelectMany(ReadmeFaults));

    [Fact]
    public void Every_decision_is_listed_and_has_its_five_parts()
    {
        string list = House.Read("docs/decisions/README.md");
        string[] decisions = [.. House.Files("docs/decisions").Select(f => Path.GetFileName(f)).Where(f => f != "README.md")];

        Assert.True(decisions.Length >= 4);
        Faults.None(
        [
            .. decisions.Where(d => !list.Contains($"({d})", StringComparison.Ordinal)).Select(d => $"docs/decisions/README.md does not list {d}"),
            .. from decision in decisions
               from part in (string[])["Status: ", "Date: ", "\n## Context", "\n## Decision", "\n## Rejected", "\n## Consequences"]
               where !House.Read($"docs/decisions/{decision}").Contains(part, StringComparison.Ordinal)
               select $"docs/decisions/{decision} has no {part.Trim()}",
            .. decisions.GroupBy(d => d[..4]).Where(g => g.Count() > 1).Select(g => $"docs/decisions: {g.Key} twice"),
        ]);
    }

    private static IEnumerable<string> ReadmeFaults(string project)
    {
        string path = $"src/{project}/README.md";
        if (!File.Exists(Repository.At(path)))
        {
            yield return $"{path} is missing";
            yield break;
        }

        string[] lines = House.Read(path).TrimEnd().Split('\n');
        if (lines.Length > MostLines)
        {
            yield return $"{path} has {lines.Length} lines";
        }

        string text = string.Join('\n', lines);
        foreach (string folder in Directory.EnumerateDirectories(Repository.At("src", project)).Select(d => Path.GetFileName(d)).Where(d => d is not ("bin" or "obj")))
        {
            if (!text.Contains(folder, StringComparison.Ordinal))
            {
                yield return $"{path} does not name {folder}";
            }
        }
    }
}
