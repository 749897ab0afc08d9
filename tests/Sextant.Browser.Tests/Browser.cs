using System.Diagnostics;
using Microsoft.Playwright;
using Sextant.Testing;

namespace Sextant.Browser.Tests;

/// <summary>One headless Chromium for all tests, and the accessibility checker. What is missing on the machine is said, never passed over.</summary>
public sealed class Browser : IAsyncLifetime
{
    private const string Chromium = "/usr/bin/chromium";
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    /// <summary>The source of axe-core; empty when it could not be fetched.</summary>
    public string Axe { get; private set; } = "";

    public async ValueTask InitializeAsync()
    {
        if (!File.Exists(Chromium))
        {
            return;
        }

        Axe = await FetchAxeAsync();
        _playwright = await Playwright.CreateAsync();
        // The sandbox needs user namespaces, which containers often lack; only our own pages on loopback are opened.
        _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = Chromium, Args = ["--no-sandbox", "--disable-dev-shm-usage"] });
    }

    public async ValueTask DisposeAsync()
    {
        await (_browser?.DisposeAsync() ?? ValueTask.CompletedTask);
        _playwright?.Dispose();
    }

    /// <summary>A fresh context; the test is skipped with the reason where there is no browser.</summary>
    public Task<IBrowserContext> ContextAsync(bool script = true, int width = 1440, ColorScheme scheme = ColorScheme.Light)
    {
        Assert.SkipWhen(_browser is null, $"{Chromium} is not installed (apt install chromium).");
        return _browser!.NewContextAsync(new BrowserNewContextOptions
        {
            JavaScriptEnabled = script,
            ColorScheme = scheme,
            ViewportSize = new ViewportSize { Width = width, Height = 900 },
        });
    }

    private static async Task<string> FetchAxeAsync()
    {
        string file = Repository.At("artifacts", "tools", "axe", "axe.min.js");
        if (!File.Exists(file))
        {
            using Process fetch = Process.Start(new ProcessStartInfo(Repository.At("eng", "fetch-axe")) { UseShellExecute = false })!;
            await fetch.WaitForExitAsync();
        }

        return File.Exists(file) ? await File.ReadAllTextAsync(file) : "";
    }
}
