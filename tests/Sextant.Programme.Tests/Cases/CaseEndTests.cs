using Sextant.Programme.Audit;
using Sextant.Programme.Cases;
using Sextant.Programme.Notices;
using Sextant.Programme.Organisations.Exemptions;
using Sextant.Programme.People;
using Sextant.Programme.Tests.Notices;
using Sextant.Programme.Tests.Tasks;
using Sextant.Store.Databases;

namespace Sextant.Programme.Tests.Cases;

/// <summary>Until when verdicts are objected to, who ends a case, and how it is taken up again.</summary>
public sealed class CaseEndTests
{
    private static readonly Viewer Lan = TaskRoom.With("lan", Role.Office);
    private static readonly Viewer Minh = TaskRoom.With("minh", Role.Office);
    private static readonly Viewer An = TaskRoom.With("an", Role.FocalPoint, "lang-son");
    private static readonly Viewer Hoa = TaskRoom.With("hoa", Role.FocalPoint, "hue");

    [Fact]
    public async Task Verdicts_are_objected_to_until_the_day_before_publication()
    {
        using CaseRoom room = await CaseRoom.OpenAsync(DatabaseKind.Sqlite);
        string id = await room.PublishingAsync(Lan);
        Assert.Contains((await SheetAsync(room, id)).Targets, target => target.Kind == "mail"); // what was never measured can be declared
        room.Country.Clock.Now = new DateTimeOffset(2026, 12, 6, 16, 59, 0, TimeSpan.Zero); // 23:59 in Việt Nam
        Assert.True((await SheetAsync(room, id)).Open);
        Assert.Equal(1, await room.Editing.ObjectAsync(Of(id, "WEB-03"), An));
        room.Country.Clock.Now = room.Country.Clock.Now.AddMinutes(1);
        Assert.False((await SheetAsync(room, id)).Open);
        Assert.Equal("publication-closed", await room.RefusedAsync(() => room.Editing.ObjectAsync(Of(id, "WEB-01"), An)));
    }

    [Theory]
    [MemberData(nameof(VietNam.Kinds), MemberType = typeof(VietNam))]
    public async Task Who_objected_does_not_decide_be_it_by_a_program_and_the_unit_withdraws_its_own(DatabaseKind kind)
    {
        using CaseRoom room = await CaseRoom.OpenAsync(kind);
        string id = await room.PublishingAsync(Lan);
        string lan = await NoticePersons.AddAsync(room.Country, "lan", Role.Office, null);
        await room.People.Tokens.IssueAsync(Lan with { Person = lan }, "máy", [Right.ObjectVerdicts], 30);
        string token = (await room.People.Tokens.ListAsync(lan)).Single().Key;
        await room.Editing.ObjectAsync(Of(id, "WEB-03"), Lan);
        await room.Editing.ObjectAsync(Of(id, "WEB-01"), Lan with { Token = token });
        await room.Runner(Seeing(room, "ha-noi", "pass")).LookAsync();
        foreach (int number in new[] { 1, 2 })
        {
            Assert.Equal("case-own", await room.RefusedAsync(() => room.Editing.DecideAsync(number, "upheld", "tôi thấy đúng", Lan)));
        }

        await room.Editing.DecideAsync(1, "corrected", "lần hai đạt", Minh);
        Assert.Equal("case-none", await room.RefusedAsync(() => room.Editing.WithdrawObjectionAsync(2, "không phải của tôi", Hoa)));
        Assert.Equal("reason", await room.RefusedAsync(() => room.Editing.WithdrawObjectionAsync(2, " ", An)));
        await room.Editing.WithdrawObjectionAsync(2, "nhầm tiêu chí", An);
        CaseView withdrawn = (await room.Store.FindAsync(2))!;
        Assert.Equal(("decided", "withdrawn", "nhầm tiêu chí"), (withdrawn.State, withdrawn.Decision, withdrawn.Answer));
        Assert.Equal("case-decided", await room.RefusedAsync(() => room.Editing.WithdrawObjectionAsync(2, "lại", An)));
        Assert.True((await new AuditLog(room.Country.Database, room.Country.Clock).VerifyAsync()).Whole);
    }

