using Microsoft.AspNetCore.DataProtection;
using Sextant.Checks.Judging;
using Sextant.Programme.Audit;
using Sextant.Programme.Kpis;
using Sextant.Programme.Organisations;
using Sextant.Programme.Organisations.Events;
using Sextant.Programme.People;
using Sextant.Programme.Register;
using Sextant.Programme.Tasks;
using Sextant.Programme.Tests.Kpis;
using Sextant.Programme.Tests.Tasks;
using Sextant.Store.Databases;

namespace Sextant.Programme.Tests.Organisations;

/// <summary>What becomes of organisations, over a register of a test's own.</summary>
public sealed class UnitEventTests
{
    private static readonly DecisionDraft Decision = new(null, "12/2026/QH16", TaskRoom.Day("2026-06-15"), "Quốc hội");
    private static readonly UnitEventDraft Hue = new() { Kind = "merge", Day = TaskRoom.Day("2026-07-01"), Decision = Decision, Units = ["hue", "quang-tri-2025"], New = [new(Called("Bình Trị Thiên"), Code: "99")] };

    [Theory]
    [MemberData(nameof(VietNam.Kinds), MemberType = typeof(VietNam))]
    public async Task The_mergers_of_2025_are_events_with_their_resolutions(DatabaseKind kind)
    {
        using VietNam country = await VietNam.OpenAsync(kind);
        var store = new UnitEventStore(country.Database);
        IReadOnlyList<UnitEventView> all = await store.ListAsync(VietNam.On("2026-11-22"));
        UnitEventView[] provinces = [.. all.Where(one => one.Day == TaskRoom.Day("2025-07-01"))];
        Assert.Equal(23, provinces.Length);
        Assert.Equal(52, provinces.Sum(one => one.Of("former").Count()));
        Assert.All(provinces, one => Assert.Equal(("merge", "202/2025/QH15", "Quốc hội"), (one.Kind, one.Decision!.Number, one.Decision.Issuer)));
        UnitEventView[] ministries = [.. all.Where(one => one.Day == TaskRoom.Day("2025-03-01") && one.Kind == "merge")];
        Assert.Equal(6, ministries.Length);
        Assert.All(ministries, one => Assert.Equal("176-2025-qh15", one.Decision!.Document));
        UnitEventView bacNinh = Assert.Single(await store.OfAsync("bac-giang", VietNam.On("2026-11-22")));
        Assert.Equal("bac-ninh-2025", Assert.Single(bacNinh.Of("new")).Slug);
        Assert.True(bacNinh.OfPack);
        Assert.Equal("event-of-pack", await RefusalAsync(() => Desk(country).TakeBackAsync(bacNinh.Key, "thử", TaskRoom.Office)));
    }

