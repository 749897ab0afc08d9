using Microsoft.EntityFrameworkCore;
using Sextant.Programme.Organisations;
using Sextant.Programme.Packs;
using Sextant.Programme.Register;
using Sextant.Store.Databases;

namespace Sextant.Programme.Tests.Packs;

public sealed class PackLoaderTests
{
    [Theory]
    [MemberData(nameof(VietNam.Kinds), MemberType = typeof(VietNam))]
    public async Task Loading_again_changes_nothing(DatabaseKind kind)
    {
        using VietNam country = await VietNam.OpenAsync(kind);
        int rows = await RowsAsync(country);
        country.Clock.Now += TimeSpan.FromDays(1);
        PackLoadResult again = await country.Loader.LoadAsync(VietNam.Pack);
        Assert.False(again.Changed);
        Assert.Equal(rows, await RowsAsync(country));

        // Another version of the same content adds a load, and no version of any fact.
        PackLoadResult newer = await country.Loader.LoadAsync(VietNam.Pack with { Version = "2099.1" });
        Assert.Equal((true, 0, 0, 0), (newer.Changed, newer.Added, newer.Replaced, newer.TakenBack));
        Assert.Equal(rows, await RowsAsync(country));
    }

    [Theory]
    [MemberData(nameof(VietNam.Kinds), MemberType = typeof(VietNam))]
    public async Task A_new_version_replaces_what_the_old_one_said_and_keeps_it_readable(DatabaseKind kind)
    {
        using VietNam country = await VietNam.OpenAsync(kind);
        DateTimeOffset before = country.Clock.Now;
        country.Clock.Now += TimeSpan.FromDays(1);
        Pack changed = VietNam.Pack with
        {
            Version = "2099.1",
            Documents = [.. VietNam.Pack.Documents.Select(item => item.Id == "38-qd-btttt" ? item with { Title = "Other" } : item)],
        };
        PackLoadResult result = await country.Loader.LoadAsync(changed);
        Assert.Equal((0, 1, 0), (result.Added, result.Replaced, result.TakenBack));
        await using ProgrammeContext context = country.Database.Create();
        AsOf now = VietNam.On("2026-01-01");
        Assert.Equal("Other", (await context.At<RegisterDocument>(now).SingleAsync(row => row.Key == "38-qd-btttt")).Title);
        RegisterDocument earlier = await context.At<RegisterDocument>(now with { Known = before }).SingleAsync(row => row.Key == "38-qd-btttt");
        Assert.StartsWith("Chương trình", earlier.Title);
        Assert.Equal("pack:vn@" + VietNam.Pack.Version, earlier.Origin);
        Assert.Equal(country.Clock.Now, earlier.SupersededAt);
    }

    [Fact]
    public async Task Another_country_needs_another_folder()
    {
        using VietNam country = await VietNam.OpenAsync(DatabaseKind.Sqlite);
        OtherPackException refused = await Assert.ThrowsAsync<OtherPackException>(() => country.Loader.LoadAsync(VietNam.Pack with { Id = "xx" }));
        Assert.Contains("--data", refused.Message);
    }

    [Fact]
    public async Task A_pack_with_faults_loads_nothing()
    {
        using VietNam country = await VietNam.OpenAsync(DatabaseKind.Sqlite, load: false);
        Pack faulty = VietNam.Pack with { TimeZone = "Mars/Olympus" };
        PackException refused = await Assert.ThrowsAsync<PackException>(() => country.Loader.LoadAsync(faulty));
        Assert.Contains(refused.Faults.List, fault => fault.Place == "timeZone");
        Assert.Equal(0, await RowsAsync(country));
    }

    [Theory]
    [MemberData(nameof(VietNam.Kinds), MemberType = typeof(VietNam))]
    public async Task Two_loads_at_once_give_one_register(DatabaseKind kind)
    {
        using VietNam country = await VietNam.OpenAsync(kind, load: false);
        PackLoadResult[] results = await Task.WhenAll(
            Task.Run(() => country.Loader.LoadAsync(VietNam.Pack)), Task.Run(() => country.Loader.LoadAsync(VietNam.Pack)), Task.Run(() => country.Loader.LoadAsync(VietNam.Pack)));
        Assert.Single(results, result => result.Changed);
        IReadOnlyDictionary<string, int> counts = await new OrganisationStore(country.Database).CountAsync(VietNam.On("2025-06-30"));
        Assert.Equal(63, counts["province"]);
    }

    private static async Task<int> RowsAsync(VietNam country)
    {
        await using ProgrammeContext context = country.Database.Create();
        return await context.Set<RegisterOrganisation>().CountAsync() + await context.Set<RegisterName>().CountAsync() + await context.Set<RegisterTarget>().CountAsync()
            + await context.Set<RegisterFact>().CountAsync() + await context.Set<RegisterOutline>().CountAsync() + await context.Set<RegisterRelation>().CountAsync()
            + await context.Set<RegisterDirection>().CountAsync() + await context.Set<RegisterAsn>().CountAsync();
    }
}
