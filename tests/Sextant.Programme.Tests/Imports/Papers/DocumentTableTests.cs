using Sextant.Programme.Documents;
using Sextant.Programme.Imports;
using Sextant.Programme.Imports.Papers;
using Sextant.Programme.Meetings;
using Sextant.Programme.People;
using Sextant.Programme.Register;
using Sextant.Programme.Tasks;
using Sextant.Store.Databases;
using static Sextant.Programme.Tests.Tasks.TaskRoom;

namespace Sextant.Programme.Tests.Imports.Papers;

/// <summary>Documents and the conclusions of meetings come in whole or not at all, and go out again as they were.</summary>
public sealed class DocumentTableTests
{
    private const string Header = "Mã văn bản;Loại văn bản;Số, ký hiệu;Ngày ban hành;Trích yếu nội dung;Cơ quan ban hành;Ngày có hiệu lực;Ngày hết hiệu lực\n";

    [Theory]
    [MemberData(nameof(VietNam.Kinds), MemberType = typeof(VietNam))]
    public async Task Documents_come_in_are_changed_and_undone(DatabaseKind kind)
    {
        using ImportRoom room = await ImportRoom.OpenAsync(kind);
        var store = new DocumentStore(room.Country.Database);
        DocumentView before = (await store.FindAsync("38-qd-btttt", VietNam.On("2026-11-22")))!;
        string key = await room.BringInAsync(
            DocumentTable.Id,
            Header + "38-qd-btttt;Quyết định;38/QĐ-BTTTT;14/01/2021;Trích yếu khác;Bộ Khoa học và Công nghệ;;\n;công văn;15/CV-THU;02/9/1945;=1+1;hue;;\n;công văn;15/CV-THU;03/9/1945;Hai;;;\n;news;;2026-11-01;Tin không số;;;\n",
            Office);
        DocumentView changed = (await store.FindAsync("38-qd-btttt", VietNam.On("2026-11-22")))!;
        Assert.Equal(("Trích yếu khác", before.Articles.Count, before.Text), (changed.Line.Title, changed.Articles.Count, changed.Text));
        Assert.Equal("bo-khoa-hoc-va-cong-nghe", changed.Line.Issuer!.Slug);
        DocumentLine one = (await store.FindAsync("15-cv-thu", VietNam.On("2026-11-22")))!.Line;
        Assert.Equal(("letter", "=1+1", "hue", Day("1945-09-02")), (one.Kind, one.Title, one.Issuer!.Slug, one.Date!.Value));
        Assert.NotNull(await store.FindAsync("15-cv-thu-2", VietNam.On("2026-11-22")));
        Assert.Equal("tin-khong-so", (await store.ListAsync(new DocumentFilter { Search = "tin không số" }, VietNam.On("2026-11-22"))).Lines[0].Id);

        // What others hung on one of them since keeps it.
        var editing = new DocumentEditing(room.Country.Database, new DocumentVault("/nowhere"), room.Country.Clock);
        await editing.RelateAsync("15-cv-thu", "based-on", "38-qd-btttt", Office.Actor, null);
        Assert.Equal("document-used", (await Assert.ThrowsAsync<RefusedException>(() => room.Desk.UndoAsync(key, "nhầm", Office))).Word);
        await editing.UnrelateAsync("15-cv-thu", "based-on", "38-qd-btttt", Office.Actor, "nhầm");
        var meetings = new MeetingEditing(room.Country.Database, room.Country.Clock);
        string meeting = await meetings.RecordAsync(new MeetingDraft { Date = Day("2026-11-20"), Title = "Giao ban" }, Office.Actor, null);
        var tasks = new TaskEditing(room.Country.Database, room.Reach, new DocumentVault("/nowhere"), room.Country.Clock);
        await room.BringInAsync(ConclusionTable.Id, $"meeting,conclusion-text\n{meeting},Một\n", Office);
        string task = await tasks.FollowAsync(meeting + "/1", new TaskDraft { Text = "Làm", Lead = "hue", Due = Day("2026-12-31") }, Office);
        await tasks.ReportAsync(task, new ReportDraft(Day("2026-11-22"), 10, "Đã làm", false, "document", "tin-khong-so"), Office);
        Assert.Equal("document-used", (await Assert.ThrowsAsync<RefusedException>(() => room.Desk.UndoAsync(key, "nhầm", Office))).Word);
        Assert.NotNull(await store.FindAsync("tin-khong-so", VietNam.On("2026-11-22")));

        string other = await room.BringInAsync(DocumentTable.Id, Header + "38-qd-btttt;Quyết định;38/QĐ-BTTTT;14/01/2021;Lần nữa;Bộ Khoa học và Công nghệ;;\n;công văn;16/CV-THU;04/9/1945;Ba;;;\n", Office);
        await room.Desk.UndoAsync(other, "nhầm", Office);
        Assert.Null(await store.FindAsync("16-cv-thu", VietNam.On("2026-11-22")));
        Assert.Equal(changed.Line, (await store.FindAsync("38-qd-btttt", VietNam.On("2026-11-22")))!.Line);
    }

