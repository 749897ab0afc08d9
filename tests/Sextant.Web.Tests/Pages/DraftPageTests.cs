using System.Net;
using Sextant.Programme.People;
using Sextant.Testing;
using Sextant.Web.Tests.Hosting;

namespace Sextant.Web.Tests.Pages;

/// <summary>Drafts by the pages, each person with the own role.</summary>
public sealed class DraftPageTests
{
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 11, 22, 16, 0, 0, TimeSpan.Zero));

    [Fact(Timeout = 600_000)]
    public async Task A_draft_is_put_forward_commented_on_answered_and_issued()
    {
        await using Site site = await Site.StartAsync(_clock);
        string administrator = await SomePeople.AdministratorAsync(site);
        using Visitor lan = await SomePeople.VisitorAsync(site, administrator, Role.Office);
        using Visitor hoa = await SomePeople.VisitorAsync(site, administrator, Role.FocalPoint, "hue");
        using var stranger = new Visitor(site);
        const string Draft = "/drafts/thong-tu";
        Assert.Contains("/sign-in", Visitor.Place(await stranger.GetAsync("/drafts")), StringComparison.Ordinal);
        Assert.Equal(Draft, Visitor.Place(await lan.PostAsync("/drafts", "/drafts", ("title", "Thông tư"), ("kind", "circular"), ("text", "Điều 1 <b>x</b>"))));
        Assert.DoesNotContain("Điều 1", await Visitor.TextAsync(await hoa.GetAsync(Draft)), StringComparison.Ordinal);
        Assert.Equal("Forbidden", Visitor.Place(await hoa.PostAsync(Draft, Draft + "?handler=Round", ("closes", "2026-12-01"))));
        Assert.Equal(Draft, Visitor.Place(await lan.PostAsync(Draft, Draft + "?handler=Round", ("closes", "2026-12-01"))));
        Assert.Contains("Không đổi được ngày cuối", await Visitor.TextAsync(await lan.PostAsync(Draft, Draft + "?handler=Move", ("closes", "2026-12-01"), ("reason", "x"))), StringComparison.Ordinal);
        Assert.Equal("Forbidden", Visitor.Place(await hoa.PostAsync(Draft, Draft + "?handler=Move", ("closes", "2026-12-31"), ("reason", "x"))));
        Assert.Equal(Draft, Visitor.Place(await lan.PostAsync(Draft, Draft + "?handler=Move", ("closes", "2026-12-31"), ("reason", "nhiều đơn vị đề nghị"))));
        Assert.Contains("31/12/2026", await Visitor.TextAsync(await hoa.GetAsync(Draft)), StringComparison.Ordinal);
        string open = await (await hoa.GetAsync(Draft)).Content.ReadAsStringAsync();
        Assert.DoesNotContain("<b>x</b>", open, StringComparison.Ordinal);
        Assert.Contains("<option value=\"hue\"", open, StringComparison.Ordinal);
        Assert.Equal(Draft, Visitor.Place(await hoa.PostAsync(Draft, Draft + "?handler=Comment", ("organisation", "hue"), ("place", "Điều 1"), ("text", "Thêm <i>đối tượng</i>"))));
        string refused = await Visitor.TextAsync(await hoa.PostAsync(Draft, Draft + "?handler=Comment", ("organisation", "lang-son"), ("text", "của đơn vị khác")));
        Assert.Contains("không có quyền", refused, StringComparison.Ordinal);
        Assert.Contains("của đơn vị khác</textarea>", refused, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, (await lan.PostAsync(Draft, Draft + "?handler=Comment", ("text", "x"))).StatusCode);
        Assert.Contains("ý kiến chưa giải trình: 1", await Visitor.TextAsync(await lan.PostAsync(Draft, Draft + "?handler=End", ("document", "38/QĐ-BTTTT"))), StringComparison.Ordinal);
        Assert.Equal(Draft, Visitor.Place(await lan.PostAsync(Draft, Draft + "?handler=Answer", ("position", "1"), ("verdict", "partly"), ("answer", "Đã bổ sung một phần"))));
        Assert.Contains("đợt lấy ý kiến còn mở đến hết ngày 31/12/2026", await Visitor.TextAsync(await lan.PostAsync(Draft, Draft + "?handler=End", ("document", "38/QĐ-BTTTT"))), StringComparison.Ordinal);
        Assert.Equal(Draft, Visitor.Place(await lan.PostAsync(Draft, Draft + "?handler=Move", ("closes", "2026-11-22"), ("reason", "đã đủ ý kiến"))));
        _clock.Advance(TimeSpan.FromMinutes(65)); // past midnight in Viet Nam
        Assert.Equal(Draft, Visitor.Place(await lan.PostAsync(Draft, Draft + "?handler=End", ("document", "38/QĐ-BTTTT"))));
        string ended = await Visitor.TextAsync(await hoa.GetAsync(Draft));
        Assert.Contains("Tiếp thu một phần.", ended, StringComparison.Ordinal);
        Assert.Contains("/documents/38-qd-btttt", ended, StringComparison.Ordinal);
        Assert.Contains("đã ban hành", await Visitor.TextAsync(await hoa.GetAsync("/drafts")), StringComparison.Ordinal);
    }
}
