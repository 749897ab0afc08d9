using Sextant.Programme.Organisations.Events;
using Sextant.Programme.People;
using Sextant.Programme.Register;
using Sextant.Programme.Returns;
using Sextant.Store.Databases;
using static Sextant.Programme.Tests.Returns.ReturnRoom;
using static Sextant.Programme.Tests.Tasks.TaskRoom;

namespace Sextant.Programme.Tests.Returns;

/// <summary>What is counted with whom has days: a figure of a quarter counts it with who held it then, and an event moves it on its day.</summary>
public sealed class HoldingDayTests
{
    [Theory]
    [MemberData(nameof(VietNam.Kinds), MemberType = typeof(VietNam))]
    public async Task A_brand_is_counted_with_who_holds_it_at_the_end_of_the_quarter(DatabaseKind kind)
    {
        using ReturnRoom room = await ReturnRoom.OpenAsync(kind);
        await room.Settled.OweAsync("vinaphone", "operator", null, Office);
        await room.HandInAsync(Whole with { Organisation = "vinaphone" }, With("v", Role.FocalPoint, "vinaphone"));
        await room.HandInAsync(Whole, Vnpt);
        await RefusedAsync("holding-owes", () => room.Settled.HoldAsync("vnpt", "brand", "vinaphone", Office, (Day("2026-10-01"), null)));
        await room.Settled.ReleaseAsync("vinaphone", "operator", ("là thương hiệu của VNPT", null), Office);
        await RefusedAsync("holding-days", () => room.Settled.HoldAsync("vnpt", "brand", "vinaphone", Office, (Day("2026-10-01"), Day("2026-09-30"))));
        await room.Settled.HoldAsync("vnpt", "brand", "vinaphone", Office, (Day("2026-10-01"), null));
        Assert.Equal(2, await OrganisationsAsync(room));

        // The day was wrong, and is put right.
        await room.Settled.HoldAsync("vnpt", "brand", "vinaphone", Office, (Day("2026-09-30"), null));
        Assert.Equal(1, await OrganisationsAsync(room));
        Assert.Equal("vnpt 2026-09-30~", await SpellsAsync(room, "vinaphone"));
        await RefusedAsync("return-counted-with", () => room.Settled.OweAsync("vinaphone", "operator", Day("2027-01-01"), Office));
    }

    [Theory]
    [MemberData(nameof(VietNam.Kinds), MemberType = typeof(VietNam))]
    public async Task A_network_goes_from_one_to_another_on_a_day_and_is_nobody_elses_before(DatabaseKind kind)
    {
        using ReturnRoom room = await ReturnRoom.OpenAsync(kind);
        await room.Settled.HoldAsync("viettel", "network", "7552", Office);
        await RefusedAsync("holding-taken", () => room.Settled.HoldAsync("vnpt", "network", "7552", Office, (Day("2026-12-01"), null)));
        await room.Settled.LetGoAsync("as7552", "chuyển cho VNPT", Office, Day("2026-12-01"));
        await RefusedAsync("holding-days", () => room.Settled.LetGoAsync("as7552", "chuyển cho VNPT", Office, Day("2027-01-01")));
        await RefusedAsync("holding-taken", () => room.Settled.HoldAsync("vnpt", "network", "AS7552", Office));
        await room.Settled.HoldAsync("vnpt", "network", "AS7552", Office, (Day("2026-12-01"), null));
        Assert.Equal("viettel ~2026-11-30, vnpt 2026-12-01~", await SpellsAsync(room, "7552"));
    }

    [Theory]
    [MemberData(nameof(VietNam.Kinds), MemberType = typeof(VietNam))]
    public async Task A_merger_that_lies_ahead_moves_them_on_its_day_and_back_when_it_is_taken_back(DatabaseKind kind)
    {
        using ReturnRoom room = await ReturnRoom.OpenAsync(kind);
        await room.Settled.HoldAsync("viettel", "network", "7552", Office);
        await room.Settled.HoldAsync("viettel", "network", "24086", Office, (null, Day("2026-06-30")));
        await room.Settled.HoldAsync("viettel", "network", "38731", Office, (Day("2027-03-01"), null));
        var events = new UnitEventDesk(room.Country.Database, room.Country.Clock);
        var draft = new UnitEventDraft
        {
            Kind = "merge", Day = Day("2027-01-01"), Decision = new DecisionDraft(null, "12/QĐ-TTg", Day("2026-06-15"), "Thủ tướng Chính phủ"), Units = ["viettel"], Into = ["vnpt"],
        };
        string merger = await events.DoAsync(draft, Office);
        Assert.Equal("viettel ~2026-12-31, vnpt 2027-01-01~", await SpellsAsync(room, "7552"));
        Assert.Equal("viettel ~2026-06-30", await SpellsAsync(room, "24086"));
        Assert.Equal("vnpt 2027-03-01~", await SpellsAsync(room, "38731"));
        await events.TakeBackAsync(merger, "chưa ban hành", Office);
        Assert.Equal("viettel ~", await SpellsAsync(room, "7552"));
        Assert.Equal("viettel 2027-03-01~", await SpellsAsync(room, "38731"));

        // Who ends without a successor holds nothing from then on.
        await events.DoAsync(draft with { Kind = "dissolution", Into = [] }, Office);
        Assert.Equal("viettel ~2026-12-31", await SpellsAsync(room, "7552"));
    }

    private static async Task<string> SpellsAsync(ReturnRoom room, string name) =>
        string.Join(", ", (await room.Store.HoldingsAsync(null)).Where(one => one.Name == name).Select(one => $"{one.Organisation} {one.From:yyyy-MM-dd}~{one.Until:yyyy-MM-dd}").Order(StringComparer.Ordinal));

    private static async Task<int> OrganisationsAsync(ReturnRoom room) => (await room.Store.TotalsAsync("operator", Q3)).Single(one => one.Field == "mobile-ipv6").Organisations;

    private static async Task RefusedAsync(string word, Func<Task> act) => Assert.Equal(word, (await Assert.ThrowsAsync<RefusedException>(act)).Word);
}
