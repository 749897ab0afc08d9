using Sextant.Programme.Audit;
using Sextant.Programme.Documents;
using Sextant.Programme.Packs;
using Sextant.Programme.Register;
using Sextant.Programme.Tables;
using Sextant.Store.Databases;
using Sextant.Testing;

namespace Sextant.Programme.Tests.Documents;

public sealed class DocumentEditingTests
{
    private static readonly AsOf Now = VietNam.On("2026-11-22");
    private static readonly Actor Lan = Actor.Person("lan", "192.0.2.7");

    [Theory]
    [MemberData(nameof(VietNam.Kinds), MemberType = typeof(VietNam))]
    public async Task A_document_is_written_down_with_what_it_replaces_obliges_and_is_proved_by(DatabaseKind kind)
    {
        using Room room = await Room.OpenAsync(kind);
        string id = await room.Editing.RecordAsync(Decision("12/QĐ-BKHCN", "2026-02-03") with { Effective = Day("2026-03-01"), Issuer = "bo-khoa-hoc-va-cong-nghe" }, Lan, "số 12");
        await RefusedAsync("document-known", () => room.Editing.RecordAsync(Decision("12/qđ-BKHCN ", "2026-02-03"), Lan, null));
        Assert.Equal("12-qd-bkhcn", id);
        await room.Editing.RelateAsync(id, "replaces", "38-qd-btttt", Lan, null);
        int article = await room.Editing.PutArticleAsync(id, new ArticleDraft("Điều 2", "Trách nhiệm", "Các tỉnh hoàn thành chuyển đổi hệ thống máy chủ tên miền."), Lan, null);
        string obligation = await room.Editing.PutObligationAsync(id, new ObligationDraft("Hoàn thành chuyển đổi máy chủ tên miền", article, "hue", null, Day("2026-12-31")), Lan, null);
        await room.Editing.ProveAsync(obligation, new ProofDraft("target", "zone:thuathienhue.gov.vn", null), Lan, null);

        DocumentView view = (await room.Store.FindAsync(id, Now))!;
        Assert.Equal(DocumentState.InForce, view.Line.State);
        Assert.Equal(DocumentState.Coming, (await room.Store.FindAsync(id, VietNam.On("2026-02-28")))!.Line.State);
        Assert.Equal(DocumentState.Replaced, (await room.Store.FindAsync("38-qd-btttt", Now))!.Line.State);
        Assert.Equal(DocumentState.Unknown, (await room.Store.FindAsync("38-qd-btttt", VietNam.On("2026-02-02")))!.Line.State);
        ObligationView one = Assert.Single(view.Obligations);
        Assert.Equal(("Điều 2", "hue", Day("2026-12-31")), (one.Article, one.Organisation!.Value.Slug, one.Due));
        Assert.Equal("zone:thuathienhue.gov.vn", Assert.Single(one.Proofs).Reference);
        Assert.Equal(id, Assert.Single(await room.Store.ObligationsOfAsync("hue", Now)).Document.Id);

        // Words of articles and obligations find the document, be they spread over both.
        DocumentLine found = Assert.Single((await room.Store.ListAsync(new DocumentFilter { Search = "trach nhiem hoan thanh BKHCN" }, Now)).Lines);
        Assert.Equal(id, found.Id);
        Assert.Contains("Trách nhiệm", found.Excerpt);
    }

    [Theory]
    [MemberData(nameof(VietNam.Kinds), MemberType = typeof(VietNam))]
    public async Task A_correction_outlives_the_pack_and_stands_in_the_audit_log(DatabaseKind kind)
    {
        using Room room = await Room.OpenAsync(kind);
        DateTimeOffset before = room.Country.Clock.Now.AddMinutes(1);
        room.Country.Clock.Now += TimeSpan.FromHours(1);
        DocumentDraft draft = Decision("2099/QĐ-BTTTT", "2025-10-30") with { Id = "ipv6-only-2026-2030" };
        Assert.Equal(draft.Id, await room.Editing.RecordAsync(draft, Actor.CommandLine("lan", "ops"), "đã thấy bản giấy"));
        await room.Country.Loader.LoadAsync(VietNam.Pack with { Version = "2099.1" });

        DocumentView view = (await room.Store.FindAsync(draft.Id!, Now))!;
        Assert.Equal(("2099/QĐ-BTTTT", true, "press"), (view.Line.Number, view.Corrected, view.Line.Source));
        Assert.Null((await room.Store.FindAsync(draft.Id!, Now with { Known = before }))!.Line.Number);
        var log = new AuditLog(room.Country.Database, room.Country.Clock);
        AuditEntry entry = Assert.Single(await log.ListAsync(new AuditFilter { Subject = "document:ipv6-only-2026-2030" }));
        Assert.Equal(("document.record", "command-line:lan", "đã thấy bản giấy"), (entry.Action, entry.Who, entry.Reason));
        Assert.Contains("2099/QĐ-BTTTT", entry.After);
        Assert.DoesNotContain("2099/QĐ-BTTTT", entry.Before);
        Assert.True((await log.VerifyAsync()).Whole);
    }

