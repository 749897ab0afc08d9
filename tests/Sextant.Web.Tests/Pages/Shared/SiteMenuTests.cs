using Sextant.Programme.People;
using Sextant.Web.Access;
using Sextant.Web.Pages.Shared;

namespace Sextant.Web.Tests.Pages.Shared;

/// <summary>The menu: every page that can be opened without knowing more stands in it, under the right that its route asks for.</summary>
public sealed class SiteMenuTests
{
    // Not pages of the menu: what stands beside it, is reached from a page of it by a button or tab, or is no page.
    private static readonly string[] Elsewhere =
    [
        "/healthz", "/error", "/sign-in", "/welcome", "/account", "/people/invite", "/campaigns/new", "/figures/others/deliveries", "/documents/new", "/meetings/new", "/organisations/events/new", "/returns/table", "/reports/letterhead", "/reports/letters", "/learners", "/certificates", "/experts/own",
    ];

    [Fact]
    public void Holds_every_page_that_needs_no_name_with_the_right_of_its_route()
    {
        MenuPage[] pages = [.. SiteMenu.All.SelectMany(heading => heading.Pages)];
        Assert.All(pages, page => Assert.Equal(RouteRules.Find(page.Path, "GET", null)!.Right, page.Right));
        string[] routes = [.. RouteRules.All.Where(rule => rule is { Method: "GET", Handler: null, Api: false } && !rule.Route.Contains('{', StringComparison.Ordinal)).Select(rule => rule.Route)];
        string[] forgotten = [.. routes.Except(pages.Select(page => page.Path)).Where(route => !Elsewhere.Any(one => route == one || route.StartsWith(one + "/", StringComparison.Ordinal)))];
        Assert.Empty(forgotten);
    }

    [Theory]
    [InlineData("/", "/", "page")]
    [InlineData("/organisations/events", "/organisations/events", "page")]
    [InlineData("/organisations/hue", "/organisations", "true")]
    [InlineData("/organisations/events/new", "/organisations/events", "true")]
    [InlineData("/targets/site/hue.gov.vn", "/campaigns", "true")]
    [InlineData("/certificates", "/training", "true")]
    [InlineData("/organisationsandmore", null, null)]
    public void Marks_one_page_where_one_is(string path, string? marked, string? how)
    {
        IReadOnlyList<MenuHeading> menu = SiteMenu.For(new Viewer { From = "::1" }, path);
        MenuPage? here = menu.SelectMany(heading => heading.Pages).SingleOrDefault(page => page.Here is not null);
        Assert.Equal(marked, here?.Path);
        Assert.Equal(how, here?.Here);
        Assert.Equal(marked is null ? 0 : 1, menu.Count(heading => heading.Here));
    }

    [Fact]
    public void Shows_strangers_nothing_that_they_may_not_open()
    {
        IReadOnlyList<MenuHeading> menu = SiteMenu.For(new Viewer { From = "::1" }, "/");
        Assert.DoesNotContain(menu, heading => heading.Text == "nav.keeping");
        Assert.All(menu.SelectMany(heading => heading.Pages), page => Assert.Equal(Right.ReadPublished, page.Right));
    }
}
