using System.Text.Json;
using System.Text.RegularExpressions;
using Sextant.Architecture.Tests.Sources;
using Sextant.Checks;
using Sextant.Checks.Wording;

namespace Sextant.Architecture.Tests;

/// <summary>A check's class, its two specifications, its line in the catalogue, its tags in the profile and its sentences are one thing.</summary>
public sealed partial class CheckTests
{
    /// <summary>Criteria of the programme that are measured today. May only grow: a check that falls out of the list measures nothing any more.</summary>
    private const int FewestChecks = 24;

    private static readonly Type[] Classes =
        [.. typeof(ICheck).Assembly.GetTypes().Where(t => t is { IsAbstract: false, IsInterface: false } && t.IsAssignableTo(typeof(ICheck)))];

    public static TheoryData<string> Checks => [.. CheckCatalog.All.Select(c => c.Id)];

    [Fact]
    public void Every_check_is_in_the_catalogue_once()
    {
        Assert.Equal(Classes.Select(c => c.Name).Order(StringComparer.Ordinal), CheckCatalog.All.Select(c => c.GetType().Name).Order(StringComparer.Ordinal));
        Assert.True(CheckCatalog.All.Count >= FewestChecks, $"{CheckCatalog.All.Count} checks in the catalogue; there were {FewestChecks}");
        Assert.Equal(CheckCatalog.All.Count, CheckCatalog.All.Select(c => c.Id).Distinct().Count());
        Assert.All(CheckCatalog.All, c => Assert.Matches("^(WEB|MAIL|DNS|NSS)-[0-9]{2}$", c.Id));
    }

    [Fact]
    public void Tags_are_unique_and_in_kebab_case()
    {
        string[] tags = [.. CheckCatalog.All.SelectMany(c => c.Tags)];

        Assert.Equal(tags.Length, tags.Distinct().Count());
        Assert.All(tags, t => Assert.Matches("^(web|mail|dns|nss)(-[a-z0-9]+)+$", t));
    }

    [Fact]
    public void The_profile_weighs_every_tag_of_every_check_and_no_other()
    {
        var profile = ProfileTags();
        Assert.All(CheckCatalog.All, c => Assert.Equal(c.Tags.Order(StringComparer.Ordinal), profile.GetValueOrDefault(c.Id, []).Order(StringComparer.Ordinal)));
        Faults.None(profile.Where(p => p.Value.Length > 0).Select(p => p.Key).Except(CheckCatalog.All.Select(c => c.Id)));
    }

    [Fact]
    public void Every_tag_has_its_sentence_and_every_sentence_its_tag()
    {
        string[] tags = [.. CheckCatalog.All.SelectMany(c => c.Tags).Select(t => $"tag.{t}").Order(StringComparer.Ordinal)];

        Assert.Equal(tags, Texts.English.Keys.Where(IsTag).Order(StringComparer.Ordinal));
        Assert.Equal(tags, Texts.Vietnamese.Keys.Where(IsTag).Order(StringComparer.Ordinal));
        static bool IsTag(string key) => key.StartsWith("tag.", StringComparison.Ordinal);
    }

    [Fact]
    public void Every_check_has_its_two_specifications_and_they_name_its_tags() => Faults.None(CheckCatalog.All.SelectMany(SpecificationFaults));

    [Fact]
    public void Every_tag_is_expected_by_a_test()
    {
        string tests = string.Concat(House.Files("tests/Sextant.Checks.Tests").Where(f => f.EndsWith(".cs", StringComparison.Ordinal)).Select(House.Read));
        Faults.None(
            from check in CheckCatalog.All
            from tag in check.Tags
            where !tests.Contains($"\"{tag}\"", StringComparison.Ordinal)
            select $"{check.Id}: {tag} is expected by no test");
    }

    private static IEnumerable<string> SpecificationFaults(ICheck check)
    {
        string name = check.GetType().Name;
        string[] sources = [.. House.Files("src/Sextant.Checks").Where(f => f.EndsWith($"/{name}.cs", StringComparison.Ordinal))];
        if (sources.Length != 1)
        {
            yield return $"{check.Id}: {sources.Length} files are called {name}.cs";
            yield break;
        }

        foreach (string language in (string[])["en", "vi"])
        {
            string specification = $"{sources[0][..^3]}.{language}.md";
            if (!House.Files("src/Sextant.Checks").Contains(specification))
            {
                yield return $"{check.Id}: {specification} is missing";
                continue;
            }

            string text = House.Read(specification);
            if (!text.StartsWith($"# {check.Id} ", StringComparison.Ordinal))
            {
                yield return $"{specification}: the first line must begin with \"# {check.Id} \"";
            }

            string[] named = [.. TagSpan().Matches(text).Select(m => m.Groups[1].Value).Distinct()];
            foreach (string tag in named.Except(check.Tags).Concat(check.Tags.Except(named)))
            {
                yield return $"{specification}: {tag} is {(check.Tags.Contains(tag) ? "not named" : "no tag of the check")}";
            }
        }
    }

    private static Dictionary<string, string[]> ProfileTags()
    {
        using JsonDocument profile = JsonDocument.Parse(House.Read("src/Sextant.Checks/profiles/national.json"));
        return profile.RootElement.GetProperty("criteria").EnumerateArray().ToDictionary(
            c => c.GetProperty("id").GetString()!,
            c => c.TryGetProperty("tags", out JsonElement tags) ? tags.EnumerateObject().Select(t => t.Name).ToArray() : []);
    }

    [GeneratedRegex("`((?:web|mail|dns|nss)(?:-[a-z0-9]+)+)`")]
    private static partial Regex TagSpan();
}
