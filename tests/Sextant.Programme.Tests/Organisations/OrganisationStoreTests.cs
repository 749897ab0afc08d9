using Sextant.Programme.Organisations;
using Sextant.Store.Databases;

namespace Sextant.Programme.Tests.Organisations;

public sealed class OrganisationStoreTests
{
    private static readonly OrganisationFilter Provinces = new() { Kinds = ["province"] };

    [Theory]
    [MemberData(nameof(VietNam.Kinds), MemberType = typeof(VietNam))]
    public async Task Provinces_are_63_until_the_last_day_and_34_from_the_next(DatabaseKind kind)
    {
        using VietNam country = await VietNam.OpenAsync(kind);
        var store = new OrganisationStore(country.Database);
        Assert.Equal(63, (await store.ListAsync(Provinces, VietNam.On("2025-06-30"))).Count);
        Assert.Equal(34, (await store.ListAsync(Provinces, VietNam.On("2025-07-01"))).Count);
        (IReadOnlyList<OrganisationLine> first, string? next) = await store.PageAsync(Provinces, (null, 20), VietNam.On("2025-07-01"));
        (IReadOnlyList<OrganisationLine> rest, string? end) = await store.PageAsync(Provinces, (next, 20), VietNam.On("2025-07-01"));
        Assert.Equal((20, 14, (string?)null), (first.Count, rest.Count, end));
        Assert.Equal((await store.ListAsync(Provinces, VietNam.On("2025-07-01"))).ToHashSet(), first.Concat(rest).ToHashSet());
        var targets = new TargetStore(country.Database);
        Assert.Equal(22, (await store.CountAsync(VietNam.On("2025-02-28")))["ministry"]);
        Assert.Equal(17, (await store.CountAsync(VietNam.On("2025-03-01")))["ministry"]);
        IReadOnlyList<TargetLine> paged = await PagedAsync();
        Assert.Equal((await targets.ListAsync(new OrganisationFilter(), VietNam.On("2026-11-22"))).OrderBy(line => line.Key, StringComparer.Ordinal), paged.OrderBy(line => line.Key, StringComparer.Ordinal));

        // All of the day is remembered now: its pages come from there, the same, and not when it no longer holds.
        Assert.Equal(paged.OrderBy(line => line.Key, StringComparer.Ordinal), await PagedAsync());
        await new OrganisationCorrections(country.Database, TimeProvider.System).AddTargetAsync("hue", "site", "moi.hue.gov.vn", "service", null, new Correction("test", "test"));
        Assert.Equal(paged.Count + 1, (await PagedAsync()).Count);
        await targets.ListAsync(new OrganisationFilter(), VietNam.On("2026-11-22"));
        Assert.Contains((await targets.PageAsync(("site", "hue"), (null, 200), VietNam.On("2026-11-22"))).Lines, line => line.Ascii == "moi.hue.gov.vn");

        async Task<IReadOnlyList<TargetLine>> PagedAsync()
        {
            var all = new List<TargetLine>();
            for (string? after = null, more = ""; more is not null; after = more)
            {
                (IReadOnlyList<TargetLine> lines, more) = await targets.PageAsync((null, null), (after, 200), VietNam.On("2026-11-22"));
                all.AddRange(lines);
            }

            return all;
        }
    }

    [Theory]
    [MemberData(nameof(VietNam.Kinds), MemberType = typeof(VietNam))]
    public async Task A_reused_code_is_two_organisations(DatabaseKind kind)
    {
        using VietNam country = await VietNam.OpenAsync(kind);
        var store = new OrganisationStore(country.Database);
        Assert.Equal("bac-giang", await store.ByDesignationAsync("province-code", "24", VietNam.On("2025-06-30")));
        Assert.Equal("bac-ninh-2025", await store.ByDesignationAsync("province-code", "24", VietNam.On("2025-07-01")));
        Assert.Equal("bac-ninh", await store.ByDesignationAsync("province-code", "27", VietNam.On("2025-06-30")));
        Assert.Null(await store.ByDesignationAsync("province-code", "27", VietNam.On("2025-07-01")));
    }

    [Theory]
    [InlineData("hue", "hue")]
    [InlineData("Huế", "hue")]
    [InlineData("DA NANG", "da-nang")]
    [InlineData("dak lak", "dak-lak")]
    [InlineData("hochiminhcity.gov", "ho-chi-minh")]
    [InlineData("Y tế", "bo-y-te")]
    [InlineData("ministry of health", "bo-y-te")]
    public async Task Search_needs_no_accents(string typed, string slug)
    {
        using VietNam country = await VietNam.OpenAsync(DatabaseKind.Sqlite);
        IReadOnlyList<OrganisationLine> found = await new OrganisationStore(country.Database).ListAsync(new OrganisationFilter { Search = typed }, VietNam.On("2025-06-30"));
        Assert.Contains(slug, found.Select(line => line.Slug));
        Assert.True(found.Count < 5, $"{found.Count} found");
    }

