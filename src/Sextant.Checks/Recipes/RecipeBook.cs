using System.Collections.Frozen;

namespace Sextant.Checks.Recipes;

/// <summary>The repair recipes: for each tag that says a fault, for each software that can be at fault for it, in both languages.</summary>
public static class RecipeBook
{
    private static readonly IReadOnlyList<Remedy> Remedies = Load();

    private static readonly FrozenDictionary<string, Remedy> ByTag =
        Remedies.SelectMany(r => r.Tags.Select(t => (Tag: t, Remedy: r))).ToFrozenDictionary(p => p.Tag, p => p.Remedy, StringComparer.Ordinal);

    private static readonly Dictionary<string, (string Vi, string En)> Actors = new(StringComparer.Ordinal)
    {
        ["server"] = ("quản trị máy chủ", "the server's administrator"),
        ["dns-host"] = ("đơn vị quản lý DNS của tên miền", "whoever runs the domain's DNS"),
        ["registrar"] = ("nhà đăng ký tên miền hoặc đơn vị quản lý cấp trên", "the registrar, or whoever runs the parent zone"),
        ["network"] = ("đơn vị cung cấp đường truyền và quản trị mạng", "the network's administrator and access provider"),
    };

    /// <summary>Tags that have a recipe, in ordinal order.</summary>
    public static IReadOnlyList<string> Tags { get; } = [.. ByTag.Keys.Order(StringComparer.Ordinal)];

    /// <summary>
    /// The recipe for a finding. Where the software seen cannot be at fault for it, the recipe for all software is given: it says who must act.
    /// </summary>
    /// <param name="finding">What is to be mended; null is returned for a tag that says no fault.</param>
    /// <param name="software">The software seen (<see cref="SoftwareSeen"/>) or stated by whoever runs it.</param>
    /// <param name="language"><c>vi</c> or <c>en</c>; anything else is Vietnamese.</param>
    public static Recipe? For(Finding finding, Software software, string? language)
    {
        if (!ByTag.TryGetValue(finding.Tag, out Remedy? remedy))
        {
            return null;
        }

        string tongue = language is not null && language.StartsWith("en", StringComparison.OrdinalIgnoreCase) ? "en" : "vi";
        Software written = remedy.Blocks.ContainsKey(Section(software)) ? software : Software.Unknown;
        RemedyBlock[] blocks = [.. new[] { "first", Section(written), "last" }.Select(s => remedy.Blocks.GetValueOrDefault(s)).OfType<RemedyBlock>()];
        string who = string.Join("; ", remedy.Who.Select(w => tongue == "en" ? Actors[w].En : Actors[w].Vi));
        return new Recipe
        {
            Title = Placeholders.Fill(remedy.Titles[tongue], finding),
            Software = written,
            Who = remedy.Who,
            Steps = [tongue == "en" ? $"Who acts: {who}." : $"Người thực hiện: {who}.", .. blocks.SelectMany(b => b.Steps[tongue]).Select(s => Placeholders.Fill(s, finding))],
            Parts = [.. blocks.SelectMany(b => b.Parts).Select(p => p with { Place = Placeholders.Fill(p.Place, finding), Text = Placeholders.Fill(p.Text, finding) })],
        };
    }

    /// <summary>The software for which a tag has instructions of its own, <see cref="Software.Unknown"/> included where there is a general one.</summary>
    public static IReadOnlyList<Software> SoftwareOf(string tag) =>
        ByTag.TryGetValue(tag, out Remedy? remedy) ? [.. Enum.GetValues<Software>().Where(s => remedy.Blocks.ContainsKey(Section(s)))] : [];

    private static string Section(Software software) => software.ToString().ToLowerInvariant();

    private static Remedy[] Load()
    {
        var assembly = typeof(RecipeBook).Assembly;
        return [.. assembly.GetManifestResourceNames()
            .Where(n => n.StartsWith("Remedies/", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(n =>
            {
                using var reader = new StreamReader(assembly.GetManifestResourceStream(n)!);
                return RemedyReader.Read(n["Remedies/".Length..^".txt".Length], reader.ReadToEnd());
            })];
    }
}
