using Sextant.Programme.Kpis;
using Sextant.Programme.Measured;
using Sextant.Programme.People;
using Sextant.Programme.Register;
using Sextant.Programme.Returns;
using Sextant.Store.Databases;
using static Sextant.Programme.Tests.Returns.ReturnRoom;
using static Sextant.Programme.Tests.Tasks.TaskRoom;

namespace Sextant.Programme.Tests.Returns;

/// <summary>Nobody's subscribers are in two sums, in whatever order things became known; and what was said on a day is what is shown of it.</summary>
public sealed class CountedOnceTests
{
    private static readonly ReturnPeriod Third = new("operator", Q3, Day("2026-10-15"));

    [Theory]
    [MemberData(nameof(VietNam.Kinds), MemberType = typeof(VietNam))]
    public async Task A_brand_that_had_handed_in_before_it_was_known_as_one_is_in_no_sum_beside_its_owner(DatabaseKind kind)
    {
        using ReturnRoom room = await ReturnRoom.OpenAsync(kind);
        await room.Settled.OweAsync("vinaphone", "operator", null, Office);
        await room.HandInAsync(Whole with { Organisation = "vinaphone" }, With("v", Role.FocalPoint, "vinaphone"));
        Assert.Equal((40_000_000m, 1), await MobileAsync(room));
        await room.Settled.ReleaseAsync("vinaphone", "operator", ("là thương hiệu của VNPT", null), Office);
        await room.Settled.HoldAsync("vnpt", "brand", "VinaPhone", Office);

        // Its figures stand alone until those of who holds it are there: then they are in these.
        Assert.Equal((40_000_000m, 1), await MobileAsync(room));
        await room.HandInAsync(Whole, Vnpt);
        Assert.Equal((40_000_000m, 1), await MobileAsync(room));
        Assert.Equal(["vnpt"], (await room.Store.CountedAsync("operator", Q3)).Select(view => view.Says.Organisation));
        Assert.Equal((40_000_000m, 50_000_000m), await SubscribersAsync(room, VietNam.On("2026-11-22")));
    }

    [Theory]
    [MemberData(nameof(VietNam.Kinds), MemberType = typeof(VietNam))]
    public async Task An_operator_that_came_under_another_owes_nothing_for_the_quarters_after_and_is_in_no_sum_of_them(DatabaseKind kind)
    {
        using ReturnRoom room = await ReturnRoom.OpenAsync(kind);
        await room.HandInAsync(Whole with { Period = Q2 }, Vnpt);
        await room.HandInAsync(Whole, Vnpt);
        await room.HandInAsync(Whole with { Organisation = "viettel" }, Viettel);
        Assert.Equal((80_000_000m, 2), await MobileAsync(room));
        await UnderAsync(room, "vnpt", "viettel", Day("2026-09-01"));
        Assert.Equal((40_000_000m, 1), await MobileAsync(room));
        Assert.Equal(["viettel"], (await room.Store.BoardAsync(Third, Office)).Select(one => one.Organisation));
        Assert.Equal(["vnpt"], (await room.Store.BoardAsync(new ReturnPeriod("operator", Q2, Day("2026-07-15")), Office)).Select(one => one.Organisation));
        Assert.Equal(40_000_000m, (await room.Store.TotalsAsync("operator", Q2)).Single(total => total.Field == "mobile-ipv6").Value);
        await RefusedAsync("return-not-owed", () => room.Editing.SaveAsync(Whole, Vnpt));
        KpiReader reader = new(room.Country.Database, new NothingMeasured());
        Assert.Equal(["viettel"], (await reader.ReadAsync(VietNam.On("2026-11-22"))).Readings.Single(one => one.Id == "G-08").Figures.Single(figure => figure.Origin == FigureOrigin.Counted).Members.Select(member => member.Key));
    }

