using Sextant.Programme.Organisations;
using Sextant.Programme.Packs;
using Sextant.Programme.Register;
using Sextant.Store.Databases;

namespace Sextant.Programme.Tests.Organisations;

public sealed class OrganisationCorrectionsTests
{
    private static readonly Correction ByLan = new("lan", "letter of the unit");

    [Theory]
    [MemberData(nameof(VietNam.Kinds), MemberType = typeof(VietNam))]
    public async Task A_correction_survives_every_reload(DatabaseKind kind)
    {
        using VietNam country = await VietNam.OpenAsync(kind);
        var store = new OrganisationStore(country.Database);
        var corrections = new OrganisationCorrections(country.Database, country.Clock);
        country.Clock.Now += TimeSpan.FromHours(1);
        await corrections.RenameAsync("da-nang-2025", Text("Thành phố Đà Nẵng", "Da Nang City"), Day("2026-01-01"), ByLan);
        await corrections.ChangeDomainAsync("da-nang-2025", "danangcity.gov.vn", "danang.gov.vn", Day("2026-01-01"), ByLan);
        await corrections.EndAsync("vinaphone", Day("2026-03-31"), "vnpt", ByLan);

        country.Clock.Now += TimeSpan.FromHours(1);
        Assert.False((await country.Loader.LoadAsync(VietNam.Pack)).Changed);
        PackLoadResult result = await country.Loader.LoadAsync(VietNam.Pack with { Version = "2027.1" });
        Assert.True(result.Changed);
        Assert.Equal((0, 0, 0), (result.Added, result.Replaced, result.TakenBack));
        Assert.Contains("organisation vinaphone", result.Kept);

        OrganisationView unit = (await store.FindAsync("da-nang-2025", VietNam.On("2026-02-01")))!;
        Assert.Equal("Thành phố Đà Nẵng", unit.Name.In("vi"));
        Assert.Equal(["danang.gov.vn"], unit.Targets.Select(target => target.Domain).Distinct());
        Assert.All(unit.Targets, target => Assert.True(target is { Corrected: true, Confidence: "confirmed" }));
        Assert.Equal("Đà Nẵng", (await store.FindAsync("da-nang-2025", VietNam.On("2025-12-31")))!.Name.In("vi"));
        Assert.Equal("danangcity.gov.vn", (await store.FindAsync("da-nang-2025", VietNam.On("2025-12-31")))!.Targets[0].Domain);

        Assert.Equal(5, (await store.CountAsync(VietNam.On("2026-03-31")))["operator"]);
        Assert.Equal(4, (await store.CountAsync(VietNam.On("2026-04-01")))["operator"]);
        Assert.Equal("vnpt", (await store.FindAsync("vinaphone", VietNam.On("2026-04-01")))!.Successors.Single().Slug);
    }

    [Theory]
    [MemberData(nameof(VietNam.Kinds), MemberType = typeof(VietNam))]
    public async Task What_was_known_before_a_correction_can_still_be_asked(DatabaseKind kind)
    {
        using VietNam country = await VietNam.OpenAsync(kind);
        DateTimeOffset before = country.Clock.Now.AddMinutes(1);
        country.Clock.Now += TimeSpan.FromHours(1);
        await new OrganisationCorrections(country.Database, country.Clock).CorrectNameAsync("hue", "vi", "Thành phố Huế", VietNam.On("2026-01-01"), ByLan);
        var store = new OrganisationStore(country.Database);
        Assert.Equal("Thành phố Huế", (await store.FindAsync("hue", VietNam.On("2026-01-01")))!.Name.In("vi"));
        Assert.Equal("Huế", (await store.FindAsync("hue", VietNam.On("2026-01-01") with { Known = before }))!.Name.In("vi"));
        Assert.Null(await store.FindAsync("hue", VietNam.On("2026-01-01") with { Known = before.AddYears(-1) }));
    }

