using Sextant.Programme.People;
using Sextant.Testing;
using Sextant.Web.Tests.Hosting;

namespace Sextant.Web.Tests.Pages;

/// <summary>Organisations that may be entered twice, by the page.</summary>
public sealed class DuplicatePageTests
{
    private const string Page = "/organisations/duplicates";
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 11, 22, 3, 0, 0, TimeSpan.Zero));

    [Fact(Timeout = 600_000)]
    public async Task The_office_tells_two_apart_and_takes_it_back()
    {
        await using Site site = await Site.StartAsync(_clock);
        string administrator = await SomePeople.AdministratorAsync(site);
        using Visitor lan = await SomePeople.VisitorAsync(site, administrator, Role.Office);
        using Visitor hoa = await SomePeople.VisitorAsync(site, administrator, Role.FocalPoint, "hue");
        Assert.Equal("Forbidden", Visitor.Place(await hoa.GetAsync(Page)));
        string empty = await Visitor.TextAsync(await lan.GetAsync(Page));
        Assert.Contains("Không có cặp đơn vị nào giống nhau", empty, StringComparison.Ordinal);
        string refused = await Visitor.TextAsync(await lan.PostAsync("/organisations/exemptions", Page, ("first", "hue"), ("second", "hue"), ("why", "x")));
        Assert.Contains("Hãy chọn hai đơn vị khác nhau", refused, StringComparison.Ordinal);
        Assert.Equal(Page, Visitor.Place(await lan.PostAsync("/organisations/exemptions", Page, ("first", "lang-son"), ("second", "hue"), ("why", "hai <b>tỉnh"))));
        foreach (string home in new[] { "", "/en" })
        {
            string html = await (await lan.GetAsync(home + Page)).Content.ReadAsStringAsync();
            Assert.DoesNotContain("<b>tỉnh", html, StringComparison.Ordinal);
            Assert.Contains(home.Length == 0 ? "Lạng Sơn" : "Lang Son", html, StringComparison.Ordinal);
            Assert.DoesNotMatch(">\\s*(duplicates|refused|exemptions)\\.[a-z-]+\\s*<", html);
        }

        Assert.Equal(Page, Visitor.Place(await lan.PostAsync(Page, Page + "?handler=TakeBack", ("key", "hue"), ("reason", "ghi nhầm"))));
        Assert.DoesNotContain("ghi nhận là hai đơn vị</h2>", await (await lan.GetAsync(Page)).Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }
}
