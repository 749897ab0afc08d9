using Sextant.Checks.Judging;
using Sextant.Programme.Kpis;
using Sextant.Programme.Kpis.Outlook;
using Sextant.Programme.Measured;
using Sextant.Programme.Organisations;
using Sextant.Programme.Plans;
using Sextant.Programme.Register;
using Sextant.Store.Databases;
using Sextant.Testing;

namespace Sextant.Programme.Tests.Kpis;

/// <summary>Paths, forecasts, their test, arrivals, contributions.</summary>
public sealed class OutlookTests
{
    private static readonly DateOnly First = new(2024, 1, 1);

    [Fact]
    public void The_path_is_straight_between_milestones_and_asks_nothing_outside()
    {
        LinePoint[] points = [new(new DateOnly(2025, 10, 1), 65)];
        IReadOnlyList<LinePoint> path = PathToTarget.Of(points, [Aim("2026-01-01", "2028-12-31", 80), Aim("2026-01-01", "2030-12-31", 90)]);
        Assert.Equal([65m, 80m, 90m], path.Select(point => point.Value));
        Assert.Equal(65m, PathToTarget.Needed(path, new DateOnly(2026, 1, 1)));
        Assert.Equal(80m, PathToTarget.Needed(path, new DateOnly(2028, 12, 31)));
        Assert.Equal(85m, PathToTarget.Needed(path, new DateOnly(2029, 12, 31)));
        Assert.Null(PathToTarget.Needed(path, new DateOnly(2025, 12, 31)));
        Assert.Null(PathToTarget.Needed(path, new DateOnly(2031, 1, 1)));

        // Begun above the target: no more is asked than the target. No value before the end: no path.
        Assert.Equal(50m, PathToTarget.Needed(PathToTarget.Of([new(First, 80)], [Aim("2024-01-01", "2024-12-31", 50)]), new DateOnly(2024, 6, 1)));
        Assert.Empty(PathToTarget.Of([new(new DateOnly(2025, 1, 1), 80)], [Aim("2024-01-01", "2024-12-31", 50)]));
        Assert.Empty(PathToTarget.Of(points, []));
    }

    [Fact]
    public void A_line_that_grows_evenly_in_log_odds_is_foretold_exactly()
    {
        LinePoint[] points = [.. Enumerable.Range(0, 24).Select(month => new LinePoint(First.AddMonths(month), Share(-1 + (0.5 * (First.AddMonths(month).DayNumber - First.DayNumber) / 365.25))))];
        ForecastPoint foretold = DriftForecast.Fit([.. points.Take(12)])!.At(points[23].Day);
        Assert.Equal(points[23].Value, foretold.Middle, 3);
        Assert.InRange(foretold.High - foretold.Low, 0, 0.01m);
        Assert.Null(DriftForecast.Fit([.. points.Take(3)]));
        Assert.Null(DriftForecast.Fit([]));
    }

    [Fact]
    public void Shares_stay_between_nothing_and_all_and_the_interval_widens()
    {
        LinePoint[] points = [.. ((decimal[])[90, 97, 93, 99, 100, 98]).Select((value, i) => new LinePoint(First.AddMonths(3 * i), value))];
        DriftForecast fit = DriftForecast.Fit(points)!;
        ForecastPoint[] ahead = [.. Enumerable.Range(1, 240).Select(month => fit.At(points[^1].Day.AddMonths(month)))];
        Assert.All(ahead, point => Assert.True(point.Low >= 0 && point.Low <= point.Middle && point.Middle <= point.High && point.High <= 100));
        Assert.True(ahead[11].High - ahead[11].Low > ahead[0].High - ahead[0].Low);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(100, 1)]
    [InlineData(14, 17)]
    public void A_line_that_has_not_moved_is_not_foretold_and_one_that_came_to_rest_is_tested_as_it_is_told(int counted, int all)
    {
        decimal value = all == 1 ? counted : 100m * counted / all;
        LinePoint[] still = [.. Enumerable.Range(0, 12).Select(month => new LinePoint(First.AddMonths(month), value))];
        Assert.Null(DriftForecast.Fit(still));
        Assert.True(DriftForecast.IsStill(still));
        Assert.False(DriftForecast.IsStill([.. still.Take(3)]));
        Assert.Null(BackTest.Of(still).Coverage);

        // It moved once, long ago: what follows is within, to the last decimal that is told, and at both ends.
        LinePoint[] rested = [new LinePoint(First.AddMonths(-1), 50), .. still];
        Assert.Equal(100m, BackTest.Of(rested).Coverage);
        Assert.Equal(value, DriftForecast.Told(value), 5);
    }