    [Theory]
    [MemberData(nameof(VietNam.Kinds), MemberType = typeof(VietNam))]
    public async Task Who_is_released_from_a_day_on_still_owes_what_ended_before(DatabaseKind kind)
    {
        using ReturnRoom room = await ReturnRoom.OpenAsync(kind);
        await room.Settled.AskAsync("operator", "2026-Q4", Day("2027-01-15"), Office);
        await room.HandInAsync(Whole, Vnpt);
        await RefusedAsync("reason", () => room.Settled.ReleaseAsync("vnpt", "operator", (" ", Day("2026-10-01")), Office));
        await room.Settled.ReleaseAsync("vnpt", "operator", ("ngừng kinh doanh", Day("2026-10-01")), Office);
        Assert.Equal(["viettel", "vnpt"], (await room.Store.BoardAsync(Third, Office)).Select(one => one.Organisation));
        Assert.Equal(["viettel"], (await room.Store.BoardAsync(new ReturnPeriod("operator", "2026-Q4", Day("2027-01-15")), Office)).Select(one => one.Organisation));
        await RefusedAsync("return-not-owed", () => room.Editing.SaveAsync(Whole with { Period = "2026-Q4" }, Vnpt));
        Assert.Contains(new DutyView("vnpt", null, Day("2026-09-30")), await room.Store.DutiesAsync("operator"));

        // From then on it may be another's brand; its own third quarter stays its own.
        await room.Settled.HoldAsync("viettel", "brand", "vnpt", Office);
        await room.HandInAsync(Whole with { Organisation = "viettel" }, Viettel);
        Assert.Equal((80_000_000m, 2), await MobileAsync(room));
    }

    [Theory]
    [MemberData(nameof(VietNam.Kinds), MemberType = typeof(VietNam))]
    public async Task Who_owes_again_still_owes_what_ended_before_it_was_released(DatabaseKind kind)
    {
        using ReturnRoom room = await ReturnRoom.OpenAsync(kind);
        var first = new ReturnPeriod("operator", "2026-Q1", Day("2026-04-15"));
        var second = new ReturnPeriod("operator", "2026-Q2", Day("2026-07-15"));
        await room.Settled.AskAsync("operator", first.Period, first.Due, Office);
        await room.Settled.AskAsync("operator", second.Period, second.Due, Office);
        await room.Settled.ReleaseAsync("vnpt", "operator", ("ngừng kinh doanh", Day("2026-04-01")), Office);
        await room.Settled.OweAsync("vnpt", "operator", Day("2026-09-01"), Office);
        Assert.Equal(["vnpt"], (await room.Store.BoardAsync(first, Office)).Select(one => one.Organisation));
        Assert.Empty(await room.Store.BoardAsync(second, Office));
        Assert.Contains("vnpt", (await room.Store.BoardAsync(Third, Office)).Select(one => one.Organisation));
        Assert.Equal([new DutyView("vnpt", null, Day("2026-03-31")), new DutyView("vnpt", Day("2026-09-01"), null)], (await room.Store.DutiesAsync("operator")).Where(one => one.Organisation == "vnpt"));

        // The later time was a mistake: the earlier one stays. Owed from within the earlier one on, it is one time.
        await room.Settled.ReleaseAsync("vnpt", "operator", ("ghi nhầm", null), Office);
        Assert.Equal(["vnpt"], (await room.Store.BoardAsync(first, Office)).Select(one => one.Organisation));
        Assert.DoesNotContain("vnpt", (await room.Store.BoardAsync(Third, Office)).Select(one => one.Organisation));
        await room.Settled.OweAsync("vnpt", "operator", Day("2026-09-01"), Office);
        await room.Settled.OweAsync("vnpt", "operator", Day("2026-03-01"), Office);
        Assert.Equal([new DutyView("vnpt", null, null)], (await room.Store.DutiesAsync("operator")).Where(one => one.Organisation == "vnpt"));
        Assert.Equal(["vnpt"], (await room.Store.BoardAsync(second, Office)).Select(one => one.Organisation));
    }