    [Theory]
    [MemberData(nameof(VietNam.Kinds), MemberType = typeof(VietNam))]
    public async Task What_cannot_be_is_refused_and_nothing_is_written(DatabaseKind kind)
    {
        using Room room = await Room.OpenAsync(kind);
        int count = (await room.Store.ListAsync(new DocumentFilter(), Now)).Count;
        await RefusedAsync("document-title", () => room.Editing.RecordAsync(Decision("1", "2026-01-01") with { Title = " \t " }, Lan, null));
        await RefusedAsync("document-title", () => room.Editing.RecordAsync(Decision("1", "2026-01-01") with { Title = "a\u0000b" }, Lan, null));
        await RefusedAsync("document-kind", () => room.Editing.RecordAsync(Decision("1", "2026-01-01") with { Kind = "poem" }, Lan, null));
        await RefusedAsync("document-days", () => room.Editing.RecordAsync(Decision("1", "2026-01-01") with { Effective = Day("2026-01-02"), Expires = Day("2026-01-01") }, Lan, null));
        await RefusedAsync("organisation-none", () => room.Editing.RecordAsync(Decision("1", "2026-01-01") with { Issuer = "nobody" }, Lan, null));
        await RefusedAsync("document-none", () => room.Editing.RecordAsync(Decision("1", "2026-01-01") with { Id = "nothing" }, Lan, null));
        await RefusedAsync("document-relation", () => room.Editing.RelateAsync("38-qd-btttt", "amends", "38-qd-btttt", Lan, null));
        await RefusedAsync("document-relation", () => room.Editing.RelateAsync("38-qd-btttt", "likes", "433-qd-btttt", Lan, null));
        await RefusedAsync("article-none", () => room.Editing.PutObligationAsync("38-qd-btttt", new ObligationDraft("x", 7, null, null, null), Lan, null));
        string obligation = await room.Editing.PutObligationAsync("38-qd-btttt", new ObligationDraft("x", null, null, "Các bộ, ngành", null), Lan, null);
        await RefusedAsync("proof-reference", () => room.Editing.ProveAsync(obligation, new ProofDraft("link", "javascript:alert(1)", null), Lan, null));
        await RefusedAsync("proof-reference", () => room.Editing.ProveAsync(obligation, new ProofDraft("target", "site:nobody.vn", null), Lan, null));
        Assert.Equal(count, (await room.Store.ListAsync(new DocumentFilter(), Now)).Count);
        Assert.Equal(2, (await new AuditLog(room.Country.Database, room.Country.Clock).ListAsync(new AuditFilter())).Count);
    }

    [Theory]
    [MemberData(nameof(VietNam.Kinds), MemberType = typeof(VietNam))]
    public async Task An_id_is_never_given_twice(DatabaseKind kind)
    {
        using Room room = await Room.OpenAsync(kind);
        Assert.Equal("38-qd-btttt-2", await room.Editing.RecordAsync(Decision("38/QĐ-BTTTT", "2026-01-01"), Lan, null));
        await room.Editing.WithdrawAsync("38-qd-btttt-2", Lan, "nhập nhầm");
        Assert.Null(await room.Store.FindAsync("38-qd-btttt-2", Now));
        Assert.Equal("38-qd-btttt-3", await room.Editing.RecordAsync(Decision("38/QĐ-BTTTT", "2026-01-01"), Lan, null));
        Assert.Equal("x", await room.Editing.RecordAsync(Decision("№ ※", "2026-01-01"), Lan, null));
    }

