using Microsoft.AspNetCore.DataProtection;
using Sextant.Programme.Notices;
using Sextant.Programme.People;
using Sextant.Programme.Register;
using Sextant.Programme.Tasks;
using Sextant.Programme.Tests.Tasks;
using Sextant.Store.Databases;

namespace Sextant.Programme.Tests.Notices;

public sealed class NoticeRoundTests
{
    [Theory]
    [MemberData(nameof(VietNam.Kinds), MemberType = typeof(VietNam))]
    public async Task Whom_it_concerns_is_told_once_and_gets_letters_as_chosen(DatabaseKind kind)
    {
        using TaskRoom room = await TaskRoom.OpenAsync(kind);
        var people = new PeopleArea(room.Country.Database, new EphemeralDataProtectionProvider(), new PeopleOptions(), room.Country.Clock);
        string hoa = await NoticePersons.AddAsync(room.Country, "hoa", Role.FocalPoint, "hue");
        string an = await NoticePersons.AddAsync(room.Country, "an", Role.FocalPoint, "lang-son");
        string lan = await NoticePersons.AddAsync(room.Country, "lan", Role.Office, null);
        var desk = new NoticeDesk(room.Country.Database, people, room.Country.Clock, path => "https://x" + path, new Fates { Next = new LetterFate(true, true, "250") });
        TaskDraft draft = new() { Text = "Chuyển đổi cổng", WorkGroup = 4, Lead = "hue", Due = TaskRoom.Day("2026-11-25"), DueBy = "day" };
        await room.IssuedAsync(draft, draft with { Text = "Việc muộn", Due = TaskRoom.Day("2026-10-01") }, draft with { Text = "Còn xa", Due = TaskRoom.Day("2027-01-30") });

        Assert.Equal((3, 2), await desk.Round.RunAsync());
        Assert.Equal(["task-late", "task-due"], (await desk.Notices.ListAsync(hoa)).Select(notice => notice.Kind));
        Assert.Empty(await desk.Notices.ListAsync(an));
        NoticeView office = Assert.Single(await desk.Notices.ListAsync(lan));
        Assert.Equal(("task-late", "/tasks/ke-hoach-2026/2", "Nhiệm vụ \"Việc muộn\" đã quá hạn ngày 01/10/2026."), (office.Kind, office.Place, NoticeTexts.For("vi").Of(office)));
        Assert.Equal((0, 0), await desk.Round.RunAsync());

        // A further notice on the same day waits for the next day's letter; who wants it at once gets it at once; who wants none gets none.
        var viewer = new Viewer { From = "192.0.2.7", Person = lan, Grants = [new Grant("g", Role.Office, null, null, null)] };
        room.Country.Clock.Now = room.Country.Clock.Now.AddHours(1);
        await desk.Notices.ChooseAsync(new NoticeChoice("each", ["task-due"], "en"), viewer);
        await desk.Notices.ChooseAsync(new NoticeChoice("never", [], "vi"), viewer with { Person = an });
        string plan = await room.Plans.RecordAsync(new PlanDraft(null, 2027, "Kế hoạch năm 2027"), TaskRoom.Office);
        await room.Tasks.PutAsync(plan, draft with { Due = TaskRoom.Day("2027-05-01") }, TaskRoom.Office);
        await room.Plans.StepAsync(plan, PlanStep.Submit, TaskRoom.Office);
        await room.Plans.StepAsync(plan, PlanStep.Return, TaskRoom.Reviewer, "thiếu sản phẩm");
        Assert.Equal((1, 1), await desk.Round.RunAsync());
        Assert.Equal("Kế hoạch năm 2027 bị trả lại: thiếu sản phẩm", NoticeTexts.For("vi").Of((await desk.Notices.ListAsync(lan))[0]));
        Assert.Equal(2, await desk.Notices.UnreadAsync(lan));
        await desk.Notices.ReadAllAsync(viewer);
        Assert.Equal(0, await desk.Notices.UnreadAsync(lan));

        var server = new Fates { Next = new LetterFate(true, true, "250 ok") };
        Assert.Equal(3, await desk.Outbox.SendAsync(server));
        Letter first = server.Letters.First(letter => letter.To == "hoa@example.gov.vn");
        Assert.Contains("https://x/tasks/ke-hoach-2026/1", first.Body, StringComparison.Ordinal);
        Assert.Equal("Sextant: 2 thông báo mới", first.Subject);
        Letter english = server.Letters.Last(letter => letter.To == "lan@example.gov.vn");
        Assert.Equal("Sextant: a new notice", english.Subject);
        Assert.Contains("- Kế hoạch năm 2027 was given back: thiếu sản phẩm\n  https://x/en/plans/ke-hoach-2027", english.Body, StringComparison.Ordinal);
        Assert.Contains("https://x/en/account/notices", english.Body, StringComparison.Ordinal);
        await desk.Notices.MeetAsync(lan, "vi");
        await desk.Notices.MeetAsync(hoa, "en");
        Assert.Equal(["en", "en", "vi"], [await desk.Notices.LanguageAsync(lan, "vi"), await desk.Notices.LanguageAsync(hoa, "vi"), await desk.Notices.LanguageAsync("nobody", "vi")]);
        await RefusedAsync(desk, viewer, new("hourly", [], "vi"), new("each", ["weather"], "vi"), new("each", [], "fr"));
    }

