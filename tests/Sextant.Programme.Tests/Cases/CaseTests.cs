using Sextant.Checks.Judging;
using Sextant.Programme.Audit;
using Sextant.Programme.Cases;
using Sextant.Programme.Kpis;
using Sextant.Programme.Measured;
using Sextant.Programme.Organisations.Events;
using Sextant.Programme.People;
using Sextant.Programme.Plans;
using Sextant.Programme.Register;
using Sextant.Programme.Tests.Kpis;
using Sextant.Programme.Tests.Tasks;
using Sextant.Store.Databases;

namespace Sextant.Programme.Tests.Cases;

/// <summary>Declared against measured: sheets in time, objections, second looks, decisions.</summary>
public sealed class CaseTests
{
    private const string Portal = CaseRoom.Portal;
    private static readonly Viewer Lan = TaskRoom.With("lan", Role.Office);
    private static readonly Viewer An = TaskRoom.With("an", Role.FocalPoint, "lang-son");
    private static readonly Viewer Hoa = TaskRoom.With("hoa", Role.FocalPoint, "hue");

    [Fact]
    public void Five_working_days_leave_out_weekends_and_days_off()
    {
        var days = new WorkingDays([new DayView(9, 2, LocalText.Empty, null, null, true), new DayView(9, 1, LocalText.Empty, null, 2026, true), new DayView(5, 6, LocalText.Empty, null)]);
        Assert.Equal(new DateOnly(2026, 11, 27), days.Before(new DateOnly(2026, 12, 4), 5));
        Assert.Equal(new DateOnly(2026, 11, 30), days.Before(new DateOnly(2026, 12, 7), 5));

        // Monday to Friday round the national day of 2026: two of them are off, in 2027 one.
        Assert.Equal(new DateOnly(2026, 8, 26), days.Before(new DateOnly(2026, 9, 4), 5));
        Assert.Equal(new DateOnly(2027, 8, 26), days.Before(new DateOnly(2027, 9, 3), 5));
        Assert.True(days.Works(new DateOnly(2026, 5, 6)));
        Assert.False(days.Works(new DateOnly(2027, 9, 2)));
    }

