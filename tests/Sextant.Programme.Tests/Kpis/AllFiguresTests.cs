using Sextant.Checks.Judging;
using Sextant.Programme.Communication;
using Sextant.Programme.Figures;
using Sextant.Programme.Conversions;
using Sextant.Programme.Kpis;
using Sextant.Programme.Measured;
using Sextant.Programme.Organisations;
using Sextant.Programme.Organisations.Exemptions;
using Sextant.Programme.Plans;
using Sextant.Programme.Register;
using Sextant.Programme.Sources;
using Sextant.Programme.Tasks;
using Sextant.Programme.Training;

namespace Sextant.Programme.Tests.Kpis;

/// <summary>Every indicator in a world in which its value is known by hand, and in one in which it is not known.</summary>
public sealed class AllFiguresTests
{
    private static readonly DateTimeOffset Yesterday = Worlds.End.AddDays(-1);

    /// <summary>Indicator, definition, value.</summary>
    public static TheoryData<string, string, decimal> Known => new()
    {
        { "G-01", "as-stated", 50 }, { "G-02", "portal-alone", 50 }, { "G-03", "G-01", 25 }, { "G-04", "T-03", 2 }, { "G-05", "register", 50 }, { "G-06", "all", 50 }, { "G-06", "group-1", 100 },
        { "G-11", "inventories", 50 }, { "G-11", "portal", 100 }, { "G-11", "wan", 0 }, { "G-07", "overdue", 1 }, { "G-07", "mean-days-late", 12 }, { "U-00", "series:vnnic", 65 }, { "U-01", "apnic-capable", 66 }, { "U-02", "apnic-preferred", 33 },
        { "U-03", "apnic-preferred/apnic-capable", 0.5m }, { "U-04", "as:45899 apnic-capable", 72 }, { "U-05", "world:apnic-capable", 5 }, { "U-05", "asean:apnic-capable", 2 },
        { "U-06", "google-users", 60 }, { "U-08", "apnic-capable|google-users", 6 }, { "U-09", "fixed-and-mobile", 65_000_000 }, { "U-10", "fixed-and-mobile", 65_000_000 }, { "U-14", "series:vnnic", 10 },
        { "C-01", "site", 75 }, { "C-02", "site", 50 }, { "C-03", "site", 25 }, { "C-04", "site", 25 }, { "C-09", "registered", 50 }, { "C-10", "s:C-01", 75 }, { "C-10", "s:C-03", 25 },
        { "D-01", "zone", 100 }, { "D-02", "zone", 0 }, { "D-05", "site-and-zone", 0 }, { "M-01", "mail", 100 }, { "R-01", "table", 50 }, { "R-02", "prefixes", 3 }, { "R-02", "in-48", 65_537 },
        { "R-05", "as-stated", 50 }, { "X-03", "mean", 20.833333m }, { "T-03", "as-stated", 1000 }, { "T-03", "specialists", 1 }, { "T-01", "turns", 5 }, { "T-01", "persons", 3 },
        { "T-02", "state-bodies", 1 }, { "T-02", "unit-unknown", 1 }, { "T-04", "held", 3 }, { "T-04", "mode-online", 2 }, { "T-04", "level-basic", 2 }, { "T-05", "certified", 2 }, { "T-05", "level-expert", 1 },
        { "A-01", "held", 3 }, { "A-01", "kind-workshop", 2 }, { "A-01", "attendees", 300 }, { "A-02", "all", 4 }, { "A-02", "tone-critical", 1 }, { "A-03", "downloads", 7 },
    };

    /// <summary>Indicators that show what somebody declared, until their input is there.</summary>
    public static TheoryData<string> Waiting =>
        ["G-08", "G-09", "G-10", "G-11", "G-12", "U-07", "U-11", "U-12", "U-13", "C-05", "C-06", "C-07", "C-08", "D-03", "D-04", "D-06", "R-03", "R-04", "R-06", "X-01", "X-02", "X-04", "T-01", "T-02", "T-04", "T-05", "A-01", "A-02", "A-03", "L-01", "L-02"];

    [Theory]
    [MemberData(nameof(Known))]
    public void A_figure_is_what_was_counted_by_hand(string id, string definition, decimal value)
    {
        Figure figure = Of(id, World()).Single(one => one.Definition == definition && one.Value is not null);
        Assert.Equal(value, Math.Round(figure.Value!.Value, 6));
        Assert.Null(figure.Missing);
        Assert.NotEmpty(FigureText.Value(figure, "vi"));
        Assert.StartsWith(id, figure.Method, StringComparison.Ordinal);
    }