    [Theory]
    [MemberData(nameof(VietNam.Kinds), MemberType = typeof(VietNam))]
    public async Task A_merger_moves_what_it_says_and_is_taken_back_without_losing_what_was_known(DatabaseKind kind)
    {
        using VietNam country = await VietNam.OpenAsync(kind);
        (var units, var targets) = (new OrganisationStore(country.Database), new TargetStore(country.Database));
        int before = (await units.CountAsync(VietNam.On("2026-06-30")))["province"];
        string[] moved = await DomainsAsync(targets, "2026-06-30", "hue", "quang-tri-2025");
        Assert.NotEmpty(moved);
        DateTimeOffset first = country.Clock.Now;
        country.Clock.Now += TimeSpan.FromHours(1);
        UnitEventPreview preview = await Desk(country).PreviewAsync(Hue, TaskRoom.Office);
        Assert.Equal(2, preview.Effects.Count(effect => effect.Word == "ends"));
        Assert.Equal(before, (await units.CountAsync(VietNam.On("2026-07-01")))["province"]);
        string key = await Desk(country).DoAsync(Hue, TaskRoom.Office);
        Assert.Equal(before, (await units.CountAsync(VietNam.On("2026-06-30")))["province"]);
        Assert.Equal(before - 1, (await units.CountAsync(VietNam.On("2026-07-01")))["province"]);
        Assert.Equal(before, (await units.CountAsync(VietNam.On("2026-07-01") with { Known = first }))["province"]);
        Assert.Equal("binh-tri-thien", await units.ByDesignationAsync("province-code", "99", VietNam.On("2026-07-01")));
        Assert.Null(await units.ByDesignationAsync("province-code", "46", VietNam.On("2026-07-01")));
        Assert.Equal(moved, await DomainsAsync(targets, "2026-07-01", "binh-tri-thien"));
        Assert.Empty(await DomainsAsync(targets, "2026-07-01", "hue"));
        Assert.Equal(moved, await DomainsAsync(targets, "2026-06-30", "hue", "quang-tri-2025"));

        // One portal for each unit: the second is a service of it.
        IReadOnlyList<TargetLine> now = [.. (await targets.ListAsync(new OrganisationFilter(), VietNam.On("2026-07-01"))).Where(target => target.Organisation == "binh-tri-thien")];
        Assert.Single(now, target => target is { Kind: "site", Role: "portal" });
        OrganisationView old = (await units.FindAsync("hue", VietNam.On("2026-11-22")))!;
        Assert.False(old.Exists);
        Assert.Equal("Huế", old.Name.In("vi"));
        Assert.Equal("binh-tri-thien", Assert.Single(old.Successors).Slug);
        Assert.Equal(["hue", "quang-tri-2025"], (await units.FindAsync("binh-tri-thien", VietNam.On("2026-11-22")))!.Predecessors.Select(one => one.Slug).Order(StringComparer.Ordinal));

        DateTimeOffset merged = country.Clock.Now;
        country.Clock.Now += TimeSpan.FromHours(1);
        await Desk(country).TakeBackAsync(key, "nghị quyết chưa có hiệu lực", TaskRoom.Office);
        Assert.Equal(before, (await units.CountAsync(VietNam.On("2026-07-01")))["province"]);
        Assert.Equal(before - 1, (await units.CountAsync(VietNam.On("2026-07-01") with { Known = merged }))["province"]);
        Assert.Equal(moved, await DomainsAsync(targets, "2026-07-01", "hue", "quang-tri-2025"));
        Assert.Null(await units.FindAsync("binh-tri-thien", VietNam.On("2026-11-22")));
        Assert.Empty(await new UnitEventStore(country.Database).OfAsync("hue", VietNam.On("2026-11-22")));
        Assert.Single(await new UnitEventStore(country.Database).OfAsync("hue", VietNam.On("2026-11-22") with { Known = merged }));

        // Written down anew, with another slug: the first one's is never given again.
        await Desk(country).DoAsync(Hue, TaskRoom.Office);
        Assert.NotNull(await units.FindAsync("binh-tri-thien-2026", VietNam.On("2026-11-22")));
        Assert.True((await new AuditLog(country.Database, country.Clock).VerifyAsync()).Whole);
    }

