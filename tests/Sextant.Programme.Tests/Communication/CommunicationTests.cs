using System.Text;
using Sextant.Programme.Audit;
using Sextant.Programme.Communication;
using Sextant.Programme.Documents;
using Sextant.Programme.Imports;
using Sextant.Programme.Kpis;
using Sextant.Programme.People;
using Sextant.Programme.Register;
using Sextant.Programme.Tables;
using Sextant.Programme.Tests.Imports;
using Sextant.Programme.Tests.Kpis;
using Sextant.Programme.Tests.Tasks;
using Sextant.Store.Databases;
using static Sextant.Programme.Tests.Tasks.TaskRoom;

namespace Sextant.Programme.Tests.Communication;

/// <summary>The kit, the press and events over a register of a test's own. The day is 22 November 2026.</summary>
public sealed class CommunicationTests
{
    private static readonly Viewer Trainer = With("tam", Role.Trainer);
    private static readonly AsOf Now = VietNam.On("2026-11-22");

    [Theory]
    [MemberData(nameof(VietNam.Kinds), MemberType = typeof(VietNam))]
    public async Task Files_are_counted_by_day_and_by_nothing_else(DatabaseKind kind)
    {
        using VietNam country = await VietNam.OpenAsync(kind);
        string folder = Directory.CreateTempSubdirectory("sextant-kit-").FullName;
        try
        {
            var kit = new KitDesk(country.Database, new DocumentVault(folder, 1 << 20), country.Clock);
            await RefusedAsync("not-allowed", () => kit.RecordAsync(new KitItemDraft(null, "Tờ rơi", "leaflet", null, null), Trainer));
            await RefusedAsync("kit-kind", () => kit.RecordAsync(new KitItemDraft(null, "Tờ rơi", "song", null, null), Office));
            string item = await kit.RecordAsync(new KitItemDraft(null, "Tờ rơi IPv6", "leaflet", "người dân", null), Office);
            Task AttachAsync(string name, string content, string language = "vi") => kit.AttachAsync(item, (language, "1.0"), name, new MemoryStream(Encoding.UTF8.GetBytes(content)), Office);
            await RefusedAsync("file-kind", () => AttachAsync("x.html", "<script>"));
            await RefusedAsync("kit-language", () => AttachAsync("x.txt", "chữ", "fr"));
            Assert.Equal(NoData.NoInput, (await FiguresAsync(country, "A-03")).Single().Missing);
            await AttachAsync("../../to-roi.txt", "chữ");
            Assert.Equal(0, (await FiguresAsync(country, "A-03")).Single().Value);
            await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => kit.CountAsync(item, 1)));
            country.Clock.Now = country.Clock.Now.AddDays(1);
            await kit.CountAsync(item, 1);
            KitItemView view = Assert.Single(await kit.ListAsync(VietNam.On("2026-11-23")));
            Assert.Equal((9, 9, "to-roi.txt"), (view.Downloads, view.Files.Single().Downloads, view.Files.Single().File.Name));
            Assert.Equal(8, (await FiguresAsync(country, "A-03")).Single().Value);
            Assert.Empty((await kit.ListAsync(VietNam.On("2026-11-21"))).Single().Files);
            await kit.WithdrawAsync(item, 1, "bản cũ", Office);
            Assert.Equal(8, (await FiguresAsync(country, "A-03")).Single().Value);
            Assert.Empty((await kit.ListAsync(Now, item)).Single().Files);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Theory]
    [MemberData(nameof(VietNam.Kinds), MemberType = typeof(VietNam))]
    public async Task Press_items_come_in_by_table_once_and_go_out(DatabaseKind kind)
    {
        using ImportRoom room = await ImportRoom.OpenAsync(kind);
        var press = new PressDesk(room.Country.Database, room.Country.Clock);
        string key = await press.RecordAsync(new PressItemDraft(null, "IPv6 Day", "Báo A", Day("2026-05-06"), "https://a.vn/1", "ngày IPv6", "positive"), Office);
        await RefusedAsync("activity-link", () => press.RecordAsync(new PressItemDraft(null, "x", "y", Day("2026-05-06"), "javascript:alert(1)", null, "neutral"), Office));
        await RefusedAsync("press-day", () => press.RecordAsync(new PressItemDraft(null, "x", "y", Day("2027-05-06"), null, null, "neutral"), Office));
        const string Header = "Ngày đăng;Cơ quan báo chí;Tiêu đề;Địa chỉ trang;Nhãn;Sắc thái\n";
        ImportOutcome refused = await room.StageAsync(PressTable.Id, Header + "06/05/2027;Báo B;Sau này;ftp://b;;vui\n06/05/2026;Báo B;Một;;;\n06/05/2026;BAO B;mot;;;\n;;;;x;\n", Office);
        Assert.Equal("2A day-ahead | 2D link | 2F word | 4 row-twice | 5A empty | 5B empty | 5C empty", ImportRoom.Said(refused.Faults));
        string import = await room.BringInAsync(PressTable.Id, Header + "06/05/2026;báo a;ipv6 day;https://a.vn/1;ngày IPv6;phê bình\n07/05/2026;Báo B;\"=1+1\";;;\n", Office);
        IReadOnlyList<PressItemView> items = await press.ListAsync(Now);
        Assert.Equal(["neutral", "critical"], items.Select(item => item.Tone));
        Assert.Equal(key, items[1].Key);
        TableFile file = await room.GiveAsync(PressTable.Id, Office);
        Assert.Contains("'=1+1", Encoding.UTF8.GetString(file.Content), StringComparison.Ordinal);
        ImportOutcome again = await room.Desk.StageAsync(new ImportUpload(PressTable.Id, null, file.Name, file.Content), Office);
        Assert.Equal((0, 0, 2), (await room.Store.FindAsync(again.Key!, Office))!.Counts);
        Assert.Equal(2, (await FiguresAsync(room.Country, "A-02")).Single(figure => figure.Definition == "all").Value);
        await room.Desk.UndoAsync(import, "nhầm", Office);
        Assert.Equal("positive", (await press.ListAsync(Now)).Single().Tone);
    }

    [Theory]
    [MemberData(nameof(VietNam.Kinds), MemberType = typeof(VietNam))]
    public async Task Strangers_register_within_bounds_and_are_thrown_away_after(DatabaseKind kind)
    {
        using VietNam country = await VietNam.OpenAsync(kind);
        var events = new EventDesk(country.Database, country.Clock);
        var draft = new PublicEventDraft(null, "Ngày IPv6 Việt Nam", "ipv6-day", Day("2026-12-06")) { Seats = 2, RegisterUntil = Day("2026-12-01") };
        await RefusedAsync("not-allowed", () => events.RecordAsync(draft, Trainer));
        await RefusedAsync("event-ahead", () => events.RecordAsync(draft with { State = "held" }, Office));
        await RefusedAsync("event-number", () => events.RecordAsync(draft with { Seats = 5_001 }, Office));
        string id = await events.RecordAsync(draft, Office);
        await RefusedAsync("learner-email", () => events.RegisterAsync(id, "An", null, "an"));
        await RefusedAsync("learner-name", () => events.RegisterAsync(id, "‮ ", null, "an@x.vn"));
        await events.RegisterAsync(id, "Nguyễn An", "Công ty X", "An@x.vn");
        // The same address again: nothing is said and nothing is changed.
        await events.RegisterAsync(id, "Kẻ Khác", null, "an@X.vn");
        Assert.Equal("Nguyễn An", Assert.Single(await events.EntriesAsync(id)).Name);
        await events.RegisterAsync(id, "Trần Bình", null, "binh@x.vn");
        await RefusedAsync("event-closed", () => events.RegisterAsync(id, "Lê Chi", null, "chi@x.vn"));
        await events.ThrowAwayAsync(id, (await events.EntriesAsync(id))[1].Key, Office);
        country.Clock.Now = country.Clock.Now.AddDays(10);
        await RefusedAsync("event-closed", () => events.RegisterAsync(id, "Lê Chi", null, "chi@x.vn"));
        await RefusedAsync("event-ahead", () => events.ThrowAwayAsync(id, null, Office));
        country.Clock.Now = country.Clock.Now.AddDays(5);
        await events.RecordAsync(draft with { Id = id, State = "held", Attendees = 120, Sites = 63 }, Office);
        await events.ThrowAwayAsync(id, null, Office);
        Assert.Empty(await events.EntriesAsync(id));
        PublicEventView view = Assert.Single(await events.ListAsync(VietNam.On("2026-12-08")));
        Assert.Equal((1, 120), (view.Registered, view.Attendees));
        Assert.Equal(63, (await FiguresAsync(country, "A-01", "2026-12-07")).Single(figure => figure.Definition == "sites").Value);
        // Opened again: who comes now is counted with those of before, of whom only the number is known.
        await events.RecordAsync(draft with { Id = id, Starts = Day("2026-12-20"), RegisterUntil = null }, Office);
        await events.RegisterAsync(id, "Lê Chi", null, "chi@x.vn");
        Assert.Equal(2, Assert.Single(await events.ListAsync(VietNam.On("2026-12-08"))).Registered);
        await RefusedAsync("event-closed", () => events.RegisterAsync(id, "Phạm Dung", null, "dung@x.vn"));
        await RefusedAsync("not-allowed", () => events.WithdrawAsync(id, "nhầm", Trainer));
        await RefusedAsync("event-has-entries", () => events.WithdrawAsync(id, "nhầm", Office));
        await events.RecordAsync(draft with { Id = id, State = "cancelled" }, Office);
        await events.ThrowAwayAsync(id, null, Office);
        await events.WithdrawAsync(id, "nhầm", Office);
        Assert.Empty(await events.ListAsync(VietNam.On("2026-12-08")));
        var audit = new AuditLog(country.Database, country.Clock);
        Assert.All(await audit.ListAsync(new AuditFilter()), entry => Assert.DoesNotContain("Nguyễn An", entry.Before + entry.After, StringComparison.Ordinal));
        Assert.True((await audit.VerifyAsync()).Whole);
    }

    private static async Task<IReadOnlyList<Figure>> FiguresAsync(VietNam country, string id, string day = "2026-11-22") =>
        (await new KpiReader(country.Database, new Measurements()).ReadAsync(VietNam.On(day))).Readings.Single(reading => reading.Id == id).Figures;

    private static async Task RefusedAsync(string word, Func<Task> act) => Assert.Equal(word, (await Assert.ThrowsAsync<RefusedException>(act)).Word);
}
