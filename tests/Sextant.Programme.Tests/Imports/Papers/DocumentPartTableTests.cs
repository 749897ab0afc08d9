using Sextant.Programme.Documents;
using Sextant.Programme.Imports;
using Sextant.Programme.Imports.Papers;
using Sextant.Programme.Register;
using Sextant.Programme.Tables;
using Sextant.Store.Databases;
using static Sextant.Programme.Tests.Tasks.TaskRoom;

namespace Sextant.Programme.Tests.Imports.Papers;

/// <summary>Articles and obligations of documents come in whole or not at all, rewrite what stands at their place, and are taken back while nothing rests on them.</summary>
public sealed class DocumentPartTableTests
{
    private const string Law = "38-qd-btttt";
    private const string Articles = "Mã văn bản;Điều, khoản;Tên điều;Nội dung điều khoản\n";

    [Theory]
    [MemberData(nameof(VietNam.Kinds), MemberType = typeof(VietNam))]
    public async Task Parts_come_in_are_changed_come_back_and_are_undone(DatabaseKind kind)
    {
        using ImportRoom room = await ImportRoom.OpenAsync(kind);
        DocumentView before = await FoundAsync(room);
        string articles = await room.BringInAsync(ArticleTable.Id, "document,article-number,article-title,article-text\n38/QĐ-BTTTT,Điều 91,Phạm vi,\"=1+1\nHai dòng\"\n" + Law + ",Điều 92,,Nội dung\n", Office);
        ArticleView first = (await FoundAsync(room)).Articles.Single(one => one.Number == "Điều 91");
        Assert.Equal(("Phạm vi", "=1+1\nHai dòng", before.Articles.Count + 1), (first.Title, first.Text, first.Position));
        string changed = await room.BringInAsync(ArticleTable.Id, $"document,article-position,article-number,article-text\n{Law},{first.Position},Điều 91,Viết lại\n", Office);
        Assert.Equal(new ArticleView(first.Position, "Điều 91", "Phạm vi", "Viết lại"), (await FoundAsync(room)).Articles.Single(one => one.Number == "Điều 91"));

        string duties = await room.BringInAsync(
            ObligationTable.Id, $"document,obligation-text,obligation-article,organisation,obligation-due\n{Law},Ban hành kế hoạch,điều 91,Huế,31/12/2026\n{Law},Báo cáo,{first.Position + 1},,\n", Office);
        ObligationView[] obliged = [.. (await FoundAsync(room)).Obligations.Skip(before.Obligations.Count)];
        Assert.Equal([("Điều 91", "hue"), ("Điều 92", null)], obliged.Select(one => (one.Article!, one.Organisation?.Slug)));
        string late = await room.BringInAsync(ObligationTable.Id, $"document,obligation-position,obligation-text,obligation-article\n{Law},{obliged[1].Position},Báo cáo năm,Điều 91\n", Office);
        await AllComeBackAsync(room);

        // What rests on them keeps them; what was taken back lets them go.
        Assert.Equal("article-obliges", (await Assert.ThrowsAsync<RefusedException>(() => room.Desk.UndoAsync(articles, "nhầm", Office))).Word);
        var editing = new DocumentEditing(room.Country.Database, new DocumentVault("/nowhere"), room.Country.Clock);
        await editing.ProveAsync(obliged[0].Key, new ProofDraft("link", "https://hue.gov.vn/", null), Office.Actor, null);
        Assert.Equal("obligation-shown", (await Assert.ThrowsAsync<RefusedException>(() => room.Desk.UndoAsync(duties, "nhầm", Office))).Word);
        await editing.WithdrawPartAsync(Law, "article", first.Position + 1, Office.Actor, "không có điều này");
        Assert.Equal("article-none", (await Assert.ThrowsAsync<RefusedException>(() => room.Desk.UndoAsync(late, "nhầm", Office))).Word);
        await room.Desk.UndoAsync(changed, "nhầm", Office);
        Assert.Equal("=1+1\nHai dòng", (await FoundAsync(room)).Articles.Single(one => one.Number == "Điều 91").Text);
    }

