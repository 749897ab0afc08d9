using Sextant.Architecture.Tests.Sources;
using Sextant.Programme.Kpis;

namespace Sextant.Architecture.Tests;

/// <summary>An indicator is a class, its definition in both languages beside it, and a line in the catalogue.</summary>
public sealed class KpiTests
{
    [Fact]
    public void Every_indicator_is_in_the_catalogue_once()
    {
        string[] classes = [.. typeof(IKpi).Assembly.GetTypes().Where(t => t is { IsAbstract: false, IsInterface: false } && t.IsAssignableTo(typeof(IKpi))).Select(t => t.Name)];

        Assert.True(classes.Length >= 12);
        Assert.Equal(classes.Order(StringComparer.Ordinal), KpiCatalog.All.Select(k => k.GetType().Name).Order(StringComparer.Ordinal));
        Assert.Equal(KpiCatalog.All.Count, KpiCatalog.All.Select(k => k.Id).Distinct().Count());
    }

    [Fact]
    public void Every_indicator_has_its_definition_in_both_languages() =>
        Faults.None(
            from kpi in KpiCatalog.All
            let source = House.Files("src/Sextant.Programme/Kpis").Single(f => f.EndsWith($"/{kpi.GetType().Name}.cs", StringComparison.Ordinal))
            from language in (string[])["en", "vi"]
            let definition = $"{source[..^3]}.{language}.md"
            where !File.Exists(Testing.Repository.At(definition)) || !House.Read(definition).StartsWith($"# {kpi.Id} ", StringComparison.Ordinal)
            select $"{kpi.Id}: {definition} is missing or does not begin with \"# {kpi.Id} \"");
}