    [Theory]
    [MemberData(nameof(VietNam.Kinds), MemberType = typeof(VietNam))]
    public async Task A_document_that_others_name_is_not_taken_back_and_one_that_nobody_names_goes_whole(DatabaseKind kind)
    {
        using Room room = await Room.OpenAsync(kind);
        string id = await room.Editing.RecordAsync(Decision("9/QĐ-BKHCN", "2026-01-01"), Lan, null);
        await room.Editing.PutArticleAsync(id, new ArticleDraft("Điều 1", null, "Các tỉnh hoàn thành"), Lan, null);
        string obligation = await room.Editing.PutObligationAsync(id, new ObligationDraft("Hoàn thành", 1, "hue", null, null), Lan, null);
        await room.Editing.ProveAsync(obligation, new ProofDraft("document", id, null), Lan, null);
        await room.Editing.RelateAsync("38-qd-btttt", "based-on", id, Lan, null);
        string other = await room.Editing.PutObligationAsync("433-qd-btttt", new ObligationDraft("Báo cáo", null, "hue", null, null), Lan, null);
        await room.Editing.ProveAsync(other, new ProofDraft("document", id, null), Lan, null);
        RefusedException named = await Assert.ThrowsAsync<RefusedException>(() => room.Editing.WithdrawAsync(id, Lan, "nhập nhầm"));
        Assert.Equal(("document-named", "word.names-obligation", other, 2), (named.Word, ((TableWord)named.Parameters[0]).Key, named.Parameters[1], named.Parameters[2]));
        Assert.DoesNotContain("word.", TableTexts.For("vi")["word.names-obligation"], StringComparison.Ordinal);

        await room.Editing.UnrelateAsync("38-qd-btttt", "based-on", id, Lan, "nhầm");
        await RefusedAsync("document-named", () => room.Editing.WithdrawAsync(id, Lan, "nhập nhầm"));
        await room.Editing.WithdrawPartAsync("433-qd-btttt", "obligation", 1, Lan, "nhầm");
        await room.Editing.WithdrawAsync(id, Lan, "nhập nhầm");
        Assert.Null(await room.Store.FindAsync(id, Now));
        Assert.Equal(5, (await new AuditLog(room.Country.Database, room.Country.Clock).ListAsync(new AuditFilter { Action = "document.withdraw" })).Count(entry => entry.Reason == "nhập nhầm" || entry.Subject.StartsWith("document_relation", StringComparison.Ordinal)));
    }

    [Theory]
    [MemberData(nameof(VietNam.Kinds), MemberType = typeof(VietNam))]
    public async Task Files_are_kept_once_by_their_content_and_taken_off_a_document(DatabaseKind kind)
    {
        using Room room = await Room.OpenAsync(kind);
        byte[] pdf = [.. "%PDF-1.7 "u8, 1, 2, 3];
        DocumentFileView first = await room.Editing.AttachAsync("38-qd-btttt", @"C:\văn bản\..\38 qđ.pdf", new MemoryStream(pdf), Lan);
        DocumentFileView again = await room.Editing.AttachAsync("433-qd-btttt", "other.pdf", new MemoryStream(pdf), Lan);
        Assert.Equal(("38 qđ.pdf", "application/pdf", pdf.Length), (first.Name, first.Type, first.Bytes));
        Assert.Equal(first.Sha256, again.Sha256);
        Assert.Single(Directory.GetFiles(room.Folder, "*", SearchOption.AllDirectories));
        using (FileStream kept = room.Vault.Open((await room.Store.FileAsync("38-qd-btttt", first.Sha256, Now))!)!)
        {
            using var read = new MemoryStream();
            await kept.CopyToAsync(read, TestContext.Current.CancellationToken);
            Assert.Equal(pdf, read.ToArray());
        }

        await room.Editing.DetachAsync("38-qd-btttt", first.Sha256, Lan, "nhầm văn bản");
        Assert.Empty((await room.Store.FindAsync("38-qd-btttt", Now))!.Files);
        Assert.Null(await room.Store.FileAsync("38-qd-btttt", first.Sha256, Now));
        Assert.Single((await room.Store.FindAsync("433-qd-btttt", Now))!.Files);

        // A disk that lost the end of it does not give half a decision.
        using (var torn = new FileStream(Directory.GetFiles(room.Folder, "*", SearchOption.AllDirectories)[0], FileMode.Open))
        {
            torn.SetLength(5);
        }

        Assert.Null(room.Vault.Open(again));
        await room.Editing.AttachAsync("433-qd-btttt", "other.pdf", new MemoryStream(pdf), Lan);
        using FileStream? mended = room.Vault.Open(again);
        Assert.NotNull(mended);
    }

