using Sextant.Checks.Judging;
using Sextant.Programme.Country;
using Sextant.Programme.Figures;
using Sextant.Programme.Measured;
using Sextant.Programme.Organisations;
using Sextant.Programme.Plans;
using Sextant.Programme.Register;
using Sextant.Programme.Tests.Kpis;
using Sextant.Store.Databases;

namespace Sextant.Programme.Tests.Country;

public sealed class CountryReaderTests
{
    [Theory]
    [MemberData(nameof(VietNam.Kinds), MemberType = typeof(VietNam))]
    public async Task The_map_shows_the_units_of_the_day_and_what_was_measured(DatabaseKind kind)
    {
        using VietNam country = await VietNam.OpenAsync(kind);
        var measured = new Measurements().Add("site:langson.gov.vn", TargetClass.Ready, new DateTimeOffset(2025, 6, 20, 0, 0, 0, TimeSpan.Zero));
        var reader = new CountryReader(country.Database, measured);
        CountryMap before = await reader.MapAsync(VietNam.On("2025-06-30"));
        Assert.Equal(63, before.Units.Count);
        Assert.Equal(TargetClass.Ready, before.Units.Single(unit => unit.Slug == "lang-son").State!.Class);
        Assert.All(before.Units.Where(unit => unit.Slug != "lang-son"), unit => Assert.Null(unit.State));
        Assert.Contains("CC BY 4.0", before.Attributions.Single().Licence);
        Assert.Equal(34, (await reader.MapAsync(VietNam.On("2025-07-01"))).Units.Count);

        // Too old to colour a map.
        Assert.Null((await reader.MapAsync(VietNam.On("2025-12-31"))).Units.Single(unit => unit.Slug == "lang-son").State);
    }

    [Theory]
    [MemberData(nameof(VietNam.Kinds), MemberType = typeof(VietNam))]
    public async Task The_overview_counts_and_says_how_much_was_measured(DatabaseKind kind)
    {
        using VietNam country = await VietNam.OpenAsync(kind);
        CountryOverview overview = await new CountryReader(country.Database, new NothingMeasured()).OverviewAsync(VietNam.On("2026-11-22"));
        Assert.Equal((34, 17, 0), (overview.Counts["province"], overview.Counts["ministry"], overview.Measured));
        Assert.True(overview.Targets > 150);
        Assert.Null(overview.LastMeasured);
        Assert.Equal("Việt Nam", overview.Header.Name.In("vi"));
        Assert.Equal("Bộ, ngành", overview.Header.KindName("ministry", "vi"));
        Assert.Equal("Asia/Ho_Chi_Minh", overview.Header.Calendar.Zone.Id);

        // Before anybody asks today's is read, and near midnight, which is 17:00 UTC, also what the next day begins with.
        foreach ((string now, int days) in new[] { ("2026-11-22T16:40Z", 1), ("2026-11-22T16:50Z", 2) })
        {
            var clock = new Testing.FakeTimeProvider(DateTimeOffset.Parse(now, System.Globalization.CultureInfo.InvariantCulture));
            Assert.Equal(days, (await new EarlyReading(new CountryReader(country.Database, new NothingMeasured()), clock).RoundAsync(default)).Count);
        }
    }

    [Fact]
    public async Task An_empty_register_says_so()
    {
        using VietNam country = await VietNam.OpenAsync(DatabaseKind.Sqlite, load: false);
        var reader = new CountryReader(country.Database, new NothingMeasured());
        Assert.Null(await reader.HeaderAsync());
        await Assert.ThrowsAsync<NoPackException>(() => reader.OverviewAsync(VietNam.On("2026-01-01")));
        await Assert.ThrowsAsync<NoPackException>(() => reader.MapAsync(VietNam.On("2026-01-01")));
        Assert.Empty(await new OrganisationStore(country.Database).ListAsync(new OrganisationFilter(), VietNam.On("2026-01-01")));
    }

    [Theory]
    [MemberData(nameof(VietNam.Kinds), MemberType = typeof(VietNam))]
    public async Task Programmes_and_series_are_of_the_day(DatabaseKind kind)
    {
        using VietNam country = await VietNam.OpenAsync(kind);
        var plans = new PlanStore(country.Database);
        var figures = new FigureStore(country.Database);
        ProgrammeView[] programmes = [.. await plans.ProgrammesAsync(VietNam.On("2026-01-01"))];
        Assert.Equal(["ipv6-for-gov", "ipv6-only"], programmes.Select(programme => programme.Id));
        Assert.Equal((85, new DateOnly(2025, 2, 28)), (programmes[0].ScopeUnits, programmes[0].ScopeUntil));
        Assert.Equal([new DateOnly(2030, 12, 31), new DateOnly(2032, 12, 31)], programmes[1].TargetValues.Where(value => value.State == "ipv6-only").Select(value => value.By));
        Assert.Equal(4, (await plans.WorkGroupsAsync(VietNam.On("2026-01-01"))).Count);
        IReadOnlyList<DayView> days = await plans.DaysAsync(VietNam.On("2026-01-01"));
        DayView ipv6 = Assert.Single(days, day => !day.Off);
        Assert.Equal((5, 6), (ipv6.Month, ipv6.Day));
        Assert.Equal(4, days.Count(day => day is { Off: true, Year: null }));
        Assert.Contains("vượt 88%", await plans.SourceTextAsync("review-2023", VietNam.On("2026-01-01")));

        IReadOnlyList<UsageSeries> usage = await figures.UsageAsync(VietNam.On("2020-12-31"));
        Assert.Equal(["apnic", "google", "vnnic"], usage.Select(series => series.Id));
        Assert.Equal([5, 1, 2], usage.Select(series => series.Points.Count));
        Assert.Equal(38.48m, usage[0].Points[^1].Value);
        Assert.Equal(64, (await figures.IndicatorsAsync(VietNam.On("2026-01-01"))).Count);
        Assert.Equal(97, (await figures.CriteriaAsync(VietNam.On("2026-01-01"))).Count);
        Assert.Equal(3, (await figures.FactsAsync(VietNam.On("2026-01-01"), "G-01")).Count);
        Assert.Equal(2, (await figures.FactsAsync(VietNam.On("2026-01-01"), "U-09")).Count);
        Assert.Contains("2402:800::/32", (await figures.AsnsAsync(VietNam.On("2026-01-01"))).Single(asn => asn.Number == 7552).Ipv6Prefixes);
    }
}
