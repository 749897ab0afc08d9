using System.Net;
using System.Text;
using Sextant.Programme.People;
using Sextant.Programme.Register;
using Sextant.Testing;
using Sextant.Web.Tests.Hosting;

namespace Sextant.Web.Tests.Pages;

/// <summary>A unit's conversion plan by the pages, each person with the own role.</summary>
public sealed class ConversionPageTests
{
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 11, 22, 3, 0, 0, TimeSpan.Zero));

    [Fact(Timeout = 600_000)]
    public async Task A_unit_fills_in_its_plan_is_told_all_that_is_missing_and_issues_it()
    {
        await using Site site = await Site.StartAsync(_clock);
        string administrator = await SomePeople.AdministratorAsync(site);
        using Visitor hoa = await SomePeople.VisitorAsync(site, administrator, Role.FocalPoint, "hue");
        using Visitor an = await SomePeople.VisitorAsync(site, administrator, Role.FocalPoint, "lang-son");
        using Visitor minh = await SomePeople.VisitorAsync(site, administrator, Role.Reviewer);
        using var stranger = new Visitor(site);
        const string Unit = "/organisations/hue/conversion";
        const string Plan = Unit + "/1";
        const string Edit = Plan + "/edit";
        Assert.Equal("Forbidden", Visitor.Place(await an.PostAsync("/account", Unit, ("title", "x"))));
        Assert.Equal(Edit, Visitor.Place(await hoa.PostAsync(Unit, Unit, ("title", "Kế hoạch <b>Huế</b>"))));
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.GetAsync(Plan)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await an.GetAsync(Plan)).StatusCode);
        string refused = await Visitor.TextAsync(await hoa.PostAsync(Plan, Plan + "?handler=Write", ("step", "submit")));
        Assert.Contains("còn thiếu 16 mục", refused, StringComparison.Ordinal);
        Assert.Contains("Chưa có mục VI. Tổ chức thực hiện", refused, StringComparison.Ordinal);
        Assert.Contains("Chưa có hệ thống nào thuộc lớp “Mạng diện rộng (WAN)”", refused, StringComparison.Ordinal);

        Assert.Equal(Edit + "#sections", Visitor.Place(await hoa.PostAsync(
            Edit, Edit + "?handler=Record", ("title", "Kế hoạch <b>Huế</b>"), ("legal", "Quyết định 38"), ("present", "Hiện trạng"), ("aims", "Mục tiêu"), ("content", "Nội dung"), ("funding", "Kinh phí"), ("inFile", "work"),
            ("notHad", "wan"), ("notHad", "lan"), ("notHad", "data-centre"), ("notHad", "application"), ("notHad", "mail"), ("notHad", "public-services"))));
        Assert.Equal(Edit + "#stages", Visitor.Place(await hoa.PostAsync(Edit, Edit + "?handler=Stage", ("title", "Chuẩn bị"), ("starts", "2026-01-01"), ("ends", "2026-12-31"))));
        Assert.Equal(Edit + "#systems", Visitor.Place(await hoa.PostAsync(Edit, Edit + "?handler=System", ("title", "DNS Huế"), ("layer", "dns"), ("stack", "ipv4-only"), ("capability", "ready"), ("stage", "1"))));
        Assert.Equal(Edit + "#systems", Visitor.Place(await hoa.PostAsync(Edit, Edit + "?handler=System", ("title", "Cổng"), ("layer", "portal"), ("stack", "ipv6-mostly"), ("capability", "ready"))));
        Assert.Equal(Edit + "#files", Visitor.Place(await hoa.UploadAsync(Edit, Edit + "?handler=Attach", "ký.pdf", [.. "%PDF-1"u8], ("role", "plan"))));
        Assert.Equal(Plan, Visitor.Place(await hoa.PostAsync(Plan, Plan + "?handler=Write", ("step", "submit"))));
        Assert.Equal("Forbidden", Visitor.Place(await hoa.PostAsync(Plan, Plan + "?handler=Review", ("step", "approve"))));
        Assert.Equal(Plan, Visitor.Place(await minh.PostAsync(Plan, Plan + "?handler=Review", ("step", "approve"))));
        Assert.Equal(Plan, Visitor.Place(await hoa.PostAsync(Plan, Plan + "?handler=Write", ("step", "issue"), ("document", "123/KH-UBND"), ("date", "2026-11-20"))));

        // Everybody sees that it is issued, and no inventory of a state's systems.
        string open = await (await stranger.GetAsync(Plan)).Content.ReadAsStringAsync();
        Assert.Contains("123/KH-UBND", open, StringComparison.Ordinal);
        Assert.DoesNotContain("<b>Huế</b>", open, StringComparison.Ordinal);
        Assert.DoesNotContain("DNS Huế", open, StringComparison.Ordinal);
        Assert.DoesNotContain("Quyết định 38", open, StringComparison.Ordinal);
        Assert.Contains("DNS Huế", await Visitor.TextAsync(await minh.GetAsync(Plan)), StringComparison.Ordinal);
        string hash = (await site.Parts.Conversions.FindAsync("hue/1", new AsOf(new DateOnly(2026, 11, 22))))!.Files[0].File.Sha256;
        Assert.Equal(HttpStatusCode.OK, (await minh.GetAsync($"{Plan}/files/{hash}")).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await an.GetAsync($"{Plan}/files/{hash}")).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await an.GetAsync("/tables/conversion-systems?belongs-to=hue/1")).StatusCode);
        Assert.StartsWith("/sign-in?return=", Visitor.Place(await stranger.GetAsync("/tables/conversion-systems?belongs-to=hue/1")), StringComparison.Ordinal);
        Assert.Contains("1;Chuẩn bị;2026-01-01;2026-12-31;", await Visitor.TextAsync(await stranger.GetAsync("/tables/conversion-stages?belongs-to=hue/1&as=csv")), StringComparison.Ordinal);
        Assert.Contains("1/", await Visitor.TextAsync(await stranger.GetAsync("/conversion-plans")), StringComparison.Ordinal);
        Assert.Contains("đếm được", await Visitor.TextAsync(await stranger.GetAsync("/figures/G-01")), StringComparison.Ordinal);
        Assert.True((await site.Parts.People.Audit.VerifyAsync()).Whole);
    }

    [Fact(Timeout = 600_000)]
    public async Task An_inventory_comes_in_from_the_plans_page_and_goes_out_from_it()
    {
        await using Site site = await Site.StartAsync(_clock);
        string administrator = await SomePeople.AdministratorAsync(site);
        using Visitor hoa = await SomePeople.VisitorAsync(site, administrator, Role.FocalPoint, "hue");
        using Visitor an = await SomePeople.VisitorAsync(site, administrator, Role.FocalPoint, "lang-son");
        const string Unit = "/organisations/hue/conversion";
        const string Edit = Unit + "/1/edit";
        await hoa.PostAsync(Unit, Unit, ("title", "Kế hoạch"));
        string table = "Tên hệ thống,Lớp,Hiện trạng,Khả năng hỗ trợ IPv6,Giai đoạn,Ghi chú\r\nDNS Huế,DNS tỉnh,Chỉ IPv4,Sẵn sàng,,\r\n";
        Assert.Contains("Dòng 2, cột B (Lớp)", await Visitor.TextAsync(await UploadAsync(hoa, table)), StringComparison.Ordinal);
        Assert.Equal("Forbidden", Visitor.Place(await an.GetAsync(Edit)));
        table = table.Replace("DNS tỉnh", "\"Tên miền, DNS\"", StringComparison.Ordinal);
        string import = Visitor.Place(await UploadAsync(hoa, table));
        Assert.Contains("/organisations/hue/conversion/1\"", await (await hoa.GetAsync(import)).Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.DoesNotContain("DNS Huế", await Visitor.TextAsync(await hoa.GetAsync(Edit)), StringComparison.Ordinal);
        Assert.Equal(import, Visitor.Place(await hoa.PostAsync(import, import + "?handler=Apply")));
        Assert.Contains("DNS Huế", await Visitor.TextAsync(await hoa.GetAsync(Edit)), StringComparison.Ordinal);
        Assert.Contains("/tables/conversion-systems?as=xlsx&amp;belongs-to=hue%2F1", await (await hoa.GetAsync(Edit)).Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Contains("DNS Huế;", await Visitor.TextAsync(await hoa.GetAsync("/tables/conversion-systems?belongs-to=hue/1&as=csv")), StringComparison.Ordinal);

        static Task<HttpResponseMessage> UploadAsync(Visitor visitor, string table) =>
            visitor.UploadAsync(Edit, "/imports", "a.csv", Encoding.UTF8.GetBytes(table), ("form", "conversion-systems|hue/1"));
    }
}