    [Fact]
    public async Task Without_a_mail_server_notices_stand_in_the_program_and_old_ones_are_not_mailed_later()
    {
        using TaskRoom room = await TaskRoom.OpenAsync(DatabaseKind.Sqlite);
        var people = new PeopleArea(room.Country.Database, new EphemeralDataProtectionProvider(), new PeopleOptions(), room.Country.Clock);
        await NoticePersons.AddAsync(room.Country, "hoa", Role.FocalPoint, "hue");
        await room.IssuedAsync(new TaskDraft { Text = "Việc", WorkGroup = 4, Lead = "hue", Due = TaskRoom.Day("2026-11-25"), DueBy = "day" });
        Assert.Equal((1, 0), await new NoticeDesk(room.Country.Database, people, room.Country.Clock, path => path).Round.RunAsync());
        room.Country.Clock.Now = room.Country.Clock.Now.AddDays(60);
        var fates = new Fates { Next = new LetterFate(true, true, "250") };
        Assert.Equal((1, 1), await new NoticeDesk(room.Country.Database, people, room.Country.Clock, path => path, fates).Round.RunAsync());
        var outbox = new Outbox(room.Country.Database, room.Country.Clock);
        await outbox.SendAsync(fates);
        Assert.Equal("Sextant: 1 thông báo mới", Assert.Single(fates.Letters).Subject);
    }

    [Fact]
    public async Task A_letter_tells_what_still_stands_and_is_still_the_persons()
    {
        using TaskRoom room = await TaskRoom.OpenAsync(DatabaseKind.Sqlite);
        var people = new PeopleArea(room.Country.Database, new EphemeralDataProtectionProvider(), new PeopleOptions(), room.Country.Clock);
        await NoticePersons.AddAsync(room.Country, "hoa", Role.FocalPoint, "hue");
        await NoticePersons.AddAsync(room.Country, "an", Role.FocalPoint, "hue");
        TaskDraft draft = new() { Text = "Bị hủy", WorkGroup = 4, Lead = "hue", Due = TaskRoom.Day("2026-11-25"), DueBy = "day" };
        await room.IssuedAsync(draft, draft with { Text = "Còn đó" });
        Assert.Equal((4, 0), await new NoticeDesk(room.Country.Database, people, room.Country.Clock, path => path).Round.RunAsync()); // no mail server yet

        await room.Tasks.CancelAsync("ke-hoach-2026/1", "không làm nữa", TaskRoom.Office);
        await using (ProgrammeContext context = room.Country.Database.Create())
        {
            context.Set<PersonGrantRow>().Single(row => row.Person == "an").RevokedAt = room.Country.Clock.Now; // an is no longer Huế's
            await context.SaveChangesAsync();
        }

        room.Country.Clock.Now = room.Country.Clock.Now.AddHours(1);
        var fates = new Fates { Next = new LetterFate(true, true, "250") };
        var desk = new NoticeDesk(room.Country.Database, people, room.Country.Clock, path => path, fates);
        Assert.Equal((0, 1), await desk.Round.RunAsync());
        await desk.Outbox.SendAsync(fates);
        Letter letter = Assert.Single(fates.Letters);
        Assert.Equal("hoa@example.gov.vn", letter.To);
        Assert.Contains("Còn đó", letter.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("Bị hủy", letter.Body, StringComparison.Ordinal);
    }

    [Fact]
    public void What_has_a_name_in_each_language_is_named_in_the_readers()
    {
        var notice = new NoticeView("k", "exemption-ends", [NoticeTexts.Everywhere(language => language == "vi" ? "Huế, hue.gov.vn" : "Hue, hue.gov.vn"), "01/12/2026"], "/", default, false);
        Assert.Equal("Việc miễn trừ của Huế, hue.gov.vn kết thúc ngày 01/12/2026.", NoticeTexts.For("vi").Of(notice));
        Assert.Equal("The exemption of Hue, hue.gov.vn ends on 01/12/2026.", NoticeTexts.For("en").Of(notice));
        Assert.Equal("The exemption of Huế ends on 01/12/2026.", NoticeTexts.For("en").Of(notice with { Words = ["Huế", "01/12/2026"] })); // as older programs kept it
    }

    [Fact]
    public void Both_languages_have_every_sentence() => Assert.Equal(NoticeTexts.For("vi").Keys.Order(StringComparer.Ordinal), NoticeTexts.For("en").Keys.Order(StringComparer.Ordinal));

    private static async Task RefusedAsync(NoticeDesk desk, Viewer viewer, params NoticeChoice[] choices)
    {
        foreach (NoticeChoice wrong in choices)
        {
            Assert.Equal("notice-choice", (await Assert.ThrowsAsync<RefusedException>(() => desk.Notices.ChooseAsync(wrong, viewer))).Word);
        }
    }
}