    [Theory]
    [MemberData(nameof(VietNam.Kinds), MemberType = typeof(VietNam))]
    public async Task A_case_that_is_taken_up_again_is_measured_again_and_keeps_what_was(DatabaseKind kind)
    {
        using CaseRoom room = await CaseRoom.OpenAsync(kind);
        string id = await room.PublishingAsync(Lan);
        string an = await NoticePersons.AddAsync(room.Country, "an", Role.FocalPoint, "lang-son");
        var desk = new NoticeDesk(room.Country.Database, room.People, room.Country.Clock, path => path);
        await room.Editing.ObjectAsync(Of(id, "WEB-03"), An);
        Assert.Equal("case-not-looked", await room.RefusedAsync(() => room.Editing.ReopenAsync(1, "vội", Lan)));
        Looks looks = Seeing(room, "ha-noi", "unknown");
        await room.Runner(looks).LookAsync();
        string first = (await room.Store.FindAsync(1))!.Campaign;
        await room.Editing.DecideAsync(1, "upheld", "không thấy khác", Lan);
        await desk.Round.RunAsync();

        room.Country.Clock.Now = room.Country.Clock.Now.AddDays(20); // long published: what was decided wrongly is still set right
        Assert.Equal("not-allowed", await room.RefusedAsync(() => room.Editing.ReopenAsync(1, "xem lại", An)));
        await room.Editing.ReopenAsync(1, "lần hai không đo được", Minh);
        await desk.Round.RunAsync();
        CaseView again = (await room.Store.FindAsync(1))!;
        Assert.Equal(("opened", null, null, null), (again.State, again.Decision, again.Second, again.SecondVantage));
        Assert.NotEqual(first, again.Campaign);
        CaseRound was = Assert.Single(again.Earlier);
        Assert.Equal(("unknown", "sha256:unknown", "upheld", "không thấy khác", "lần hai không đo được"), (was.Second!.Verdict, was.Second.Evidence, was.Decision, was.Answer, was.Because));
        Assert.Equal("sha256:first", again.First.Evidence);

        looks.Seen = looks.Seen! with { Verdict = "pass", Evidence = "sha256:third" };
        await room.Runner(looks).LookAsync();
        await room.Editing.DecideAsync(1, "corrected", "lần ba đạt", Lan);
        await desk.Round.RunAsync();
        CaseView ended = (await room.Store.FindAsync(1))!;
        Assert.Equal(("sha256:third", "corrected", 1), (ended.Second!.Evidence, ended.Decision, ended.Earlier.Count));
        Assert.Equal(["case-decided", "case-reopened", "case-decided"], (await desk.Notices.ListAsync(an)).Where(one => one.Kind.StartsWith("case", StringComparison.Ordinal)).Select(one => one.Kind));
    }

    [Fact]
    public async Task A_vantage_that_is_gone_is_passed_over_and_a_case_that_fails_holds_no_other_up()
    {
        using CaseRoom room = await CaseRoom.OpenAsync(DatabaseKind.Sqlite);
        string id = await room.PublishingAsync(Lan);
        await room.Editing.ObjectAsync(Of(id, "WEB-03"), An);
        var looks = new Looks("local", "cu", "ha-noi") { Broken = CaseRoom.Portal };
        var told = new List<Exception>();
        await room.Runner(looks).LookAsync(told.Add);
        Assert.Equal("broken", Assert.Single(told).Message);
        looks.Broken = null;
        await room.Runner(looks).LookAsync();
        Assert.Equal("cu", (await room.Store.FindAsync(1))!.SecondVantage);
        await room.Editing.ReopenAsync(1, "điểm đo cũ đã tắt", Lan);
        await room.Runner(looks).LookAsync();
        Assert.Equal("ha-noi", (await room.Store.FindAsync(1))!.SecondVantage);
        await room.Editing.ReopenAsync(1, "cũng không trả lời", Lan);
        await room.Runner(looks).LookAsync();
        Assert.Equal(("local", true), ((await room.Store.FindAsync(1))!.SecondVantage, (await room.Store.FindAsync(1))!.SameVantage));
    }

    [Fact]
    public async Task A_sheet_says_what_a_unit_is_exempted_from()
    {
        using CaseRoom room = await CaseRoom.OpenAsync(DatabaseKind.Sqlite);
        string id = await room.PublishingAsync(Lan);
        var draft = new ExemptionDraft(null, "lang-son", "langson.gov.vn", "WEB-03", "đang chuyển trụ sở", "Bộ KH&CN", "38/QĐ-BTTTT", CaseRoom.Day("2026-11-01"), CaseRoom.Day("2026-12-02"));
        await new ExemptionDesk(room.Country.Database, room.Country.Clock).RecordAsync(draft, Lan);
        Assert.Equal([("WEB-01", false), ("WEB-03", true)], (await SheetAsync(room, id)).Lines.Where(line => line.Target?.Key == CaseRoom.Portal).Select(line => (line.Criterion, line.Exempt)));
        room.Go("2026-12-03"); // over
        Assert.DoesNotContain((await SheetAsync(room, id)).Lines, line => line.Exempt);
    }

    private static ObjectionDraft Of(string publication, string criterion) => new(publication, "lang-son", CaseRoom.Portal, criterion, "sai");

    private static Looks Seeing(CaseRoom room, string vantage, string verdict) => new("local", vantage) { Seen = new CaseLook(verdict, "ready", vantage, room.Country.Clock.Now, "sha256:" + verdict) };

    private static async Task<UnitSheet> SheetAsync(CaseRoom room, string id) =>
        (await room.Store.SheetAsync(id, "lang-son", (await room.Country.Database.CalendarAsync()).Today(room.Country.Clock)))!;
}
