using Sextant.Programme.Audit;
using Sextant.Programme.Kpis;
using Sextant.Programme.Measured;
using Sextant.Programme.Papers;
using Sextant.Programme.Papers.Units;
using Sextant.Programme.People;
using Sextant.Programme.Register;
using Sextant.Programme.Returns;
using Sextant.Store.Databases;
using static Sextant.Programme.Tests.Returns.ReturnRoom;
using static Sextant.Programme.Tests.Tasks.TaskRoom;

namespace Sextant.Programme.Tests.Returns;

/// <summary>A return from its first figure to its correction, who may do what, and who is late.</summary>
public sealed class ReturnTests
{
    [Theory]
    [MemberData(nameof(VietNam.Kinds), MemberType = typeof(VietNam))]
    public async Task A_return_is_written_signed_given_back_accepted_and_corrected_and_each_version_stays(DatabaseKind kind)
    {
        using ReturnRoom room = await ReturnRoom.OpenAsync(kind);
        string key = await room.HandInAsync(Whole, Vnpt);
        Assert.Equal("vnpt/operator/2026-Q3/1", key);
        ReturnView first = Assert.Single(await room.Store.VersionsAsync("vnpt", "operator", Q3, Vnpt));
        Assert.Equal(("submitted", ("Trần Văn Tâm", "Trưởng ban", Day("2026-11-22"))), (first.State, first.Signed!.Value));
        Assert.Equal(Whole.Figures.OrderBy(pair => pair.Key), first.Says.Figures.OrderBy(pair => pair.Key));
        Assert.Equal(Whole.Roadmap, first.Says.Roadmap);
        Assert.Equal(Whole.Supports, first.Says.Supports);

        await RefusedAsync("return-closed", () => room.Editing.SaveAsync(Whole, Vnpt));
        await RefusedAsync("not-allowed", () => room.Editing.AnswerAsync(key, true, null, Vnpt));
        await RefusedAsync("reason", () => room.Editing.AnswerAsync(key, false, " ", Reviewer));
        await room.Editing.AnswerAsync(key, false, "thiếu lưu lượng quốc tế", Reviewer);
        Assert.Empty(await room.Store.CountedAsync("operator", Q3));
        await room.HandInAsync(Whole with { Figures = new Dictionary<string, decimal>(Whole.Figures) { ["traffic"] = 4_100 } }, Vnpt);
        await room.Editing.AnswerAsync(key, true, null, Reviewer);

        // The unit's own sheet says what it signed, and its roadmap by quarter.
        UnitFacts facts = (await new UnitReader(room.Country.Database, new NothingMeasured()).FindAsync("vnpt", VietNam.On("2026-11-22"), own: true))!;
        string[] said = [.. ResultSheet.Blocks(facts, "vi").OfType<PaperText>().Select(block => block.Text)];
        Assert.Contains(said, text => text.Contains("kỳ 2026-Q3, ký ngày 22/11/2026: ", StringComparison.Ordinal) && text.Contains("9.000.000/10.000.000", StringComparison.Ordinal)
            && text.Contains("2.500/4.100", StringComparison.Ordinal) && text.EndsWith("2027-Q2 cam kết 1.000.000; 2028-Q4 cam kết 11.000.000, thực hiện 1.000.000.", StringComparison.Ordinal));
        Assert.DoesNotContain(ResultSheet.Blocks(facts with { Own = null }, "vi").OfType<PaperText>(), block => block.Text.Contains("2026-Q3", StringComparison.Ordinal));

        // A correction is a further version; the one before counts until the new one is handed in, and stays as it was signed.
        await RefusedAsync("reason", () => room.Editing.CorrectAsync(key, "", Vnpt));
        string second = await room.Editing.CorrectAsync(key, "đếm lại thuê bao di động", Vnpt);
        await RefusedAsync("return-state", () => room.Editing.CorrectAsync(key, "lần nữa", Vnpt));
        Assert.Equal(40_000_000, await TotalAsync(room, "mobile-ipv6"));
        ReturnDraft fewer = Whole with { Figures = new Dictionary<string, decimal>(Whole.Figures) { ["mobile-ipv6"] = 39_000_000 }, Roadmap = [Whole.Roadmap[0], Whole.Roadmap[1] with { Promised = 12_000_000 }] };
        await room.HandInAsync(fewer, Vnpt);
        Assert.Equal(39_000_000, await TotalAsync(room, "mobile-ipv6"));
        IReadOnlyList<ReturnView> versions = await room.Store.VersionsAsync("vnpt", "operator", Q3, Office);
        Assert.Equal([(1, "accepted", 40_000_000m, 4_100m), (2, "submitted", 39_000_000m, 4_000.5m)], versions.Select(view => (view.Number, view.State, view.Says.Figures["mobile-ipv6"], view.Says.Figures["traffic"])));
        Assert.Equal((second, "đếm lại thuê bao di động"), (versions[1].Key, versions[1].Corrects));
        AuditLog audit = new(room.Country.Database, room.Country.Clock);
        Assert.True((await audit.VerifyAsync()).Whole);
        Assert.Contains(await audit.ListAsync(new AuditFilter { Subject = "return:" + key }), entry => entry is { Action: "return.return", Reason: "thiếu lưu lượng quốc tế" });
    }