    [Theory]
    [MemberData(nameof(VietNam.Kinds), MemberType = typeof(VietNam))]
    public async Task Figures_of_a_country_with_a_merger_in_the_middle_follow_the_day_and_what_was_known(DatabaseKind kind)
    {
        using VietNam country = await VietNam.OpenAsync(kind);
        string[] portals = ["site:thuathienhue.gov.vn", .. (await DomainsAsync(new TargetStore(country.Database), "2026-06-30", "quang-tri-2025")).Where(key => key.StartsWith("site:", StringComparison.Ordinal))];
        var measured = new Measurements();
        foreach (string portal in portals)
        {
            measured.Add(portal, TargetClass.Ready, new DateTimeOffset(2026, 6, 20, 0, 0, 0, TimeSpan.Zero), ("WEB-01", Verdict.Pass), ("WEB-02", Verdict.Pass), ("WEB-03", Verdict.Pass));
        }

        var reader = new KpiReader(country.Database, measured);
        DateTimeOffset first = country.Clock.Now;
        country.Clock.Now += TimeSpan.FromHours(1);
        string key = await Desk(country).DoAsync(Hue, TaskRoom.Office);
        DateTimeOffset merged = country.Clock.Now;
        country.Clock.Now += TimeSpan.FromHours(1);

        // Two portals ready of two units; merged, one unit has one portal, the other is a service of it.
        Assert.Equal((2m, 34), await CountAsync(VietNam.On("2026-06-30")));
        Assert.Equal((1m, 33), await CountAsync(VietNam.On("2026-07-01")));
        Assert.Equal((2m, 34), await CountAsync(VietNam.On("2026-07-01") with { Known = first }));
        await Desk(country).TakeBackAsync(key, "hoãn", TaskRoom.Office);
        Assert.Equal((2m, 34), await CountAsync(VietNam.On("2026-07-01")));
        Assert.Equal((1m, 33), await CountAsync(VietNam.On("2026-07-01") with { Known = merged }));

        async Task<(decimal, int)> CountAsync(AsOf asOf)
        {
            Figure figure = (await reader.ReadAsync(asOf)).Readings.Single(reading => reading.Id == "G-02").Measured.First();
            return (figure.Numerator ?? 0, (await new OrganisationStore(country.Database).CountAsync(asOf))["province"]);
        }
    }

    [Theory]
    [MemberData(nameof(VietNam.Kinds), MemberType = typeof(VietNam))]
    public async Task Splits_renames_moves_foundings_and_dissolutions_do_what_they_say(DatabaseKind kind)
    {
        using VietNam country = await VietNam.OpenAsync(kind);
        var units = new OrganisationStore(country.Database);
        AsOf now = VietNam.On("2026-11-22");
        await Desk(country).DoAsync(Hue with { Kind = "split", Units = ["hue"], New = [new(Called("Phú Xuân"))], GoesOn = true, Domains = new Dictionary<string, string> { ["thuathienhue.gov.vn"] = "1" } }, TaskRoom.Office);
        Assert.Equal("phu-xuan", (await new TargetStore(country.Database).FindAsync("site:thuathienhue.gov.vn", now))!.Organisation);
        Assert.True((await units.FindAsync("hue", now))!.Exists);
        await Desk(country).DoAsync(Hue with { Kind = "rename", Units = ["hue"], New = [], Day = TaskRoom.Day("2026-08-01"), Name = Called("Thừa Thiên") }, TaskRoom.Office);
        Assert.Equal("Thừa Thiên", (await units.FindAsync("hue", now))!.Name.In("vi"));
        Assert.Equal("Huế", (await units.FindAsync("hue", VietNam.On("2026-07-31")))!.Name.In("vi"));
        await Desk(country).DoAsync(Hue with { Kind = "move", Units = ["vnnic"], New = [], Parent = "bo-noi-vu" }, TaskRoom.Office);
        Assert.Equal("bo-noi-vu", (await units.FindAsync("vnnic", now))!.Parents.Single(one => one.Until is null).Slug);
        string founded = await Desk(country).DoAsync(Hue with { Kind = "founding", Units = [], New = [new(Called("Cục Số"), "agency", "central-government")], Parent = "bo-noi-vu" }, TaskRoom.Office);
        Assert.Equal("2026-07-01-founding-cuc-so", founded);

        // The first of a kind that the pack names and nobody has: without it there is nobody to return as a registrar, and nobody whom D-05 counts.
        await Desk(country).DoAsync(Hue with { Kind = "founding", Units = [], New = [new(Called("Nhà đăng ký Một"), "registrar", "internet-resources")] }, TaskRoom.Office);
        Assert.Equal("registrar", (await new OrganisationStore(country.Database).FindAsync("nha-dang-ky-mot", VietNam.On("2026-11-22")))!.Kind);
        await Desk(country).DoAsync(Hue with { Kind = "dissolution", Units = ["cuc-so"], New = [], Day = TaskRoom.Day("2026-09-01") }, TaskRoom.Office);
        Assert.Equal(TaskRoom.Day("2026-08-31"), (await units.FindAsync("cuc-so", now))!.Until);

        // What something rests on is not taken back under it.
        Assert.Equal("event-changed", await RefusalAsync(() => Desk(country).TakeBackAsync(founded, "nhầm", TaskRoom.Office)));
        await Desk(country).DecideAsync(founded, new DecisionDraft("38/QĐ-BTTTT"), "bổ sung văn bản", TaskRoom.Office);
        Assert.Equal("38-qd-btttt", (await new UnitEventStore(country.Database).FindAsync(founded, now))!.Decision!.Document);
    }

