using Sextant.Programme.Cooperation;
using Sextant.Programme.Imports;
using Sextant.Programme.Imports.Papers;
using Sextant.Programme.People;
using Sextant.Programme.Register;
using Sextant.Programme.Tables;
using Sextant.Store.Databases;
using static Sextant.Programme.Tests.Tasks.TaskRoom;

namespace Sextant.Programme.Tests.Imports.Papers;

/// <summary>Partners, what is owed and activities come in by tables, units' own by their focal points.</summary>
public sealed class CooperationTableTests
{
    private static readonly Viewer Hue = With("hoa", Role.FocalPoint, "hue");

    [Theory]
    [MemberData(nameof(VietNam.Kinds), MemberType = typeof(VietNam))]
    public async Task Partners_duties_and_activities_come_in_come_back_and_are_undone(DatabaseKind kind)
    {
        using ImportRoom room = await ImportRoom.OpenAsync(kind);
        string partners = await room.BringInAsync(PartnerTable.Id, "Loại đối tác;Tên đối tác;Trụ sở;Văn bản thỏa thuận;Từ ngày\nquốc tế;APNIC;Brisbane;38/QĐ-BTTTT;01/01/2026\nbáo chí;Báo =1+1;;;\n", Office);
        string duties = await room.BringInAsync(DutyTable.Id, "partner,duty-side,duty-text,duty-due\napnic,phía đối tác,Cử giảng viên,2026-11-01\napnic,both,Họp,\n", Office);
        string own = await room.BringInAsync(ActivityTable.Id, "organisation,activity-kind,activity-day,activity-title,activity-result\nhue,bài viết,2026-11-20,Bài của Huế,đã đăng\n", Hue);
        await room.BringInAsync(ActivityTable.Id, "partner,activity-kind,activity-day,activity-title\napnic,đào tạo,2027-03-01,Khóa học\n", Office);
        PartnerView apnic = (await PartnersAsync(room)).Single(one => one.Id == "apnic");
        Assert.Equal(("38-qd-btttt", 2, true, "Khóa học"), (apnic.Document!.Value.Id, apnic.Duties.Count, apnic.Duties[0].IsLate, apnic.Activities[0].Title));
        await room.ComesBackAsync(PartnerTable.Id, 2, Office);
        await room.ComesBackAsync(DutyTable.Id, 2, Office);
        await room.ComesBackAsync(ActivityTable.Id, 2, Office);

        string met = await room.BringInAsync(DutyTable.Id, "partner,duty-number,duty-side,duty-text,duty-met\napnic,1,partner,Cử giảng viên,2026-11-22\n", Office);
        DutyView duty = (await PartnersAsync(room)).Single(one => one.Id == "apnic").Duties[0];
        Assert.Equal((Day("2026-11-01"), Day("2026-11-22"), false), (duty.Due!.Value, duty.Met!.Value, duty.IsLate));
        await room.Desk.UndoAsync(met, "nhầm", Office);
        Assert.Equal("partner-used", (await Assert.ThrowsAsync<RefusedException>(() => room.Desk.UndoAsync(partners, "nhầm", Office))).Word);
        await room.Desk.UndoAsync(duties, "nhầm", Office);
        Assert.Empty((await PartnersAsync(room)).Single(one => one.Id == "apnic").Duties);
        await room.Desk.UndoAsync(own, "nhầm", Hue);
        Assert.Empty(await new CooperationStore(room.Country.Database).OfUnitsAsync(VietNam.On("2026-11-22")));
    }

    [Theory]
    [MemberData(nameof(VietNam.Kinds), MemberType = typeof(VietNam))]
    public async Task The_very_same_file_comes_in_once_until_it_is_undone(DatabaseKind kind)
    {
        using ImportRoom room = await ImportRoom.OpenAsync(kind);
        await room.BringInAsync(PartnerTable.Id, "partner-kind,partner-name\ninternational,APNIC\n", Office);
        const string Duties = "partner,duty-side,duty-text\napnic,both,Họp\n";
        ImportOutcome waiting = await room.StageAsync(DutyTable.Id, Duties, Office);
        string first = await room.BringInAsync(DutyTable.Id, Duties, Office);
        ImportOutcome again = await room.StageAsync(DutyTable.Id, Duties, Office);
        Assert.Equal("0 file-twice", ImportRoom.Said(again.Faults));
        Assert.Contains(first, TableTexts.For("vi").Of(again.Faults.List[0]), StringComparison.Ordinal);
        Assert.Equal("0 file-twice", ImportRoom.Said((await room.Desk.ApplyAsync(waiting.Key!, Office)).Faults));
        Assert.Single((await PartnersAsync(room)).Single().Duties);

        // What only says what stands is no doubling, and what was undone may come again.
        string text = await room.TextAsync(DutyTable.Id, Office);
        await room.BringInAsync(DutyTable.Id, text, Office);
        await room.Desk.UndoAsync(first, "nhầm", Office);
        await room.Desk.ApplyAsync(waiting.Key!, Office);
        Assert.Single((await PartnersAsync(room)).Single().Duties);
    }

    [Fact]
    public async Task All_faults_are_told_at_once()
    {
        using ImportRoom room = await ImportRoom.OpenAsync(DatabaseKind.Sqlite);
        await room.BringInAsync(PartnerTable.Id, "partner-kind,partner-name\npress,Báo A\n", Office);
        ImportOutcome partners = await room.StageAsync(PartnerTable.Id, "partner,partner-kind,partner-name,agreement-document,from,until\nx,friend,,no,,\n,press,BÁO A,,2026-02-01,2026-01-01\n,press,Mới,,,\n,press,mới,,,\n", Office);
        Assert.Equal("2A partner-none | 2B word | 2C empty | 2D document-none | 3C partner-known | 3F until-before-from | 5 row-twice", ImportRoom.Said(partners.Faults));
        ImportOutcome duties = await room.StageAsync(DutyTable.Id, "partner,duty-number,duty-side,duty-text,duty-met\nx,,all,,2027-01-01\nbao-a,9,both,Một,\n", Office);
        Assert.Equal("2A partner-none | 2C word | 2D empty | 2E day-ahead | 3B duty-number", ImportRoom.Said(duties.Faults));
        ImportOutcome activities = await room.StageAsync(
            ActivityTable.Id, "partner,organisation,activity-kind,activity-day,activity-title,activity-result,activity-link\nbao-a,hue,dance,x,,,ftp://a\nbao-a,,article,2026-01-01,Một,,\n,lang-son,article,2027-01-01,Hai,đã đăng,\n", Hue);
        Assert.Equal("2A activity-owner | 2C word | 2D day | 2E empty | 2G link | 3A activity-office | 4B organisation-not-yours | 4D day-ahead", ImportRoom.Said(activities.Faults));
        Assert.Single(await PartnersAsync(room));
        Assert.Equal("not-allowed", (await Assert.ThrowsAsync<RefusedException>(() => room.StageAsync(PartnerTable.Id, "partner-kind,partner-name\npress,x\n", Hue))).Word);
    }

    private static Task<IReadOnlyList<PartnerView>> PartnersAsync(ImportRoom room) => new CooperationStore(room.Country.Database).PartnersAsync(VietNam.On("2026-11-22"));
}
