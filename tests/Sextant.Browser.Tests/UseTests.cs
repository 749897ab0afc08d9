using Microsoft.Playwright;
using Sextant.Web.Tests.Hosting;

namespace Sextant.Browser.Tests;

/// <summary>The pages in use: by keyboard, by a phone, with a script and without.</summary>
public sealed class UseTests(Browser browser) : IClassFixture<Browser>
{
    private const string Target = "/en/targets/site/langson.gov.vn";

    [Fact(Timeout = 120_000)]
    public async Task The_first_tab_leads_past_the_navigation_and_the_focus_is_seen()
    {
        await using Site site = await Site.StartAsync();
        await using IBrowserContext context = await browser.ContextAsync();
        IPage page = await context.NewPageAsync();
        await page.GotoAsync(new Uri(site.Address, "/en/").ToString());
        await page.Keyboard.PressAsync("Tab");
        Assert.Equal("Skip to content", await page.EvaluateAsync<string>("document.activeElement.textContent.trim()"));
        Assert.True(await page.EvaluateAsync<bool>("document.activeElement.getBoundingClientRect().left >= 0"), "the skip link is not on the screen when it has the focus");
        await page.Keyboard.PressAsync("Enter");
        await page.Keyboard.PressAsync("Tab");
        Assert.True(await page.EvaluateAsync<bool>("document.activeElement.closest('main') !== null"), "after the skip link the focus is not in the content");
        for (int at = 0; at < 8; at++)
        {
            // Inside a day's field the browser marks the part that has the focus itself.
            Assert.True(
                await page.EvaluateAsync<bool>("document.activeElement.type === 'date'") || await page.EvaluateAsync<bool>("(s => s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 2)(getComputedStyle(document.activeElement))"),
                "no outline on " + await page.EvaluateAsync<string>("document.activeElement.outerHTML.slice(0, 120)"));
            await page.Keyboard.PressAsync("Tab");
        }
    }

    [Theory(Timeout = 120_000)]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Measuring_now_shows_each_check_and_then_the_verdicts(bool script)
    {
        await using Site site = await Site.StartAsync();
        await using IBrowserContext context = await browser.ContextAsync(script, width: 390);
        IPage page = await context.NewPageAsync();
        var watch = new Watch(page, site.Address);
        await page.GotoAsync(new Uri(site.Address, Target).ToString());
        await page.ClickAsync("text=Measure now");
        await Assertions(page, ".steps li:has-text('WEB-01'):has-text('seen in')");
        await Assertions(page, ".steps li:has-text('WEB-03'):has-text('at work')");
        site.Scanner.Go.SetResult();
        await Assertions(page, "h2:has-text('Verdicts')");
        await Assertions(page, ".desk button[disabled]");
        Assert.Empty(watch.Faults);
    }

    [Fact(Timeout = 120_000)]
    public async Task A_search_without_accents_and_a_day_lead_to_an_organisation()
    {
        await using Site site = await Site.StartAsync();
        await using IBrowserContext context = await browser.ContextAsync(script: false);
        IPage page = await context.NewPageAsync();
        await page.GotoAsync(new Uri(site.Address, "/en/organisations").ToString());
        await page.FillAsync("input[name=q]", "yen bai");
        await page.FillAsync("input[name=as-of]", "2024-06-30");
        await page.ClickAsync("main button[type=submit]");
        await page.ClickAsync("main table tbody th a");
        Assert.Contains("as-of=2024-06-30", page.Url, StringComparison.Ordinal);
        Assert.Contains("Yen Bai", await page.InnerTextAsync("h1"), StringComparison.Ordinal);
    }

    private static async Task Assertions(IPage page, string selector) =>
        await page.WaitForSelectorAsync(selector, new PageWaitForSelectorOptions { Timeout = 20_000 });
}