    [Fact]
    public void The_interval_holds_what_it_promises_on_lines_of_its_own_kind()
    {
        // Random walks with drift in log-odds: the forecast's own world. Over many of them four of five later values lie inside.
        var random = new Random(6);
        int inside = 0;
        int all = 0;
        for (int line = 0; line < 400; line++)
        {
            double level = -1;
            var points = new List<LinePoint>();
            for (int month = 0; month < 24; month++)
            {
                points.Add(new LinePoint(First.AddMonths(month), Share(level)));
                level += 0.03 + (0.08 * Gauss(random));
            }

            BackTest test = BackTest.Of(points);
            (inside, all) = (inside + test.Inside, all + test.All);
        }

        Assert.InRange(100.0 * inside / all, 75, 85);
    }

    [Fact]
    public void Arrival_is_told_with_its_bounds_or_not_at_all()
    {
        LinePoint[] points = [.. ((decimal[])[40, 44, 47, 52, 55]).Select((value, i) => new LinePoint(First.AddMonths(6 * i), value))];
        DriftForecast fit = DriftForecast.Fit(points)!;
        Arrival arrival = Arrival.Of(points, fit, Aim("2024-01-01", "2030-12-31", 70));
        Assert.Null(arrival.Reached);
        Assert.True(arrival.Earliest < arrival.Expected && (arrival.Latest is null || arrival.Expected < arrival.Latest));
        Assert.Equal(points[2].Day, Arrival.Of(points, fit, Aim("2024-01-01", "2030-12-31", 45)).Reached);

        // Reached, lost since, and foretold to come back; reached and kept, nothing is foretold.
        LinePoint[] lost = [.. points.Take(4), points[4] with { Value = 48 }];
        Arrival again = Arrival.Of(lost, DriftForecast.Fit(lost), Aim("2024-01-01", "2030-12-31", 50));
        Assert.Equal(lost[3].Day, again.Reached);
        Assert.True(again.Expected > lost[4].Day);
        Assert.Null(Arrival.Of(points, fit, Aim("2024-01-01", "2030-12-31", 45)).Expected);

        LinePoint[] falling = [.. points.Select(point => point with { Value = 100 - point.Value })];
        Assert.Null(Arrival.Of(falling, DriftForecast.Fit(falling), Aim("2024-01-01", "2030-12-31", 99)).Expected);
        Assert.Null(Arrival.Of([.. points.Take(2)], null, Aim("2024-01-01", "2030-12-31", 99)).Expected);
    }

    [Fact]
    public void Units_and_repairs_are_told_by_what_they_move()
    {
        DateTimeOffset at = Worlds.End.AddDays(-1);
        MeasuredState State(string key, TargetClass grade, params (string, Verdict)[] criteria) => Measurements.State(key, grade, at, criteria);
        KpiInputs inputs = Worlds.Empty with
        {
            Targets = [Worlds.Target("a", "site", "a1.vn"), Worlds.Target("a", "site", "a2.vn"), Worlds.Target("b", "site", "b1.vn"), Worlds.Target("b", "site", "b2.vn"), Worlds.Target("b", "site", "b3.vn")],
            States = new[]
            {
                State("site:a1.vn", TargetClass.Ready), State("site:a2.vn", TargetClass.None, ("WEB-01", Verdict.Fail)), State("site:b1.vn", TargetClass.None, ("WEB-01", Verdict.Fail), ("WEB-02", Verdict.Fail)),
                State("site:b2.vn", TargetClass.None, ("WEB-01", Verdict.Fail), ("WEB-99", Verdict.Fail)),
            }.ToDictionary(state => state.Target),
        };
        Figure figure = KpiCatalog.All.Single(kpi => kpi.Id == "C-02").Compute(inputs).Single();
        IReadOnlyList<UnitShare> units = Contribution.OfUnits(inputs, figure);
        Assert.Equal([("b", 0, 2, 1, 0m, 50m), ("a", 1, 1, 0, 25m, 25m)], units.Select(unit => (unit.Organisation, unit.Yes, unit.No, unit.Unknown, unit.Points, unit.Gain)));
        Assert.Equal(figure.Value, units.Sum(unit => unit.Points));

        // WEB-01 alone brings a2 and b2 in (WEB-99 does not decide); b1 needs WEB-02 too.
        Assert.Equal([("WEB-01", 3, 2, 50m), ("WEB-02", 1, 0, 0m)], Contribution.Fixes(inputs, figure).Select(fix => (fix.Criterion, fix.Targets, fix.Alone, fix.Gain)));
    }

