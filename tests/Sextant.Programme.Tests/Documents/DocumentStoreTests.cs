using Sextant.Programme.Documents;
using Sextant.Programme.Register;
using Sextant.Store.Databases;

namespace Sextant.Programme.Tests.Documents;

/// <summary>The documents of the Vietnamese pack, as they are listed, searched and read.</summary>
public sealed class DocumentStoreTests
{
    private static readonly AsOf Now = VietNam.On("2026-01-01");

    [Theory]
    [MemberData(nameof(VietNam.Kinds), MemberType = typeof(VietNam))]
    public async Task The_pack_brings_decisions_standards_and_both_founding_documents(DatabaseKind kind)
    {
        using VietNam country = await VietNam.OpenAsync(kind);
        var store = new DocumentStore(country.Database);
        DocumentList all = await store.ListAsync(new DocumentFilter(), Now);
        Assert.Equal((14, 14), (all.Count, all.Lines.Count));
        Assert.Equal(7, all.Lines.Count(line => line.Kind == "decision"));
        Assert.Equal(3, all.Lines.Count(line => line.Kind == "standard"));
        Assert.Equal(2, all.Lines.Count(line => line.Kind == "resolution"));
        Assert.Equal("ipv6-only-2026-2030", all.Lines[0].Id);
        Assert.Null(all.Lines[0].Number);
        Assert.Null(all.Lines[0].Issuer);
        Assert.All(all.Lines, line => Assert.NotNull(line.Source));
        Assert.Equal(13, (await store.ListAsync(new DocumentFilter(), VietNam.On("2025-10-29"))).Count);
        DocumentLine first = all.Lines.Single(line => line.Id == "05-qd-btttt");
        Assert.Equal(("Bộ Thông tin và Truyền thông", true), (first.Issuer!.Name.In("vi"), first.Issuer.Inferred));

        // Two standards bear no day: they are there, last, on every day.
        Assert.Equal(["qcvn-89-2015-btttt", "tcvn-9802-1-2013"], all.Lines.TakeLast(2).Select(line => line.Id));
        Assert.Contains("63 điểm cầu", (await store.FindAsync("tin-hoi-nghi-2023-03-28", Now))!.Text);
        Assert.Contains("17 đầu nhiệm vụ", (await store.FindAsync("tin-hop-2015-04-02", Now))!.Text);
    }

    [Theory]
    [MemberData(nameof(VietNam.Kinds), MemberType = typeof(VietNam))]
    public async Task Relations_are_read_from_both_ends(DatabaseKind kind)
    {
        using VietNam country = await VietNam.OpenAsync(kind);
        var store = new DocumentStore(country.Database);
        DocumentView amended = (await store.FindAsync("433-qd-btttt", Now))!;
        Assert.Equal(("amends", "1509-qd-btttt"), (amended.Undergoes.Single().Kind, amended.Undergoes.Single().Document.Id));
        Assert.Empty(amended.Does);
        Assert.Equal("433-qd-btttt", (await store.FindAsync("1509-qd-btttt", Now))!.Does.Single().Document.Id);

        // Before the amendment was made, nothing amended it.
        Assert.Empty((await store.FindAsync("433-qd-btttt", VietNam.On("2014-10-19")))!.Undergoes);
        Assert.Null(await store.FindAsync("1509-qd-btttt", VietNam.On("2014-10-19")));
        Assert.Equal("ipv6-for-gov", (await store.FindAsync("38-qd-btttt", Now))!.Programmes.Single().Id);
    }

    [Theory]
    [MemberData(nameof(VietNam.Kinds), MemberType = typeof(VietNam))]
    public async Task Search_finds_with_and_without_accents_and_by_whole_beginnings_of_words(DatabaseKind kind)
    {
        using VietNam country = await VietNam.OpenAsync(kind);
        var store = new DocumentStore(country.Database);
        string[] with = await IdsAsync(store, "sửa đổi kế hoạch");
        Assert.Equal("1509-qd-btttt", with[0]);
        Assert.Equal(with, await IdsAsync(store, "SUA DOI ke hoach"));
        Assert.Equal("38-qd-btttt", (await IdsAsync(store, "38/QĐ-BTTTT"))[0]);
        Assert.Equal(["tin-hoi-nghi-2023-03-28"], await IdsAsync(store, "thuê bao FTTH"));

        // "thuê" holds "hue" and is not Huế; what is typed is the beginning of a word.
        Assert.Empty(await IdsAsync(store, "hue"));
        Assert.Equal(["tin-hoi-nghi-2023-03-28"], await IdsAsync(store, "thu bao ftt"));
        Assert.Empty(await IdsAsync(store, "100%_x"));
        Assert.Equal(14, (await IdsAsync(store, " ;%_ ")).Length);
        DocumentLine found = (await store.ListAsync(new DocumentFilter { Search = "điểm cầu Lạng Sơn" }, Now)).Lines.Single();
        Assert.Contains("điểm cầu", found.Excerpt);
        Assert.InRange(found.Excerpt!.Split(' ').Length, 10, 30);
    }

    [Theory]
    [MemberData(nameof(VietNam.Kinds), MemberType = typeof(VietNam))]
    public async Task Filters_narrow_and_pages_turn(DatabaseKind kind)
    {
        using VietNam country = await VietNam.OpenAsync(kind);
        var store = new DocumentStore(country.Database);
        Assert.Equal(["qcvn-90-2015-btttt"], await IdsAsync(store, new DocumentFilter { Kind = "standard", Year = 2015 }));
        Assert.Equal(["202-2025-qh15", "qcvn-90-2015-btttt"], await IdsAsync(store, new DocumentFilter { State = DocumentState.InForce }));
        Assert.Equal(["qcvn-90-2015-btttt"], (await store.ListAsync(new DocumentFilter { State = DocumentState.Coming }, VietNam.On("2016-01-31"))).Lines.Select(line => line.Id));
        string[] all = await IdsAsync(store, new DocumentFilter());
        string[] pages = [.. await IdsAsync(store, new DocumentFilter { Most = 5 }), .. await IdsAsync(store, new DocumentFilter { Most = 5, Page = 2 }), .. await IdsAsync(store, new DocumentFilter { Most = 5, Page = 3 })];
        Assert.Equal(all, pages);
        Assert.Empty(await IdsAsync(store, new DocumentFilter { Most = 5, Page = 4 }));
        Assert.Empty(await IdsAsync(store, new DocumentFilter { Year = int.MaxValue - 1, Kind = "poem" }));
    }

    private static Task<string[]> IdsAsync(DocumentStore store, string search) => IdsAsync(store, new DocumentFilter { Search = search });

    private static async Task<string[]> IdsAsync(DocumentStore store, DocumentFilter filter) => [.. (await store.ListAsync(filter, Now)).Lines.Select(line => line.Id)];
}