    [Theory]
    [InlineData("a.html", "<script>", "file-kind")]
    [InlineData("a.svg", "<svg/>", "file-kind")]
    [InlineData("a.docm", "PK\u0003\u0004", "file-kind")]
    [InlineData("a.pdf", "MZ", "file-kind")]
    [InlineData("a.txt", "a\u0000b", "file-kind")]
    [InlineData("a", "%PDF-1", "file-kind")]
    [InlineData("a.pdf", "", "file-empty")]
    [InlineData("a.txt", "0123456789012345678901234567890123456789", "file-large")]
    public async Task A_file_that_is_not_what_it_may_be_is_not_kept(string name, string content, string word)
    {
        using Room room = await Room.OpenAsync(DatabaseKind.Sqlite);
        await RefusedAsync(word, () => room.Editing.AttachAsync("38-qd-btttt", name, new MemoryStream(System.Text.Encoding.Latin1.GetBytes(content)), Lan));
        Assert.False(Directory.Exists(room.Folder) && Directory.EnumerateFiles(room.Folder, "*", SearchOption.AllDirectories).Any());
    }

    [Theory]
    [InlineData("../../etc/passwd.txt", "passwd.txt")]
    [InlineData("a\r\nSet-Cookie: x=1.txt", "aSet-Cookie_ x=1.txt")]
    [InlineData("nul.txt", "_nul.txt")]
    [InlineData("...", "tep")]
    [InlineData("hop\u202Efdp.txt", "hopfdp.txt")]
    [InlineData("Biên bản.txt", "Biên bản.txt")]
    public async Task A_name_is_made_harmless(string given, string kept)
    {
        using Room room = await Room.OpenAsync(DatabaseKind.Sqlite);
        if (kept == "tep")
        {
            await RefusedAsync("file-kind", () => room.Editing.AttachAsync("38-qd-btttt", given, new MemoryStream("x"u8.ToArray()), Lan));
            return;
        }

        Assert.Equal(kept, (await room.Editing.AttachAsync("38-qd-btttt", given, new MemoryStream("x"u8.ToArray()), Lan)).Name);
    }

    [Theory]
    [MemberData(nameof(VietNam.Kinds), MemberType = typeof(VietNam))]
    public async Task A_document_is_replaced_on_the_day_on_which_the_other_comes_into_force_and_by_no_earlier_one(DatabaseKind kind)
    {
        using Room room = await Room.OpenAsync(kind);
        string first = await room.Editing.RecordAsync(new DocumentDraft { Kind = "decision", Number = "A/QĐ", Date = new DateOnly(2026, 1, 5), Effective = new DateOnly(2026, 2, 1), Title = "A" }, Lan, null);
        string second = await room.Editing.RecordAsync(new DocumentDraft { Kind = "decision", Number = "B/QĐ", Date = new DateOnly(2026, 6, 5), Effective = new DateOnly(2026, 7, 1), Title = "B" }, Lan, null);
        string unknown = await room.Editing.RecordAsync(new DocumentDraft { Kind = "decision", Title = "C" }, Lan, null);
        await RefusedAsync("document-relation-order", () => room.Editing.RelateAsync(first, "replaces", second, Lan, null));
        await room.Editing.RelateAsync(second, "replaces", first, Lan, null);
        await room.Editing.RelateAsync(second, "amends", unknown, Lan, null);
        await RefusedAsync("document-relation-order", () => room.Editing.RelateAsync(unknown, "amends", second, Lan, null));
        Assert.Equal((DocumentState.InForce, DocumentState.Coming), await OnAsync("2026-06-30"));
        Assert.Equal((DocumentState.Replaced, DocumentState.InForce), await OnAsync("2026-07-01"));

        async Task<(DocumentState, DocumentState)> OnAsync(string day) =>
            ((await room.Store.FindAsync(first, VietNam.On(day)))!.Line.State, (await room.Store.FindAsync(second, VietNam.On(day)))!.Line.State);
    }

    private static async Task RefusedAsync(string word, Func<Task> act) => Assert.Equal(word, (await Assert.ThrowsAsync<RefusedException>(act)).Word);

    private static DocumentDraft Decision(string number, string date) => new() { Kind = "decision", Number = number, Date = Day(date), Title = "Chương trình mới" };

    private static DateOnly Day(string date) => DateOnly.ParseExact(date, "yyyy-MM-dd");

    private sealed class Room : IDisposable
    {
        private readonly TemporaryFolder _folder = new();

        public required VietNam Country { get; init; }

        public string Folder => _folder["documents"];

        public DocumentVault Vault => new(Folder, 32);

        public DocumentStore Store => new(Country.Database);

        public DocumentEditing Editing => new(Country.Database, Vault, Country.Clock);

        public static async Task<Room> OpenAsync(DatabaseKind kind) => new() { Country = await VietNam.OpenAsync(kind) };

        public void Dispose()
        {
            Country.Dispose();
            _folder.Dispose();
        }
    }
}