    /// <summary>What a repair is said to do is what the figure does once it is made.</summary>
    [Theory]
    [InlineData("C-01", "WEB-01", 25)]
    [InlineData("C-09", "WEB-03", 25)]
    [InlineData("C-04", "WEB-10", 25)]
    public void A_repair_moves_the_figure_by_what_was_said(string id, string criterion, int gain)
    {
        (string, TargetClass, (string, Verdict)[])[] sites =
        [
            ("site:a1.vn", TargetClass.Ready, [("WEB-01", Verdict.Pass), ("WEB-03", Verdict.Pass), ("WEB-10", Verdict.Fail)]),
            ("site:a2.vn", TargetClass.Broken, [("WEB-01", Verdict.Pass), ("WEB-02", Verdict.Fail), ("WEB-03", Verdict.Fail), ("WEB-10", Verdict.Fail)]),
            ("site:b1.vn", TargetClass.None, [("WEB-01", Verdict.Fail), ("WEB-02", Verdict.Fail), ("WEB-03", Verdict.Fail)]),
            ("site:b2.vn", TargetClass.Ready, [("WEB-01", Verdict.Pass), ("WEB-03", Verdict.Pass), ("WEB-10", Verdict.Pass)]),
        ];
        Figure Of(string? repaired) => KpiCatalog.All.Single(kpi => kpi.Id == id).Compute(Seen(sites, repaired)).Single(figure => figure.Origin == FigureOrigin.Measured);
        Fix fix = Contribution.Fixes(Seen(sites, null), Of(null)).Single(fix => fix.Criterion == criterion);
        Assert.Equal((gain, gain), (fix.Gain, Of(criterion).Value - Of(null).Value));
        Assert.All(Contribution.Fixes(Seen(sites, null), Of(null)), other => Assert.Equal(other.Gain, Of(other.Criterion).Value - Of(null).Value));

        // Of a figure of what harms no repair of the sound ones is told.
        Figure broken = KpiCatalog.All.Single(kpi => kpi.Id == "C-03").Compute(Seen(sites, null)).Single();
        Assert.Empty(Contribution.Fixes(Seen(sites, null), broken));

        // Less is better: who has the broken one moves the figure, downwards; the other can add nothing good.
        Assert.Equal([("a", 25m, -25m), ("b", 0m, 0m)], Contribution.OfUnits(Seen(sites, null), broken).Select(unit => (unit.Organisation, unit.Points, unit.Gain)));

        static KpiInputs Seen((string Key, TargetClass Grade, (string Id, Verdict Verdict)[] Criteria)[] sites, string? repaired) => Worlds.Empty with
        {
            Targets = [Worlds.Target("a", "site", "a1.vn"), Worlds.Target("a", "site", "a2.vn"), Worlds.Target("b", "site", "b1.vn"), Worlds.Target("b", "site", "b2.vn")],
            States = sites.Select(site => Measurements.State(
                site.Key, repaired == "WEB-01" && site.Grade == TargetClass.None ? TargetClass.Partial : site.Grade, Worlds.End.AddDays(-1),
                [.. site.Criteria.Select(one => one.Id == repaired ? (one.Id, Verdict.Pass) : one)])).ToDictionary(state => state.Target),
        };
    }

    [Fact]
    public void Units_of_a_mean_and_of_a_count_add_up_to_the_figure()
    {
        var mean = new Figure
        {
            Indicator = "X-03", Definition = "mean", Origin = FigureOrigin.Derived, Unit = "%", Value = 40, Numerator = 80, Denominator = 2, Source = "measured", Method = "X-03/2", Decimals = 1,
            Members = [new("a", Counted.Yes, 60), new("b", Counted.Yes, 20), new("c", Counted.Unknown)],
        };
        Assert.Equal([("b", 10m, 40m), ("a", 30m, 20m), ("c", 0m, 0m)], Contribution.OfUnits(Worlds.Empty, mean).Select(unit => (unit.Organisation, unit.Points, unit.Gain)));
        Figure late = mean with { Indicator = "G-07", Definition = "overdue", Unit = "tasks", Value = 2, Numerator = 2, Denominator = null, Members = [new("a", Counted.Yes, 9), new("b", Counted.Yes, 4)] };
        Assert.Equal([("a", 1m), ("b", 1m)], Contribution.OfUnits(Worlds.Empty, late).Select(unit => (unit.Organisation, unit.Points)));
        Figure days = late with { Definition = "mean-days-late", Unit = "days", Value = 6.5m, Numerator = 13, Denominator = 2 };
        Assert.Equal(6.5m, Contribution.OfUnits(Worlds.Empty, days).Sum(unit => unit.Points));
    }

