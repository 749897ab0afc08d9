using System.Net;
using System.Text;
using Sextant.Programme.People;
using Sextant.Programme.Register;
using Sextant.Programme.Tasks;
using Sextant.Testing;
using Sextant.Web.Tests.Hosting;

namespace Sextant.Web.Tests.Pages;

/// <summary>Tables by the forms of the pages: refused with every place, staged, applied, undone, and given out again.</summary>
public sealed class ImportPageTests
{
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 11, 22, 3, 0, 0, TimeSpan.Zero));

    [Fact(Timeout = 600_000)]
    public async Task A_table_is_refused_with_its_faults_then_taken_applied_and_undone()
    {
        await using Site site = await Site.StartAsync(_clock);
        string administrator = await SomePeople.AdministratorAsync(site);
        using Visitor lan = await InAsync(site, administrator, Role.Office);
        using Visitor ky = await InAsync(site, administrator, Role.MeasurementEngineer);
        byte[] faulty = Encoding.UTF8.GetBytes("Đơn vị;Đo về;Tên miền\n<script>alert(1)</script>;trang web;a.vn\nhue;trang web;-\n");
        using HttpResponseMessage refused = await lan.UploadAsync("/imports", "/imports", "<b>.csv", faulty, ("form", "organisation-domains"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        string raw = await refused.Content.ReadAsStringAsync();
        Assert.DoesNotContain("<script>alert", raw, StringComparison.Ordinal);
        Assert.DoesNotContain("<b>.csv", raw, StringComparison.Ordinal);
        string page = WebUtility.HtmlDecode(raw);
        Assert.Contains("2 lỗi trong", page, StringComparison.Ordinal);
        Assert.Contains("Dòng 3, cột C (Tên miền)", page, StringComparison.Ordinal);
        Assert.Contains("Row 3, column C (Domain)", await Visitor.TextAsync(await lan.UploadAsync("/en/imports", "/en/imports", "x.csv", faulty, ("form", "organisation-domains"))), StringComparison.Ordinal);

        byte[] good = Encoding.UTF8.GetBytes("Đơn vị;Đo về;Tên miền\nhue;trang web;bao-hue.vn\n");
        string place = Visitor.Place(await lan.UploadAsync("/imports", "/imports", "tên miền.csv", good, ("form", "organisation-domains")));
        Assert.Equal("/imports/2026-11-22", place);
        Assert.DoesNotContain("bao-hue.vn", await Visitor.TextAsync(await lan.GetAsync("/organisations/hue")), StringComparison.Ordinal);
        Assert.Equal(place, Visitor.Place(await ky.PostAsync(place, place + "?handler=Apply")));
        Assert.Contains("bao-hue.vn", await Visitor.TextAsync(await lan.GetAsync("/organisations/hue")), StringComparison.Ordinal);
        Assert.Contains("site:bao-hue.vn", await Visitor.TextAsync(await lan.GetAsync(place)), StringComparison.Ordinal);
        Assert.Equal(place, Visitor.Place(await lan.PostAsync(place, place + "?handler=Undo", ("reason", "nhầm"))));
        Assert.DoesNotContain("bao-hue.vn", await Visitor.TextAsync(await lan.GetAsync("/organisations/hue")), StringComparison.Ordinal);
        Assert.DoesNotContain("person:", await Visitor.TextAsync(await lan.GetAsync(place)), StringComparison.Ordinal);
        string own = await Visitor.TextAsync(await ky.GetAsync(place));
        Assert.Equal(2, own.Split("person:").Length - 1); // of others one knows that they are others
        Assert.Contains("đã hoàn tác", await Visitor.TextAsync(await lan.GetAsync("/imports")), StringComparison.Ordinal);
        Assert.True((await site.Parts.People.Audit.VerifyAsync()).Whole);
    }

    [Fact(Timeout = 600_000)]
    public async Task What_is_given_out_comes_back_by_the_page_and_drafts_are_given_to_nobody_else()
    {
        await using Site site = await Site.StartAsync(_clock);
        using Visitor lan = await InAsync(site, await SomePeople.AdministratorAsync(site), Role.Office);
        using var stranger = new Visitor(site);
        string plan = await site.Parts.PlanEditing.RecordAsync(new PlanDraft(null, 2027, "Kế hoạch 2027"), new Viewer { From = "x", Person = "lan", Grants = [new Grant("g", Role.Office, null, null, null)] });
        byte[] rows = Encoding.UTF8.GetBytes("Nhiệm vụ;Nhóm nội dung;Đơn vị chủ trì;Thời hạn\n=1+1;4;hue;31/12/2027\n");
        string place = Visitor.Place(await lan.UploadAsync("/imports", "/imports", "kh.csv", rows, ("form", "plan-tasks|" + plan)));
        Assert.Equal(place, Visitor.Place(await lan.PostAsync(place, place + "?handler=Apply")));
        Assert.Equal("=1+1", (await site.Parts.Tasks.FindAsync(plan + "/1", new AsOf(new DateOnly(2026, 11, 22)), drafts: true))!.Text);
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.GetAsync("/tables/plan-tasks?belongs-to=" + plan)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.GetAsync("/tables/nothing")).StatusCode);
        Assert.Contains(";'=1+1;", (await Visitor.TextAsync(await lan.GetAsync($"/tables/plan-tasks?belongs-to={plan}&as=csv"))).Replace("\"", "", StringComparison.Ordinal), StringComparison.Ordinal);
        foreach (string path in (string[])["/tables/organisation-domains?as=xlsx", "/en/tables/organisation-domains?as=csv"])
        {
            using HttpResponseMessage file = await stranger.GetAsync(path);
            Assert.Equal("attachment", file.Content.Headers.ContentDisposition!.DispositionType);
            place = Visitor.Place(await lan.UploadAsync("/imports", "/imports", file.Content.Headers.ContentDisposition.FileName!, await file.Content.ReadAsByteArrayAsync(), ("form", "organisation-domains")));
            Assert.Contains("0 mới, 0 thay đổi", await Visitor.TextAsync(await lan.GetAsync(place)), StringComparison.Ordinal);
        }
    }

    private static async Task<Visitor> InAsync(Site site, string inviter, Role role)
    {
        var visitor = new Visitor(site);
        visitor.Cookies.Add(site.Address, new Cookie("sextant-session", await SomePeople.PersonAsync(site, inviter, role)));
        return visitor;
    }
}
