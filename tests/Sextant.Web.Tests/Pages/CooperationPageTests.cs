using Sextant.Programme.People;
using Sextant.Testing;
using Sextant.Web.Tests.Hosting;

namespace Sextant.Web.Tests.Pages;

/// <summary>Partners and communication by the pages, each person with the own role.</summary>
public sealed class CooperationPageTests
{
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 11, 22, 3, 0, 0, TimeSpan.Zero));

    [Fact(Timeout = 600_000)]
    public async Task The_office_keeps_partners_and_units_report_their_own_communication()
    {
        await using Site site = await Site.StartAsync(_clock);
        string administrator = await SomePeople.AdministratorAsync(site);
        using Visitor lan = await SomePeople.VisitorAsync(site, administrator, Role.Office);
        using Visitor hoa = await SomePeople.VisitorAsync(site, administrator, Role.FocalPoint, "hue");
        using var stranger = new Visitor(site);
        Assert.DoesNotContain("<form class=\"stack", await Visitor.TextAsync(await stranger.GetAsync("/cooperation")), StringComparison.Ordinal);
        Assert.Equal("Forbidden", Visitor.Place(await hoa.PostAsync("/cooperation", "/cooperation", ("kind", "press"), ("name", "x"))));
        const string Partner = "/cooperation/bao-b";
        Assert.Equal(Partner, Visitor.Place(await lan.PostAsync("/cooperation", "/cooperation", ("kind", "press"), ("name", "Báo <b>"), ("agreement", "Kế hoạch chung"))));
        Assert.Equal(Partner, Visitor.Place(await lan.PostAsync(Partner, Partner + "?handler=Duty", ("side", "partner"), ("text", "Mở chuyên mục"), ("due", "2026-11-01"))));
        Assert.Equal(Partner, Visitor.Place(await lan.PostAsync(Partner, Partner + "?handler=Activity", ("kind", "article"), ("date", "2026-12-06"), ("title", "Loạt bài"))));
        Assert.Equal("/cooperation#units", Visitor.Place(await hoa.PostAsync("/cooperation", "/cooperation?handler=Activity", ("organisation", "hue"), ("kind", "event"), ("date", "2026-11-20"), ("title", "Ngày hội"), ("result", "300 người dự"))));
        string refused = await Visitor.TextAsync(await hoa.PostAsync("/cooperation", "/cooperation?handler=Activity", ("organisation", "lang-son"), ("kind", "event"), ("date", "2026-11-20"), ("title", "Của tỉnh khác")));
        Assert.Contains("không có quyền", refused, StringComparison.Ordinal);
        Assert.Contains("value=\"Của tỉnh khác\"", refused, StringComparison.Ordinal);

        string seen = await (await stranger.GetAsync(Partner)).Content.ReadAsStringAsync();
        Assert.DoesNotContain("Báo <b>", seen, StringComparison.Ordinal);
        Assert.Contains("quá hạn", seen, StringComparison.Ordinal);
        Assert.Contains("theo kế hoạch", seen, StringComparison.Ordinal);
        Assert.Contains("300 người dự", await Visitor.TextAsync(await stranger.GetAsync("/cooperation")), StringComparison.Ordinal);
    }
}
