using Microsoft.AspNetCore.DataProtection;
using Sextant.Programme.Audit;
using Sextant.Programme.Documents;
using Sextant.Programme.Drafting;
using Sextant.Programme.People;
using Sextant.Programme.Register;
using Sextant.Programme.Tests.Tasks;
using Sextant.Store.Databases;

namespace Sextant.Programme.Tests.Drafting;

/// <summary>A draft from its first words to the document that it became.</summary>
public sealed class DraftingTests
{
    private static readonly Viewer Hue = TaskRoom.With("hoa", Role.FocalPoint, "hue");
    private static readonly DraftDraft Circular = new(null, "Thông tư về địa chỉ Internet", "circular", "bo-khoa-hoc-va-cong-nghe", "Điều 1. Phạm vi");

    [Theory]
    [MemberData(nameof(VietNam.Kinds), MemberType = typeof(VietNam))]
    public async Task Rounds_take_comments_and_each_is_answered_before_the_document_is_issued(DatabaseKind kind)
    {
        using VietNam country = await VietNam.OpenAsync(kind);
        country.Clock.Now = new DateTimeOffset(2026, 11, 22, 3, 0, 0, TimeSpan.Zero);
        DraftingEditing editing = Editing(country);
        string draft = await editing.RecordAsync(Circular, TaskRoom.Office);
        await RefusedAsync("draft-closed", () => editing.CommentAsync(draft, new CommentDraft("hue", null, "sớm quá"), Hue));
        Assert.Equal(1, await editing.OpenRoundAsync(draft, TaskRoom.Day("2026-11-30"), TaskRoom.Office));
        await RefusedAsync("draft-round", () => editing.OpenRoundAsync(draft, TaskRoom.Day("2026-12-30"), TaskRoom.Office));
        Assert.Equal(1, await editing.CommentAsync(draft, new CommentDraft("hue", "Điều 1", "Thêm đối tượng áp dụng"), Hue));
        Assert.Equal(2, await editing.CommentAsync(draft, new CommentDraft("hue", null, "Nhất trí"), Hue));

        // What is put forward stays as it was, whatever is written since.
        await editing.RecordAsync(Circular with { Id = draft, Text = "Điều 1. Phạm vi và đối tượng" }, TaskRoom.Office);
        await editing.AnswerAsync(draft, 1, "accepted", "Đã bổ sung", TaskRoom.Office);
        var documents = new DocumentEditing(country.Database, new DocumentVault("/nowhere"), country.Clock);
        await documents.RecordAsync(new DocumentDraft { Kind = "circular", Number = "5/TT-BKHCN", Date = TaskRoom.Day("2026-11-22"), Title = "Thông tư" }, TaskRoom.Office.Actor, null);
        RefusedException waiting = await Assert.ThrowsAsync<RefusedException>(() => editing.EndAsync(draft, "5/TT-BKHCN", null, TaskRoom.Office));
        Assert.Equal(("draft-unanswered", "2"), (waiting.Word, waiting.Parameters[0]));
        await editing.AnswerAsync(draft, 2, "declined", "Đã ghi nhận", TaskRoom.Office);

        // The last day of the round counts whole, by the country's clock; the next does not.
        country.Clock.Now = new DateTimeOffset(2026, 11, 30, 16, 59, 0, TimeSpan.Zero);
        Assert.Equal(3, await editing.CommentAsync(draft, new CommentDraft("hue", null, "Phút chót"), Hue));
        country.Clock.Now = new DateTimeOffset(2026, 11, 30, 17, 1, 0, TimeSpan.Zero);
        await RefusedAsync("draft-closed", () => editing.CommentAsync(draft, new CommentDraft("hue", null, "Muộn"), Hue));
        Assert.Equal(2, await editing.OpenRoundAsync(draft, TaskRoom.Day("2026-12-10"), TaskRoom.Office));
        await editing.AnswerAsync(draft, 3, "partly", "Một phần", TaskRoom.Office);
        country.Clock.Now = new DateTimeOffset(2026, 12, 10, 16, 59, 0, TimeSpan.Zero);
        await RefusedAsync("draft-round-open", () => editing.EndAsync(draft, "5/TT-BKHCN", null, TaskRoom.Office));
        country.Clock.Now = new DateTimeOffset(2026, 12, 10, 17, 1, 0, TimeSpan.Zero);
        await editing.EndAsync(draft, "5/TT-BKHCN", null, TaskRoom.Office);

        DraftingView view = (await new DraftingStore(country.Database).FindAsync(draft, VietNam.On("2026-12-11")))!;
        Assert.Equal(("issued", "5-tt-bkhcn", 0), (view.Line.State, view.Document, view.Line.Unanswered));
        Assert.Equal(["Điều 1. Phạm vi", "Điều 1. Phạm vi và đối tượng"], view.Rounds.Select(round => round.Text));
        Assert.Null(view.Open);
        Assert.Equal(["accepted", "declined", "partly"], view.Rounds[0].Comments.Select(one => one.Verdict));
        await RefusedAsync("draft-ended", () => editing.RecordAsync(Circular with { Id = draft }, TaskRoom.Office));
        await RefusedAsync("draft-ended", () => editing.AnswerAsync(draft, 1, "declined", "x", TaskRoom.Office));
        Assert.True((await new AuditLog(country.Database, country.Clock).VerifyAsync()).Whole);
    }