    [Fact]
    public async Task What_cannot_be_is_refused_with_its_reason_and_writes_nothing()
    {
        using VietNam country = await VietNam.OpenAsync(DatabaseKind.Sqlite);
        UnitEventDesk desk = Desk(country);
        await desk.DoAsync(Hue with { Kind = "founding", Units = [], New = [new(Called("Cục Số"), "agency", "central-government")], Parent = "bo-noi-vu" }, TaskRoom.Office);
        UnitEventDraft later = Hue with { Day = TaskRoom.Day("2026-09-01"), New = [] };
        (string Word, UnitEventDraft Draft)[] refused =
        [
            ("event-self", later with { Into = ["hue"] }),
            ("event-one-receiver", later),
            ("organisation-none", later with { Units = ["khong-co"], Into = ["hue"] }),
            ("event-ended", later with { Units = ["bac-giang"], Into = ["hue"] }),
            ("event-ended", later with { Units = ["hue"], Into = ["bac-giang"] }),
            ("event-before-start", Hue with { Day = TaskRoom.Day("2025-07-01"), Units = ["bac-ninh-2025"] }),
            ("event-before-start", Hue with { Day = TaskRoom.Day("2026-07-01"), Units = ["cuc-so"], Into = ["hue"], New = [] }),
            ("event-units", later with { Units = ["hue", "hue"], Into = ["ha-noi"] }),
            ("event-code-taken", Hue with { Day = TaskRoom.Day("2026-09-01"), New = [new(Called("Mới"), Code: "01")] }),
            ("event-decision", Hue with { Decision = new DecisionDraft(null, "12", null, "Quốc hội") }),
            ("document-none", Hue with { Decision = new DecisionDraft("khong-co") }),
            ("event-circle", later with { Kind = "move", Units = ["bo-noi-vu"], Parent = "cuc-so" }),
            ("event-self", later with { Kind = "move", Units = ["bo-noi-vu"], Parent = "bo-noi-vu" }),
            ("event-same-parent", later with { Kind = "move", Units = ["cuc-so"], Parent = "bo-noi-vu" }),
            ("event-parts", later with { Kind = "dissolution", Units = ["bo-noi-vu"] }),
            ("event-same-name", later with { Kind = "rename", Units = ["hue"], Name = Called("Huế") }),
            ("event-name", later with { Kind = "rename", Units = ["hue"], Name = LocalText.Empty }),
            ("event-receivers", later with { Kind = "split", Units = ["hue"], New = [new(Called("Một"))] }),
            ("event-later", Hue with { Day = TaskRoom.Day("2025-02-01"), Units = ["vnnic"], Into = ["ha-noi"], New = [] }),
            ("event-domain", Hue with { Domains = new Dictionary<string, string> { ["thuathienhue.gov.vn"] = "7" } }),
            ("event-kind", Hue with { Kind = "wedding" }),
            ("event-day", Hue with { Day = TaskRoom.Day("1802-06-01") }),
        ];
        int events = (await new UnitEventStore(country.Database).ListAsync(VietNam.On("2026-11-22"))).Count;
        foreach ((string word, UnitEventDraft draft) in refused)
        {
            Assert.Equal((word, draft.Kind), (await RefusalAsync(() => desk.DoAsync(draft, TaskRoom.Office)), draft.Kind));
        }

        Assert.Equal("not-allowed", await RefusalAsync(() => desk.DoAsync(Hue, TaskRoom.With("hoa", Role.FocalPoint, "hue"))));
        Assert.Equal(events, (await new UnitEventStore(country.Database).ListAsync(VietNam.On("2026-11-22"))).Count);
        Assert.True((await new OrganisationStore(country.Database).FindAsync("hue", VietNam.On("2026-11-22")))!.Exists);
    }

