using System.Net;
using Sextant.Programme.Documents;
using Sextant.Programme.Meetings;
using Sextant.Programme.People;
using Sextant.Programme.Register;
using Sextant.Testing;
using Sextant.Web.Tests.Hosting;

namespace Sextant.Web.Tests.Pages;

/// <summary>Documents and meetings written down by the forms of the pages alone.</summary>
public sealed class WritingPageTests
{
    private static readonly byte[] Pdf = [.. "%PDF-1.7 "u8, 1, 2, 3];
    private static readonly AsOf Now = new(new DateOnly(2026, 11, 22));
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 11, 22, 3, 0, 0, TimeSpan.Zero));

    [Fact(Timeout = 600_000)]
    public async Task A_plan_comes_from_an_empty_year_to_its_decision_by_pages_alone()
    {
        await using Site site = await Site.StartAsync(_clock);
        string administrator = await SomePeople.AdministratorAsync(site);
        using Visitor lan = await SomePeople.VisitorAsync(site, administrator, Role.Office);
        using Visitor minh = await SomePeople.VisitorAsync(site, administrator, Role.Reviewer);
        using var stranger = new Visitor(site);
        const string Plan = "/plans/ke-hoach-2026";
        Assert.Equal(Plan, Visitor.Place(await lan.PostAsync("/plans", "/plans", ("year", "2026"), ("title", "Kế hoạch năm 2026"))));
        Assert.Equal(Plan, Visitor.Place(await lan.PostAsync(Plan, Plan + "?handler=Task", ("text", "Chuyển đổi cổng"), ("group", "4"), ("lead", "hue"), ("due", "2026-12-15"), ("dueBy", "month"))));
        Assert.Equal(Plan, Visitor.Place(await lan.PostAsync(Plan, Plan + "?handler=Write", ("step", "submit"))));
        Assert.Equal(Plan, Visitor.Place(await minh.PostAsync(Plan, Plan + "?handler=Review", ("step", "approve"))));

        // The decision is written down, with its file, where the page of the plan says so.
        Assert.Contains("/documents/new", await Visitor.TextAsync(await lan.GetAsync(Plan)), StringComparison.Ordinal);
        Assert.Contains("Không có văn bản này", await Visitor.TextAsync(await lan.PostAsync(Plan, Plan + "?handler=Write", ("step", "issue"), ("decision", "9/QĐ-BKHCN"))), StringComparison.Ordinal);
        const string Edit = "/documents/9-qd-bkhcn/edit";
        Assert.Equal(Edit, Visitor.Place(await lan.PostAsync("/documents/new", "/documents/new", ("kind", "decision"), ("number", "9/QĐ-BKHCN"), ("date", "2026-11-20"), ("title", "Ban hành kế hoạch năm 2026"))));
        Assert.Equal(Edit + "#files", Visitor.Place(await lan.UploadAsync(Edit, Edit + "?handler=Attach", "Quyết định 9.pdf", Pdf)));
        Assert.Equal(Plan, Visitor.Place(await lan.PostAsync(Plan, Plan + "?handler=Write", ("step", "issue"), ("decision", " 9/QĐ-BKHCN "))));

        string issued = await Visitor.TextAsync(await stranger.GetAsync(Plan));
        Assert.Contains("href=\"/documents/9-qd-bkhcn\" lang=\"vi\">9/QĐ-BKHCN</a>", issued, StringComparison.Ordinal);
        Assert.Contains("đã ban hành", issued, StringComparison.Ordinal);
        DocumentFileView file = Assert.Single((await site.Parts.Documents.FindAsync("9-qd-bkhcn", Now))!.Files);
        using HttpResponseMessage download = await stranger.GetAsync($"/documents/9-qd-bkhcn/files/{file.Sha256}");
        Assert.Equal(Pdf, await download.Content.ReadAsByteArrayAsync());
        Assert.True((await site.Parts.People.Audit.VerifyAsync()).Whole);
    }

    [Fact(Timeout = 600_000)]
    public async Task A_document_gets_relations_articles_obligations_and_proof_and_keeps_what_was_typed_when_it_is_refused()
    {
        await using Site site = await Site.StartAsync(_clock);
        using Visitor lan = await SomePeople.VisitorAsync(site, await SomePeople.AdministratorAsync(site), Role.Office);
        string refused = await Visitor.TextAsync(await lan.PostAsync("/documents/new", "/documents/new", ("kind", "decision"), ("number", "<i>7</i>"), ("date", "2026-13-01"), ("title", "Một \"văn bản\"")));
        Assert.Contains("Không đọc được ngày", refused, StringComparison.Ordinal);
        Assert.Contains("Một \"văn bản\"</textarea>", refused, StringComparison.Ordinal);
        const string Edit = "/documents/new-2/edit";
        Assert.Equal(Edit, Visitor.Place(await lan.PostAsync("/documents/new", "/documents/new", ("kind", "circular"), ("number", "new"), ("date", "2026-11-20"), ("title", "Thông tư"), ("note", "{\"x\"}"))));
        Assert.Equal(Edit + "#relations", Visitor.Place(await lan.PostAsync(Edit, Edit + "?handler=Relate", ("kind", "replaces"), ("to", "38/QĐ-BTTTT"))));
        Assert.Equal(Edit + "#articles", Visitor.Place(await lan.PostAsync(Edit, Edit + "?handler=Article", ("number", "Điều 1"), ("text", "Các tỉnh <b>chuyển đổi</b>"))));
        Assert.Equal(Edit + "#articles", Visitor.Place(await lan.PostAsync(Edit, Edit + "?handler=Article", ("position", "1"), ("number", "Điều 1"), ("text", "Các tỉnh hoàn thành"))));
        Assert.Equal(Edit + "#obligations", Visitor.Place(await lan.PostAsync(Edit, Edit + "?handler=Obligation", ("text", "Hoàn thành"), ("article", "1"), ("organisation", "hue"), ("due", "2026-12-31"))));
        Assert.Equal(Edit + "#obligations", Visitor.Place(await lan.PostAsync(Edit, Edit + "?handler=Prove", ("obligation", "1"), ("kind", "document"), ("reference", "433/QĐ-BTTTT"))));
        Assert.Equal("UnprocessableEntity", Visitor.Place(await lan.PostAsync(Edit, Edit + "?handler=Prove", ("obligation", "1"), ("kind", "link"), ("reference", "javascript:alert(1)"))));
        DocumentView view = (await site.Parts.Documents.FindAsync("new-2", Now))!;
        Assert.Equal("38-qd-btttt", Assert.Single(view.Does).Document.Id);
        Assert.Equal("Các tỉnh hoàn thành", Assert.Single(view.Articles).Text);
        Assert.Equal("433-qd-btttt", Assert.Single(Assert.Single(view.Obligations).Proofs).Reference);
        Assert.Equal("{\"x\"}", view.Note!.In("vi"));
        Assert.Equal(HttpStatusCode.OK, (await lan.GetAsync("/documents/new-2")).StatusCode);
        Assert.Equal("/documents", Visitor.Place(await lan.PostAsync(Edit, Edit + "?handler=Withdraw", ("reason", "ghi nhầm"))));
        Assert.Equal(HttpStatusCode.NotFound, (await lan.GetAsync("/documents/new-2")).StatusCode);
    }

    [Theory(Timeout = 600_000)]
    [InlineData("../../register.db", 9, HttpStatusCode.UnprocessableEntity, "Không nhận tệp này")]
    [InlineData("a.html", 9, HttpStatusCode.UnprocessableEntity, "Không nhận tệp này")]
    [InlineData("a.docm", 9, HttpStatusCode.UnprocessableEntity, "Không nhận tệp này")]
    [InlineData("a.pdf", 0, HttpStatusCode.UnprocessableEntity, "Chưa chọn tệp")]
    [InlineData("a.pdf", (1 << 20) + 1, HttpStatusCode.UnprocessableEntity, "Tệp lớn hơn 1 MB")]
    [InlineData("a.pdf", 3 << 20, HttpStatusCode.RequestEntityTooLarge, "Tệp quá lớn")]
    public async Task A_file_that_is_not_taken_is_told_why(string name, int bytes, HttpStatusCode status, string why)
    {
        await using Site site = await Site.StartAsync(_clock);
        using Visitor lan = await SomePeople.VisitorAsync(site, await SomePeople.AdministratorAsync(site), Role.Office);
        const string Edit = "/documents/38-qd-btttt/edit";
        byte[] content = new byte[bytes];
        Pdf.AsSpan(0, Math.Min(Pdf.Length, bytes)).CopyTo(content);
        using HttpResponseMessage answer = await lan.UploadAsync(Edit, Edit + "?handler=Attach", name, content);
        Assert.Equal(status, answer.StatusCode);
        Assert.Contains(why, await Visitor.TextAsync(answer), StringComparison.Ordinal);
        Assert.Empty((await site.Parts.Documents.FindAsync("38-qd-btttt", Now))!.Files);
    }

    [Fact(Timeout = 600_000)]
    public async Task A_wide_body_is_only_for_files_and_only_for_who_may_send_them()
    {
        await using Site site = await Site.StartAsync(_clock);
        string administrator = await SomePeople.AdministratorAsync(site);
        using Visitor lan = await SomePeople.VisitorAsync(site, administrator, Role.Office);
        using Visitor minh = await SomePeople.VisitorAsync(site, administrator, Role.Reviewer);
        const string Edit = "/documents/38-qd-btttt/edit";
        byte[] content = [.. Pdf, .. new byte[200 * 1024]];
        Assert.Equal("Forbidden", Visitor.Place(await minh.UploadAsync("/account", Edit + "?handler=Attach", "a.pdf", content)));
        string elsewhere = Visitor.Place(await lan.UploadAsync(Edit, Edit + "?handler=Record", "a.pdf", content, ("kind", "decision"), ("title", "x")));
        Assert.True(elsewhere is "BadRequest" or "RequestEntityTooLarge", elsewhere);
        Assert.Equal(Edit + "#files", Visitor.Place(await lan.UploadAsync(Edit, Edit + "?handler=Attach", "Quyết \u202Efdp.pdf", content)));
        Assert.Equal("Quyết fdp.pdf", Assert.Single((await site.Parts.Documents.FindAsync("38-qd-btttt", Now))!.Files).Name);
    }

    [Fact(Timeout = 600_000)]
    public async Task A_coming_meeting_gets_sites_people_papers_and_conclusions_and_is_not_public_before_its_day()
    {
        await using Site site = await Site.StartAsync(_clock);
        string administrator = await SomePeople.AdministratorAsync(site);
        using Visitor lan = await SomePeople.VisitorAsync(site, administrator, Role.Office);
        using var stranger = new Visitor(site);
        string edit = Visitor.Place(await lan.PostAsync("/meetings/new", "/meetings/new", ("date", "2026-12-20"), ("title", "Hội nghị tổng kết năm 2026"), ("form", "trực tiếp và trực tuyến"), ("sites", "34"), ("document", "38/QĐ-BTTTT")));
        Assert.Equal("/meetings/2026-12-20-hoi-nghi-tong-ket-nam-2026/edit", edit);
        string id = edit.Split('/')[2];
        string wrong = await Visitor.TextAsync(await lan.PostAsync(edit, edit + "?handler=Sites", ("lines", "Huế; 12\nLạng Sơn; nhiều\n; 5\nĐà Nẵng")));
        Assert.Contains("Dòng sai: 2, 3", wrong, StringComparison.Ordinal);
        Assert.Contains("Lạng Sơn; nhiều", wrong, StringComparison.Ordinal);
        Assert.Empty((await site.Parts.Meetings.FindAsync(id, new AsOf(new DateOnly(2027, 1, 1))))!.KnownSites);
        Assert.Equal(edit + "#site", Visitor.Place(await lan.PostAsync(edit, edit + "?handler=Sites", ("lines", "Huế; 12\r\nLạng Sơn; 9\r\nĐà Nẵng"))));
        Assert.Equal(edit + "#site", Visitor.Place(await lan.PostAsync(edit, edit + "?handler=Site", ("name", "Trụ sở"), ("organisation", "bo-khoa-hoc-va-cong-nghe"), ("people", "40"))));
        Assert.Equal(edit + "#person", Visitor.Place(await lan.PostAsync(edit, edit + "?handler=Person", ("name", "Nguyễn <b>An</b>"), ("organisation", "hue"), ("site", "Huế"))));
        Assert.Equal(edit + "#paper", Visitor.Place(await lan.PostAsync(edit, edit + "?handler=Paper", ("name", "Báo cáo"), ("role", "VNNIC"), ("document", "433/QĐ-BTTTT"))));
        Assert.Equal(edit + "#direction", Visitor.Place(await lan.PostAsync(edit, edit + "?handler=Direction", ("text", "Các tỉnh hoàn thành trước Tết"), ("group", "4"), ("inferred", "true"))));
        Assert.Equal(edit + "#site", Visitor.Place(await lan.PostAsync(edit, edit + "?handler=Withdraw", ("part", "site"), ("position", "3"), ("reason", "không dự"))));

        // Nothing is carried out before its meeting, and what a task carries out stays.
        Assert.Contains("Cuộc họp chưa diễn ra", await Visitor.TextAsync(await lan.PostAsync("/meetings/" + id, $"/meetings/{id}?handler=Follow", ("position", "1"), ("text", "Làm"), ("lead", "hue"))), StringComparison.Ordinal);
        Assert.Equal("/tasks/hop-2015-04-02/1", Visitor.Place(await lan.PostAsync("/meetings/hop-2015-04-02", "/meetings/hop-2015-04-02?handler=Follow", ("position", "1"), ("text", "Làm"), ("lead", "hue"))));
        Assert.Contains("đã được giao thành nhiệm vụ", await Visitor.TextAsync(await lan.PostAsync("/meetings/hop-2015-04-02/edit", "/meetings/hop-2015-04-02/edit?handler=Withdraw", ("reason", "x"))), StringComparison.Ordinal);

        Assert.Contains("Hội nghị tổng kết năm 2026", await Visitor.TextAsync(await lan.GetAsync("/meetings")), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.GetAsync("/meetings/" + id)).StatusCode);
        _clock.Advance(TimeSpan.FromDays(29));
        string page = await (await stranger.GetAsync("/meetings/" + id)).Content.ReadAsStringAsync();
        Assert.DoesNotContain("<b>An</b>", page, StringComparison.Ordinal);
        MeetingView held = (await site.Parts.Meetings.FindAsync(id, new AsOf(new DateOnly(2026, 12, 21))))!;
        Assert.Equal(["Huế", "Lạng Sơn", "Trụ sở"], held.KnownSites.Select(one => one.Name));
        Assert.Equal(("38-qd-btttt", "433-qd-btttt"), (held.Document!.Value.Id, held.Papers[0].Document!.Value.Id));
        DirectionView direction = Assert.Single(held.Directions);
        Assert.Equal((4, true), (direction.WorkGroup, direction.WorkGroupInferred));
    }
}
