using Sextant.Checks.Judging;
using Sextant.Checks.Recipes;

namespace Sextant.Checks.Tests.Recipes;

/// <summary>Findings that need a recipe, with parameters as a real scan would give them.</summary>
internal static class Samples
{
    /// <summary>Tags that say a fault: of the criterion, or of the class.</summary>
    public static IReadOnlyList<string> FaultyTags { get; } =
    [
        .. CheckCatalog.All.SelectMany(c => c.Tags).Where(t => Profile.National[t] is
            { Verdict: Verdict.Fail or Verdict.Partial } or { Effect: ClassEffect.Partial or ClassEffect.Broken or ClassEffect.None }),
    ];

    public static Finding Of(string tag)
    {
        Finding finding = new() { Check = Profile.National[tag].Criterion, Tag = tag, Subject = tag[..3] switch { "web" => "www.example.gov.vn", "nss" => "ns1.example.gov.vn", _ => "example.gov.vn" } };
        return finding with
        {
            Parameters = finding.Parameters
                .Add("address", "2001:db8:7::80")
                .Add("server", tag.StartsWith("mail", StringComparison.Ordinal) ? "mx1.example.gov.vn" : "ns1.example.gov.vn")
                .Add("zone", "example.gov.vn")
                .Add("name", "www.example.gov.vn")
                .Add("link", "example.gov.vn"),
        };
    }

    /// <summary>Every recipe there is.</summary>
    public static IEnumerable<(string Tag, Software Software, Recipe Recipe)> Every(string language) =>
        from tag in RecipeBook.Tags
        from software in RecipeBook.SoftwareOf(tag)
        select (tag, software, RecipeBook.For(Of(tag), software, language)!);

    /// <summary>Every distinct piece of configuration of a syntax, with where it comes from.</summary>
    public static IReadOnlyList<(string From, ConfigurationPart Part)> Parts(string syntax) =>
    [
        .. Every("en").SelectMany(e => e.Recipe.Parts.Select(p => (From: $"{e.Tag} for {e.Software}", Part: p)))
            .Where(p => p.Part.Syntax == syntax).DistinctBy(p => p.Part.Text),
    ];
}
