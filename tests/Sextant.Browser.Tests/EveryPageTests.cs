using System.Text.Json;
using Microsoft.Playwright;
using Sextant.Web.Tests.Hosting;

namespace Sextant.Browser.Tests;

/// <summary>Every kind of page in both languages, light and dark, on a phone and on a desk, as a browser shows it.</summary>
public sealed class EveryPageTests(Browser browser) : IClassFixture<Browser>
{
    private static readonly int[] Widths = [1440, 390];

    private static readonly string[] Paths =
    [
        "/", "/?as-of=2025-06-30", "/organisations", "/organisations?q=nothinglikethis", "/organisations/lang-son", "/figures", "/figures/G-01", "/criteria", "/criteria/WEB-03", "/method", "/campaigns", "/campaigns/tuan-47",
        "/targets/site/langson.gov.vn", "/targets/mail/langson.gov.vn", "/targets/zone/langson.gov.vn",
        "/documents", "/documents?q=thue+bao", "/documents/1509-qd-btttt", "/documents/tin-hoi-nghi-2023-03-28",
    ];

    // What a person can hardly use is an error; the rules are those of WCAG 2.2 A and AA.
    private const string Check = """
        async only => {
          const options = { resultTypes: ['violations'], runOnly: only ? { type: 'rule', values: only } : { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] } };
          const result = await axe.run(document, options);
          return result.violations.filter(v => v.impact === 'serious' || v.impact === 'critical').map(v => v.id + ': ' + v.nodes.slice(0, 3).map(n => n.html.slice(0, 160) + ' | ' + (n.any[0]?.message ?? '')).join(' || '));
        }
        """;

    [Theory(Timeout = 180_000)]
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
            // Everything folded is opened: what is hidden is read by somebody.
            await page.EvaluateAsync("document.querySelectorAll('details').forEach(one => one.open = true)");
            await page.EvaluateAsync(browser.Axe);
            foreach (int width in Widths)
            {
                await page.SetViewportSizeAsync(width, 900);
                foreach (ColorScheme scheme in new[] { ColorScheme.Light, ColorScheme.Dark })
                {
                    await page.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = scheme });
                    faults.AddRange((await LookAsync(page, scheme)).Select(fault => $"{path} {width} {scheme}: {fault}"));
                }
            }
        }

        Assert.Empty(faults);
        Assert.Empty(watch.Faults);
    }

    // Colours alone differ between light and dark.
    private static async Task<IEnumerable<string>> LookAsync(IPage page, ColorScheme scheme)
    {
        JsonElement over = await page.EvaluateAsync<JsonElement>("document.documentElement.scrollWidth - window.innerWidth");
        string[] violations = await page.EvaluateAsync<string[]>(Check, scheme == ColorScheme.Dark ? new[] { "color-contrast" } : null);
        return over.GetInt32() > 0 ? [$"is {over.GetInt32()} px wider than the screen", .. violations] : violations;
    }
}