    [Theory]
    [MemberData(nameof(VietNam.Kinds), MemberType = typeof(VietNam))]
    public async Task What_was_written_again_since_is_not_undone_with_the_first(DatabaseKind kind)
    {
        using ImportRoom room = await ImportRoom.OpenAsync(kind);
        string meeting = await new MeetingEditing(room.Country.Database, room.Country.Clock).RecordAsync(new MeetingDraft { Date = Day("2026-11-20"), Title = "Giao ban" }, Office.Actor, null);
        var keys = new List<string>();
        foreach (string said in (string[])["meeting,conclusion-text\n{0},Một\n", "meeting,conclusion-number,conclusion-text\n{0},1,Hai\n", "meeting,conclusion-number,conclusion-text\n{0},1,Một\n"])
        {
            keys.Add(await room.BringInAsync(ConclusionTable.Id, said.Replace("{0}", meeting, StringComparison.Ordinal), Office));
        }

        // The third table says the same as the first, and somebody meant it.
        Assert.Equal("import-changed", (await Assert.ThrowsAsync<RefusedException>(() => room.Desk.UndoAsync(keys[0], "nhầm", Office))).Word);
        Assert.Equal(["1 Một  "], await SaidAsync(room, meeting));
        await room.Desk.UndoAsync(keys[2], "nhầm", Office);
        Assert.Equal(["1 Hai  "], await SaidAsync(room, meeting));
        await room.Desk.UndoAsync(keys[1], "nhầm", Office);
        await room.Desk.UndoAsync(keys[0], "nhầm", Office);
        Assert.Empty(await SaidAsync(room, meeting));
    }

    [Theory]
    [MemberData(nameof(VietNam.Kinds), MemberType = typeof(VietNam))]
    public async Task What_goes_out_comes_back_unchanged(DatabaseKind kind)
    {
        using ImportRoom room = await ImportRoom.OpenAsync(kind);
        int documents = (await new DocumentStore(room.Country.Database).ListAsync(new DocumentFilter(), VietNam.On("2026-11-22"))).Count;
        Assert.True(documents > 10, $"{documents}");
        await room.ComesBackAsync(DocumentTable.Id, documents, Office);
        int conclusions = (await room.TextAsync(ConclusionTable.Id, Stranger)).Split("\r\n").Length - 2;
        Assert.True(conclusions > 5, $"{conclusions}");
        await room.ComesBackAsync(ConclusionTable.Id, conclusions, Office);
    }

    [Fact]
    public async Task All_faults_are_told_at_once_and_nothing_comes_in()
    {
        using ImportRoom room = await ImportRoom.OpenAsync(DatabaseKind.Sqlite);
        string faulty = Header + "khong-co;thơ;1;31/02/2026;x;nobody;;\n;quyết định;38/QĐ-BTTTT;14/01/2021;Trùng;;;\n;quyết định;9/QĐ;;Một;;01/02/2026;01/01/2026\n;quyết định;9/QĐ;;Hai;;;\n;quyết định;10/QĐ;01/01/1900;;;;\n;tin, bài;11;;Tốt;;;\n";
        ImportOutcome refused = await room.StageAsync(DocumentTable.Id, faulty, Office);
        Assert.Null(refused.Key);
        Assert.Equal("2A document-none | 2B word | 2D day | 2F organisation-none | 3C document-known | 4H until-before-from | 5 row-twice | 6D day-range | 6E empty", ImportRoom.Said(refused.Faults));
        Assert.DoesNotContain((await new DocumentStore(room.Country.Database).ListAsync(new DocumentFilter(), VietNam.On("2026-11-22"))).Lines, line => line.Title == "Tốt");
        Assert.Equal("not-allowed", (await Assert.ThrowsAsync<RefusedException>(() => room.StageAsync(DocumentTable.Id, faulty, Reviewer))).Word);
    }

    [Theory]
    [MemberData(nameof(VietNam.Kinds), MemberType = typeof(VietNam))]
    public async Task Conclusions_are_added_and_rewritten_and_stay_once_tasks_carry_them_out(DatabaseKind kind)
    {
        using ImportRoom room = await ImportRoom.OpenAsync(kind);
        var meetings = new MeetingEditing(room.Country.Database, room.Country.Clock);
        string meeting = await meetings.RecordAsync(new MeetingDraft { Date = Day("2026-11-20"), Title = "Giao ban" }, Office.Actor, null);
        const string Columns = "meeting,conclusion-number,conclusion-text,addressee,work-group\n";
        ImportOutcome refused = await room.StageAsync(ConclusionTable.Id, Columns + $"nowhere,,x,,\n{meeting},7,x,,\n{meeting},,,,77\n{meeting},,Tốt,,1\n", Office);
        Assert.Equal("2A meeting-none | 3B conclusion-number | 4C empty | 4E work-group", ImportRoom.Said(refused.Faults));
        string first = await room.BringInAsync(ConclusionTable.Id, Columns + $"{meeting},,Một,Huế,1\n{meeting},,Hai,,\n", Office);
        string second = await room.BringInAsync(ConclusionTable.Id, Columns + $"{meeting},2,Hai sửa,,4\n", Office);
        Assert.Equal(["1 Một Huế 1", "2 Hai sửa  4"], await SaidAsync(room, meeting));
        await room.Desk.UndoAsync(second, "nhầm", Office);
        Assert.Equal(["1 Một Huế 1", "2 Hai  "], await SaidAsync(room, meeting));
        await new TaskEditing(room.Country.Database, room.Reach, new DocumentVault("/nowhere"), room.Country.Clock).FollowAsync(meeting + "/1", new TaskDraft { Text = "Làm", Lead = "hue", Due = Day("2026-12-31") }, Office);
        Assert.Equal("direction-followed", (await Assert.ThrowsAsync<RefusedException>(() => room.Desk.UndoAsync(first, "nhầm", Office))).Word);
    }

    private static async Task<string[]> SaidAsync(ImportRoom room, string meeting) =>
        [.. (await new MeetingStore(room.Country.Database).FindAsync(meeting, VietNam.On("2026-11-22")))!.Directions.Select(one => $"{one.Position} {one.Text} {one.Addressee} {one.WorkGroup}")];
}