    [Theory]
    [MemberData(nameof(VietNam.Kinds), MemberType = typeof(VietNam))]
    public async Task The_last_day_of_a_round_is_moved_with_a_reason_also_after_it_closed(DatabaseKind kind)
    {
        using VietNam country = await VietNam.OpenAsync(kind);
        country.Clock.Now = new DateTimeOffset(2026, 11, 22, 3, 0, 0, TimeSpan.Zero);
        DraftingEditing editing = Editing(country);
        string draft = await editing.RecordAsync(Circular, TaskRoom.Office);
        await RefusedAsync("draft-round-move", () => editing.MoveRoundAsync(draft, TaskRoom.Day("2026-12-10"), "gia hạn", TaskRoom.Office));
        await editing.OpenRoundAsync(draft, TaskRoom.Day("2026-11-24"), TaskRoom.Office);
        await RefusedAsync("draft-round-move", () => editing.MoveRoundAsync(draft, TaskRoom.Day("2026-11-24"), "như cũ", TaskRoom.Office));
        await RefusedAsync("draft-round-move", () => editing.MoveRoundAsync(draft, TaskRoom.Day("2026-11-21"), "hôm qua", TaskRoom.Office));
        await RefusedAsync("reason", () => editing.MoveRoundAsync(draft, TaskRoom.Day("2026-12-10"), " ", TaskRoom.Office));
        await RefusedAsync("not-allowed", () => editing.MoveRoundAsync(draft, TaskRoom.Day("2026-12-10"), "gia hạn", Hue));
        country.Clock.Now = country.Clock.Now.AddDays(4);
        await RefusedAsync("draft-closed", () => editing.CommentAsync(draft, new CommentDraft("hue", null, "Muộn"), Hue));
        await editing.MoveRoundAsync(draft, TaskRoom.Day("2026-12-10"), "nhiều đơn vị đề nghị", TaskRoom.Office);
        Assert.Equal(1, await editing.CommentAsync(draft, new CommentDraft("hue", null, "Kịp"), Hue));
        RoundView round = Assert.Single((await new DraftingStore(country.Database).FindAsync(draft, VietNam.On("2026-11-26")))!.Rounds);
        Assert.Equal((1, TaskRoom.Day("2026-11-22"), TaskRoom.Day("2026-12-10"), true), (round.Position, round.Opens, round.Closes, round.IsOpen));
        await editing.AnswerAsync(draft, 1, "accepted", "Đã bổ sung", TaskRoom.Office);
        await editing.EndAsync(draft, null, "trùng", TaskRoom.Office);
        await RefusedAsync("draft-ended", () => editing.MoveRoundAsync(draft, TaskRoom.Day("2026-12-20"), "gia hạn", TaskRoom.Office));
    }

    [Theory]
    [MemberData(nameof(VietNam.Kinds), MemberType = typeof(VietNam))]
    public async Task Each_may_do_what_is_theirs_and_what_cannot_be_is_refused(DatabaseKind kind)
    {
        using VietNam country = await VietNam.OpenAsync(kind);
        country.Clock.Now = new DateTimeOffset(2026, 11, 22, 3, 0, 0, TimeSpan.Zero);
        DraftingEditing editing = Editing(country);
        await RefusedAsync("not-allowed", () => editing.RecordAsync(Circular, Hue));
        await RefusedAsync("not-allowed", () => editing.RecordAsync(Circular, TaskRoom.Reviewer));
        await RefusedAsync("document-kind", () => editing.RecordAsync(Circular with { Kind = "poem" }, TaskRoom.Office));
        await RefusedAsync("organisation-none", () => editing.RecordAsync(Circular with { Drafter = "nobody" }, TaskRoom.Office));
        string empty = await editing.RecordAsync(Circular with { Text = " " }, TaskRoom.Office);
        await RefusedAsync("draft-round", () => editing.OpenRoundAsync(empty, TaskRoom.Day("2026-12-30"), TaskRoom.Office));
        await RefusedAsync("reason", () => editing.EndAsync(empty, null, " ", TaskRoom.Office));
        await editing.EndAsync(empty, null, "trùng", TaskRoom.Office);
        string draft = await editing.RecordAsync(Circular, TaskRoom.Office);
        await RefusedAsync("draft-round", () => editing.OpenRoundAsync(draft, TaskRoom.Day("2026-11-21"), TaskRoom.Office));
        await editing.OpenRoundAsync(draft, TaskRoom.Day("2026-11-30"), TaskRoom.Office);
        await RefusedAsync("not-allowed", () => editing.CommentAsync(draft, new CommentDraft("lang-son", null, "x"), Hue));
        await RefusedAsync("not-allowed", () => editing.CommentAsync(draft, new CommentDraft(null, null, "x"), Hue));
        await RefusedAsync("comment-text", () => editing.CommentAsync(draft, new CommentDraft("hue", null, " "), Hue));
        await RefusedAsync("comment-none", () => editing.AnswerAsync(draft, 1, "accepted", "x", TaskRoom.Office));
        await editing.CommentAsync(draft, new CommentDraft("hue", null, "x"), Hue);
        await RefusedAsync("comment-verdict", () => editing.AnswerAsync(draft, 1, "maybe", "x", TaskRoom.Office));
        await RefusedAsync("not-allowed", () => editing.AnswerAsync(draft, 1, "accepted", "x", Hue));
        Assert.Equal(["drafting", "dropped"], (await new DraftingStore(country.Database).ListAsync(VietNam.On("2026-11-22"))).Select(one => one.State));
    }

    private static DraftingEditing Editing(VietNam country) =>
        new(country.Database, new PeopleArea(country.Database, new EphemeralDataProtectionProvider(), new PeopleOptions(), country.Clock).Reach, country.Clock);

    private static async Task RefusedAsync(string word, Func<Task> act) => Assert.Equal(word, (await Assert.ThrowsAsync<RefusedException>(act)).Word);
}