    [Fact]
    public void Days_late_over_tasks_are_not_told_as_a_share()
    {
        Figure mean = Of("G-07", World()).Single(one => one.Definition == "mean-days-late");
        Assert.Equal("12 ngày của 1 nhiệm vụ", FigureText.Counts(mean, "vi"));
        Assert.Equal("days: 12, tasks: 1", FigureText.Counts(mean, "en"));
    }

    [Fact]
    public void What_nobody_has_looked_at_stands_beside_the_systems_that_are_converted()
    {
        Figure wan = Of("G-11", World()).Single(one => one.Definition == "wan");
        Assert.Equal((0m, 1m), (wan.Numerator, wan.Denominator));
        Assert.Equal(new UnknownShare(1, 2, 0, 50), wan.Unknown);
    }

    [Theory]
    [InlineData("R-01")]
    [InlineData("R-02")]
    public void A_table_of_networks_says_nothing_of_the_time_before_it(string id)
    {
        KpiInputs world = World();
        KpiInputs On(DateOnly day) => world with { Sources = new Dictionary<string, SourceView> { ["asn"] = new("asn", "dataset", LocalText.Empty, null, day, true, null, false) } };
        Assert.All(Of(id, On(world.Date)), figure => Assert.Equal((world.Date, null), (figure.Date, figure.Missing)));
        Assert.All(Of(id, On(world.Date.AddDays(1))), figure => Assert.Equal((NoData.NoInput, KpiInput.Networks), (figure.Missing, figure.Input)));
    }

    [Fact]
    public void Units_in_scope_that_the_register_does_not_have_stand_in_the_list_without_a_name()
    {
        KpiInputs world = World() with { IssuedPlans = new Dictionary<string, DateOnly> { ["a"] = new(2026, 1, 1) } };
        Figure plans = Of("G-01", world with { Options = new KpiOptions { UnitsInScope = 10 } }).Single(one => one.Definition == "issued-plans");
        Assert.Equal((1m, 10m), (plans.Numerator, plans.Denominator));
        Assert.Equal("a", Assert.Single(plans.Members, member => member.Counted == Counted.Yes).Key);
        Assert.Equal(9, plans.Members.Count(member => member.Counted == Counted.No));
        Assert.Contains(plans.Members, member => member.IsNameless);
    }

