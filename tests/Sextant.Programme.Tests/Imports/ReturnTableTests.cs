using System.Text;
using Sextant.Programme.Imports;
using Sextant.Programme.People;
using Sextant.Programme.Register;
using Sextant.Programme.Returns;
using Sextant.Programme.Tables;
using Sextant.Programme.Tests.Returns;
using Sextant.Store.Databases;
using static Sextant.Programme.Tests.Returns.ReturnRoom;
using static Sextant.Programme.Tests.Tasks.TaskRoom;

namespace Sextant.Programme.Tests.Imports;

/// <summary>Figures of returns come in as drafts, of the own organisation alone, and go out again.</summary>
public sealed class ReturnTableTests
{
    private const string Header = "Đơn vị;Quý;Thuê bao cố định;Thuê bao cố định có IPv6;Thuê bao dữ liệu di động;Thuê bao dữ liệu di động có IPv6;Lưu lượng giờ cao điểm (Gbit/s);Trong đó qua IPv6 (Gbit/s);"
        + "Cố định có IPv6 sau 1 năm (%);Cố định có IPv6 sau 3 năm (%);Di động có IPv6 sau 1 năm (%);Di động có IPv6 sau 3 năm (%)\n";

    [Theory]
    [MemberData(nameof(VietNam.Kinds), MemberType = typeof(VietNam))]
    public async Task Figures_come_in_as_a_draft_are_changed_and_undone(DatabaseKind kind)
    {
        using ReturnRoom room = await ReturnRoom.OpenAsync(kind);
        string first = await BringInAsync(room, Header + "VNPT;Quý III/2026;10.000.000;9.000.000;50.000.000;40.000.000;4000,50;2500;94,1;99;90;98,5\n");
        ReturnView draft = Assert.Single(await room.Store.VersionsAsync("vnpt", "operator", Q3, Vnpt));
        Assert.Equal(("draft", 94.1m, 4000.5m, 10), (draft.State, draft.Says.Figures["forecast-fixed-1"], draft.Says.Figures["traffic"], draft.Says.Figures.Count));
        string second = await BringInAsync(room, Header + "vnpt;2026-Q3;10.000.000;9.500.000;;;;;;;;\n");
        Assert.Equal(2, (await room.Store.VersionsAsync("vnpt", "operator", Q3, Vnpt))[0].Says.Figures.Count);
        Assert.Equal((0, 9, 2), (await room.Desk.Store.FindAsync(second, Vnpt))!.Counts);
        await room.Desk.UndoAsync(second, "nhầm", Vnpt);
        Assert.Equal(9_000_000, (await room.Store.VersionsAsync("vnpt", "operator", Q3, Vnpt))[0].Says.Figures["fixed-ipv6"]);

        // A column that the table does not have says nothing of its figure.
        string only = await BringInAsync(room, "organisation,period,fixed-subscribers,fixed-ipv6,fixed-ipv6-only,mobile-subscribers,mobile-ipv6,traffic,traffic-ipv6,forecast-fixed-1,forecast-fixed-3,forecast-mobile-1,forecast-mobile-3\n"
            + "vnpt,2026-Q3,10000000,9000000,5000000,50000000,40000000,4000.5,2500,94.1,99,90,98.5\n");
        string without = await BringInAsync(room, Header + "VNPT;Quý III/2026;10.000.000;9.100.000;50.000.000;40.000.000;4000,50;2500;94,1;99;90;98,5\n");
        Assert.Equal((5_000_000, 9_100_000), ((await room.Store.VersionsAsync("vnpt", "operator", Q3, Vnpt))[0].Says.Figures["fixed-ipv6-only"], (await room.Store.VersionsAsync("vnpt", "operator", Q3, Vnpt))[0].Says.Figures["fixed-ipv6"]));
        Assert.Equal("2D exceeds", ImportRoom.Said((await StageAsync(room, Header + "VNPT;Quý III/2026;10.000.000;4.000.000;50.000.000;40.000.000;4000,50;2500;94,1;99;90;98,5\n")).Faults));
        await room.Desk.UndoAsync(without, "nhầm", Vnpt);
        await room.Desk.UndoAsync(only, "nhầm", Vnpt);

        // What is given out comes back unchanged, also once it is signed; anything else is refused then, and nothing goes from under the signature.
        await room.HandInAsync(Whole with { Figures = draft.Says.Figures }, Vnpt);
        foreach (string language in (string[])["vi", "en"])
        {
            TableFile file = new ReturnTable(ReturnForm.Of("operator")!).Of((await room.Store.CountedAsync("operator", Q3)).Select(view => new ReturnSaid(view.Says, view.State)), new Dictionary<string, string>(), language).As("csv", "x", language);
            Assert.Contains(language == "vi" ? ";2026-Q3;đã nộp;" : ",2026-Q3,handed in,", Encoding.UTF8.GetString(file.Content), StringComparison.Ordinal); // whoever opens it sees that it is signed
            ImportOutcome same = await room.Desk.StageAsync(new ImportUpload("returns-operator", null, file.Name, file.Content), Vnpt);
            Assert.True(same.Faults.None, ImportRoom.Said(same.Faults));
            Assert.Equal((0, 0, 11), (await room.Desk.Store.FindAsync(same.Key!, Vnpt))!.Counts);
        }

        Assert.Equal("2 return-closed", ImportRoom.Said((await StageAsync(room, Header + "vnpt;2026-Q3;10.000.001;9.000.000;;;;;;;;\n")).Faults));
        Assert.Equal("import-changed", (await Assert.ThrowsAsync<RefusedException>(() => room.Desk.UndoAsync(first, "nhầm", Vnpt))).Word);
    }