    [Theory]
    [MemberData(nameof(VietNam.Kinds), MemberType = typeof(VietNam))]
    public async Task A_sheet_is_seen_five_working_days_before_and_an_objection_goes_its_way(DatabaseKind kind)
    {
        using var room = await CaseRoom.OpenAsync(kind);
        Assert.Equal("publication-day", await room.RefusedAsync(() => room.Editing.AnnounceAsync("Kết quả tuần 48", Day("2026-11-27"), Lan)));
        Assert.Equal("publication-day", await room.RefusedAsync(() => room.Editing.AnnounceAsync("Kết quả", Day("2026-12-05"), Lan)));
        Assert.Equal("not-allowed", await room.RefusedAsync(() => room.Editing.AnnounceAsync("Kết quả", Day("2026-12-07"), An)));
        string id = await room.Editing.AnnounceAsync("Kết quả tuần 49", Day("2026-12-07"), Lan);
        PublicationView made = Assert.Single(await room.Store.PublicationsAsync());
        Assert.Equal((id, Day("2026-11-30")), (made.Id, made.SheetDay));

        // Not yet: neither seen nor objected to.
        Assert.Null(await room.Store.SheetAsync(id, "lang-son", Day("2026-11-29")));
        Assert.Equal("publication-early", await room.RefusedAsync(() => room.Editing.ObjectAsync(new ObjectionDraft(id, "lang-son", Portal, "WEB-03", "sai"), An)));

        await room.Editing.DeclareAsync(new DeclarationDraft("lang-son", "WEB-03", Portal, "pass", "đã chuyển đổi"), An);
        await room.Editing.DeclareAsync(new DeclarationDraft("lang-son", "ORG-09", null, "pass", null), An);
        room.Go("2026-11-30");
        UnitSheet sheet = (await room.Store.SheetAsync(id, "lang-son", Day("2026-11-30")))!;
        SheetLine line = sheet.Lines.Single(one => one is { Criterion: "WEB-03", Target.Key: Portal });
        Assert.Equal(("pass", "fail", true), (line.Declared!.Verdict, line.Measured, line.Contradicts));
        Assert.Contains(sheet.Lines, one => one is { Target: null, Criterion: "ORG-09", Contradicts: false });

        Assert.Equal("not-allowed", await room.RefusedAsync(() => room.Editing.ObjectAsync(new ObjectionDraft(id, "lang-son", Portal, "WEB-03", "sai"), Hoa)));
        Assert.Equal("case-target", await room.RefusedAsync(() => room.Editing.ObjectAsync(new ObjectionDraft(id, "lang-son", "site:hue.gov.vn", "WEB-03", "sai"), An)));
        Assert.Equal("case-nothing-measured", await room.RefusedAsync(() => room.Editing.ObjectAsync(new ObjectionDraft(id, "lang-son", Portal, "WEB-99", "sai"), An)));
        Assert.Equal("case-text", await room.RefusedAsync(() => room.Editing.ObjectAsync(new ObjectionDraft(id, "lang-son", Portal, "WEB-03", " "), An)));
        Assert.Equal(1, await room.Editing.ObjectAsync(new ObjectionDraft(id, "lang-son", Portal, "WEB-03", "Đã sửa hôm qua"), An));
        Assert.Equal("case-open-already", await room.RefusedAsync(() => room.Editing.ObjectAsync(new ObjectionDraft(id, "lang-son", Portal, "WEB-03", "lại"), An)));
        Assert.Equal("case-not-measured", await room.RefusedAsync(() => room.Editing.DecideAsync(1, "upheld", "x", Lan)));

        // Two vantages are configured: it is looked again from the one that has not looked yet; asking twice asks once.
        var looks = new Looks("local", "ha-noi");
        var runner = new CaseRunner(room.Store, room.Editing, looks, room.Country.Clock);
        await runner.LookAsync();
        await runner.LookAsync();
        CaseView waits = (await room.Store.FindAsync(1))!;
        Assert.Equal(("opened", "ha-noi", false, "fail", "sha256:first"), (waits.State, waits.SecondVantage, waits.SameVantage, waits.First.Verdict, waits.First.Evidence));
        Assert.Equal([(waits.Campaign, Portal, "ha-noi")], looks.Asked.Distinct());
        looks.Seen = new CaseLook("pass", "ready", "ha-noi", room.Country.Clock.Now, "sha256:second");
        await runner.LookAsync();
        CaseView seen = (await room.Store.FindAsync(1))!;
        Assert.Equal(("measured", "sha256:first", "sha256:second", "pass"), (seen.State, seen.First.Evidence, seen.Second!.Evidence, seen.Second.Verdict));

        Assert.Equal("not-allowed", await room.RefusedAsync(() => room.Editing.DecideAsync(1, "corrected", "x", An)));
        Assert.Equal("case-decision", await room.RefusedAsync(() => room.Editing.DecideAsync(1, "maybe", "x", Lan)));
        Assert.Equal("reason", await room.RefusedAsync(() => room.Editing.DecideAsync(1, "corrected", "", Lan)));
        await room.Editing.DecideAsync(1, "corrected", "Lần đo thứ hai đạt", Lan);
        Assert.Equal("case-decided", await room.RefusedAsync(() => room.Editing.DecideAsync(1, "upheld", "x", Lan)));
        Assert.Equal(("decided", "corrected", "Lần đo thứ hai đạt"), ((await room.Store.FindAsync(1))!.State, (await room.Store.FindAsync(1))!.Decision, (await room.Store.FindAsync(1))!.Answer));

        string[] deeds = [.. (await new AuditLog(room.Country.Database, room.Country.Clock).ListAsync(new AuditFilter { Most = 7 })).Select(entry => entry.Action)];
        Assert.Equal(["case.decide", "case.measured", "case.look", "case.open", "declaration.record", "declaration.record", "publication.announce"], deeds);
        Assert.True((await new AuditLog(room.Country.Database, room.Country.Clock).VerifyAsync()).Whole);

        // Decided, the verdict may be objected to again.
        Assert.Equal(2, await room.Editing.ObjectAsync(new ObjectionDraft(id, "lang-son", Portal, "WEB-03", "lại"), An));
    }

    [Fact]
    public async Task With_one_vantage_the_case_says_so_and_may_be_withdrawn_unmeasured()
    {
        using var room = await CaseRoom.OpenAsync(DatabaseKind.Sqlite);
        string id = await room.Editing.AnnounceAsync("Kết quả tuần 49", Day("2026-12-07"), Lan);
        room.Go("2026-12-01");
        await room.Editing.ObjectAsync(new ObjectionDraft(id, "lang-son", Portal, "WEB-03", "sai"), An);
        var looks = new Looks("local");
        await new CaseRunner(room.Store, room.Editing, looks, room.Country.Clock).LookAsync();
        CaseView one = (await room.Store.FindAsync(1))!;
        Assert.Equal((true, "local"), (one.SameVantage, one.SecondVantage));
        await room.Editing.DecideAsync(1, "withdrawn", "đơn vị rút", Lan);
        looks.Seen = new CaseLook("pass", "ready", "local", room.Country.Clock.Now, "sha256:late");
        await new CaseRunner(room.Store, room.Editing, looks, room.Country.Clock).LookAsync();
        Assert.Null((await room.Store.FindAsync(1))!.Second);
    }

