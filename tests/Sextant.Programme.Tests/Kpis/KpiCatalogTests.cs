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
        Assert.Equal(
            ["C-01", "C-02", "C-03", "D-01", "D-02", "G-01", "G-02", "G-03", "G-04", "M-01", "T-03", "U-00"], KpiCatalog.All.Select(kpi => kpi.Id).Order(StringComparer.Ordinal));
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
        Assert.Equal("X-01", KpiTexts.Title("X-01", "en"));
    }

    [Fact]
    public void The_same_inputs_give_the_same_figures() => Assert.All(KpiCatalog.All, kpi => Assert.Equal(kpi.Compute(Worlds.Empty), kpi.Compute(Worlds.Empty)));
}
