using Sextant.Checks.Judging;
using Sextant.Programme.Kpis;
using Sextant.Programme.Measured;
using Sextant.Store.Databases;

namespace Sextant.Programme.Tests.Kpis;

public sealed class MeasuredFiguresTests
{
    private static readonly DateTimeOffset Yesterday = Worlds.End.AddDays(-1);

    [Fact]
    public void A_registrar_counts_by_its_site_and_its_zone_and_not_by_one_of_them()
    {
        KpiInputs inputs = Worlds.Empty with
        {
            Organisations = [Worlds.Unit("both", "registrar"), Worlds.Unit("site", "registrar"), Worlds.Unit("fails", "registrar")],
            Targets = [Worlds.Target("both", "site", "b.vn"), Worlds.Target("both", "zone", "b.vn"), Worlds.Target("site", "site", "s.vn"), Worlds.Target("fails", "zone", "f.vn")],
            States = new[]
            {
                Measurements.State("site:b.vn", TargetClass.Ready, Worlds.End.AddDays(-1), ("WEB-03", Verdict.Pass)), Measurements.State("zone:b.vn", TargetClass.Ready, Worlds.End.AddDays(-1), ("DNS-05", Verdict.Pass)),
                Measurements.State("site:s.vn", TargetClass.Ready, Worlds.End.AddDays(-1), ("WEB-03", Verdict.Pass)), Measurements.State("zone:f.vn", TargetClass.None, Worlds.End.AddDays(-1), ("DNS-05", Verdict.Fail)),
            }.ToDictionary(state => state.Target),
        };
        Figure figure = Compute("D-05", inputs);
        Assert.Equal([("both", Counted.Yes), ("site", Counted.Unknown), ("fails", Counted.No)], figure.Members.Select(member => (member.Key, member.Counted)));
        Assert.Equal(50m, figure.Value);
    }

    [Fact]
    public void Classes_are_counted_and_unknown_is_in_neither_part()
    {
        KpiInputs inputs = Worlds.Measures(
            "site", Site(TargetClass.Ready), Site(TargetClass.Ready), Site(TargetClass.Partial), Site(TargetClass.Broken), Site(TargetClass.None), Site(TargetClass.Unknown),
            Site(TargetClass.NotApplicable), null);
        Figure published = Compute("C-01", inputs);
        Assert.Equal((4m, 5m, 80m), (published.Numerator, published.Denominator, published.Value));
        Assert.Equal(60m, Compute("C-02", inputs).Value);
        Assert.Equal(20m, Compute("C-03", inputs).Value);

        // One unknown, one never measured, of 7 that count.
        Assert.Equal((2, 7), (published.Unknown!.Count, published.Unknown.All));
        Assert.Equal((100m * 4 / 7, 100m * 6 / 7), (published.Unknown.Low, published.Unknown.High));
        Assert.False(published.Headline);
        Assert.Equal("28.6 % unknown (2/7), between 57.1–85.7 %", FigureText.Unknown(published, "en"));
        Assert.Equal("80,0 %", FigureText.Value(published, "vi"));
    }

    [Theory]
    [InlineData(95, 5, true)]
    [InlineData(94, 6, false)]
    public void Above_five_percent_unknown_there_is_no_headline(int known, int unknown, bool headline)
    {
        MeasuredState?[] states = [.. Enumerable.Repeat(Site(TargetClass.Ready), known), .. Enumerable.Repeat((MeasuredState?)null, unknown)];
        Assert.Equal(headline, Compute("C-02", Worlds.Measures("site", states)).Headline);
    }

    [Fact]
    public void What_is_too_old_or_seen_once_is_unknown()
    {
        KpiInputs inputs = Worlds.Measures(
            "site", Site(TargetClass.Ready), Site(TargetClass.Broken) with { SingleLook = true }, Site(TargetClass.Broken) with { MeasuredAt = Worlds.End.AddDays(-31) });
        Figure figure = Compute("C-03", inputs);
        Assert.Equal((0m, 1m, 2), (figure.Numerator, figure.Denominator, figure.Unknown!.Count));
    }