    [Theory]
    [MemberData(nameof(VietNam.Kinds), MemberType = typeof(VietNam))]
    public async Task Indicators_count_what_was_signed_by_their_day(DatabaseKind kind)
    {
        using ReturnRoom room = await ReturnRoom.OpenAsync(kind);
        Assert.Equal(NoData.NoInput, (await FiguresAsync(room, "G-08", "2026-07-15")).Single().Missing); // the last day of the second quarter is not over
        Assert.NotNull((await FiguresAsync(room, "G-08", "2026-07-16")).Single().Value);
        Assert.Equal((0m, 2m), Pair((await FiguresAsync(room, "G-08", "2026-11-22")).Single(figure => figure.Origin == FigureOrigin.Counted)));
        Assert.DoesNotContain(await FiguresAsync(room, "U-10", "2026-11-22"), figure => figure.Origin == FigureOrigin.Counted && figure.Value is not null);

        await room.HandInAsync(Whole, Vnpt);
        Figure mobile = (await FiguresAsync(room, "U-10", "2026-11-22")).Single(figure => figure.Definition == "returns");
        Assert.Equal((40_000_000m, Whole.Figures["mobile-subscribers"]), Pair(mobile));
        Assert.Equal((Day("2026-09-30"), "counted", "U-10/2"), (mobile.Date, mobile.Source, mobile.Method));
        Assert.Equal((Whole.Figures["fixed-ipv6"], Whole.Figures["fixed-subscribers"]), Pair((await FiguresAsync(room, "U-09", "2026-11-22")).Single(figure => figure.Definition == "returns")));
        Assert.Equal((Whole.Figures["traffic-ipv6"], Whole.Figures["traffic"]), Pair((await FiguresAsync(room, "U-12", "2026-11-22")).Single(figure => figure.Definition == "returns")));
        Assert.DoesNotContain(await FiguresAsync(room, "U-10", "2026-11-21"), figure => figure.Definition == "returns"); // signed the day after
        Figure late = (await FiguresAsync(room, "G-08", "2026-11-22")).Single(figure => figure.Origin == FigureOrigin.Counted);
        Assert.Equal((0m, 2m), Pair(late)); // here, but 38 days late
        Assert.Equal(["viettel", "vnpt"], late.Members.Select(member => member.Key).Order(StringComparer.Ordinal));

        static (decimal?, decimal?) Pair(Figure figure) => (figure.Numerator, figure.Denominator);
    }

