using Sextant.Programme.Organisations;
using Sextant.Programme.Organisations.Duplicates;
using Sextant.Programme.People;
using Sextant.Programme.Register;
using Sextant.Programme.Tests.Tasks;
using Sextant.Store.Databases;

namespace Sextant.Programme.Tests.Organisations;

/// <summary>Organisations that may have been entered twice, and what the office says of them.</summary>
public sealed class DuplicateTests
{
    private static readonly AsOf Today = VietNam.On("2026-11-22");

    [Theory]
    [InlineData("UBND TP. Cần Thơ", "Ủy ban nhân dân thành phố Cần Thơ")]
    [InlineData("Sở KH&CN tỉnh Huế", "SỞ KHOA HỌC VÀ CÔNG NGHỆ HUẾ")]
    [InlineData("Cty CP Viễn thông  FPT", "Công ty cổ phần Viễn Thông FPT")]
    [InlineData("Sở TT&TT Huế", "Sở Thông tin và Truyền thông Huế")]
    [InlineData("TT CNTT", "Trung tâm Công nghệ thông tin")]
    [InlineData("Sở KH&ĐT Lào Cai", "Sở Kế hoạch và Đầu tư tỉnh Lào Cai")]
    [InlineData("UBND tỉnh Lào Cai", "Lào Cai")]
    [InlineData("Cty TNHH MTV Mắt Bão", "Công ty Cổ phần Mắt Bão")]
    [InlineData("Tập đoàn VNPT", "VNPT")]
    public void A_name_is_the_same_however_it_is_written(string one, string other) => Assert.Equal(Likeness.Of(one), Likeness.Of(other));

    [Theory]
    [InlineData("Hà Nam", "Hà Nội")]
    [InlineData("Quảng Ngãi", "Quảng Nam")]
    [InlineData("Sở Nội vụ", "Sở Ngoại vụ")]
    [InlineData("Sở KH&ĐT Huế", "Sở KH&CN Huế")]
    [InlineData("Công ty cổ phần", "Công ty TNHH")]
    [InlineData("UBND tỉnh Lào Cai", "HĐND tỉnh Lào Cai")]
    public void Other_names_are_others(string one, string other) => Assert.NotEqual(Likeness.Of(one), Likeness.Of(other));

    [Fact]
    public void What_many_have_in_common_tells_nothing_and_costs_no_square()
    {
        (string, string)[] facts = [.. Enumerable.Range(0, 50_000).Select(i => ("so noi vu", $"u{i}")), ("one", "a"), ("one", "b"), ("one", "a"), ("", "c"), ("", "d")];
        Assert.Equal(("a", "b", new LikeReason(Likeness.Name, "one")), Assert.Single(Likeness.Pairs(Likeness.Name, facts)));
    }

    [Theory]
    [MemberData(nameof(VietNam.Kinds), MemberType = typeof(VietNam))]
    public async Task Two_that_look_alike_are_shown_until_somebody_tells_them_apart(DatabaseKind kind)
    {
        using VietNam country = await VietNam.OpenAsync(kind);
        var book = new DuplicateBook(country.Database, country.Clock);
        Assert.Empty((await book.ReadAsync(Today, TaskRoom.Office)).Pairs);
        await FoundAsync(country, "ban-moi", "UBND TP. Mới");
        await FoundAsync(country, "ban-moi-2", "Ủy ban nhân dân thành phố Mới");
        LikePair pair = Assert.Single((await book.ReadAsync(Today, TaskRoom.Office)).Pairs);
        Assert.Equal(("ban-moi", "ban-moi-2", Likeness.Name), (pair.First.Organisation, pair.Second.Organisation, Assert.Single(pair.Reasons).Kind));
        Assert.Empty((await book.ReadAsync(VietNam.On("2025-12-31"), TaskRoom.Office)).Pairs);

        DateTimeOffset before = country.Clock.Now;
        country.Clock.Now += TimeSpan.FromHours(1);
        string key = await book.TellApartAsync("ban-moi-2", "ban-moi", "hai cấp", TaskRoom.Office);
        DuplicateSheet sheet = await book.ReadAsync(Today, TaskRoom.Office);
        Assert.Empty(sheet.Pairs);
        Assert.Equal((key, "ban-moi", "hai cấp"), (sheet.Apart.Single().Key, sheet.Apart.Single().First.Organisation, sheet.Apart.Single().Why));
        Assert.Single((await book.ReadAsync(Today with { Known = before }, TaskRoom.Office)).Pairs);
        await RefusedAsync("duplicate-apart", () => book.TellApartAsync("ban-moi", "ban-moi-2", "hai cấp", TaskRoom.Office));

        country.Clock.Now += TimeSpan.FromHours(1);
        await book.TakeBackAsync(key, "ghi nhầm", TaskRoom.Office);
        Assert.Single((await book.ReadAsync(Today, TaskRoom.Office)).Pairs);
        await RefusedAsync("duplicate-none", () => book.TakeBackAsync(key, "ghi nhầm", TaskRoom.Office));
    }

    [Fact]
    public async Task What_cannot_be_is_refused()
    {
        using VietNam country = await VietNam.OpenAsync(DatabaseKind.Sqlite);
        var book = new DuplicateBook(country.Database, country.Clock);
        await RefusedAsync("duplicate-self", () => book.TellApartAsync("hue", "hue", "x", TaskRoom.Office));
        await RefusedAsync("organisation-none", () => book.TellApartAsync("hue", "nobody", "x", TaskRoom.Office));
        await RefusedAsync("duplicate-why", () => book.TellApartAsync("hue", "lang-son", " ", TaskRoom.Office));
        await RefusedAsync("not-allowed", () => book.TellApartAsync("hue", "lang-son", "x", TaskRoom.With("hoa", Role.FocalPoint, "hue")));
        await RefusedAsync("not-allowed", () => book.ReadAsync(Today, TaskRoom.Stranger));
    }

    private static Task FoundAsync(VietNam country, string slug, string name) => new OrganisationCorrections(country.Database, country.Clock)
        .FoundAsync(slug, "province", "local-government", new LocalText([KeyValuePair.Create("vi", name)]), TaskRoom.Day("2026-01-01"), new Correction("lan", "test"));

    private static async Task RefusedAsync(string word, Func<Task> work) => Assert.Equal(word, (await Assert.ThrowsAsync<RefusedException>(work)).Word);
}