    [Fact]
    public void A_criterion_counts_unless_the_class_is_broken()
    {
        KpiInputs inputs = Worlds.Measures(
            "zone",
            With(TargetClass.Ready, "DNS-01", Verdict.Pass), With(TargetClass.Broken, "DNS-01", Verdict.Pass), With(TargetClass.Partial, "DNS-01", Verdict.Partial),
            With(TargetClass.Partial, "DNS-01", Verdict.Unknown), With(TargetClass.Ready, "DNS-05", Verdict.Pass));
        Figure figure = Compute("D-01", inputs);
        Assert.Equal((1m, 3m, 2), (figure.Numerator, figure.Denominator, figure.Unknown!.Count));
        Assert.Equal(50m, Compute("D-02", inputs).Value); // Broken counts as no.
    }

    [Fact]
    public void Domains_without_mail_are_not_counted()
    {
        KpiInputs inputs = Worlds.Measures("mail", With(TargetClass.NotApplicable, "MAIL-02", Verdict.NotApplicable), With(TargetClass.Ready, "MAIL-02", Verdict.Pass));
        Assert.Equal((1m, 1m, 0), (Compute("M-01", inputs).Numerator, Compute("M-01", inputs).Denominator, Compute("M-01", inputs).Unknown!.Count));
    }

    [Fact]
    public void Nothing_measured_is_no_data()
    {
        Assert.Equal(NoData.NotMeasured, Compute("C-02", Worlds.Measures("site", null, null)).Missing);
        Assert.Equal(NoData.ZeroDenominator, Compute("C-02", Worlds.Measures("site")).Missing);
    }

    [Fact]
    public void Both_readings_of_the_conversion_are_kept()
    {
        KpiInputs inputs = Worlds.Empty with
        {
            Programmes = [Worlds.Scope(("province", "2025-06-30"), ("ministry", "2026-01-31"))],
            Organisations = [Worlds.Unit("a", "ministry"), Worlds.Unit("b", "ministry"), Worlds.Unit("c", "province"), Worlds.Unit("d", "province"), Worlds.Unit("e", "operator")],
            Targets =
            [
                Worlds.Target("a", "site", "a.vn"), Worlds.Target("a", "site", "dvc.a.vn", "public-services"), Worlds.Target("b", "site", "b.vn"), Worlds.Target("c", "site", "c.vn"),
                Worlds.Target("e", "site", "e.vn"),
            ],
            States = new[] { ("site:a.vn", TargetClass.Ready), ("site:dvc.a.vn", TargetClass.None), ("site:b.vn", TargetClass.Ready), ("site:c.vn", TargetClass.Ready) }
                .ToDictionary(pair => pair.Item1, pair => Site(pair.Item2) with { Target = pair.Item1 }),
        };
        IReadOnlyList<Figure> figures = KpiCatalog.All.Single(kpi => kpi.Id == "G-02").Compute(inputs);
        Figure both = figures.Single(figure => figure.Definition == "portal-and-services");
        Figure alone = figures.Single(figure => figure.Definition == "portal-alone");

        // a: its services fail; b: a ministry without registered services on the last day they count is unknown; c: provinces no longer have any; d: no portal.
        Assert.Equal((1m, 2m, 2), (both.Numerator, both.Denominator, both.Unknown!.Count));
        Assert.Equal((3m, 3m, 1), (alone.Numerator, alone.Denominator, alone.Unknown!.Count));

        Figure later = KpiCatalog.All.Single(kpi => kpi.Id == "G-02").Compute(inputs with { Date = new DateOnly(2026, 2, 1) }).Single(figure => figure.Definition == "portal-and-services");
        Assert.Equal((2m, 3m, 1), (later.Numerator, later.Denominator, later.Unknown!.Count));

        Figure wider = KpiCatalog.All.Single(kpi => kpi.Id == "G-02").Compute(inputs with { Options = new KpiOptions { UnitsInScope = 10 } }).Single(figure => figure.Definition == "portal-alone");
        Assert.Equal((7, 10), (wider.Unknown!.Count, wider.Unknown.All));
    }

