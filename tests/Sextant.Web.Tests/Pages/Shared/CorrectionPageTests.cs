using System.Net;
using Sextant.Programme.Documents;
using Sextant.Programme.Meetings;
using Sextant.Programme.People;
using Sextant.Programme.Register;
using Sextant.Programme.Tasks;
using Sextant.Testing;
using Sextant.Web.Tests.Hosting;

namespace Sextant.Web.Tests.Pages.Shared;

/// <summary>What was written down wrongly is set right on the page where it stands.</summary>
public sealed class CorrectionPageTests
{
    private static readonly AsOf Now = new(new DateOnly(2026, 11, 22));
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 11, 22, 3, 0, 0, TimeSpan.Zero));

    [Fact(Timeout = 300_000)]
    public async Task An_organisations_name_and_domains_are_set_right_and_what_was_known_before_stays()
    {
        await using Site site = await Site.StartAsync(_clock);
        string administrator = await SomePeople.AdministratorAsync(site);
        using Visitor lan = await SomePeople.VisitorAsync(site, administrator, Role.Office);
        using Visitor ky = await SomePeople.VisitorAsync(site, administrator, Role.MeasurementEngineer);
        using Visitor hoa = await SomePeople.VisitorAsync(site, administrator, Role.FocalPoint, "hue");
        const string Unit = "/organisations/lang-son";
        const string Page = Unit + "/correct";
        Assert.Equal("Forbidden", Visitor.Place(await hoa.GetAsync(Page)));
        Assert.DoesNotContain(Page, await Visitor.TextAsync(await hoa.GetAsync(Unit)), StringComparison.Ordinal);
        Assert.Contains(Page, await Visitor.TextAsync(await lan.GetAsync(Unit)), StringComparison.Ordinal);

        Assert.Equal("UnprocessableEntity", Visitor.Place(await lan.PostAsync(Page, Page + "?handler=Name", ("language", "vi"), ("name", "Lạng <b>Sơn"), ("reason", " "))));
        Assert.Equal(Unit, Visitor.Place(await lan.PostAsync(Page, Page + "?handler=Name", ("language", "vi"), ("name", "Lạng <b>Sơn"), ("reason", "viết sai"))));
        Assert.Contains("<h1>Lạng &lt;b>Sơn</h1>", (await (await lan.GetAsync(Unit)).Content.ReadAsStringAsync()).Replace("&gt;", ">", StringComparison.Ordinal), StringComparison.Ordinal);

        // Who looks after targets changes domains, not names; what is another's stays there.
        Assert.Equal("Forbidden", Visitor.Place(await ky.PostAsync(Page, Page + "?handler=Name", ("language", "vi"), ("name", "x"), ("reason", "x"))));
        Assert.Contains("hue", await Visitor.TextAsync(await ky.PostAsync(Page, Page + "?handler=Target", ("kind", "site"), ("domain", "thuathienhue.gov.vn"), ("reason", "x"))), StringComparison.Ordinal);
        Assert.Equal(Unit, Visitor.Place(await ky.PostAsync(Page, Page + "?handler=Target", ("kind", "site"), ("domain", "dulich.langson.gov.vn"), ("reason", "công văn 7"))));
        Assert.Equal(Unit, Visitor.Place(await ky.PostAsync(Page, Page + "?handler=Confirm", ("domain", "langson.gov.vn"), ("reason", "công văn 7"))));
        Assert.Equal(Unit, Visitor.Place(await ky.PostAsync(Page, Page + "?handler=Domain", ("domain", "langson.gov.vn"), ("next", "tinhlangson.gov.vn"), ("from", "2026-11-01"), ("reason", "đổi tên miền"))));
        Assert.Contains("tinhlangson.gov.vn", await site.Client.GetStringAsync(Unit), StringComparison.Ordinal);
        Assert.DoesNotContain("tinhlangson.gov.vn", await site.Client.GetStringAsync(Unit + "?as-of=2026-10-31"), StringComparison.Ordinal);
        Assert.Equal("Forbidden", Visitor.Place(await ky.PostAsync(Page, Page + "?handler=Class", ("kind", "agency"), ("sector", "programme"), ("reason", "x"))));
        Assert.Contains("danh mục của gói quốc gia", await Visitor.TextAsync(await lan.PostAsync(Page, Page + "?handler=Class", ("kind", "<b>"), ("sector", "programme"), ("reason", "x"))), StringComparison.Ordinal);
        Assert.Contains("value=\"province\" selected", await (await lan.GetAsync(Page)).Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(Unit, Visitor.Place(await lan.PostAsync(Page, Page + "?handler=Code", ("scheme", "province-code"), ("was", "20"), ("code", "98"), ("from", "2026-11-01"), ("reason", "danh mục mới"))));
        Assert.Contains("98", await Visitor.TextAsync(await lan.GetAsync(Unit)), StringComparison.Ordinal);
        Assert.True((await site.Parts.People.Audit.VerifyAsync()).Whole);
    }

    [Fact(Timeout = 300_000)]
    public async Task A_draft_plans_year_and_name_and_a_conclusions_task_are_set_right()
    {
        await using Site site = await Site.StartAsync(_clock);
        using Visitor lan = await SomePeople.VisitorAsync(site, await SomePeople.AdministratorAsync(site), Role.Office);
        const string Plan = "/plans/ke-hoach-2027";
        await lan.PostAsync("/plans", "/plans", ("year", "2027"), ("title", "Kế hoạch năm 2072"));
        Assert.Equal(Plan, Visitor.Place(await lan.PostAsync(Plan, Plan + "?handler=Record", ("year", "2028"), ("title", "Kế hoạch năm 2028"))));
        Assert.Contains("<h1 lang=\"vi\">Kế hoạch năm 2028</h1>", await (await lan.GetAsync(Plan)).Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal("UnprocessableEntity", Visitor.Place(await lan.PostAsync("/account", "/plans/ke-hoach-2015?handler=Record", ("year", "2016"), ("title", "x"))));

        string edit = Visitor.Place(await lan.PostAsync("/meetings/new", "/meetings/new", ("date", "2026-11-20"), ("title", "Giao ban")));
        string meeting = edit[..^"/edit".Length];
        await lan.PostAsync(edit, edit + "?handler=Direction", ("text", "Các tỉnh hoàn thành"));
        string place = Visitor.Place(await lan.PostAsync(meeting, meeting + "?handler=Follow", ("position", "1"), ("text", "Làm"), ("group", "4"), ("lead", "hue"), ("with", "vnpt"), ("withText", "Các ISP"), ("due", "2027-05-05"), ("dueBy", "quarter"), ("product", "Báo cáo")));
        string key = place["/tasks/".Length..];
        TaskView made = (await site.Parts.Tasks.FindAsync(key, Now))!;
        Assert.Equal((new DateOnly(2027, 6, 30), "quarter", "Báo cáo", 2, 4), (made.Due, made.DueBy, made.Product, made.With.Count, made.WorkGroup));
        Assert.Equal("UnprocessableEntity", Visitor.Place(await lan.PostAsync(place, place + "?handler=Write", ("text", "Làm lại"), ("lead", "lang-son"), ("reason", ""))));
        Assert.Equal(place, Visitor.Place(await lan.PostAsync(place, place + "?handler=Write", ("text", "Làm lại"), ("lead", "lang-son"), ("reason", "giao nhầm"))));
        TaskView corrected = (await site.Parts.Tasks.FindAsync(key, Now))!;
        Assert.Equal(("Làm lại", "lang-son", made.Direction, 0), (corrected.Text, corrected.Lead!.Slug, corrected.Direction, corrected.With.Count));
        await lan.PostAsync(place, place + "?handler=Cancel", ("reason", "thôi"), ("day", "2026-11-21"));
        Assert.Equal(new DateOnly(2026, 11, 21), (await site.Parts.Tasks.FindAsync(key, Now))!.Cancelled);
        Assert.Equal("UnprocessableEntity", Visitor.Place(await lan.PostAsync(meeting, place + "?handler=Write", ("text", "x"), ("reason", "x"))));
    }

    [Fact(Timeout = 300_000)]
    public async Task Parts_of_meetings_documents_and_partners_are_changed_or_taken_back_one_by_one()
    {
        await using Site site = await Site.StartAsync(_clock);
        string administrator = await SomePeople.AdministratorAsync(site);
        using Visitor lan = await SomePeople.VisitorAsync(site, administrator, Role.Office);
        using Visitor hoa = await SomePeople.VisitorAsync(site, administrator, Role.FocalPoint, "hue");
        string edit = Visitor.Place(await lan.PostAsync("/meetings/new", "/meetings/new", ("date", "2026-11-20"), ("title", "Giao ban")));
        string meeting = edit["/meetings/".Length..^"/edit".Length];
        await lan.PostAsync(edit, edit + "?handler=Person", ("name", "Nguyễn Ann"), ("organisation", "hue"), ("site", "Huế"));
        await lan.PostAsync(edit, edit + "?handler=Sites", ("lines", "Huế; 12\nĐà Nẵng"));
        await lan.PostAsync(edit, edit + "?handler=Paper", ("name", "Báo cáo"), ("role", "VNNIC"));
        Assert.Contains("value=\"Nguyễn Ann\"", await Visitor.TextAsync(await lan.GetAsync(edit + "?change-person=1")), StringComparison.Ordinal);
        await lan.PostAsync(edit, edit + "?handler=Person", ("position", "1"), ("name", "Nguyễn An"), ("organisation", "hue"), ("site", "Huế"));
        await lan.PostAsync(edit, edit + "?handler=Site", ("position", "2"), ("name", "Đà Nẵng"), ("people", "7"));
        await lan.PostAsync(edit, edit + "?handler=Paper", ("position", "1"), ("name", "Báo cáo tuần"), ("document", "433/QĐ-BTTTT"));
        MeetingView held = (await site.Parts.Meetings.FindAsync(meeting, Now))!;
        Assert.Equal(("Nguyễn An", "Đà Nẵng", 7, "Báo cáo tuần"), (Assert.Single(held.People).Name, held.KnownSites[1].Name, held.KnownSites[1].People, Assert.Single(held.Papers).Title));

        const string Document = "/documents/5-tt-bkhcn/edit";
        await lan.PostAsync("/documents/new", "/documents/new", ("kind", "circular"), ("number", "5/TT-BKHCN"), ("date", "2026-11-20"), ("title", "Thông tư"));
        await lan.PostAsync(Document, Document + "?handler=Article", ("number", "Điều 1"), ("text", "Các tỉnh"));
        await lan.PostAsync(Document, Document + "?handler=Obligation", ("text", "Hoàn thành"), ("article", "1"), ("organisation", "hue"));
        await lan.PostAsync(Document, Document + "?handler=Prove", ("obligation", "1"), ("kind", "document"), ("reference", "433/QĐ-BTTTT"));
        Assert.Contains("Có nghĩa vụ căn cứ vào điều này", await Visitor.TextAsync(await lan.PostAsync(Document, Document + "?handler=TakeBack", ("part", "article"), ("position", "1"), ("reason", "nhầm"))), StringComparison.Ordinal);
        Assert.Equal(Document + "#obligations", Visitor.Place(await lan.PostAsync(Document, Document + "?handler=TakeBack", ("part", "obligation"), ("position", "1"), ("reason", "nhầm"))));
        Assert.Equal(Document + "#articles", Visitor.Place(await lan.PostAsync(Document, Document + "?handler=TakeBack", ("part", "article"), ("position", "1"), ("reason", "nhầm"))));
        DocumentView document = (await site.Parts.Documents.FindAsync("5-tt-bkhcn", Now))!;
        Assert.Empty(document.Articles);
        Assert.Empty(document.Obligations);

        const string Partner = "/cooperation/bao";
        await lan.PostAsync("/cooperation", "/cooperation", ("kind", "press"), ("name", "Báo"));
        await lan.PostAsync(Partner, Partner + "?handler=Duty", ("side", "partner"), ("text", "Mở chuyên mục"));
        await lan.PostAsync(Partner, Partner + "?handler=Activity", ("kind", "article"), ("date", "2026-11-20"), ("title", "Loạt bài"));
        await hoa.PostAsync("/cooperation", "/cooperation?handler=Activity", ("organisation", "hue"), ("kind", "event"), ("date", "2026-11-20"), ("title", "Ngày hội"));
        Assert.Equal("UnprocessableEntity", Visitor.Place(await lan.PostAsync(Partner, Partner + "?handler=Withdraw", ("part", "duty"), ("position", "2"), ("reason", "nhầm"))));
        Assert.Equal(Partner, Visitor.Place(await lan.PostAsync(Partner, Partner + "?handler=Withdraw", ("part", "duty"), ("position", "1"), ("reason", "nhầm"))));
        Assert.DoesNotContain("Mở chuyên mục", await Visitor.TextAsync(await lan.GetAsync(Partner)), StringComparison.Ordinal);
        Assert.Contains("Loạt bài", await Visitor.TextAsync(await lan.GetAsync(Partner)), StringComparison.Ordinal);
        Assert.Equal("Forbidden", Visitor.Place(await hoa.PostAsync("/cooperation", "/cooperation?handler=Withdraw", ("part", "lang-son"), ("position", "1"), ("reason", "nhầm"))));
        Assert.Equal("/cooperation#units", Visitor.Place(await hoa.PostAsync("/cooperation", "/cooperation?handler=Withdraw", ("part", "hue"), ("position", "1"), ("reason", "nhầm"))));
        Assert.DoesNotContain("Ngày hội", await Visitor.TextAsync(await lan.GetAsync("/cooperation")), StringComparison.Ordinal);
        Assert.Equal("/cooperation", Visitor.Place(await lan.PostAsync(Partner, Partner + "?handler=Withdraw", ("reason", "nhầm"))));
        Assert.Equal(HttpStatusCode.NotFound, (await lan.GetAsync(Partner)).StatusCode);
        Assert.True((await site.Parts.People.Audit.VerifyAsync()).Whole);
    }
}