    [Theory]
    [MemberData(nameof(VietNam.Kinds), MemberType = typeof(VietNam))]
    public async Task What_was_given_back_and_written_anew_is_shown_as_it_was_signed_to_who_asks_as_known_then(DatabaseKind kind)
    {
        using ReturnRoom room = await ReturnRoom.OpenAsync(kind);
        string key = await room.HandInAsync(Whole, Vnpt);
        DateTimeOffset signed = room.Country.Clock.Now + TimeSpan.FromMinutes(1);
        room.Country.Clock.Now += TimeSpan.FromHours(1);
        await room.Editing.AnswerAsync(key, false, "đếm lại", Reviewer);
        ReturnDraft fewer = Whole with { Figures = new Dictionary<string, decimal>(Whole.Figures) { ["mobile-ipv6"] = 39_000_000 }, Roadmap = [Whole.Roadmap[0], Whole.Roadmap[1] with { Promised = 12_000_000 }] };
        await room.Editing.SaveAsync(fewer, Vnpt);
        Assert.Equal((40_000_000m, 50_000_000m), await SubscribersAsync(room, VietNam.On("2026-11-22") with { Known = signed }));
        await room.HandInAsync(fewer, Vnpt);
        Assert.Equal((39_000_000m, 50_000_000m), await SubscribersAsync(room, VietNam.On("2026-11-22")));
        Assert.Equal((40_000_000m, 50_000_000m), await SubscribersAsync(room, VietNam.On("2026-11-22") with { Known = signed }));
    }

    [Theory]
    [MemberData(nameof(VietNam.Kinds), MemberType = typeof(VietNam))]
    public async Task A_correction_that_was_begun_by_mistake_is_given_up_and_the_version_before_goes_on(DatabaseKind kind)
    {
        using ReturnRoom room = await ReturnRoom.OpenAsync(kind);
        string key = await room.HandInAsync(Whole, Vnpt);
        await RefusedAsync("return-state", () => room.Editing.DropAsync(key, "nhầm", Vnpt));
        string second = await room.Editing.CorrectAsync(key, "nhầm", Vnpt);
        await RefusedAsync("not-allowed", () => room.Editing.DropAsync(second, "nhầm", Viettel));
        await RefusedAsync("reason", () => room.Editing.DropAsync(second, " ", Vnpt));
        await room.Editing.DropAsync(second, "bấm nhầm", Vnpt);
        Assert.Equal([1], (await room.Store.VersionsAsync("vnpt", "operator", Q3, Vnpt)).Select(view => view.Number));

        // The first can be answered again, and corrected anew with its own figures.
        await room.Editing.AnswerAsync(key, true, null, Reviewer);
        Assert.Equal(second, await room.Editing.CorrectAsync(key, "lần này thật", Vnpt));
        Assert.Equal(Whole.Roadmap, (await room.Store.VersionsAsync("vnpt", "operator", Q3, Vnpt))[^1].Says.Roadmap);
        Assert.Equal("vnpt submitted", (await room.Store.BoardAsync(Third, Vnpt)).Select(one => $"{one.Organisation} {(one.Received is null ? "none" : "submitted")}").Single());
    }

    private static async Task<(decimal?, int)> MobileAsync(ReturnRoom room)
    {
        ReturnTotal total = (await room.Store.TotalsAsync("operator", Q3)).Single(one => one.Field == "mobile-ipv6");
        return (total.Value, total.Organisations);
    }

    private static async Task<(decimal?, decimal?)> SubscribersAsync(ReturnRoom room, AsOf asOf)
    {
        Figure mobile = (await new KpiReader(room.Country.Database, new NothingMeasured()).ReadAsync(asOf)).Readings.Single(one => one.Id == "U-10").Figures.Single(figure => figure.Definition == "returns");
        return (mobile.Numerator, mobile.Denominator);
    }

    private static async Task RefusedAsync(string word, Func<Task> act) => Assert.Equal(word, (await Assert.ThrowsAsync<RefusedException>(act)).Word);

    private static Task UnderAsync(ReturnRoom room, string part, string whole, DateOnly from) => room.Country.Database.WriteAsync(async context =>
    {
        var relation = new RegisterRelation { Key = RegisterKeys.Relation(part, "part-of", whole, from), From = part, To = whole, Kind = "part-of", ValidFrom = from };
        await new RegisterWriter(context, "test", DateTimeOffset.UnixEpoch).PutAsync(relation, null, CancellationToken.None);
        return true;
    }, CancellationToken.None);
}