    [Fact]
    public void A_level_that_was_not_looked_at_in_full_is_unknown_unless_one_of_its_criteria_fails()
    {
        Assert.Equal(1, Portal(With(TargetClass.Partial, "WEB-07", Verdict.Fail)).Unknown!.Count);
        Assert.Equal((0m, 1m), (Portal(With(TargetClass.Partial, "WEB-03", Verdict.Fail)).Numerator, Portal(With(TargetClass.Partial, "WEB-03", Verdict.Partial)).Denominator));
        Assert.Equal(1, Portal(With(TargetClass.Unknown, "WEB-03", Verdict.Fail)).Unknown!.Count);

        static Figure Portal(MeasuredState state) => KpiCatalog.All.Single(kpi => kpi.Id == "G-02").Compute(Worlds.Empty with
        {
            Programmes = [Worlds.Scope()],
            Organisations = [Worlds.Unit("a", "ministry")],
            Targets = [Worlds.Target("a", "site", "a.vn")],
            States = new Dictionary<string, MeasuredState> { ["site:a.vn"] = state },
        }).Single(figure => figure.Definition == "portal-alone");
    }

    [Fact]
    public void Bounds_hold_the_figure_and_the_truth()
    {
        var random = new Random(64);
        for (int i = 0; i < 500; i++)
        {
            TargetClass[] truth = [.. Enumerable.Range(0, random.Next(1, 40)).Select(_ => (TargetClass)random.Next(4))];
            MeasuredState?[] seen = [.. truth.Select(one => random.Next(5) == 0 ? null : Site(one))];
            foreach (string id in (string[])["C-01", "C-02", "C-03"])
            {
                Figure all = Compute(id, Worlds.Measures("site", [.. truth.Select(Site)]));
                Figure some = Compute(id, Worlds.Measures("site", seen));
                Assert.InRange(all.Value!.Value, some.Unknown!.Low, some.Unknown.High);
                if (some.Value is { } value)
                {
                    Assert.InRange(value, some.Unknown.Low, some.Unknown.High);
                }
            }
        }
    }

    [Fact]
    public async Task Figures_of_the_register_are_of_the_day()
    {
        using VietNam country = await VietNam.OpenAsync(DatabaseKind.Sqlite);
        DateTimeOffset june = new(2025, 6, 30, 16, 59, 0, TimeSpan.Zero);
        var measured = new Measurements()
            .Add("site:bacninh.gov.vn", TargetClass.None, june.AddDays(-1))
            .Add("site:bacninh.gov.vn", TargetClass.Ready, june.AddMinutes(1)); // 00:00 on 1 July in Viet Nam.
        var reader = new KpiReader(country.Database, measured);
        Figure before = Figure(await reader.ReadAsync(VietNam.On("2025-06-30")));
        Assert.Equal((0m, 1m), (before.Numerator, before.Denominator));
        Figure after = Figure(await reader.ReadAsync(VietNam.On("2025-07-01")));
        Assert.Equal((1m, 1m), (after.Numerator, after.Denominator));
        Assert.True(before.Unknown!.All > after.Unknown!.All);

        static Figure Figure(KpiReport report) => report.Readings.Single(reading => reading.Id == "C-02").Figures.Single();
    }

    private static MeasuredState Site(TargetClass grade) => Measurements.State("site:x.vn", grade, Yesterday);

    private static MeasuredState With(TargetClass grade, string criterion, Verdict verdict) =>
        Measurements.State("x:x.vn", grade, Yesterday, (criterion, verdict)) with { Level = Level.None, LevelScope = Level.None };

    private static Figure Compute(string id, KpiInputs inputs) => KpiCatalog.All.Single(kpi => kpi.Id == id).Compute(inputs).Single();
}