    [Fact]
    public async Task The_guide_states_the_coverage_that_the_stored_series_give()
    {
        using VietNam country = await VietNam.OpenAsync(DatabaseKind.Sqlite);
        var reader = new OutlookReader(country.Database, new NothingMeasured());
        KpiOutlook usage = (await reader.ReadAsync("U-00", VietNam.On("2026-11-22")))!;
        OutlookLine line = usage.Lines.Single(one => one.Definition == "series:vnnic");
        Assert.Equal(8, line.Points.Count);
        Assert.NotEmpty(line.Ahead);
        string guide = File.ReadAllText(Repository.At("docs", "guide", "figures.md"));
        // Most of what lay outside is one value, as the guide says.
        DateOnly[] outside =
        [
            .. Enumerable.Range(DriftForecast.LeastPoints, line.Points.Count - DriftForecast.LeastPoints).SelectMany(origin => line.Points.Skip(origin)
                .Where(point => DriftForecast.Fit([.. line.Points.Take(origin)])!.At(point.Day) is var told && (point.Value < told.Low || point.Value > told.High))).Select(point => point.Day),
        ];
        Assert.Equal((4, 3), (outside.Length, outside.Count(day => day is { Year: 2024, Month: 12 })));
        Assert.Contains($"{line.Tested.Inside} of {line.Tested.All} later values lay inside", guide, StringComparison.Ordinal);
        string vietnamese = File.ReadAllText(Repository.At("docs", "guide", "figures.vi.md"));
        Assert.Contains($"{line.Tested.Inside}/{line.Tested.All} giá trị sau đó nằm trong khoảng", vietnamese, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(VietNam.Kinds), MemberType = typeof(VietNam))]
    public async Task Every_indicator_of_the_register_has_its_page_of_data(DatabaseKind kind)
    {
        using VietNam country = await VietNam.OpenAsync(kind);
        DateTimeOffset then = new(2026, 10, 1, 0, 0, 0, TimeSpan.Zero);
        var measured = new Measurements().Add("site:langson.gov.vn", TargetClass.None, then, ("WEB-01", Verdict.Fail)).Add("site:langson.gov.vn", TargetClass.Ready, then.AddDays(40));
        var reader = new OutlookReader(country.Database, measured);
        foreach (IKpi kpi in KpiCatalog.All)
        {
            KpiOutlook outlook = (await reader.ReadAsync(kpi.Id, VietNam.On("2026-11-22")))!;
            Assert.NotEmpty(outlook.Reading.Figures);
            Assert.NotNull(outlook.Reading.Indicator);
        }

        KpiOutlook sites = (await reader.ReadAsync("C-02", VietNam.On("2026-11-22")))!;
        Assert.Equal([0m, 100m], sites.Lines.Single().Points.Select(point => point.Value));
        Assert.Contains(sites.Parts.Single().Units, unit => unit is { Organisation: "lang-son", Yes: 1, Points: 100m });
        Assert.Null(await reader.ReadAsync("X-99", VietNam.On("2026-11-22")));

        // Past months are held: a target of today changes none of them, one that was there then is counted from now on.
        var stamped = new Stamped(measured);
        var months = new MeasuredMonths(country.Database, stamped);
        AsOf now = VietNam.On("2026-11-22");
        IReadOnlyList<MeasuredMonth> held = await months.OfAsync(now, 3, default);
        var corrections = new OrganisationCorrections(country.Database, TimeProvider.System);
        await corrections.AddTargetAsync("hue", "site", "hom-nay.hue.gov.vn", "service", new DateOnly(2026, 11, 22), new Correction("test", "test"));
        Assert.Equal(held, await months.OfAsync(now, 3, default));
        measured.Add("site:truoc.hue.gov.vn", TargetClass.Ready, then);
        await corrections.AddTargetAsync("hue", "site", "truoc.hue.gov.vn", "service", new DateOnly(2026, 10, 1), new Correction("test", "test"));
        IReadOnlyList<MeasuredMonth> anew = await months.OfAsync(now, 3, default);
        Assert.Equal([held[0], held[1]], anew.Take(2));
        Assert.NotEqual(held[2], anew[2]);
        Assert.Equal([50m], (await new OutlookReader(country.Database, stamped).ReadAsync("C-02", now))!.Lines.Single().Points.Select(point => point.Value).Take(1));
        foreach (MeasuredMonth month in anew)
        {
            Assert.Equal(await new TargetStore(country.Database).ListAsync(new OrganisationFilter(), month.Day), month.Targets); // as one day is read
        }
    }

    /// <summary>What was measured is not measured again: it can be remembered.</summary>
    private sealed class Stamped(Measurements measured) : IMeasuredStates
    {
        public Task<IReadOnlyDictionary<string, MeasuredState>> BeforeAsync(IReadOnlyCollection<string> targets, DateTimeOffset instant, CancellationToken cancellation = default) =>
            measured.BeforeAsync(targets, instant, cancellation);

        public Task<long?> StampAsync(DateOnly? upTo = null, CancellationToken cancellation = default) => Task.FromResult<long?>(1);
    }

    private static TargetValueView Aim(string from, string by, decimal value) =>
        new("p", "x", null, DateOnly.Parse(from), DateOnly.Parse(by), value, null, null, "%", null, null, null);

    private static decimal Share(double logOdds) => (decimal)(100 / (1 + Math.Exp(-logOdds)));

    private static double Gauss(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