    [Theory]
    [MemberData(nameof(VietNam.Kinds), MemberType = typeof(VietNam))]
    public async Task What_nothing_rests_on_goes_again_whole(DatabaseKind kind)
    {
        using ImportRoom room = await ImportRoom.OpenAsync(kind);
        DocumentView before = await FoundAsync(room);
        string articles = await room.BringInAsync(ArticleTable.Id, Articles + $"{Law};Điều 91;;Một\n{Law};Điều 92;;Hai\n", Office);
        string duties = await room.BringInAsync(ObligationTable.Id, $"document,obligation-text\n{Law},Ban hành kế hoạch\n", Office);
        Assert.Equal((before.Articles.Count + 2, before.Obligations.Count + 1), ((await FoundAsync(room)).Articles.Count, (await FoundAsync(room)).Obligations.Count));
        await room.Desk.UndoAsync(duties, "nhầm", Office);
        await room.Desk.UndoAsync(articles, "nhầm", Office);
        Assert.Equal((before.Articles.Count, before.Obligations.Count), ((await FoundAsync(room)).Articles.Count, (await FoundAsync(room)).Obligations.Count));
    }

    [Fact]
    public async Task All_faults_are_told_at_once_and_the_same_file_twice_adds_nothing()
    {
        using ImportRoom room = await ImportRoom.OpenAsync(DatabaseKind.Sqlite);
        string good = Articles + $"{Law};Điều 91;;Một\n";
        await room.BringInAsync(ArticleTable.Id, good, Office);
        await room.BringInAsync(ObligationTable.Id, $"document,obligation-text\n{Law},Làm\n", Office);
        Assert.Equal("2B article-known", ImportRoom.Said((await room.StageAsync(ArticleTable.Id, good, Office)).Faults));
        ImportOutcome articles = await room.StageAsync(
            ArticleTable.Id, $"document,article-position,article-number,article-text\nx,,Điều 1,Một\n{Law},999,Điều 1,Một\n{Law},,,\n{Law},,Điều 93,Tốt\n{Law},,Điều 93,Tốt\n,,Điều 4,Bốn\n", Office);
        Assert.Equal("2A document-none | 3B part-place | 4C empty | 4D empty | 6 row-twice | 7A empty", ImportRoom.Said(articles.Faults));
        ImportOutcome duties = await room.StageAsync(
            ObligationTable.Id, $"document,obligation-text,obligation-article,organisation,obligation-due\n{Law},Một,Điều 999,atlantis,x\n{Law},,,,\n{Law},Làm,,,\n{Law},Tốt,,,\n", Office);
        Assert.Equal("2C article-none | 2D organisation-none | 2E day | 3B empty | 4B obligation-known", ImportRoom.Said(duties.Faults));
        Assert.DoesNotContain((await FoundAsync(room)).Articles, one => one.Text == "Tốt");
        Assert.Equal("not-allowed", (await Assert.ThrowsAsync<RefusedException>(() => room.StageAsync(ArticleTable.Id, good, Reviewer))).Word);
    }

    [Fact]
    public async Task An_article_that_no_cell_holds_goes_out_cut_and_is_not_cut_when_it_comes_back()
    {
        using ImportRoom room = await ImportRoom.OpenAsync(DatabaseKind.Sqlite);
        string text = string.Concat(Enumerable.Repeat("Điều khoản dài. ", 3_000)).Trim();
        var editing = new DocumentEditing(room.Country.Database, new DocumentVault("/nowhere"), room.Country.Clock);
        int position = await editing.PutArticleAsync(Law, new ArticleDraft("Điều 91", null, text), Office.Actor, null);
        await AllComeBackAsync(room);
        Assert.DoesNotContain(text, await room.TextAsync(ArticleTable.Id, Stranger), StringComparison.Ordinal);
        string form = $"document,article-position,article-number,article-text\n{Law},{position},Điều 91,Ngắn\n";
        ImportOutcome cut = await room.StageAsync(ArticleTable.Id, form, Office);
        Assert.Equal("2D article-long", ImportRoom.Said(cut.Faults));
        Assert.Contains("32.000", TableTexts.For("vi").Of(cut.Faults.List[0]), StringComparison.Ordinal);
    }

    private static async Task AllComeBackAsync(ImportRoom room)
    {
        int articles = 0, obligations = 0;
        foreach (DocumentLine line in (await new DocumentStore(room.Country.Database).ListAsync(new DocumentFilter { Most = int.MaxValue }, VietNam.On("2026-11-22"))).Lines)
        {
            DocumentView one = (await new DocumentStore(room.Country.Database).FindAsync(line.Id, VietNam.On("2026-11-22")))!;
            (articles, obligations) = (articles + one.Articles.Count, obligations + one.Obligations.Count);
        }

        await room.ComesBackAsync(ArticleTable.Id, articles, Office);
        if (obligations > 0)
        {
            await room.ComesBackAsync(ObligationTable.Id, obligations, Office);
        }
    }

    private static async Task<DocumentView> FoundAsync(ImportRoom room) => (await new DocumentStore(room.Country.Database).FindAsync(Law, VietNam.On("2026-11-22")))!;
}