    [Theory]
    [MemberData(nameof(VietNam.Kinds), MemberType = typeof(VietNam))]
    public async Task Who_comes_after_goes_on_with_the_tasks_that_were_left(DatabaseKind kind)
    {
        using TaskRoom room = await TaskRoom.OpenAsync(kind);
        string plan = await room.IssuedAsync(new TaskDraft { Text = "Chuyển đổi cổng", WorkGroup = 4, Lead = "hue", Due = TaskRoom.Day("2026-12-31") });
        string task = Assert.Single(await room.Store.ListAsync(new TaskFilter { Plan = plan }, VietNam.On("2026-11-22"))).Key;
        Viewer minh = TaskRoom.With("minh", Role.FocalPoint, "quang-tri-2025");
        var report = new ReportDraft(TaskRoom.Day("2026-11-20"), 10, "Đang làm");
        Assert.Equal("not-allowed", await RefusalAsync(() => room.Tasks.ReportAsync(task, report, minh)));
        await room.Country.Database.WriteAsync(
            async context =>
            {
                context.AddRange(Case(1, "opened"), Case(2, "measured"), Case(3, "decided"));
                return await context.SaveChangesAsync();
            },
            CancellationToken.None);
        UnitEventPreview preview = await Desk(room.Country).PreviewAsync(Hue with { Units = ["hue"], Into = ["quang-tri-2025"], New = [] }, TaskRoom.Office);
        Assert.Equal((1, 2), (Assert.Single(preview.Stays).Tasks, preview.Stays[0].Cases));
        await Desk(room.Country).DoAsync(Hue with { Units = ["hue"], Into = ["quang-tri-2025"], New = [] }, TaskRoom.Office);
        await room.Tasks.ReportAsync(task, report, minh);
        var reach = new PeopleArea(room.Country.Database, new EphemeralDataProtectionProvider(), new PeopleOptions(), room.Country.Clock).Reach;
        Assert.Contains("hue", await reach.OwnAsync(minh));
        Assert.DoesNotContain("quang-tri-2025", await reach.OwnAsync(TaskRoom.With("hoa", Role.FocalPoint, "hue")));

        static RegisterCase Case(int number, string state) => new()
        {
            Key = $"case/{number}", Number = number, Organisation = "hue", Publication = "p", Target = "site:hue.gov.vn", Criterion = "WEB-01", Text = "x", State = state,
            FirstVerdict = "fail", FirstClass = "broken", FirstVantage = "v", Campaign = "c",
        };
    }

    private static UnitEventDesk Desk(VietNam country) => new(country.Database, country.Clock);

    private static LocalText Called(string name) => new([KeyValuePair.Create("vi", name)]);

    private static async Task<string[]> DomainsAsync(TargetStore targets, string day, params string[] units) =>
        [.. (await targets.ListAsync(new OrganisationFilter(), VietNam.On(day))).Where(target => units.Contains(target.Organisation)).Select(target => target.Key).Order(StringComparer.Ordinal)];

    private static async Task<string> RefusalAsync(Func<Task> act) => (await Assert.ThrowsAsync<RefusedException>(act)).Word;
}