    [Theory]
    [MemberData(nameof(VietNam.Kinds), MemberType = typeof(VietNam))]
    public async Task Who_speaks_for_the_organisation_no_longer_takes_nothing_of_it_back(DatabaseKind kind)
    {
        using ReturnRoom room = await ReturnRoom.OpenAsync(kind);
        string key = await BringInAsync(room, Header + "VNPT;Quý III/2026;10.000.000;9.000.000;50.000.000;40.000.000;4000,50;2500;94,1;99;90;98,5\n");
        Viewer elsewhere = Vnpt with { Grants = [new Grant("g", Role.FocalPoint, "viettel", null, null)] };
        Assert.Equal("not-allowed", (await Assert.ThrowsAsync<RefusedException>(() => room.Desk.UndoAsync(key, "nhầm", elsewhere))).Word);
        Assert.Single(await room.Store.VersionsAsync("vnpt", "operator", Q3, Vnpt));
        await room.Desk.UndoAsync(key, "nhầm", Vnpt);
        Assert.Empty(await room.Store.VersionsAsync("vnpt", "operator", Q3, Vnpt));
    }

    [Theory]
    [MemberData(nameof(VietNam.Kinds), MemberType = typeof(VietNam))]
    public async Task Faults_are_all_told_and_nobody_declares_for_another(DatabaseKind kind)
    {
        using ReturnRoom room = await ReturnRoom.OpenAsync(kind);
        ImportOutcome refused = await StageAsync(room, Header
            + "viettel;2026-Q3;1;1;;;;;;;;\nmobifone;2026-Q3;1;1;;;;;;;;\nvnpt;2026-Q9;1;1;;;;;;;;\nvnpt;2030-Q1;1;1;;;;;;;;\nvnpt;2026-Q3;10;11;1,5;-1;17.500;x;101;;94,15;\nvnpt;Q3/2026;1;1;;;;;;;;\n");
        Assert.Equal("2A return-not-yours | 3A return-not-owed | 4B quarter | 5B return-not-asked | 6D exceeds | 6E number-decimals | 6F number-range | 6G number-ambiguous | 6H number | 6I number-range | 6K number-decimals | 7 row-twice", ImportRoom.Said(refused.Faults));
        Assert.Empty(await room.Store.VersionsAsync("vnpt", "operator", Q3, Vnpt));
        Assert.Equal("not-allowed", (await Assert.ThrowsAsync<RefusedException>(() => room.Desk.StageAsync(new ImportUpload("returns-operator", null, "x.csv", []), Reviewer))).Word);
    }

