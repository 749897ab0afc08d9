namespace Sextant.Checks.Recipes;

/// <summary>One remedy as it is kept: for which tags, who acts, and its blocks for each software (see <see cref="RemedyReader"/>).</summary>
/// <param name="Name">The name of its file.</param>
/// <param name="Tags">The tags it mends.</param>
/// <param name="Who">Who has to act.</param>
/// <param name="Titles">Its title in each language.</param>
/// <param name="Blocks">Its blocks by section: <c>first</c>, <c>last</c>, a software, or <c>unknown</c>.</param>
internal sealed record Remedy(
    string Name,
    IReadOnlyList<string> Tags,
    IReadOnlyList<string> Who,
    IReadOnlyDictionary<string, string> Titles,
    IReadOnlyDictionary<string, RemedyBlock> Blocks);

/// <summary>The steps of one section in each language, and its configuration.</summary>
internal sealed class RemedyBlock
{
    public Dictionary<string, List<string>> Steps { get; } = new(StringComparer.Ordinal) { ["vi"] = [], ["en"] = [] };

    public List<ConfigurationPart> Parts { get; } = [];
}