    [Fact]
    public async Task Search_folds_alike_on_PostgreSQL()
    {
        using VietNam country = await VietNam.OpenAsync(DatabaseKind.PostgreSql);
        IReadOnlyList<OrganisationLine> found = await new OrganisationStore(country.Database).ListAsync(new OrganisationFilter { Search = "hue" }, VietNam.On("2026-01-01"));
        Assert.Equal(["hue"], found.Select(line => line.Slug));
    }

    [Theory]
    [InlineData("%")]
    [InlineData("_")]
    [InlineData("' OR 1=1 --")]
    [InlineData("\ud800")]
    [InlineData("\u0301")]
    public async Task Search_takes_anything(string typed)
    {
        using VietNam country = await VietNam.OpenAsync(DatabaseKind.Sqlite);
        Assert.Empty(await new OrganisationStore(country.Database).ListAsync(new OrganisationFilter { Search = typed }, VietNam.On("2025-06-30")));
    }

    [Fact]
    public async Task Names_sort_as_in_Vietnamese()
    {
        using VietNam country = await VietNam.OpenAsync(DatabaseKind.Sqlite);
        string[] names = [.. (await new OrganisationStore(country.Database).ListAsync(Provinces, VietNam.On("2025-06-30"))).Select(line => line.Name.In("vi"))];
        Assert.Equal("An Giang", names[0]);
        Assert.True(Array.IndexOf(names, "Cao Bằng") < Array.IndexOf(names, "Đà Nẵng"));
        Assert.True(Array.IndexOf(names, "Đồng Tháp") < Array.IndexOf(names, "Gia Lai"));
    }

    [Theory]
    [MemberData(nameof(VietNam.Kinds), MemberType = typeof(VietNam))]
    public async Task A_page_tells_what_became_of_an_organisation(DatabaseKind kind)
    {
        using VietNam country = await VietNam.OpenAsync(kind);
        var store = new OrganisationStore(country.Database);
        OrganisationView old = (await store.FindAsync("bac-giang", VietNam.On("2026-01-01")))!;
        Assert.False(old.Exists);
        Assert.Equal("Bắc Giang", old.Name.In("vi"));
        Assert.Equal(["bac-ninh-2025"], old.Successors.Select(other => other.Slug));
        Assert.Empty(old.Targets);
        Assert.Equal(3, old.FormerTargets.Count);

        OrganisationView now = (await store.FindAsync("bac-ninh-2025", VietNam.On("2026-01-01")))!;
        Assert.Equal(["bac-giang", "bac-ninh"], now.Predecessors.Select(other => other.Slug).Order());
        Assert.Equal("Bắc Ninh", now.Name.In("vi"));
        Assert.Contains(now.Targets, target => target is { Key: "site:bacninh.gov.vn", Confidence: "inferred" });
        Assert.Contains(now.Designations, item => item is { Scheme: "seat-in-former", Value: "bac-giang" });
        Assert.Null(await store.FindAsync("bac-ninh-2025", VietNam.On("2025-06-30")));
        Assert.Null(await store.FindAsync("nowhere", VietNam.On("2025-06-30")));

        OrganisationView vnnic = (await store.FindAsync("vnnic", VietNam.On("2026-01-01")))!;
        Assert.Equal(["bo-thong-tin-va-truyen-thong", "bo-khoa-hoc-va-cong-nghe"], vnnic.Parents.Select(parent => parent.Slug));
    }

    [Fact]
    public async Task A_target_belongs_to_who_has_it_on_the_day()
    {
        using VietNam country = await VietNam.OpenAsync(DatabaseKind.Sqlite);
        var targets = new TargetStore(country.Database);
        Assert.Equal("bac-ninh", (await targets.FindAsync("site:bacninh.gov.vn", VietNam.On("2025-06-30")))!.Organisation);
        Assert.Equal("bac-ninh-2025", (await targets.FindAsync("site:bacninh.gov.vn", VietNam.On("2025-07-01")))!.Organisation);
        Assert.Null(await targets.FindAsync("site:bacgiang.gov.vn", VietNam.On("2025-07-01")));
        Assert.Null(await targets.FindAsync("site:example.com", VietNam.On("2025-07-01")));
        Assert.Equal(63 * 3, (await targets.ListAsync(Provinces, VietNam.On("2025-06-30"))).Count);
    }
}