    [Theory]
    [MemberData(nameof(VietNam.Kinds), MemberType = typeof(VietNam))]
    public async Task Roadmaps_and_units_helped_come_in_take_the_place_of_all_lines_and_go_again(DatabaseKind kind)
    {
        using ReturnRoom room = await ReturnRoom.OpenAsync(kind);
        const string Road = "organisation,period,network,cause,roadmap-quarter,roadmap-promised,roadmap-actual\n";
        Assert.Equal("2B return-not-open", ImportRoom.Said((await StageAsync(room, Road + "vnpt,2026-Q3,mobile,terminal,2027-Q1,5,\n", "returns-roadmap")).Faults));
        await room.Editing.SaveAsync(Whole, Vnpt);
        ImportOutcome refused = await StageAsync(room, Road + "viettel,2026-Q3,mobile,terminal,2027-Q1,5,\nvnpt,x,sea,,2027,1.5,-1\n", "returns-roadmap");
        Assert.Equal("2A return-not-yours | 3B quarter | 3C word | 3D empty | 3E quarter | 3F number-decimals | 3G number-range", ImportRoom.Said(refused.Faults));
        string road = await BringInAsync(room, Road + "vnpt,Q3/2026,di động,\"điện thoại, thiết bị đầu cuối\",I/2027,11.000.000,\n", "returns-roadmap");
        Assert.Equal([new RoadmapLine("mobile", "terminal", "2027-Q1", 11_000_000, null)], (await SaysAsync(room)).Roadmap);
        string help = await BringInAsync(room, "organisation,period,support-unit,support-service,support-state\nvnpt,2026-Q3,Lạng Sơn,mail,agreed\nvnpt,2026-Q3,hue,trang web,hoàn thành\nvnpt,2026-Q3,hue,zone,done\n", "returns-support");
        Assert.Equal(["lang-son mail agreed", "hue site done", "hue zone done"], (await SaysAsync(room)).Supports.Select(one => $"{one.Unit} {one.Service} {one.State}"));
        ImportForm form = ImportCatalog.Of("returns-roadmap")!;
        TableFile file = ((ReturnListTable)form).Of([new ReturnSaid(await SaysAsync(room), "draft")], new Dictionary<string, string>(), "vi").As("xlsx", "x", "vi");
        ImportOutcome same = await room.Desk.StageAsync(new ImportUpload(form.Table.Id, null, file.Name, file.Content), Vnpt);
        Assert.Equal((0, 0, 1), (await room.Desk.Store.FindAsync(same.Key!, Vnpt))!.Counts);
        await room.Desk.UndoAsync(road, "nhầm", Vnpt);
        await room.Desk.UndoAsync(help, "nhầm", Vnpt);
        Assert.Equal(Whole.Roadmap, (await SaysAsync(room)).Roadmap);
        Assert.Equal(Whole.Supports, (await SaysAsync(room)).Supports);
    }

    private static async Task<ReturnDraft> SaysAsync(ReturnRoom room) => (await room.Store.VersionsAsync("vnpt", "operator", Q3, Vnpt))[^1].Says;

    private static Task<ImportOutcome> StageAsync(ReturnRoom room, string text, string form = "returns-operator") => room.Desk.StageAsync(new ImportUpload(form, null, "x.csv", Encoding.UTF8.GetBytes(text)), Vnpt);

    private static async Task<string> BringInAsync(ReturnRoom room, string text, string form = "returns-operator")
    {
        ImportOutcome staged = await StageAsync(room, text, form);
        Assert.True(staged.Faults.None, ImportRoom.Said(staged.Faults));
        return (await room.Desk.ApplyAsync(staged.Key!, Vnpt)).Key!;
    }
}
