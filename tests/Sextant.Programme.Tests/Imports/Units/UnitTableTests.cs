using Sextant.Programme.Imports;
using Sextant.Programme.Imports.Units;
using Sextant.Programme.Organisations.Exemptions;
using Sextant.Programme.People;
using Sextant.Programme.Register;
using Sextant.Store.Databases;
using static Sextant.Programme.Tests.Tasks.TaskRoom;

namespace Sextant.Programme.Tests.Imports.Units;

/// <summary>Exemptions and declarations come in by tables: judged as on their pages, changed, and undone.</summary>
public sealed class UnitTableTests
{
    private const string Exempt = "Đơn vị;Dịch vụ được miễn trừ;Tiêu chí được miễn trừ;Lý do;Người quyết định;Văn bản quyết định;Từ ngày;Đến ngày\n";
    private static readonly Viewer Hue = With("hoa", Role.FocalPoint, "hue");

    [Theory]
    [MemberData(nameof(VietNam.Kinds), MemberType = typeof(VietNam))]
    public async Task Exemptions_come_in_are_lengthened_and_undone(DatabaseKind kind)
    {
        using ImportRoom room = await ImportRoom.OpenAsync(kind);
        string first = await room.BringInAsync(
            ExemptionTable.Id, Exempt + "lang-son;langson.gov.vn;;=đang chuyển trụ sở;Bộ KH&CN;38/QĐ-BTTTT;01/11/2026;10/12/2026\nHuế;;web-01;lý do;Bộ;;01/11/2026;30/11/2026\nlang-son;langson.gov.vn;;tiếp;Bộ;;11/12/2026;31/12/2026\n", Office);
        Assert.Equal(["hue  WEB-01 2026-11-30", "lang-son site:langson.gov.vn  2026-12-10", "lang-son site:langson.gov.vn  2026-12-31"], await HeldAsync(room));
        await room.ComesBackAsync(ExemptionTable.Id, 3, Office);
        Assert.Contains(";'=đang chuyển trụ sở;Bộ KH&CN;38-qd-btttt;2026-11-01;2026-12-10", await room.TextAsync(ExemptionTable.Id, Stranger), StringComparison.Ordinal);
        string second = await room.BringInAsync(ExemptionTable.Id, Exempt + "hue;;WEB-01;lý do khác;Bộ;;01/11/2026;31/12/2026\n", Office);
        Assert.Equal((0, 1, 0), (await room.Store.FindAsync(second, Office))!.Counts);
        Assert.Contains("hue  WEB-01 2026-12-31", await HeldAsync(room));
        await room.Desk.UndoAsync(second, "nhầm", Office);
        Assert.Contains("hue  WEB-01 2026-11-30", await HeldAsync(room));
        await room.Desk.UndoAsync(first, "nhầm", Office);
        Assert.Empty(await HeldAsync(room));
    }

    [Fact]
    public async Task Faulty_exemptions_are_named_and_none_comes_in()
    {
        using ImportRoom room = await ImportRoom.OpenAsync(DatabaseKind.Sqlite);
        ImportOutcome refused = await room.StageAsync(
            ExemptionTable.Id,
            Exempt + "nobody;;;;;no;01/11/2026;\nlang-son;hue.gov.vn;WEB-99;x;y;;01/11/2026;02/11/2029\nbac-giang;;;x;y;;01/11/2026;02/11/2026\nlang-son;;;x;y;;01/11/2026;30/11/2026\nlang-son;;;x;y;;30/11/2026;31/12/2026\nlang-son;;;x;y;;01/11/2026;02/11/2026\n",
            Office);
        Assert.Equal(
            "2A organisation-none | 2D empty | 2E empty | 2F document-none | 2H empty | 3B exemption-target-none | 3C exemption-criterion | 3H exemption-days | 4H exemption-outside-life | 6G exemption-twice | 7 row-twice",
            ImportRoom.Said(refused.Faults));
        Assert.Empty(await HeldAsync(room));
        Assert.Equal("not-allowed", (await Assert.ThrowsAsync<RefusedException>(() => room.StageAsync(ExemptionTable.Id, Exempt, Hue))).Word);
    }

    [Theory]
    [MemberData(nameof(VietNam.Kinds), MemberType = typeof(VietNam))]
    public async Task Units_declare_for_themselves_alone_and_what_they_said_before_comes_back(DatabaseKind kind)
    {
        using ImportRoom room = await ImportRoom.OpenAsync(kind);
        const string Columns = "organisation,criterion,declared-target,declared-verdict,declared-text\n";
        ImportOutcome refused = await room.StageAsync(DeclarationTable.Id, Columns + "lang-son,WEB-01,,đạt,\nhue,WEB-99,,đạt,\nhue,WEB-01,langson.gov.vn,không biết,\nhue,org-01,,pass,\nhue,ORG-01,,fail,\n", Hue);
        Assert.Equal("2A organisation-not-yours | 3B criterion-none | 4C target-not-own | 4D word | 6 row-twice", ImportRoom.Said(refused.Faults));
        string first = await room.BringInAsync(DeclarationTable.Id, Columns + "hue,ORG-01,,đạt,=1+1\nhue,web-01,thuathienhue.gov.vn,không đạt,\n", Hue);
        room.Country.Clock.Now = room.Country.Clock.Now.AddDays(1);
        await room.ComesBackAsync(DeclarationTable.Id, 2, Hue);
        Assert.Contains("hue;Huế;ORG-01;;đạt;'=1+1;2026-11-22", await room.TextAsync(DeclarationTable.Id, Hue), StringComparison.Ordinal);
        Assert.DoesNotContain("ORG-01", await room.TextAsync(DeclarationTable.Id, With("an", Role.FocalPoint, "lang-son")), StringComparison.Ordinal);
        string second = await room.BringInAsync(DeclarationTable.Id, "organisation,criterion,declared-verdict\nhue,ORG-01,đạt một phần\n", Hue);
        await room.Desk.UndoAsync(second, "nhầm", Hue);
        await room.Desk.UndoAsync(first, "nhầm", Hue);
        Assert.DoesNotContain("ORG-01", await room.TextAsync(DeclarationTable.Id, Hue), StringComparison.Ordinal);
    }

    private static async Task<string[]> HeldAsync(ImportRoom room) =>
        [.. (await new ExemptionStore(room.Country.Database).ListAsync(VietNam.On("2026-11-22"))).Select(one => $"{one.Organisation} {one.Target} {one.Criterion} {one.Until:yyyy-MM-dd}").Order(StringComparer.Ordinal)];
}