    [Theory]
    [MemberData(nameof(VietNam.Kinds), MemberType = typeof(VietNam))]
    public async Task Who_owes_what_and_who_is_late(DatabaseKind kind)
    {
        using ReturnRoom room = await ReturnRoom.OpenAsync(kind);
        await room.HandInAsync(Whole, Vnpt);
        ReturnPeriod q3 = (await room.Store.PeriodsAsync())[0];
        Assert.Equal((Q3, Day("2026-10-15")), (q3.Period, q3.Due));
        Assert.Equal(["viettel  38", "vnpt submitted 38"], (await room.Store.BoardAsync(q3, Office)).Select(one => $"{one.Organisation} {one.State} {one.DaysLate}"));
        Assert.Equal(["viettel"], (await room.Store.BoardAsync(q3, Viettel)).Select(one => one.Organisation));
        Assert.Empty(await room.Store.BoardAsync(q3, Stranger));

        // Viettel owes from August on: not for the second quarter. Who asks again moves the day.
        Assert.Equal(["vnpt"], (await room.Store.BoardAsync((await room.Store.PeriodsAsync())[1], Office)).Select(one => one.Organisation));
        await room.Settled.AskAsync("operator", Q3, Day("2026-11-30"), Office);
        Assert.Equal([0, 0], (await room.Store.BoardAsync((await room.Store.PeriodsAsync())[0], Office)).Select(one => one.DaysLate));
        await room.Settled.ReleaseAsync("viettel", "operator", ("sáp nhập", null), Office);
        Assert.Single(await room.Store.BoardAsync(q3, Office));
        await RefusedAsync("return-due", () => room.Settled.AskAsync("operator", "2026-Q4", Day("2026-12-31"), Office));
        await RefusedAsync("return-period", () => room.Settled.AskAsync("operator", "2026", Day("2026-12-31"), Office));
    }

    [Theory]
    [MemberData(nameof(VietNam.Kinds), MemberType = typeof(VietNam))]
    public async Task An_operator_that_is_part_of_another_is_counted_with_it(DatabaseKind kind)
    {
        using ReturnRoom room = await ReturnRoom.OpenAsync(kind);
        var relation = new RegisterRelation { Key = RegisterKeys.Relation("netnam", "part-of", "viettel", null), From = "netnam", To = "viettel", Kind = "part-of" };
        await room.Country.Database.WriteAsync(async context =>
        {
            await new RegisterWriter(context, "test", DateTimeOffset.UnixEpoch).PutAsync(relation, null, CancellationToken.None);
            return true;
        }, CancellationToken.None);
        await RefusedAsync("return-counted-with", () => room.Settled.OweAsync("netnam", "operator", null, Office));
    }

    [Theory]
    [MemberData(nameof(VietNam.Kinds), MemberType = typeof(VietNam))]
    public async Task A_brand_and_a_network_are_counted_with_one_operator_alone(DatabaseKind kind)
    {
        using ReturnRoom room = await ReturnRoom.OpenAsync(kind);
        await room.Settled.HoldAsync("vnpt", "network", "7643", Office);
        await room.Settled.HoldAsync("vnpt", "brand", "vinaphone", Office);
        await RefusedAsync("return-counted-with", () => room.Settled.OweAsync("vinaphone", "operator", null, Office));
        await RefusedAsync("holding-taken", () => room.Settled.HoldAsync("viettel", "network", "AS7643", Office));
        await RefusedAsync("holding-taken", () => room.Settled.HoldAsync("viettel", "brand", "VinaPhone", Office));
        await RefusedAsync("holding-owes", () => room.Settled.HoldAsync("vnpt", "brand", "viettel", Office));
        await RefusedAsync("holding-network", () => room.Settled.HoldAsync("vnpt", "network", "AS0", Office));
        await RefusedAsync("not-allowed", () => room.Settled.HoldAsync("viettel", "network", "7552", Viettel));
        Assert.Equal(["brand vinaphone", "network 45899", "network 7643"], (await room.Store.HoldingsAsync("vnpt")).Select(one => $"{one.Kind} {one.Name}"));
        await RefusedAsync("return-not-owed", () => room.Editing.SaveAsync(Whole with { Organisation = "vinaphone" }, Office));

        // Two operators, each once, in the newest version that was handed in.
        await room.HandInAsync(Whole, Vnpt);
        await room.HandInAsync(Whole with { Organisation = "viettel" }, Viettel);
        Assert.Equal(20_000_000, await TotalAsync(room, "fixed-subscribers"));
        await room.Settled.LetGoAsync("brand/vinaphone", "tách riêng", Office);
        await room.Settled.OweAsync("vinaphone", "operator", null, Office);
    }

    [Theory]
    [MemberData(nameof(VietNam.Kinds), MemberType = typeof(VietNam))]
    public async Task A_brand_is_the_organisation_of_that_name_however_it_is_typed(DatabaseKind kind)
    {
        using ReturnRoom room = await ReturnRoom.OpenAsync(kind);
        await RefusedAsync("holding-owes", () => room.Settled.HoldAsync("vnpt", "brand", "Viettel", Office));
        await room.Settled.HoldAsync("vnpt", "brand", " VinaPhone", Office);
        await RefusedAsync("return-counted-with", () => room.Settled.OweAsync("vinaphone", "operator", null, Office));
        await room.Settled.HoldAsync("vnpt", "brand", "Vina 8", Office);
        Assert.Equal(["Vina 8", "vinaphone"], (await room.Store.HoldingsAsync("vnpt")).Where(one => one.Kind == "brand").Select(one => one.Name));
    }