    [Fact]
    public async Task A_slug_is_never_reused()
    {
        using VietNam country = await VietNam.OpenAsync(DatabaseKind.Sqlite);
        var corrections = new OrganisationCorrections(country.Database, country.Clock);
        await Assert.ThrowsAsync<RefusedException>(() => corrections.FoundAsync("bac-giang", "province", "local-government", Text("Bắc Giang"), Day("2030-01-01"), ByLan));

        // Also not one that a later pack no longer names.
        Pack smaller = VietNam.Pack with
        {
            Version = "2027.1",
            Organisations = [.. VietNam.Pack.Organisations.Where(unit => unit.Id != "netnam")],
            Meetings = [],
        };
        PackLoadResult result = await country.Loader.LoadAsync(smaller);
        Assert.Equal(1, (await country.Loader.LoadAsync(smaller)).Unchanged > 0 ? 1 : 0);
        Assert.True(result.TakenBack > 4);
        Assert.Null(await new OrganisationStore(country.Database).FindAsync("netnam", VietNam.On("2026-01-01")));
        await Assert.ThrowsAsync<RefusedException>(() => corrections.FoundAsync("netnam", "operator", "telecom", Text("Khác"), Day("2030-01-01"), ByLan));

        // The pack may bring back what it took back.
        await country.Loader.LoadAsync(VietNam.Pack with { Version = "2027.2" });
        Assert.NotNull(await new OrganisationStore(country.Database).FindAsync("netnam", VietNam.On("2026-01-01")));
    }

    [Fact]
    public async Task A_domain_belongs_to_one_at_a_time()
    {
        using VietNam country = await VietNam.OpenAsync(DatabaseKind.Sqlite);
        var corrections = new OrganisationCorrections(country.Database, country.Clock);
        RefusedException clash = await Assert.ThrowsAsync<RefusedException>(() =>
            corrections.AddTargetAsync("vnpt", "site", "vnnic.vn", "portal", null, ByLan));
        Assert.Contains("vnnic", clash.Message);
        await corrections.AddTargetAsync("vnpt", "site", "Đẹp.vn", "portal", Day("2026-01-01"), ByLan);
        TargetLine added = Assert.Single((await new OrganisationStore(country.Database).FindAsync("vnpt", VietNam.On("2026-01-01")))!.Targets);
        Assert.Equal(("site:xn--p-zga8s.vn".Split(':')[0], "đẹp.vn"), (added.Kind, added.Domain));
        Assert.StartsWith("site:xn--", added.Key);
        await Assert.ThrowsAsync<RefusedException>(() => corrections.ChangeDomainAsync("vnpt", "example.vn", "a.vn", Day("2026-01-01"), ByLan));
        await Assert.ThrowsAsync<RefusedException>(() => corrections.RenameAsync("nobody", Text("x"), Day("2026-01-01"), ByLan));
    }

    [Fact]
    public async Task A_clock_set_back_breaks_no_history()
    {
        using VietNam country = await VietNam.OpenAsync(DatabaseKind.Sqlite);
        var corrections = new OrganisationCorrections(country.Database, country.Clock);
        country.Clock.Now -= TimeSpan.FromDays(3);
        await corrections.CorrectNameAsync("hue", "vi", "A", VietNam.On("2026-01-01"), ByLan);
        await corrections.CorrectNameAsync("hue", "vi", "B", VietNam.On("2026-01-01"), ByLan);
        Assert.Equal("B", (await new OrganisationStore(country.Database).FindAsync("hue", VietNam.On("2026-01-01")))!.Name.In("vi"));
    }

    private static LocalText Text(string vi, string? en = null) =>
        new(en is null ? [KeyValuePair.Create("vi", vi)] : [KeyValuePair.Create("vi", vi), KeyValuePair.Create("en", en)]);

    private static DateOnly Day(string date) => DateOnly.ParseExact(date, "yyyy-MM-dd");
}
