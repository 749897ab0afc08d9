using System.Text.Json;
using Sextant.Programme.Kpis;

namespace Sextant.Programme.Tests.Kpis;

public sealed class KpiCatalogTests
{
    [Fact]
    public void Every_indicator_stands_in_the_catalogue_once_and_in_the_packs_list()
    {
        Type[] written = [.. typeof(KpiCatalog).Assembly.GetTypes().Where(type => type.IsClass && typeof(IKpi).IsAssignableFrom(type))];
        Assert.Equal(written.OrderBy(type => type.Name), KpiCatalog.All.Select(kpi => kpi.GetType()).OrderBy(type => type.Name));
        Assert.Equal(KpiCatalog.All.Count, KpiCatalog.All.DistinctBy(kpi => kpi.Id).Count());
        Assert.All(KpiCatalog.All, kpi => Assert.Contains(VietNam.Pack.Indicators, indicator => indicator.Id == kpi.Id));
        Assert.Equal(VietNam.Pack.Indicators.Select(indicator => indicator.Id).Order(StringComparer.Ordinal), KpiCatalog.All.Select(kpi => kpi.Id).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("en", "Numerator", "Denominator", "Source", "Period")]
    [InlineData("vi", "Tử số", "Mẫu số", "Nguồn", "Chu kỳ")]
    public void Every_indicator_is_defined_in_both_languages(string language, params string[] parts)
    {
        foreach (IKpi kpi in KpiCatalog.All)
        {
            string text = KpiTexts.Markdown(kpi, language);
            Assert.StartsWith($"# {kpi.Id} ", text);
            Assert.All(parts, part => Assert.Contains($"- **{part}**: ", text));
            Assert.NotEmpty(KpiTexts.Title(kpi, language));
        }

        Assert.Equal("Sites that work over IPv6", KpiTexts.Title("C-02", "en"));
        Assert.Equal("X-99", KpiTexts.Title("X-99", "en"));
    }

    [Fact]
    public void The_same_inputs_give_the_same_figures() =>
        Assert.All(KpiCatalog.All, kpi => Assert.Equal(JsonSerializer.Serialize(kpi.Compute(Worlds.Empty)), JsonSerializer.Serialize(kpi.Compute(Worlds.Empty))));
}
