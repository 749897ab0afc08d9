using Sextant.Programme.Kpis;
using Sextant.Programme.Measured;
using Sextant.Store.Databases;

namespace Sextant.Programme.Tests.Kpis;

/// <summary>The founding document's sentences come out of the rules.</summary>
public sealed class FoundingFiguresTests
{
    [Theory]
    [MemberData(nameof(VietNam.Kinds), MemberType = typeof(VietNam))]
    public async Task Its_sentences_follow_from_its_counts(DatabaseKind kind)
    {
        KpiReport report = await ReportAsync("2023-03-28", kind);

        Figure plans = Single(report, "G-01", "as-stated");
        Assert.Equal("94 %", FigureText.Value(plans, "vi"));
        Assert.Equal("80/85", FigureText.Counts(plans, "vi"));
        Assert.Equal("50 %", FigureText.Target(plans.Target, "vi"));
        Assert.Equal(100, plans.TargetNow!.Value);
        Assert.Equal("review-2023", plans.Source);
        Assert.Equal(new DateOnly(2022, 12, 31), plans.Date);

        Figure converted = Single(report, "G-02", "as-stated");
        Assert.Equal("78 %", FigureText.Value(converted, "vi"));
        Assert.Equal("66/85", FigureText.Counts(converted, "vi"));

        Assert.Equal("vượt 88%", FigureText.Value(Single(report, "G-03", "G-01"), "vi"));
        Assert.Equal("vượt 55%", FigureText.Value(Single(report, "G-03", "G-02"), "vi"));
        Assert.Equal("88 % above the target", FigureText.Value(Single(report, "G-03", "G-01"), "en"));
        Assert.Equal("gấp 2,6 lần", FigureText.Value(Single(report, "G-04", "T-03"), "vi"));
        Assert.Equal("2.6 times", FigureText.Value(Single(report, "G-04", "T-03"), "en"));
        Assert.Equal("1.318", FigureText.Value(Single(report, "T-03", "as-stated"), "vi"));
        Assert.Equal("1,318", FigureText.Value(Single(report, "T-03", "as-stated"), "en"));

        Figure usage = Single(report, "U-00", "document:review-2023");
        Assert.Equal("53 %", FigureText.Value(usage, "vi"));
        Assert.Equal((10, 2, "not stated"), usage.Rank);
    }

    [Theory]
    [InlineData(80, 85, 50, "94 %", "vượt 88%")]
    [InlineData(66, 85, 50, "78 %", "vượt 55%")]
    [InlineData(85, 170, 50, "50 %", "đạt mục tiêu")]
    [InlineData(30, 85, 50, "35 %", "thấp hơn mục tiêu 29%")]
    public void Rounding_comes_last(int numerator, int denominator, int target, string share, string sentence)
    {
        KpiInputs inputs = Worlds.Declares("G-01", numerator, denominator, target);
        Assert.Equal(share, FigureText.Value(Compute("G-01", inputs), "vi"));
        Assert.Equal(sentence, FigureText.Value(KpiCatalog.All.Single(kpi => kpi.Id == "G-03").Compute(inputs)[0], "vi"));
    }

    [Fact]
    public void Nought_below_the_line_is_no_data()
    {
        Figure nobody = Compute("G-01", Worlds.Declares("G-01", 0, 0, 50));
        Assert.Equal((null, NoData.ZeroDenominator), (nobody.Value, nobody.Missing));
        Assert.False(nobody.Headline);
        Assert.Equal("no data: nothing to count", FigureText.Value(nobody, "en"));
        Assert.Equal(NoData.ZeroDenominator, Compute("G-03", Worlds.Declares("G-01", 0, 0, 50)).Missing);
        Assert.Equal(NoData.ZeroTarget, Compute("G-03", Worlds.Declares("G-01", 1, 2, 0)).Missing);
        Assert.Equal(NoData.NoTarget, Compute("G-03", Worlds.Declares("G-01", 1, 2, null)).Missing);
        Assert.All(KpiCatalog.All.SelectMany(kpi => kpi.Compute(Worlds.Empty)), figure =>
        {
            Assert.Null(figure.Value);
            Assert.NotNull(figure.Missing);
            Assert.DoesNotContain("0", FigureText.Value(figure, "vi"));
        });
    }

    [Fact]
    public async Task Before_anything_was_declared_there_is_no_data()
    {
        KpiReport report = await ReportAsync("2009-01-01");
        Assert.Equal(NoData.NotDeclared, Single(report, "G-01", "as-stated").Missing);
        Assert.Equal(NoData.NotDeclared, Single(report, "U-00", "as-stated").Missing);
    }

    [Fact]
    public async Task As_of_a_day_the_facts_of_that_day_count()
    {
        Assert.Equal("80 %", FigureText.Value(Single(await ReportAsync("2022-08-31"), "G-01", "as-stated"), "vi"));
        Assert.Equal("91 %", FigureText.Value(Single(await ReportAsync("2022-09-30"), "G-01", "as-stated"), "vi"));
        KpiReport now = await ReportAsync("2026-11-22");
        Figure usage = Single(now, "U-00", "series:vnnic");
        Assert.Equal("65 %", FigureText.Value(usage, "vi"));
        Assert.Null(usage.Target);
        Assert.Equal("80–90 %", FigureText.Target(usage.TargetNow, "vi"));
        Assert.True(usage.ToConfirm);
    }

    private static Figure Compute(string id, KpiInputs inputs) => KpiCatalog.All.Single(kpi => kpi.Id == id).Compute(inputs)[0];

    private static Figure Single(KpiReport report, string indicator, string definition) =>
        report.Readings.Single(reading => reading.Id == indicator).Figures.Single(figure => figure.Definition == definition);

    private static async Task<KpiReport> ReportAsync(string date, DatabaseKind kind = DatabaseKind.Sqlite)
    {
        using VietNam country = await VietNam.OpenAsync(kind);
        return await new KpiReader(country.Database, new NothingMeasured()).ReadAsync(VietNam.On(date));
    }
}
