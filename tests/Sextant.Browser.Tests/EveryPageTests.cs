using Microsoft.Playwright;
using Sextant.Web.Tests.Hosting;

namespace Sextant.Browser.Tests;

/// <summary>Every kind of page in both languages, light and dark, on a phone and on a desk, as a browser shows it.</summary>
public sealed class EveryPageTests(Browser browser) : IClassFixture<Browser>
{
    private static readonly string[] Paths =
    [
        "/", "/?as-of=2025-06-30", "/organisations", "/organisations?q=nothinglikethis", "/organisations/lang-son", "/organisations/lang-son/domains", "/organisations/events", "/organisations/events/2025-07-01-merge-bac-ninh-2025", "/organisations/bac-giang?as-of=2026-01-01&as-known=2100-01-01T10:30", "/organisations/exemptions", "/figures", "/figures/G-01", "/criteria", "/criteria/WEB-03", "/method", "/campaigns", "/campaigns/tuan-47",
        "/targets/site/langson.gov.vn", "/targets/mail/langson.gov.vn", "/targets/zone/langson.gov.vn",
        "/communication", "/training", "/certificates?code=aaaa-bbbb-cccc-dddd", "/experts",
        "/documents", "/documents?q=thue+bao", "/documents/1509-qd-btttt", "/documents/tin-hoi-nghi-2023-03-28", "/meetings", "/meetings/hop-2015-04-02", "/meetings/hoi-nghi-2023-03-28", "/plans", "/plans/ke-hoach-2015", "/tasks?view=board", "/tasks?view=calendar", "/tasks/ke-hoach-2015/17",
    ];

    [Theory(Timeout = 300_000)]
    [InlineData("vi")]
    [InlineData("en")]
    public async Task Is_usable_by_all_stays_within_its_width_and_asks_nobody_else(string language)
    {
        await using Site site = await Site.StartAsync();
        await site.KeepAsync(HostileScan.Of("langson.gov.vn", DateTimeOffset.UtcNow.AddDays(-1)));
        await site.KeepAsync(HostileScan.Of("langson.gov.vn", DateTimeOffset.UtcNow));
        await SomeCampaigns.KeepAsync(site.Stores);
        await using IBrowserContext context = await browser.ContextAsync();
        Assert.SkipWhen(browser.Axe.Length == 0, "axe-core could not be fetched: eng/fetch-axe says why.");
        IPage page = await context.NewPageAsync();
        var watch = new Watch(page, site.Address);
        var faults = new List<string>();
        foreach (string path in Paths)
        {
            await page.GotoAsync(new Uri(site.Address, (language == "en" ? "/en" : "") + path).ToString());
            faults.AddRange(await Looks.FaultsAsync(page, browser.Axe, path));
        }

        Assert.Empty(faults);
        Assert.Empty(watch.Faults);
    }
}