    [Fact]
    public void Every_indicator_is_looked_at() => Assert.Equal(
        KpiCatalog.All.Select(kpi => kpi.Id).Order(StringComparer.Ordinal),
        Known.Select(row => row.Data.Item1).Concat(Waiting.Select(row => row.Data)).Distinct().Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Waiting))]
    public void What_waits_shows_what_was_declared_and_else_names_its_input(string id)
    {
        FactView fact = new(id, new DateOnly(2025, 12, 31), null, "%", null, 3, 4, null, null, null, false, null, null, null, null, "s", null, false);
        Figure declared = Of(id, Worlds.Empty with { Facts = [fact] }).First();
        Assert.Equal((FigureOrigin.Declared, 3m), (declared.Origin, declared.Numerator));
        Assert.NotNull(declared.Value);

        Figure waits = Assert.Single(Of(id, Worlds.Empty));
        Assert.Equal((NoData.NoInput, null), (waits.Missing, waits.Value));
        Assert.NotNull(waits.Input);
        Assert.Contains(KpiInputTexts.Name(waits.Input!.Value, "vi"), FigureText.Value(waits, "vi"), StringComparison.Ordinal);
        Assert.StartsWith("no data: input ", FigureText.Value(waits, "en"), StringComparison.Ordinal);
    }

    [Fact]
    public void In_an_empty_world_no_indicator_has_a_value_and_each_says_why()
    {
        foreach (IKpi kpi in KpiCatalog.All)
        {
            IReadOnlyList<Figure> figures = kpi.Compute(Worlds.Empty);
            Assert.NotEmpty(figures);
            Assert.All(figures, figure =>
            {
                Assert.Null(figure.Value);
                Assert.NotNull(figure.Missing);
                Assert.False(figure.Headline);
                Assert.Equal(figure.Missing == NoData.NoInput, figure.Input is not null);
                Assert.DoesNotContain("0 %", FigureText.Value(figure, "en"), StringComparison.Ordinal);
            });
        }
    }

    [Fact]
    public void Every_input_has_its_name_in_both_languages() =>
        Assert.All(Enum.GetValues<KpiInput>(), input => Assert.NotEqual(KpiInputTexts.Name(input, "vi"), KpiInputTexts.Name(input, "en")));

    [Fact]
    public void Unknown_stays_out_of_new_figures_too()
    {
        // Nobody looked at resources: not the sites fail, the look is missing.
        KpiInputs without = World() with { States = World().States.ToDictionary(pair => pair.Key, pair => pair.Value with { Criteria = new Dictionary<string, Verdict>() }) };
        Assert.Equal(NoData.NoInput, Of("C-04", without).Single().Missing);

        // A unit without a number is unknown, not without addresses.
        Figure register = Of("G-05", World() with { Holdings = new Dictionary<string, IReadOnlyList<long>>() }).Single(figure => figure.Definition == "register");
        Assert.Equal((NoData.NotMeasured, 2), (register.Missing, register.Unknown!.Count));

        // Preferred and capable of different days make no ratio.
        OutsideState mixed = World().Outside with { Points = [.. World().Outside.Points.Select(point => point.Series == OutsideSeries.ApnicCapable ? point with { Day = point.Day.AddDays(-1) } : point)] };
        Assert.Null(Of("U-03", World() with { Outside = mixed }).Single().Value);

        // The path asks for nothing before it begins.
        Assert.Equal(NoData.NoTarget, Of("U-14", World() with { Date = new DateOnly(2025, 12, 31) }).Single().Missing);

        // A broken class takes an organisation's points, an unmeasured organisation is unknown.
        Figure score = Of("X-03", World()).Single();
        Assert.Equal((3m, 1), (score.Denominator, score.Unknown!.Count));
        Assert.Equal([("a", 62.5m), ("b", 0m), ("r", 0m), ("z", null)], score.Members.Select(member => (member.Key, member.Value)).OrderBy(one => one.Key, StringComparer.Ordinal));

        // What a unit is exempted from is asked of it no more; who is exempted from all stands apart.
        ExemptionView Exempt(string unit, string? criterion) => new("k" + unit, unit, LocalText.Empty, null, criterion, "w", "d", null, new DateOnly(2026, 1, 1), new DateOnly(2026, 12, 31));
        Figure exempted = Of("X-03", World() with { Exemptions = new Exemptions([Exempt("b", null)]) }).Single();
        Assert.Equal((2m, 1, 1), (exempted.Denominator, exempted.Unknown!.Count, exempted.Exempted));
        Assert.Equal(31.25m, exempted.Value);
    }

    private static IReadOnlyList<Figure> Of(string id, KpiInputs inputs) => KpiCatalog.All.Single(kpi => kpi.Id == id).Compute(inputs);

    private static KpiInputs World()
    {
        var day = new DateOnly(2026, 1, 15);
        TargetLine Site(string name) => Worlds.Target("a", "site", name);
        FactView Fact(string indicator, decimal? value, decimal? numerator, decimal? denominator, string unit) =>
            new(indicator, new DateOnly(2025, 12, 31), value, unit, null, numerator, denominator, null, null, null, false, null, null, null, null, "s", null, false);
        TargetValueView Aim(string indicator, string from, string by, decimal value, string unit) =>
            new("p", indicator, null, DateOnly.Parse(from), DateOnly.Parse(by), value, null, null, unit, null, null, null);
        TaskView Task(int number, int group, TaskProgress progress, int late) =>
            new() { Key = $"ke-hoach-2026/{number}", Number = number, Plan = "ke-hoach-2026", WorkGroup = group, Due = new DateOnly(2026, 1, 19), Progress = progress, DaysLate = late, Lead = new TaskUnit("a", LocalText.Empty), With = [], Reports = [], Extensions = [] };
        return Worlds.Empty with
        {
            Inventories = [new InventoryItem("a", "portal", "dual"), new InventoryItem("a", "wan", "ipv4-only"), new InventoryItem("a", "wan", "unknown")],
            Facts = [Fact("G-01", null, 40, 80, "%"), Fact("T-03", 1000, null, null, "experts"), Fact("U-09+U-10", 65_000_000, null, null, "subscribers"), Fact("R-05", null, 1, 2, "%")],
            Usage = [new UsageSeries("vnnic", "VNNIC", "U-00", LocalText.Empty, "s", [new UsagePoint(new DateOnly(2025, 10, 1), 65, 7)])],
            Programmes =
            [
                Worlds.Scope(("ministry", "2020-01-01"), ("province", "2020-01-01")) with
                {
                    TargetValues =
                    [
                        Aim("G-01", "2021-01-01", "2025-12-31", 40, "%"), Aim("T-03", "2021-01-01", "2026-12-31", 500, "experts"),

                        // From 65 on 1 January by one point a day: 31 January needs 95 less the 20 of another aim: 75 by the first milestone.
                        Aim("U-00", "2026-01-01", "2026-01-31", 75, "%"),
                    ],
                },
            ],
            Organisations = [Worlds.Unit("a", "ministry"), Worlds.Unit("b", "province"), Worlds.Unit("r", "registrar")],
            Targets =
            [
                Site("a.vn"), Worlds.Target("b", "site", "b.vn"), Worlds.Target("a", "site", "c.com", "other"), Worlds.Target("b", "site", "d.com", "other"), Worlds.Target("a", "mail", "a.vn"),
                Worlds.Target("a", "zone", "a.vn"), Worlds.Target("r", "zone", "r.vn"), Worlds.Target("z", "site", "e.vn", "other"),
            ],
            States = new Dictionary<string, MeasuredState>
            {
                ["site:a.vn"] = State("site:a.vn", TargetClass.Ready, ("WEB-03", Verdict.Pass), ("WEB-10", Verdict.Pass)),
                ["site:b.vn"] = State("site:b.vn", TargetClass.Broken, ("WEB-03", Verdict.Pass)),
                ["site:c.com"] = State("site:c.com", TargetClass.Partial, ("WEB-03", Verdict.Partial)),
                ["site:d.com"] = State("site:d.com", TargetClass.None, ("WEB-03", Verdict.Fail)),
                ["mail:a.vn"] = State("mail:a.vn", TargetClass.Ready, ("MAIL-02", Verdict.Pass)),
                ["zone:a.vn"] = State("zone:a.vn", TargetClass.Partial, ("DNS-01", Verdict.Pass), ("DNS-05", Verdict.Fail)),
                ["zone:r.vn"] = State("zone:r.vn", TargetClass.Partial, ("DNS-05", Verdict.Fail)),
            },
            Criteria = [new CriterionView("WEB-03", "website", "", "", "B", 20, ""), new CriterionView("DNS-05", "zone", "", "", "B", 10, ""), new CriterionView("DNS-01", "zone", "", "", "B", 10, "")],
            Networks = [new AsnView(45899, "x", 2, 2, ["2402:800::/32", "2402:800:1::/48", "2001:df3:d8c0::/48"]), new AsnView(7552, "y", 1, 0, [])],
            Communication = new CommunicationFacts(new Dictionary<string, int> { ["ipv6-day"] = 1, ["workshop"] = 2 }, 300, 5, new Dictionary<string, int> { ["neutral"] = 3, ["critical"] = 1 }, 7),
            Training = new TrainingFacts(
                [new HeldSession("x", "basic", "place"), new HeldSession("x", "basic", "online"), new HeldSession("y", "expert", "online")], 5,
                [
                    new LearntPerson(true, new HashSet<string> { "agency", "ministry" }, true), new LearntPerson(true, new HashSet<string> { "operator" }, false),
                    new LearntPerson(false, new HashSet<string>(), false),
                ],
                new Dictionary<string, int> { ["basic"] = 2, ["expert"] = 1 }, 2),
            Holdings = new Dictionary<string, IReadOnlyList<long>> { ["a"] = [45899], ["b"] = [7552] },
            Tasks =
            [
                new PlannedTask(Task(1, 1, TaskProgress.Done, 0), 2026), new PlannedTask(Task(2, 2, TaskProgress.Overdue, 12), 2026), new PlannedTask(Task(3, 2, TaskProgress.Cancelled, 0), 2026),
                new PlannedTask(Task(4, 2, TaskProgress.Done, 0), 2025),
            ],
            Outside = new OutsideState(
                "VN",
                [
                    new OutsidePoint(OutsideSeries.ApnicCapable, "cc:VN", day, 66, 100_000), new OutsidePoint(OutsideSeries.ApnicPreferred, "cc:VN", day, 33, 100_000),
                    new OutsidePoint(OutsideSeries.GoogleUsers, "cc:VN", day.AddDays(2), 60, null), new OutsidePoint(OutsideSeries.GoogleUsers, "world", day, 47, null),
                ],
                [new OutsideRank(OutsideSeries.ApnicCapable, day, 66, 5, 15, 2, 10, "apnic-1")],
                [new OutsideNetwork(45899, day, 72, 70, 50_000)],
                0),
        };
    }

    private static MeasuredState State(string key, TargetClass grade, params (string, Verdict)[] criteria) => Measurements.State(key, grade, Yesterday, criteria);
}
