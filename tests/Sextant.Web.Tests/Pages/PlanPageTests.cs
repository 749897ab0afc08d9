using System.Net;
using Sextant.Programme.Documents;
using Sextant.Programme.Organisations.Events;
using Sextant.Programme.People;
using Sextant.Programme.Register;
using Sextant.Programme.Tasks;
using Sextant.Testing;
using Sextant.Web.Tests.Hosting;

namespace Sextant.Web.Tests.Pages;

/// <summary>A plan from its first draft to a reported task, by the forms of the pages, each person with the own role.</summary>
public sealed class PlanPageTests
{
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 11, 22, 3, 0, 0, TimeSpan.Zero));

    [Fact(Timeout = 120_000)]
    public async Task A_plan_is_begun_written_approved_issued_and_reported_on()
    {
        await using Site site = await Site.StartAsync(_clock);
        string administrator = await SomePeople.AdministratorAsync(site);
        using Visitor lan = await InAsync(site, administrator, Role.Office);
        using Visitor minh = await InAsync(site, administrator, Role.Reviewer);
        using Visitor hoa = await InAsync(site, administrator, Role.FocalPoint, "hue");
        using Visitor an = await InAsync(site, administrator, Role.FocalPoint, "lang-son");
        using var stranger = new Visitor(site);

        Assert.Equal("/plans/ke-hoach-2027", Place(await lan.PostAsync("/plans", "/plans", ("year", "2027"), ("title", "Kế hoạch năm 2027"))));
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.GetAsync("/plans/ke-hoach-2027")).StatusCode);
        Assert.DoesNotContain("Kế hoạch năm 2027", await Visitor.TextAsync(await stranger.GetAsync("/plans")), StringComparison.Ordinal);
        string refused = await Visitor.TextAsync(await lan.PostAsync("/plans/ke-hoach-2027", "/plans/ke-hoach-2027?handler=Write", ("step", "submit")));
        Assert.Contains("mỗi nhiệm vụ cần có nội dung", refused, StringComparison.Ordinal);
        Assert.Equal("/plans/ke-hoach-2027", Place(await lan.PostAsync(
            "/plans/ke-hoach-2027", "/plans/ke-hoach-2027?handler=Task", ("text", "Chuyển đổi cổng <b>x</b>"), ("group", "4"), ("lead", "hue"), ("with", "vnpt"), ("with", "viettel"), ("withText", "Các ISP"), ("due", "2027-05-05"), ("dueBy", "quarter"))));
        await lan.PostAsync("/plans/ke-hoach-2027", "/plans/ke-hoach-2027?handler=Write", ("step", "submit"));

        // Who writes does not approve; the page of who approves has the form.
        Assert.Equal(HttpStatusCode.Forbidden, (await lan.PostAsync("/plans/ke-hoach-2027", "/plans/ke-hoach-2027?handler=Review", ("step", "approve"))).StatusCode);
        Assert.Contains("Phê duyệt", await Visitor.TextAsync(await minh.GetAsync("/plans/ke-hoach-2027")), StringComparison.Ordinal);
        await minh.PostAsync("/plans/ke-hoach-2027", "/plans/ke-hoach-2027?handler=Review", ("step", "approve"));
        string decision = await new DocumentEditing(site.Register, site.Parts.Vault, _clock).RecordAsync(
            new DocumentDraft { Kind = "decision", Number = "9/QĐ-BKHCN", Date = new DateOnly(2026, 11, 20), Title = "Ban hành kế hoạch" }, Programme.Audit.Actor.Program, null);
        await lan.PostAsync("/plans/ke-hoach-2027", "/plans/ke-hoach-2027?handler=Write", ("step", "issue"), ("decision", decision));
        string issued = await (await stranger.GetAsync("/plans/ke-hoach-2027")).Content.ReadAsStringAsync();
        Assert.Contains("9/QĐ-BKHCN", issued, StringComparison.Ordinal);
        Assert.DoesNotContain("<b>x</b>", issued, StringComparison.Ordinal);
        Assert.DoesNotContain("<form class=\"stack", issued, StringComparison.Ordinal);

        const string Task = "/tasks/ke-hoach-2027/1";
        Assert.Contains("Quý II/2027", await Visitor.TextAsync(await stranger.GetAsync(Task)), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, (await an.PostAsync(Task, Task + "?handler=Report", ("text", "x"))).StatusCode);
        Assert.Equal(Task, Place(await hoa.PostAsync(Task, Task + "?handler=Report", ("text", "Đã mở thử"), ("percent", "60"), ("date", "2026-11-22"))));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await hoa.PostAsync(Task, Task + "?handler=Extend", ("wanted", "2027-01-01"), ("reason", "x"))).StatusCode);
        Assert.Equal(Task, Place(await hoa.PostAsync(Task, Task + "?handler=Extend", ("wanted", "2027-07-15"), ("reason", "chờ thiết bị"))));
        Assert.Equal(Task, Place(await lan.PostAsync(Task, Task + "?handler=Answer", ("position", "1"), ("granted", "true"), ("reason", "đồng ý"), ("day", "2026-11-21"))));
        Assert.Equal(Task, Place(await hoa.PostAsync(Task, Task + "?handler=Report", ("text", "Xong"), ("done", "true"), ("proof", "https://hue.gov.vn/"))));
        TaskView task = (await site.Parts.Tasks.FindAsync("ke-hoach-2027/1", new AsOf(new DateOnly(2026, 11, 22))))!;
        Assert.Equal(new DateOnly(2026, 11, 21), task.Extensions.Single().Answered);
        Assert.Equal((TaskProgress.Done, 2, new DateOnly(2027, 7, 15)), (task.Progress, task.Reports.Count, task.Due));
        Assert.Equal(["vnpt", "viettel", null], task.With.Select(unit => unit.Slug));
        Assert.True((await site.Parts.People.Audit.VerifyAsync()).Whole);
    }

    [Fact(Timeout = 300_000)]
    public async Task The_office_sees_what_nobody_leads_any_more_and_hands_it_on()
    {
        await using Site site = await Site.StartAsync(_clock);
        string administrator = await SomePeople.AdministratorAsync(site);
        using Visitor lan = await InAsync(site, administrator, Role.Office);
        using Visitor stranger = new(site);
        string edit = Visitor.Place(await lan.PostAsync("/meetings/new", "/meetings/new", ("date", "2026-11-02"), ("title", "Giao ban")));
        string meeting = edit[..^"/edit".Length];
        await lan.PostAsync(edit, edit + "?handler=Direction", ("text", "Các tỉnh hoàn thành"));
        string place = Visitor.Place(await lan.PostAsync(meeting, meeting + "?handler=Follow", ("position", "1"), ("text", "Mở cổng"), ("group", "4"), ("lead", "hue"), ("due", "2027-05-05"), ("dueBy", "day")));
        const string Heading = "Nhiệm vụ cần giao lại: 1";
        Assert.DoesNotContain(Heading, await Visitor.TextAsync(await lan.GetAsync("/tasks")), StringComparison.Ordinal);
        var split = new UnitEventDraft
        {
            Kind = "split", Day = new DateOnly(2026, 11, 10), Decision = new DecisionDraft(null, "12/2026/QH16", new DateOnly(2026, 6, 15), "Quốc hội"), Units = ["hue"], Into = ["cao-bang", "lang-son"],
        };
        await new UnitEventDesk(site.Register, _clock).DoAsync(split, new Viewer { From = "192.0.2.7", Person = "lan", Grants = [new Grant("g", Role.Office, null, null, null)] });
        Assert.Contains(Heading, await Visitor.TextAsync(await lan.GetAsync("/tasks")), StringComparison.Ordinal);
        Assert.DoesNotContain(Heading, await Visitor.TextAsync(await stranger.GetAsync("/tasks")), StringComparison.Ordinal);
        string shown = await Visitor.TextAsync(await lan.GetAsync(place));
        Assert.Contains("Cao Bằng", shown, StringComparison.Ordinal);
        Assert.Contains("value=\"cao-bang\" selected", shown, StringComparison.Ordinal);
        Assert.Equal("UnprocessableEntity", Visitor.Place(await lan.PostAsync(place, place + "?handler=HandOn", ("lead", "hue"), ("reason", "x"))));
        Assert.Equal(place, Visitor.Place(await lan.PostAsync(place, place + "?handler=HandOn", ("lead", "cao-bang"), ("reason", "kế thừa"), ("day", "2026-11-12"))));
        Assert.DoesNotContain(Heading, await Visitor.TextAsync(await lan.GetAsync("/tasks")), StringComparison.Ordinal);
        Assert.Equal("cao-bang", (await site.Parts.Tasks.FindAsync(place["/tasks/".Length..], new AsOf(new DateOnly(2026, 11, 12))))!.Lead!.Slug);
    }

    [Fact(Timeout = 120_000)]
    public async Task A_plan_that_was_given_back_says_why_and_one_begun_by_mistake_goes_again()
    {
        await using Site site = await Site.StartAsync(_clock);
        string administrator = await SomePeople.AdministratorAsync(site);
        using Visitor lan = await InAsync(site, administrator, Role.Office);
        using Visitor minh = await InAsync(site, administrator, Role.Reviewer);
        const string Plan = "/plans/ke-hoach-2027";
        await lan.PostAsync("/plans", "/plans", ("year", "2027"), ("title", "Kế hoạch năm 2027"));
        await lan.PostAsync(Plan, Plan + "?handler=Task", ("text", "Mở cổng"), ("group", "4"), ("lead", "hue"), ("due", "2027-05-05"), ("dueBy", "quarter"));
        await lan.PostAsync(Plan, Plan + "?handler=Write", ("step", "submit"));
        await minh.PostAsync(Plan, Plan + "?handler=Review", ("step", "return"), ("reason", "chưa nêu <i>sản phẩm</i>"));
        Assert.Contains(">chưa nêu <i>sản phẩm</i></dd>", await Visitor.TextAsync(await lan.GetAsync(Plan)), StringComparison.Ordinal);
        Assert.DoesNotContain("<i>sản", await (await lan.GetAsync(Plan)).Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal("/plans", Place(await lan.PostAsync(Plan, Plan + "?handler=Withdraw", ("reason", "nhầm năm"))));
        Assert.Equal(HttpStatusCode.NotFound, (await lan.GetAsync(Plan)).StatusCode);
    }

    [Fact(Timeout = 120_000)]
    public async Task A_task_is_corrected_or_taken_out_on_its_page_and_one_whose_text_nobody_knew_is_written_down_later()
    {
        await using Site site = await Site.StartAsync(_clock);
        string administrator = await SomePeople.AdministratorAsync(site);
        using Visitor lan = await InAsync(site, administrator, Role.Office);
        using Visitor hoa = await InAsync(site, administrator, Role.FocalPoint, "hue");
        using var stranger = new Visitor(site);
        await lan.PostAsync("/plans", "/plans", ("year", "2027"), ("title", "Kế hoạch năm 2027"));
        await lan.PostAsync("/plans/ke-hoach-2027", "/plans/ke-hoach-2027?handler=Task", ("text", "Mở cổng"), ("group", "4"), ("lead", "hue"), ("with", "vnpt"), ("withText", "Các ISP"), ("due", "2027-05-05"), ("dueBy", "quarter"), ("product", "Báo cáo"));
        const string Task = "/tasks/ke-hoach-2027/1";
        string form = await (await lan.GetAsync(Task)).Content.ReadAsStringAsync();
        Assert.Contains(">Mở cổng</textarea>", WebUtility.HtmlDecode(form), StringComparison.Ordinal);
        Assert.Matches("<option value=\"vnpt\" selected", form);
        Assert.Contains(">Các ISP</textarea>", WebUtility.HtmlDecode(form), StringComparison.Ordinal);
        Assert.DoesNotContain("handler=Cancel", form, StringComparison.Ordinal);
        Assert.Equal(Task, Place(await lan.PostAsync(Task, Task + "?handler=Write", ("text", "Mở cổng qua IPv6"), ("group", "4"), ("lead", "hue"), ("with", "vnpt"), ("due", "2027-06-30"), ("dueBy", "quarter"), ("product", "Báo cáo"))));
        TaskView task = (await site.Parts.Tasks.FindAsync("ke-hoach-2027/1", new AsOf(new DateOnly(2026, 11, 22)), drafts: true))!;
        Assert.Equal(("Mở cổng qua IPv6", "Báo cáo", 1), (task.Text, task.Product, task.With.Count));

        await lan.PostAsync("/plans/ke-hoach-2027", "/plans/ke-hoach-2027?handler=Task", ("text", "Thừa"), ("group", "4"));
        const string Extra = "/tasks/ke-hoach-2027/2";
        Assert.Equal(HttpStatusCode.Forbidden, (await hoa.PostAsync("/account", Extra + "?handler=Out", ("reason", "x"))).StatusCode);
        Assert.Equal("/plans/ke-hoach-2027", Place(await lan.PostAsync(Extra, Extra + "?handler=Out", ("reason", "ghi nhầm"))));
        Assert.Equal(HttpStatusCode.NotFound, (await lan.GetAsync(Extra)).StatusCode);
        Assert.DoesNotContain("Thừa", await Visitor.TextAsync(await lan.GetAsync("/plans/ke-hoach-2027")), StringComparison.Ordinal);

        const string Unknown = "/tasks/ke-hoach-2015/3";
        Assert.DoesNotContain("handler=Write", await (await stranger.GetAsync(Unknown)).Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await lan.PostAsync(Unknown, Unknown + "?handler=Write", ("text", "Tập huấn"))).StatusCode);
        Assert.Equal(Unknown, Place(await lan.PostAsync(Unknown, Unknown + "?handler=Write", ("text", "Tập huấn"), ("reason", "Báo cáo tổng kết 2015, trang 4"))));
        string known = await (await stranger.GetAsync(Unknown)).Content.ReadAsStringAsync();
        Assert.Contains("Tập huấn", WebUtility.HtmlDecode(known), StringComparison.Ordinal);
        Assert.DoesNotContain("handler=Write", await (await lan.GetAsync(Unknown)).Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await lan.PostAsync(Unknown, Unknown + "?handler=Write", ("text", "Khác"), ("reason", "x"))).StatusCode);
    }

    [Fact(Timeout = 600_000)]
    public async Task A_plan_is_drawn_over_time_and_each_person_finds_the_tasks_of_the_own_units()
    {
        await using Site site = await Site.StartAsync(_clock);
        string administrator = await SomePeople.AdministratorAsync(site);
        using Visitor lan = await InAsync(site, administrator, Role.Office);
        using Visitor hoa = await InAsync(site, administrator, Role.FocalPoint, "hue");
        using Visitor an = await InAsync(site, administrator, Role.FocalPoint, "lang-son");
        const string Meeting = "/meetings/hoi-nghi-2023-03-28";
        Viewer office = (await site.Parts.People.Sessions.FindAsync(await SomePeople.PersonAsync(site, administrator, Role.Office), "127.0.0.1"))!;
        Viewer reviewer = (await site.Parts.People.Sessions.FindAsync(await SomePeople.PersonAsync(site, administrator, Role.Reviewer), "127.0.0.1"))!;
        string plan = await site.Parts.PlanEditing.RecordAsync(new PlanDraft(null, 2026, "Kế hoạch 2026"), office);
        await site.Parts.TaskEditing.PutAsync(plan, new TaskDraft { Text = "Việc <i>của</i> Huế", WorkGroup = 4, Lead = "hue", Due = new DateOnly(2026, 6, 30) }, office);
        await site.Parts.TaskEditing.PutAsync(plan, new TaskDraft { Text = "Việc chung", WorkGroup = 4, LeadText = "Các đơn vị", With = ["hue"], Due = new DateOnly(2026, 12, 31) }, office);
        await site.Parts.PlanEditing.StepAsync(plan, PlanStep.Submit, office);
        await site.Parts.PlanEditing.StepAsync(plan, PlanStep.Approve, reviewer);
        await site.Parts.DocumentEditing.RecordAsync(new DocumentDraft { Kind = "decision", Number = "9/QĐ-BKHCN", Date = new DateOnly(2026, 1, 1), Title = "Ban hành" }, Programme.Audit.Actor.Program, null);
        await site.Parts.PlanEditing.StepAsync(plan, PlanStep.Issue, office, null, "9/QĐ-BKHCN");
        await lan.PostAsync(Meeting, Meeting + "?handler=Follow", ("position", "4"), ("text", "Theo kết luận"), ("lead", "lang-son"), ("due", "2026-12-01"));

        string drawn = await (await lan.GetAsync("/tasks?view=gantt&plan=" + plan)).Content.ReadAsStringAsync();
        string svg = drawn[drawn.IndexOf("<svg class=\"chart gantt\"", StringComparison.Ordinal)..drawn.IndexOf("</svg>", StringComparison.Ordinal)];
        Assert.DoesNotContain("<i>", drawn, StringComparison.Ordinal);

        // From the first of January to the end of June, of a year of 365 days on 606 units; late, so in the late colour.
        Assert.Contains("<rect class=\"broken\" x=\"330\" y=\"31\" width=\"300.5\"", svg, StringComparison.Ordinal);
        Assert.Contains("<rect class=\"nothing\" x=\"330\" y=\"55\" width=\"606\"", svg, StringComparison.Ordinal);
        Assert.Contains("class=\"today\" x1=\"869.6\"", svg, StringComparison.Ordinal);
        Assert.Contains("<table class=\"list\">", drawn, StringComparison.Ordinal);

        string mine = await Visitor.TextAsync(await hoa.GetAsync("/tasks?mine=true"));
        Assert.Contains("Việc chung", mine, StringComparison.Ordinal);
        Assert.DoesNotContain("Theo kết luận", mine, StringComparison.Ordinal);
        string account = await Visitor.TextAsync(await hoa.GetAsync("/account"));
        Assert.True(account.IndexOf("của</i> Huế", StringComparison.Ordinal) is > 0 and { } late && late < account.IndexOf("Việc chung", StringComparison.Ordinal), "what is due first stands in front");
        Assert.Contains("Theo kết luận", await Visitor.TextAsync(await an.GetAsync("/account")), StringComparison.Ordinal);
        Assert.DoesNotContain("Nhiệm vụ của tôi</h2>", await Visitor.TextAsync(await lan.GetAsync("/account")), StringComparison.Ordinal);
        using var stranger = new Visitor(site);
        Assert.Contains("Theo kết luận", await Visitor.TextAsync(await stranger.GetAsync("/tasks?mine=true")), StringComparison.Ordinal);
    }

    [Fact(Timeout = 120_000)]
    public async Task A_conclusion_becomes_a_task_that_the_meeting_shows()
    {
        await using Site site = await Site.StartAsync(_clock);
        using Visitor lan = await InAsync(site, await SomePeople.AdministratorAsync(site), Role.Office);
        const string Meeting = "/meetings/hoi-nghi-2023-03-28";
        Assert.Equal("/tasks/hoi-nghi-2023-03-28/1", Place(await lan.PostAsync(Meeting, Meeting + "?handler=Follow", ("position", "4"), ("text", "Lộ trình cho thuê bao còn lại"), ("lead", "vnpt"), ("due", "2026-11-01"))));
        string page = await Visitor.TextAsync(await lan.GetAsync(Meeting));
        Assert.Contains("href=\"/tasks/hoi-nghi-2023-03-28/1\">quá hạn</a>", page, StringComparison.Ordinal);
        Assert.Contains("Quá hạn 21 ngày", await Visitor.TextAsync(await lan.GetAsync("/tasks/hoi-nghi-2023-03-28/1")), StringComparison.Ordinal);
        Assert.Contains("Lộ trình cho thuê bao còn lại", await Visitor.TextAsync(await lan.GetAsync("/tasks?unit=vnpt&view=board")), StringComparison.Ordinal);

        // A form without its token does nothing.
        lan.SendsToken = false;
        Assert.Equal(HttpStatusCode.BadRequest, (await lan.PostAsync(Meeting, Meeting + "?handler=Follow", ("position", "4"), ("text", "x"))).StatusCode);
    }

    private static string? Place(HttpResponseMessage response)
    {
        using (response)
        {
            return response.StatusCode == HttpStatusCode.Redirect ? response.Headers.Location!.ToString() : response.StatusCode.ToString();
        }
    }

    private static async Task<Visitor> InAsync(Site site, string inviter, Role role, string? organisation = null)
    {
        var visitor = new Visitor(site);
        visitor.Cookies.Add(site.Address, new Cookie("sextant-session", await SomePeople.PersonAsync(site, inviter, role, organisation)));
        return visitor;
    }
}