    [Fact]
    public async Task Declarations_are_counted_against_what_was_measured()
    {
        using var room = await CaseRoom.OpenAsync(DatabaseKind.Sqlite);
        await room.Editing.DeclareAsync(new DeclarationDraft("lang-son", "WEB-03", Portal, "pass", null), An);
        await room.Editing.DeclareAsync(new DeclarationDraft("hue", "WEB-03", "site:thuathienhue.gov.vn", "pass", null), Hoa);
        await room.Editing.DeclareAsync(new DeclarationDraft("hue", "ORG-09", null, "pass", null), Hoa);
        Assert.Equal("declaration-verdict", await room.RefusedAsync(() => room.Editing.DeclareAsync(new DeclarationDraft("hue", "WEB-03", "site:thuathienhue.gov.vn", "unknown", null), Hoa)));
        Assert.Equal("declaration-kind", await room.RefusedAsync(() => room.Editing.DeclareAsync(new DeclarationDraft("lang-son", "MAIL-01", Portal, "pass", null), An)));
        Assert.Equal("criterion-none", await room.RefusedAsync(() => room.Editing.DeclareAsync(new DeclarationDraft("hue", "WEB-99", null, "pass", null), Hoa)));
        Assert.Equal("not-allowed", await room.RefusedAsync(() => room.Editing.DeclareAsync(new DeclarationDraft("hue", "WEB-03", "site:thuathienhue.gov.vn", "pass", null), An)));
        KpiReport report = await new KpiReader(room.Country.Database, room.Measured).ReadAsync(VietNam.On("2026-11-22"));
        Figure gap = report.Readings.Single(reading => reading.Id == "G-10").Figures.Single();

        // Lạng Sơn's portal fails; Huế's was never measured.
        Assert.Equal((100m, 1m, 1m, 1), (gap.Value, gap.Numerator, gap.Denominator, gap.Unknown!.Count));
        Assert.Equal(1m, report.Readings.Single(reading => reading.Id == "G-12").Figures.Single(figure => figure.Origin == FigureOrigin.Counted).Value);

        // A later word replaces an earlier one.
        await room.Editing.DeclareAsync(new DeclarationDraft("lang-son", "WEB-03", Portal, "fail", null), An);
        Assert.Equal("fail", (await room.Store.DeclarationsAsync(VietNam.On("2026-11-22"), "lang-son")).Single().Verdict);
    }

    [Fact]
    public async Task A_service_that_went_to_another_unit_is_no_longer_counted_by_what_the_first_one_declared()
    {
        const string Moved = "site:thuathienhue.gov.vn";
        using var room = await CaseRoom.OpenAsync(DatabaseKind.Sqlite);
        room.Measured.Add(Measurements.State(Moved, TargetClass.None, new DateTimeOffset(2026, 11, 20, 0, 0, 0, TimeSpan.Zero), ("WEB-03", Verdict.Fail)));
        await room.Editing.DeclareAsync(new DeclarationDraft("hue", "WEB-03", Moved, "pass", null), Hoa);
        Assert.Equal(1m, (await GapAsync(room)).Numerator);
        var split = new UnitEventDraft
        {
            Kind = "split", Day = Day("2026-11-21"), Decision = new DecisionDraft(null, "12/2026/QH16", Day("2026-11-15"), "Quốc hội"), Units = ["hue"], New = [new(new LocalText([KeyValuePair.Create("vi", "Phú Xuân")]))],
            GoesOn = true, Domains = new Dictionary<string, string> { ["thuathienhue.gov.vn"] = "1" },
        };
        await new UnitEventDesk(room.Country.Database, room.Country.Clock).DoAsync(split, Lan);
        Assert.Null((await GapAsync(room)).Value);
    }

    [Fact]
    public async Task A_unit_that_gave_way_to_another_is_no_longer_counted_by_what_it_declared()
    {
        using var room = await CaseRoom.OpenAsync(DatabaseKind.Sqlite);
        await room.Editing.DeclareAsync(new DeclarationDraft("lang-son", "WEB-03", Portal, "pass", null), An);
        Assert.Equal(1m, (await GapAsync(room)).Numerator);
        var merge = new UnitEventDraft { Kind = "merge", Day = Day("2026-11-21"), Decision = new DecisionDraft(null, "12/2026/QH16", Day("2026-11-15"), "Quốc hội"), Units = ["lang-son"], Into = ["hue"] };
        await new UnitEventDesk(room.Country.Database, room.Country.Clock).DoAsync(merge, Lan);
        Assert.Null((await GapAsync(room)).Value);
        Assert.Single(await room.Store.DeclarationsAsync(VietNam.On("2026-11-22"), "lang-son")); // what was said stays
    }

    private static async Task<Figure> GapAsync(CaseRoom room) =>
        (await new KpiReader(room.Country.Database, room.Measured).ReadAsync(VietNam.On("2026-11-22"))).Readings.Single(reading => reading.Id == "G-10").Figures.Single();

    private static DateOnly Day(string date) => CaseRoom.Day(date);
}
