using System.Text.Json;
using Microsoft.Playwright;

namespace Sextant.Browser.Tests;

/// <summary>Looks at a page as it stands: on a desk and on a phone, light and dark.</summary>
internal static class Looks
{
    private static readonly int[] Widths = [1440, 390];

    // What a person can hardly use is an error; the rules are those of WCAG 2.2 A and AA.
    private const string Check = """
        async ([where, only]) => {
          const options = { resultTypes: ['violations'], runOnly: only ? { type: 'rule', values: only } : { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] } };
          const result = await axe.run(where, options);
          return result.violations.filter(v => v.impact === 'serious' || v.impact === 'critical').map(v => v.id + ': ' + v.nodes.slice(0, 3).map(n => n.html.slice(0, 160) + ' | ' + (n.any[0]?.message ?? '')).join(' || '));
        }
        """;

    /// <summary>What is wrong with it; everything folded is opened, since what is hidden is read by somebody. The menu is over the page: it is looked at by itself.</summary>
    /// <param name="name">What the page is called in what is said.</param>
    public static async Task<IReadOnlyList<string>> FaultsAsync(IPage page, string axe, string name)
    {
        var faults = new List<string>();
        await page.EvaluateAsync("document.querySelectorAll('main details').forEach(one => one.open = true)");
        await page.EvaluateAsync(axe);
        foreach (int width in Widths)
        {
            await page.SetViewportSizeAsync(width, 900);
            foreach (ColorScheme scheme in new[] { ColorScheme.Light, ColorScheme.Dark })
            {
                await page.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = scheme });
                faults.AddRange((await LookAsync(page, scheme)).Select(fault => $"{name} {width} {scheme}: {fault}"));
            }
        }

        return faults;
    }

    /// <summary>What is wrong with the menu, each heading opened by the keyboard: one row on a desk, one menu on a telephone.</summary>
    public static async Task<IReadOnlyList<string>> MenuFaultsAsync(IPage page, string axe)
    {
        var faults = new List<string>();
        await page.EvaluateAsync(axe);
        foreach (int width in Widths)
        {
            await page.SetViewportSizeAsync(width, 900);
            int headings = await page.EvaluateAsync<int>("[...document.querySelectorAll('.top summary')].filter(one => one.checkVisibility()).length");
            faults.AddRange(width == Widths[0] || headings == 1 ? [] : [$"the menu has {headings} headings at {width}"]);
            faults.AddRange(await page.EvaluateAsync<int>("document.querySelector('.top').offsetHeight") > 72 ? [$"the menu takes more than one row at {width}"] : []);
            for (int at = 0; at < headings; at++)
            {
                await page.EvaluateAsync("at => [...document.querySelectorAll('.top summary')].filter(one => one.checkVisibility())[at].focus()", at);
                await page.Keyboard.PressAsync("Enter");
                await page.Keyboard.PressAsync("Tab");
                if (!await page.EvaluateAsync<bool>("document.activeElement.matches('.top li a') && document.querySelectorAll('.top details[open]').length === 1"))
                {
                    faults.Add($"heading {at} of the menu does not open by itself at {width}");
                }

                foreach (ColorScheme scheme in new[] { ColorScheme.Light, ColorScheme.Dark })
                {
                    await page.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = scheme });
                    // What lies below an open menu is not judged: it is read when the menu is closed.
                    faults.AddRange((await LookAsync(page, scheme, ".top")).Select(fault => $"menu {at} {width} {scheme}: {fault}"));
                }

                await page.Keyboard.PressAsync("Escape");
            }
        }

        return faults;
    }

    /// <summary>Opens each of these pages and says what is wrong with it; its picture is taken where pictures are asked for.</summary>
    public static async Task<IReadOnlyList<string>> OfEachAsync(IPage page, string axe, Uri site, string language, IEnumerable<string> paths)
    {
        var faults = new List<string>();
        foreach (string path in paths)
        {
            await page.GotoAsync(new Uri(site, language + path).ToString());
            faults.AddRange(await FaultsAsync(page, axe, path));
            await PictureAsync(page, language + path);
        }

        return faults;
    }

    /// <summary>To be looked at by a person, where a folder is named: light on a desk, dark on a telephone.</summary>
    public static async Task PictureAsync(IPage page, string name)
    {
        if (Environment.GetEnvironmentVariable("SEXTANT_PICTURES") is { Length: > 0 } folder)
        {
            string file = Path.Combine(folder, string.Concat(name.Select(c => char.IsLetterOrDigit(c) ? c : '-')));
            await page.ScreenshotAsync(new PageScreenshotOptions { Path = file + "-390-dark.png", FullPage = true });
            await page.SetViewportSizeAsync(1440, 900);
            await page.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = ColorScheme.Light });
            await page.ScreenshotAsync(new PageScreenshotOptions { Path = file + "-1440.png", FullPage = true });
        }
    }

    // Colours alone differ between light and dark.
    private static async Task<IEnumerable<string>> LookAsync(IPage page, ColorScheme scheme, string where = "html")
    {
        JsonElement over = await page.EvaluateAsync<JsonElement>("document.documentElement.scrollWidth - window.innerWidth");
        string[] violations = await page.EvaluateAsync<string[]>(Check, new object?[] { where, scheme == ColorScheme.Dark ? new[] { "color-contrast" } : null });
        return over.GetInt32() > 0 ? [$"is {over.GetInt32()} px wider than the screen", .. violations] : violations;
    }
}
