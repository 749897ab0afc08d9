using System.Net;
using System.Text;
using Sextant.Programme.People;
using Sextant.Programme.Returns;
using Sextant.Testing;
using Sextant.Web.Tests.Hosting;

namespace Sextant.Web.Tests.Pages;

/// <summary>A return by the forms of the pages, from who owes it to its correction.</summary>
public sealed class ReturnPageTests
{
    private const string Page = "/returns/vnpt/operator/2026-Q3";

    private static readonly (string, string)[] Figures =
    [
        ("figure-fixed-subscribers", "10.000.000"), ("figure-fixed-ipv6", "9.000.000"), ("figure-mobile-subscribers", "50000000"), ("figure-mobile-ipv6", "50000000"), ("figure-traffic", "4000,5"), ("figure-traffic-ipv6", "2500"),
        ("figure-forecast-fixed-1", "94,1"), ("figure-forecast-fixed-3", "99"), ("figure-forecast-mobile-1", "100"), ("figure-forecast-mobile-3", "100"),
        ("road-network", "fixed"), ("road-cause", "customer-device"), ("road-quarter", "Quý II/2027"), ("road-promised", "1.000.000"), ("road-actual", ""), ("road-network", ""), ("road-cause", ""), ("road-quarter", ""), ("road-promised", ""), ("road-actual", ""),
        ("support-unit", "hue"), ("support-service", "site"), ("support-state", "done"), ("support-unit", ""), ("support-service", ""), ("support-state", ""),
    ];

    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 11, 22, 3, 0, 0, TimeSpan.Zero));

    [Fact(Timeout = 600_000)]
    public async Task A_return_is_asked_for_written_explained_signed_accepted_and_corrected()
    {
        await using Site site = await Site.StartAsync(_clock);
        string administrator = await SomePeople.AdministratorAsync(site);
        using Visitor lan = await InAsync(site, administrator, Role.Office);
        using Visitor minh = await InAsync(site, administrator, Role.Reviewer);
        using Visitor tam = await InAsync(site, administrator, Role.FocalPoint, "vnpt");
        using Visitor vy = await InAsync(site, administrator, Role.FocalPoint, "viettel");
        Assert.Equal(HttpStatusCode.NotFound, (await tam.GetAsync(Page)).StatusCode);
        Assert.Equal("/returns", Visitor.Place(await lan.PostAsync("/returns", "/returns?handler=Ask", ("form", "operator"), ("period", "Q3/2026"), ("due", "2026-10-15"))));
        Assert.Equal("/returns", Visitor.Place(await lan.PostAsync("/returns", "/returns?handler=Owe", ("form", "operator"), ("organisation", "vnpt"), ("owes", "true"))));
        await MistakenAsync(lan);
        Assert.Equal("/returns", Visitor.Place(await lan.PostAsync("/returns", "/returns?handler=Hold", ("organisation", "vnpt"), ("kind", "brand"), ("name", "vinaphone"))));
        string twice = await Visitor.TextAsync(await lan.PostAsync("/returns", "/returns?handler=Owe", ("form", "operator"), ("organisation", "vinaphone"), ("owes", "true")));
        Assert.Contains("được tính cùng vnpt", twice, StringComparison.Ordinal);

        // Who signs in is told what the unit owes, and of nobody else.
        string owes = await Visitor.TextAsync(await tam.GetAsync("/account"));
        Assert.Contains($"href=\"{Page}\"", owes, StringComparison.Ordinal);
        Assert.Contains("hạn 15/10/2026 quá hạn 38 ngày", System.Text.RegularExpressions.Regex.Replace(owes, "<[^>]*>|\\s+", " ").Replace("  ", " ", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.DoesNotContain("operator/2026-Q3", await Visitor.TextAsync(await vy.GetAsync("/account")), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, (await vy.GetAsync(Page)).StatusCode);
        string wrong = await Visitor.TextAsync(await tam.PostAsync(Page, Page + "?handler=Save", [.. Figures.Select(pair => pair.Item1 == "figure-traffic" ? ("figure-traffic", "4.000 <b>") : pair)]));
        Assert.Contains("Lưu lượng giờ cao điểm (Gbit/s): không đọc được số", wrong, StringComparison.Ordinal);
        Assert.Contains("value=\"Quý II/2027\"", wrong, StringComparison.Ordinal);
        Assert.Equal(Page, Visitor.Place(await tam.PostAsync(Page, Page + "?handler=Save", Figures)));
        string odd = await Visitor.TextAsync(await tam.GetAsync(Page));
        Assert.Contains("Chưa ghi nhận mạng (số hiệu AS) nào", odd, StringComparison.Ordinal);
        Assert.Contains("Chưa nhận được số liệu của quý trước", odd, StringComparison.Ordinal);
        Assert.Contains("value=\"2027-Q2\"", odd, StringComparison.Ordinal);
        Assert.Contains("0 điểm cần sửa, 1 điểm chưa giải trình", await Visitor.TextAsync(await tam.PostAsync(Page, Page + "?handler=Submit", ("by", "Trần Văn Tâm"), ("position", "Trưởng ban"))), StringComparison.Ordinal);
        await tam.PostAsync(Page, Page + "?handler=Save", [.. Figures, ("finding", "networks-unknown"), ("reason", "đã gửi văn phòng")]);
        Assert.Equal(Page, Visitor.Place(await tam.PostAsync(Page, Page + "?handler=Submit", ("by", "Trần Văn Tâm"), ("position", "Trưởng ban"))));
        Assert.Equal(HttpStatusCode.Forbidden, (await tam.PostAsync(Page, Page + "?handler=Answer", ("accepted", "true"))).StatusCode);
        Assert.Equal(Page, Visitor.Place(await minh.PostAsync(Page, Page + "?handler=Answer", ("accepted", "true"))));
        Assert.DoesNotContain(Page, await Visitor.TextAsync(await tam.GetAsync("/account")), StringComparison.Ordinal);
        string board = await Visitor.TextAsync(await lan.GetAsync("/returns"));
        Assert.Contains("đã chấp nhận", board, StringComparison.Ordinal);
        Assert.Contains("10.000.000", board, StringComparison.Ordinal);
        Assert.DoesNotContain("href=\"/returns/vnpt", await Visitor.TextAsync(await vy.GetAsync("/returns?form=operator&period=2026-Q3")), StringComparison.Ordinal);

        await NextQuarterAsync(lan, tam);
        Assert.Equal(Page, Visitor.Place(await tam.PostAsync(Page, Page + "?handler=Correct", ("reason", "đếm lại"))));
        Assert.Contains("Trần Văn Tâm", await Visitor.TextAsync(await lan.GetAsync("/en" + Page + "?version=1")), StringComparison.Ordinal);
        await TwoAtOnceAsync(lan, tam);
        IReadOnlyList<ReturnView> counted = await site.Parts.Returns.CountedAsync("operator", "2026-Q3");
        Assert.Equal((1, 4000.5m, "2027-Q2"), (counted[0].Number, counted[0].Says.Figures["traffic"], counted[0].Says.Roadmap[0].Quarter));
        Assert.True((await site.Parts.People.Audit.VerifyAsync()).Whole);
    }

    private static async Task MistakenAsync(Visitor lan)
    {
        const string Mistaken = "/returns?form=registrar&period=2026-Q3";
        await lan.PostAsync("/returns", "/returns?handler=Ask", ("form", "registrar"), ("period", "Q3/2026"), ("due", "2026-10-15"));
        Assert.Contains("huỷ yêu cầu", await Visitor.TextAsync(await lan.GetAsync(Mistaken)), StringComparison.Ordinal);
        Assert.Equal("/returns", Visitor.Place(await lan.PostAsync(Mistaken, "/returns?handler=Unask", ("form", "registrar"), ("period", "2026-Q3"), ("reason", "nhầm loại"))));
        Assert.DoesNotContain("form=registrar", await Visitor.TextAsync(await lan.GetAsync("/returns")), StringComparison.Ordinal);
    }

    // Beside the next quarter's fields stands what was received for this one.
    private static async Task NextQuarterAsync(Visitor lan, Visitor tam)
    {
        await lan.PostAsync("/returns", "/returns?handler=Ask", ("form", "operator"), ("period", "Q4/2026"), ("due", "2027-01-15"));
        Assert.Contains("chưa đơn vị nào nộp", await Visitor.TextAsync(await lan.GetAsync("/returns?form=operator&period=2026-Q4")), StringComparison.Ordinal);
        Assert.DoesNotContain("chưa đơn vị nào nộp", await Visitor.TextAsync(await lan.GetAsync("/returns?form=operator&period=2026-Q3")), StringComparison.Ordinal);
        Assert.Matches("name=\"figure-traffic\"[^>]*aria-describedby=\"before-traffic\">\\s*<span class=\"under\" id=\"before-traffic\">quý III/2026: 4.000,5<", await Visitor.TextAsync(await tam.GetAsync("/returns/vnpt/operator/2026-Q4")));
    }

    // Who opened the page before another wrote writes, signs and gives up nothing unseen; a correction begun by mistake goes as it came.
    private static async Task TwoAtOnceAsync(Visitor lan, Visitor tam)
    {
        Assert.Contains("Đính chính phiên bản trước: đếm lại", await Visitor.TextAsync(await tam.GetAsync(Page)), StringComparison.Ordinal);
        string opened = await Visitor.TextAsync(await lan.GetAsync(Page));
        string Form(string handler) => System.Text.RegularExpressions.Regex.Match(opened, $"action=\"([^\"]*handler={handler}&[^\"]*)\"").Groups[1].Value;
        (string, string)[] fewer = [.. Figures.Select(pair => pair.Item1 == "figure-traffic" ? ("figure-traffic", "3900,5") : pair)];
        Assert.Equal(Page, Visitor.Place(await tam.PostAsync(Page, Page + "?handler=Save", fewer)));
        string late = await Visitor.TextAsync(await lan.PostAsync(Page, Form("Save"), [.. Figures.Select(pair => pair.Item1 == "figure-traffic" ? ("figure-traffic", "5555,5") : pair), ("finding", "networks-unknown"), ("reason", "đã gửi")]));
        Assert.Contains("Người khác vừa thay đổi báo cáo này", late, StringComparison.Ordinal);
        Assert.Contains("value=\"5555,5\"", late, StringComparison.Ordinal);
        Assert.Contains("Người khác vừa thay đổi báo cáo này", await Visitor.TextAsync(await lan.PostAsync(Page, Form("Submit"), ("by", "Lan"), ("position", "Chuyên viên"))), StringComparison.Ordinal);
        Assert.Contains("Người khác vừa thay đổi báo cáo này", await Visitor.TextAsync(await lan.PostAsync(Page, Form("Drop"), ("reason", "nhầm"))), StringComparison.Ordinal);
        Assert.Contains("3900,5", await Visitor.TextAsync(await tam.GetAsync(Page)), StringComparison.Ordinal);
        Assert.Equal(Page, Visitor.Place(await tam.PostAsync(Page, Page + "?handler=Drop", ("reason", "bấm nhầm"))));
        string back = await Visitor.TextAsync(await tam.GetAsync(Page));
        Assert.Contains("đã chấp nhận", back, StringComparison.Ordinal);
        Assert.DoesNotContain("handler=Drop", back, StringComparison.Ordinal);
    }

    [Fact(Timeout = 600_000)]
    public async Task Figures_come_and_go_as_a_table()
    {
        await using Site site = await Site.StartAsync(_clock);
        string administrator = await SomePeople.AdministratorAsync(site);
        using Visitor lan = await InAsync(site, administrator, Role.Office);
        using Visitor tam = await InAsync(site, administrator, Role.FocalPoint, "vnpt");
        await lan.PostAsync("/returns", "/returns?handler=Ask", ("form", "data-centre"), ("period", "2026-Q3"), ("due", "2026-10-15"));
        foreach (string unit in (string[])["vnpt", "viettel"])
        {
            await lan.PostAsync("/returns", "/returns?handler=Owe", ("form", "data-centre"), ("organisation", unit), ("owes", "true"));
        }

        string empty = await Visitor.TextAsync(await tam.GetAsync("/returns/table?form=data-centre&period=2026-Q3&as=csv"));
        Assert.Contains("vnpt;VNPT;2026-Q3;chưa lập;", empty, StringComparison.Ordinal);
        Assert.DoesNotContain("viettel", empty, StringComparison.Ordinal);
        byte[] filled = Encoding.UTF8.GetBytes(empty.Replace("2026-Q3;chưa lập;;;;;;;;", "2026-Q3;chưa lập;5;4;1.000;900;300;250;40,5;20", StringComparison.Ordinal));
        string place = Visitor.Place(await tam.UploadAsync("/imports", "/imports", "dc.csv", filled, ("form", "returns-data-centre")));
        Assert.Equal(place, Visitor.Place(await tam.PostAsync(place, place + "?handler=Apply")));
        Assert.Contains("value=\"40,5\"", await Visitor.TextAsync(await tam.GetAsync("/returns/vnpt/data-centre/2026-Q3")), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await tam.UploadAsync("/imports", "/imports", "dc.csv", Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(filled).Replace("vnpt;VNPT", "viettel;Viettel", StringComparison.Ordinal)), ("form", "returns-data-centre"))).StatusCode);
    }

    private static async Task<Visitor> InAsync(Site site, string inviter, Role role, string? organisation = null)
    {
        var visitor = new Visitor(site);
        visitor.Cookies.Add(site.Address, new Cookie("sextant-session", await SomePeople.PersonAsync(site, inviter, role, organisation)));
        return visitor;
    }
}