    [Theory]
    [MemberData(nameof(VietNam.Kinds), MemberType = typeof(VietNam))]
    public async Task Only_who_speaks_for_an_organisation_writes_and_another_accepts(DatabaseKind kind)
    {
        using ReturnRoom room = await ReturnRoom.OpenAsync(kind);
        await RefusedAsync("not-allowed", () => room.Editing.SaveAsync(Whole, Viettel));
        await RefusedAsync("not-allowed", () => room.Editing.SaveAsync(Whole, Reviewer));
        await RefusedAsync("not-allowed", () => room.Editing.SaveAsync(Whole, Stranger));
        await RefusedAsync("return-not-asked", () => room.Editing.SaveAsync(Whole with { Period = "2030-Q1" }, Vnpt));
        await RefusedAsync("return-form", () => room.Editing.SaveAsync(Whole with { Form = "nothing" }, Vnpt));
        await RefusedAsync("return-field", () => room.Editing.SaveAsync(Whole with { Figures = new Dictionary<string, decimal> { ["nothing"] = 1 } }, Vnpt));
        await RefusedAsync("return-figure", () => room.Editing.SaveAsync(Whole with { Figures = new Dictionary<string, decimal> { ["fixed-ipv6"] = -1 } }, Vnpt));
        await RefusedAsync("return-figure", () => room.Editing.SaveAsync(Whole with { Figures = new Dictionary<string, decimal> { ["fixed-ipv6"] = 1.5m } }, Vnpt));
        await RefusedAsync("return-roadmap", () => room.Editing.SaveAsync(Whole with { Roadmap = [Whole.Roadmap[0] with { Cause = "nothing" }] }, Vnpt));
        await RefusedAsync("organisation-none", () => room.Editing.SaveAsync(Whole with { Supports = [new SupportedUnit("nobody", "site", "done")] }, Vnpt));
        await RefusedAsync("return-support-twice", () => room.Editing.SaveAsync(Whole with { Supports = [new SupportedUnit("hue", "site", "done"), new SupportedUnit("hue", "site", "agreed")] }, Vnpt));
        await RefusedAsync("return-lines", () => room.Editing.SaveAsync(Whole with { Roadmap = [.. Enumerable.Repeat(Whole.Roadmap[0], 101)] }, Vnpt));
        Assert.Empty(await room.Store.VersionsAsync("vnpt", "operator", Q3, Office));
        string key = await room.HandInAsync(Whole, Office);
        await RefusedAsync("return-own", () => room.Editing.AnswerAsync(key, true, null, Office));
        await room.Editing.AnswerAsync(key, true, null, Reviewer);
        Assert.Empty(await room.Store.VersionsAsync("vnpt", "operator", Q3, Viettel));
    }

    [Theory]
    [InlineData("2026-Q3", "2026-Q3")]
    [InlineData("Q3/2026", "2026-Q3")]
    [InlineData("Quý III/2026", "2026-Q3")]
    [InlineData("IV-2026", "2026-Q4")]
    [InlineData("3/2026", "2026-Q3")]
    [InlineData("5/2026", null)]
    [InlineData("2026", null)]
    [InlineData("IIII/2026", null)]
    public void Quarters_are_read_as_people_write_them(string text, string? quarter) => Assert.Equal(quarter, Quarter.Read(text)?.ToString());

    private static async Task<IReadOnlyList<Figure>> FiguresAsync(ReturnRoom room, string indicator, string day) =>
        (await new KpiReader(room.Country.Database, new NothingMeasured()).ReadAsync(new AsOf(Day(day)))).Readings.Single(reading => reading.Id == indicator).Figures;

    private static async Task<decimal?> TotalAsync(ReturnRoom room, string field) => (await room.Store.TotalsAsync("operator", Q3)).Single(total => total.Field == field).Value;

    private static async Task RefusedAsync(string word, Func<Task> act) => Assert.Equal(word, (await Assert.ThrowsAsync<RefusedException>(act)).Word);
}
