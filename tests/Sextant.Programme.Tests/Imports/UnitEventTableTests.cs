using Sextant.Programme.Imports;
using Sextant.Programme.Organisations;
using Sextant.Programme.Organisations.Events;
using Sextant.Programme.People;
using Sextant.Programme.Register;
using Sextant.Programme.Tables;
using Sextant.Store.Databases;
using static Sextant.Programme.Tests.Tasks.TaskRoom;

namespace Sextant.Programme.Tests.Imports;

/// <summary>Many events come in by one table: each sees what those of earlier days did.</summary>
public sealed class UnitEventTableTests
{
    // The renaming stands before the founding that it needs: the table is done by its days.
    private const string Good = "event-kind;event-day;event-units;event-into;new-name;new-name-en;unit-kind;unit-sector;unit-code;event-parent;goes-on;decision-document;decision-number;decision-date;decision-issuer\n"
        + "đổi tên;01/09/2026;Cục Số;;Cục Chuyển đổi;Transformation;;;;;;38/QĐ-BTTTT;;;\n"
        + "thành lập;01/07/2026;;;Cục Số;;Đơn vị trực thuộc;central-government;;Bộ Nội vụ;;;12/QĐ;30/06/2026;Thủ tướng\n"
        + "hợp nhất;01/08/2026;Huế; Quảng Trị;;;;;;;;38/QĐ-BTTTT;;;\n";

    [Theory]
    [MemberData(nameof(VietNam.Kinds), MemberType = typeof(VietNam))]
    public async Task A_table_of_events_is_done_whole_and_undone(DatabaseKind kind)
    {
        using ImportRoom room = await ImportRoom.OpenAsync(kind);
        var units = new OrganisationStore(room.Country.Database);
        var events = new UnitEventStore(room.Country.Database);
        int before = (await events.ListAsync(VietNam.On("2026-11-22"))).Count;
        string key = await room.BringInAsync(UnitEventTable.Id, Good, Office);
        OrganisationView founded = (await units.FindAsync("cuc-so", VietNam.On("2026-11-22")))!;
        Assert.Equal("Cục Chuyển đổi", founded.Name.In("vi"));
        Assert.Equal("bo-noi-vu", Assert.Single(founded.Parents).Slug);
        Assert.False((await units.FindAsync("hue", VietNam.On("2026-11-22")))!.Exists);
        Assert.Equal(33, (await units.CountAsync(VietNam.On("2026-08-01")))["province"]);
        UnitEventView merger = (await events.FindAsync("2026-08-01-merge-quang-tri-2025", VietNam.On("2026-11-22")))!;
        Assert.Equal((key, "38-qd-btttt"), (merger.Import, merger.Decision!.Document));
        RefusedException refused = await Assert.ThrowsAsync<RefusedException>(() => new UnitEventDesk(room.Country.Database, room.Country.Clock).TakeBackAsync(merger.Key, "nhầm", Office));
        Assert.Equal("event-imported", refused.Word);

        // What it gives out can be brought in: each of its events is refused, because each has happened.
        string[] lines = (await room.TextAsync(UnitEventTable.Id, Office)).Split("\r\n");
        string given = string.Join('\n', lines[0], lines.Single(one => one.StartsWith("hợp nhất;2026-08-01", StringComparison.Ordinal)));
        Assert.Contains("thành lập;2026-07-01;;;Cục Số;;Đơn vị trực thuộc;Trung ương;;", string.Join('\n', lines), StringComparison.Ordinal);
        Assert.Equal("2 event-ended", ImportRoom.Said((await room.StageAsync(UnitEventTable.Id, given, Office)).Faults));
        await room.Desk.UndoAsync(key, "nhầm tệp", Office);
        Assert.Equal(before, (await events.ListAsync(VietNam.On("2026-11-22"))).Count);
        Assert.Equal(34, (await units.CountAsync(VietNam.On("2026-08-01")))["province"]);
        Assert.Null(await units.FindAsync("cuc-so", VietNam.On("2026-11-22")));
    }

    [Fact]
    public async Task All_faults_are_told_at_once()
    {
        using ImportRoom room = await ImportRoom.OpenAsync(DatabaseKind.Sqlite);
        string header = Good[..(Good.IndexOf('\n', StringComparison.Ordinal) + 1)];
        string faulty = header
            + "cưới;01/09/2026;Huế;;;;;;;;;38/QĐ-BTTTT;;;\n"
            + "hợp nhất;31/09/2026;Huế;Hà Nội;;;;;;;;38/QĐ-BTTTT;;;\n"
            + "hợp nhất;01/09/2026;Atlantis;Hà Nội;;;;;;;;38/QĐ-BTTTT;;;\n"
            + "hợp nhất;01/09/2026;Huế;Huế;;;;;;;;38/QĐ-BTTTT;;;\n"
            + "hợp nhất;02/09/2026;Huế;Hà Nội;;;;;;;;;12;;\n"
            + "hợp nhất;03/09/2026;Huế;Hà Nội;;;;;;;;38/QĐ-BTTTT;;;\n"
            + "giải thể;04/09/2026;hue;;;;;;;;;38/QĐ-BTTTT;;;\n"
            + "thành lập;05/09/2026;;;Viện Số;;viện;Central Government;;;;38/QĐ-BTTTT;;;\n";
        var outcome = await room.StageAsync(UnitEventTable.Id, faulty, Office);
        Assert.Null(outcome.Key);
        Assert.Equal("2A word | 3B day | 4 event-unit-none | 5 event-self | 6 event-decision | 8 event-ended | 9G unit-kind", ImportRoom.Said(outcome.Faults));
        Assert.Contains("Đơn vị trực thuộc; ", TableTexts.For("vi").Of(outcome.Faults.List[^1]), StringComparison.Ordinal);
        await Assert.ThrowsAsync<RefusedException>(() => room.StageAsync(UnitEventTable.Id, Good, With("hoa", Role.FocalPoint, "hue")));
    }
}
