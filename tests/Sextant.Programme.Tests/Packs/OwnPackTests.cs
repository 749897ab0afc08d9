using Microsoft.EntityFrameworkCore;
using Sextant.Programme.Packs;
using Sextant.Programme.Register;
using Sextant.Store.Databases;

namespace Sextant.Programme.Tests.Packs;

/// <summary>What a start does with the pack that comes with the program.</summary>
public sealed class OwnPackTests
{
    [Theory]
    [MemberData(nameof(VietNam.Kinds), MemberType = typeof(VietNam))]
    public async Task An_empty_register_gets_it_and_the_next_start_does_nothing(DatabaseKind kind)
    {
        using VietNam country = await VietNam.OpenAsync(kind, load: false);
        using PackCopy copy = new();
        OwnPackLoad first = Assert.IsType<OwnPackLoad>(await Own(country).LoadAsync(copy.Folder));
        Assert.Null(first.Before);
        Assert.True(first.Result.Added > 1000);
        Assert.Null(await Own(country).LoadAsync(copy.Folder));
    }

    [Theory]
    [InlineData("\"2099.1\"")]
    [InlineData(null)]
    public async Task A_changed_pack_is_loaded_and_a_correction_by_a_person_stands(string? version)
    {
        using VietNam country = await VietNam.OpenAsync(DatabaseKind.Sqlite, load: false);
        using PackCopy copy = new();
        await Own(country).LoadAsync(copy.Folder);
        await CorrectTitleAsync(country, "Corrected");
        country.Clock.Now += TimeSpan.FromDays(1);
        copy.Set("pack.json", "version", version ?? $"\"{VietNam.Pack.Version}\"");
        copy.Set("documents.json", "documents[0].title", "\"Other\"");
        copy.Set("documents.json", "documents[1].title", "\"New\"");

        OwnPackLoad load = Assert.IsType<OwnPackLoad>(await Own(country).LoadAsync(copy.Folder));

        Assert.Equal(VietNam.Pack.Version, load.Before);
        Assert.Equal(1, load.Result.Replaced);
        Assert.Single(load.Result.Kept);
        await using ProgrammeContext context = country.Database.Create();
        string[] titles = [.. (await context.At<RegisterDocument>(VietNam.On("2026-01-01")).ToListAsync()).Select(row => row.Title)];
        Assert.Contains("Corrected", titles);
        Assert.Contains("New", titles);
        Assert.DoesNotContain("Other", titles);
    }

    [Theory]
    [InlineData("2099.1")]
    [InlineData(null)]
    public async Task What_a_person_loaded_is_not_replaced_by_the_same_or_an_older_version(string? loaded)
    {
        using VietNam country = await VietNam.OpenAsync(DatabaseKind.Sqlite, load: false);
        await country.Loader.LoadAsync(VietNam.Pack with { Version = loaded ?? VietNam.Pack.Version, Days = [] });
        using PackCopy copy = new();
        Assert.Null(await Own(country).LoadAsync(copy.Folder));
        Assert.Single(await LoadsAsync(country));
    }

    [Fact]
    public async Task A_pack_that_was_loaded_once_does_not_come_back_over_what_a_person_loaded_since()
    {
        using VietNam country = await VietNam.OpenAsync(DatabaseKind.Sqlite, load: false);
        using PackCopy copy = new();
        await Own(country).LoadAsync(copy.Folder);
        await country.Loader.LoadAsync(VietNam.Pack with { Version = "2000.1", Days = [] });
        Assert.Null(await Own(country).LoadAsync(copy.Folder));
    }

    [Fact]
    public async Task Another_countrys_register_is_left_alone_and_a_damaged_pack_harms_no_full_register()
    {
        using VietNam country = await VietNam.OpenAsync(DatabaseKind.Sqlite, load: false);
        using PackCopy copy = new();
        copy.Set("pack.json", "timeZone", "\"Mars/Olympus\"");
        await Assert.ThrowsAsync<PackException>(() => Own(country).LoadAsync(copy.Folder));
        await country.Loader.LoadAsync(VietNam.Pack with { Id = "xx", Version = "1" });
        Assert.Null(await Own(country).LoadAsync(copy.Folder));
        copy.Set("pack.json", "timeZone", "\"Asia/Ho_Chi_Minh\"");
        Assert.Null(await Own(country).LoadAsync(copy.Folder));
        Assert.Single(await LoadsAsync(country));
    }

    [Theory]
    [InlineData("2026.9.1", "2026.11.22", -1)]
    [InlineData("2026.11.22", "2026.11.22", 0)]
    [InlineData("2026.11.22", "2026.11.22-1", -1)]
    [InlineData("2026.011.22", "2026.11.22", 0)]
    [InlineData("2099.1", "2026.11.22", 1)]
    [InlineData("99999999999999999999.1", "2026", 1)]
    public void Versions_are_ordered_by_their_numbers(string one, string other, int order) => Assert.Equal(order, Math.Sign(OwnPack.Compare(one, other)));

    private static OwnPack Own(VietNam country) => new(country.Database, country.Clock);

    private static async Task<IReadOnlyList<RegisterPackLoad>> LoadsAsync(VietNam country)
    {
        await using ProgrammeContext context = country.Database.Create();
        return await context.PackLoads.ToListAsync();
    }

    private static async Task CorrectTitleAsync(VietNam country, string title)
    {
        country.Clock.Now += TimeSpan.FromHours(1);
        await country.Database.WriteAsync(
            async context =>
            {
                string first = VietNam.Pack.Documents[0].Id;
                var row = (RegisterDocument)(await context.Set<RegisterDocument>().AsNoTracking().SingleAsync(held => held.Key == first && held.SupersededAt == null)).Next();
                row.Title = title;
                await new RegisterWriter(context, Origin.Person("clerk"), country.Clock.Now).PutAsync(row, "letter of the ministry", CancellationToken.None);
                return 0;
            },
            CancellationToken.None);
    }
}
