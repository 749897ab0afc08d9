using Sextant.Programme.People;
using Sextant.Testing;
using Sextant.Web.Tests.Hosting;

namespace Sextant.Web.Tests.Pages;

/// <summary>Exemptions by the pages.</summary>
public sealed class ExemptionPageTests
{
    private const string Page = "/organisations/exemptions";
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 11, 22, 3, 0, 0, TimeSpan.Zero));

    [Fact(Timeout = 600_000)]
    public async Task The_office_exempts_and_everybody_sees_until_when()
    {
        await using Site site = await Site.StartAsync(_clock);
        string administrator = await SomePeople.AdministratorAsync(site);
        using Visitor lan = await SomePeople.VisitorAsync(site, administrator, Role.Office);
        using Visitor hoa = await SomePeople.VisitorAsync(site, administrator, Role.FocalPoint, "hue");
        using var stranger = new Visitor(site);
        (string, string)[] exemption =
            [("organisation", "lang-son"), ("target", "langson.gov.vn"), ("criterion", ""), ("why", "đang <i>chuyển"), ("decidedBy", "Bộ KH&CN"), ("document", "38/QĐ-BTTTT"), ("from", "2026-11-01"), ("until", "2026-12-10")];
        Assert.Equal("Forbidden", Visitor.Place(await hoa.PostAsync(Page, Page, exemption)));
        string refused = await Visitor.TextAsync(await lan.PostAsync(Page, Page, [.. exemption[..7], ("until", "2036-01-01")]));
        Assert.Contains("không quá 3 năm", refused, StringComparison.Ordinal);
        Assert.Contains("value=\"Bộ KH&CN\"", refused, StringComparison.Ordinal);
        Assert.Equal(Page, Visitor.Place(await lan.PostAsync(Page, Page, exemption)));
        foreach (string path in new[] { Page, "/organisations/lang-son", "/targets/site/langson.gov.vn", "/organisations/lang-son/sheet", "/en" + Page })
        {
            string html = await (await stranger.GetAsync(path)).Content.ReadAsStringAsync();
            Assert.DoesNotContain("<i>chuyển", html, StringComparison.Ordinal);
            Assert.Contains("10/12/2026", html, StringComparison.Ordinal);
            Assert.DoesNotMatch(">\\s*(exemptions|refused)\\.[a-z-]+\\s*<", html);
        }

        Assert.Contains("sắp hết hạn", await Visitor.TextAsync(await stranger.GetAsync(Page)), StringComparison.Ordinal);
        Assert.DoesNotContain("10/12/2026", await Visitor.TextAsync(await stranger.GetAsync("/organisations/lang-son?as-of=2026-12-11")), StringComparison.Ordinal);
        Assert.DoesNotContain("10/12/2026", await Visitor.TextAsync(await stranger.GetAsync("/targets/mail/langson.gov.vn")), StringComparison.Ordinal);
        Assert.Equal(Page, Visitor.Place(await lan.PostAsync(Page + "?change=lang-son", Page + "?handler=TakeBack", ("key", "lang-son"), ("reason", "ghi nhầm"))));
        Assert.DoesNotContain("10/12/2026", await Visitor.TextAsync(await stranger.GetAsync(Page)), StringComparison.Ordinal);

        // A criterion that nothing measures has no page to lead to.
        Assert.Equal(Page, Visitor.Place(await lan.PostAsync(Page, Page, ("organisation", "hue"), ("target", ""), ("criterion", "ORG-02"), exemption[3], exemption[4], exemption[5], exemption[6], exemption[7])));
        string named = await (await stranger.GetAsync(Page)).Content.ReadAsStringAsync();
        Assert.Contains("ORG-02", named, StringComparison.Ordinal);
        Assert.DoesNotContain("/criteria/ORG-02", named, StringComparison.Ordinal);
    }
}
