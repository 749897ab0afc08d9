using Sextant.Programme.Imports;
using Sextant.Programme.Imports.Units;
using Sextant.Programme.People;
using Sextant.Programme.Register;
using Sextant.Programme.Returns;
using Sextant.Programme.Tests.Returns;
using Sextant.Store.Databases;
using static Sextant.Programme.Tests.Tasks.TaskRoom;

namespace Sextant.Programme.Tests.Imports.Units;

/// <summary>Networks and brands come in by a table under the rules by which one is typed.</summary>
public sealed class HoldingTableTests
{
    [Theory]
    [MemberData(nameof(VietNam.Kinds), MemberType = typeof(VietNam))]
    public async Task Networks_and_brands_come_in_come_back_and_are_undone(DatabaseKind kind)
    {
        using ImportRoom room = await ImportRoom.OpenAsync(kind);
        var office = new ReturnOffice(room.Country.Database, room.Country.Clock);
        await office.HoldAsync("vnpt", "network", "AS45899", Office);
        await office.HoldAsync("viettel", "network", "7552", Office);
        await office.LetGoAsync("as7552", "nhầm", Office);
        string key = await room.BringInAsync(HoldingTable.Id, "Đơn vị;Mạng hay thương hiệu;Số hiệu mạng, tên thương hiệu\nVNPT;mạng;as 7643\nvnpt;network;AS45899\nviettel;Mạng;7552\nvnpt;thương hiệu;Vina Mới\n", Office);
        Assert.Equal((3, 0, 1), (await room.Store.FindAsync(key, Office))!.Counts);
        Assert.Equal(["viettel 7552", "vnpt 45899", "vnpt 7643", "vnpt Vina Mới"], await HeldAsync(room));
        await room.ComesBackAsync(HoldingTable.Id, 4, Office);

        // A table gives a network a last day and goes on with the next holder; so it comes back.
        string handed = await room.BringInAsync(
            HoldingTable.Id, "organisation,holding-kind,holding-name,from,until\nviettel,network,7552,,2026-11-30\nvnpt,network,7552,2026-12-01,\nvnpt,network,7643,,\n", Office);
        Assert.Equal((1, 1, 1), (await room.Store.FindAsync(handed, Office))!.Counts);
        Assert.Equal(["viettel 7552", "vnpt 45899", "vnpt 7552", "vnpt 7643", "vnpt Vina Mới"], await HeldAsync(room));
        await room.ComesBackAsync(HoldingTable.Id, 5, Office);
        await room.Desk.UndoAsync(handed, "nhầm", Office);
        await room.Desk.UndoAsync(key, "nhầm", Office);
        Assert.Equal(["vnpt 45899"], await HeldAsync(room));
        Assert.Equal("import-state", (await Assert.ThrowsAsync<RefusedException>(() => room.Desk.UndoAsync(key, "nhầm", Office))).Word);
    }

    [Fact]
    public async Task All_faults_are_told_at_once()
    {
        using ImportRoom room = await ImportRoom.OpenAsync(DatabaseKind.Sqlite);
        var office = new ReturnOffice(room.Country.Database, room.Country.Clock);
        await office.OweAsync("viettel", "operator", Day("2026-01-01"), Office);
        await office.HoldAsync("vnpt", "network", "7643", Office);
        ImportOutcome refused = await room.StageAsync(
            HoldingTable.Id, "organisation,holding-kind,holding-name\natlantis,ship,\nvnpt,network,AS0\nviettel,network,AS7643\nvnpt,brand,viettel\nvnpt,network,1\nvnpt,mạng,AS1\nvnpt,brand,Tốt\n", Office);
        ImportOutcome days = await room.StageAsync(HoldingTable.Id, "organisation,holding-kind,holding-name,from,until\nvnpt,network,8,2026-02-01,2026-01-31\n", Office);
        Assert.Equal("2E holding-days", ImportRoom.Said(days.Faults));
        Assert.Equal("2A organisation-none | 2B word | 2C empty | 3C holding-network | 4C holding-taken | 5C holding-owes | 7 row-twice", ImportRoom.Said(refused.Faults));
        Assert.Equal(["vnpt 7643"], await HeldAsync(room));
        Assert.Equal("not-allowed", (await Assert.ThrowsAsync<RefusedException>(() => room.StageAsync(HoldingTable.Id, "organisation,holding-kind,holding-name\nvnpt,network,1\n", ReturnRoom.Vnpt))).Word);
    }

    private static async Task<string[]> HeldAsync(ImportRoom room)
    {
        var store = new ReturnStore(room.Country.Database, new ReturnRoom.SomeMeasured(), room.Reach, room.Country.Clock);
        return [.. (await store.HoldingsAsync(null)).Select(one => $"{one.Organisation} {one.Name}").Order(StringComparer.Ordinal)];
    }
}
