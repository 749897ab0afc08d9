using System.Text.Json;
using Microsoft.Playwright;
using Sextant.Programme.People;
using Sextant.Testing;
using Sextant.Web.Tests.Hosting;

namespace Sextant.Browser.Tests;

/// <summary>People joining, signing in and looking after each other, in a browser: with a passkey, and without a script.</summary>
public sealed class PeopleTests(Browser browser) : IClassFixture<Browser>
{
    [Theory(Timeout = 180_000)]
    [InlineData("/en")]
    [InlineData("")]
    public async Task Every_page_is_usable_by_all_and_stays_within_its_width(string language)
    {
        await using Site site = await Site.StartAsync();
        await SomeCampaigns.KeepAsync(site.Stores);
        await site.Parts.Rejudging.AskAsync("tuan-46", new Viewer { From = "127.0.0.1", Person = "ky", Grants = [new Grant("g", Role.Administrator, null, null, null)] });
        await using IBrowserContext context = await browser.ContextAsync();
        Assert.SkipWhen(browser.Axe.Length == 0, "axe-core could not be fetched: eng/fetch-axe says why.");
        IPage page = await context.NewPageAsync();
        var origin = new Uri(site.Parts.Address.Origin);
        var watch = new Watch(page, origin);
        var faults = new List<string>();
        await JoinAsync(site, page, language, step => LookAsync(page, step, faults));
        foreach (string path in (string[])["/account", "/account/security", "/account/email?token=x", "/account/authenticator", "/account/tokens", "/people/invite", "/campaigns/new", "/campaigns/tuan-46/rejudge", "/campaigns", "/audit", "/webhooks", "/organisations/hue", "/organisations/hue/contacts"])
        {
            await page.GotoAsync(site.Parts.Address.Of(language + path));
            await LookAsync(page, path, faults);
        }

        await page.GotoAsync(site.Parts.Address.Of(language + "/people/invite"));
        await page.FillAsync("input[name=name]", "Nguyễn Thị Tên Rất Dài Để Xem Có Vỡ Khung Trên Điện Thoại Hay Không");
        await page.FillAsync("input[name=email]", "mot.dia.chi.thu.dien.tu.rat.dai.de.xem@phong-hanh-chinh.so-thong-tin.example.gov.vn");
        await page.SelectOptionAsync("select[name=role]", "focal-point");
        await page.SelectOptionAsync("select[name=organisation]", "hue");
        await page.ClickAsync("main form button[type=submit]");
        await LookAsync(page, "invited", faults);
        await page.GotoAsync(site.Parts.Address.Of(language + "/people"));
        await LookAsync(page, "/people", faults);
        await page.ClickAsync("main table tbody a");
        await LookAsync(page, "/people/key", faults);
        await page.ClickAsync("form[action*=Recover] button");
        await LookAsync(page, "recovered", faults);
        await page.GotoAsync(site.Parts.Address.Of(language + "/sign-in"));
        await LookAsync(page, "/sign-in", faults);
        Assert.Empty(faults);
        Assert.Empty(watch.Faults);
    }

    [Fact(Timeout = 180_000)]
    public async Task A_passkey_is_made_lets_in_and_its_answer_counts_once()
    {
        await using Site site = await Site.StartAsync();
        await using IBrowserContext context = await browser.ContextAsync();
        IPage page = await context.NewPageAsync();
        var watch = new Watch(page, new Uri(site.Parts.Address.Origin));
        await AuthenticatorAsync(context, page);
        await JoinAsync(site, page, "/en", null);
        await page.GotoAsync(site.Parts.Address.Of("/en/account/security"));
        await page.FillAsync("form[data-passkey] input[name=name]", "Office computer");
        await page.ClickAsync("form[data-passkey] button");
        await page.WaitForSelectorAsync("main li:has-text('Office computer')");
        await page.GotoAsync(site.Parts.Address.Of("/en/account"));
        await page.ClickAsync("form[action$='/sign-out'] button");
        await page.GotoAsync(site.Parts.Address.Of("/en/sign-in?return=%2Fen%2Faudit"));
        IRequest sent = await page.RunAndWaitForRequestAsync(() => page.ClickAsync("form[data-passkey] button"), request => request.Url.EndsWith("/sign-in/passkey", StringComparison.Ordinal));
        await page.WaitForURLAsync("**/en/audit");
        Assert.Contains("passkey.add", await page.InnerTextAsync("main"), StringComparison.Ordinal);

        // Who has heard the answer says it again.
        IAPIResponse again = await context.APIRequest.FetchAsync(sent.Url, new APIRequestContextOptions { Method = "POST", DataByte = sent.PostDataBuffer, Headers = new Dictionary<string, string> { ["content-type"] = sent.Headers["content-type"] } });
        Assert.NotEqual(200, again.Status);
        Assert.Equal(2, (await site.Parts.People.Sessions.ListAsync((await site.Parts.People.Persons.ListAsync())[0].Key)).Count(session => session.Method is "link" or "passkey") + 1);
        Assert.Empty(watch.Faults);

        // Another origin of the same server: the passkey is not for it.
        IPage other = await context.NewPageAsync();
        await AuthenticatorAsync(context, other);
        await other.GotoAsync(new Uri(site.Address, "/en/sign-in").ToString());
        await other.ClickAsync("form[data-passkey] button");
        await other.WaitForSelectorAsync("form[data-passkey] [data-failed]:not([hidden])");
    }

    [Fact(Timeout = 180_000)]
    public async Task Without_a_script_one_joins_and_signs_in_by_password_and_code()
    {
        await using Site site = await Site.StartAsync();
        await using IBrowserContext context = await browser.ContextAsync(script: false, width: 390);
        IPage page = await context.NewPageAsync();
        string code = await JoinAsync(site, page, "", null);
        await page.GotoAsync(site.Parts.Address.Of("/account"));
        await page.ClickAsync("form[action$='/sign-out'] button");
        await page.GotoAsync(site.Parts.Address.Of("/account"));
        Assert.True(await page.Locator("form[data-passkey]").IsHiddenAsync());
        await page.FillAsync("input[name=email]", "lan@example.gov.vn");
        await page.FillAsync("input[name=password]", Visitor.Password);
        await page.ClickAsync("main form button");
        await page.FillAsync("input[name=code]", code);
        await page.ClickAsync("main form button");
        Assert.Equal("Nguyễn Thị Lan", await page.InnerTextAsync("h1"));
    }

    /// <summary>Becomes the first administrator; gives a recovery code.</summary>
    private static async Task<string> JoinAsync(Site site, IPage page, string language, Func<string, Task>? look)
    {
        look ??= _ => Task.CompletedTask;
        await page.GotoAsync(site.Parts.Address.Of($"{language}/welcome?token={await site.Parts.People.Links.FirstAdministratorAsync()}"));
        await look("welcome");
        await page.FillAsync("input[name=name]", "Nguyễn Thị Lan");
        await page.FillAsync("input[name=email]", "lan@example.gov.vn");
        await page.FillAsync("input[name=password]", Visitor.Password);
        await page.FillAsync("input[name=again]", Visitor.Password);
        await page.ClickAsync("main form button");
        var authenticator = new Authenticator(await page.InnerTextAsync("main form code"));
        await look("second step");
        await page.FillAsync("input[name=code]", authenticator.Code(TimeProvider.System.GetUtcNow()));
        await page.ClickAsync("main form button");
        string code = await page.Locator(".codes code").First.InnerTextAsync();
        await look("codes");
        return code;
    }

    private async Task LookAsync(IPage page, string name, List<string> faults)
    {
        faults.AddRange(await Looks.FaultsAsync(page, browser.Axe, name));
        await Looks.PictureAsync(page, name);
    }

    // A device with a finger to ask, as the browser's own tests have one.
    private static async Task AuthenticatorAsync(IBrowserContext context, IPage page)
    {
        ICDPSession session = await context.NewCDPSessionAsync(page);
        await session.SendAsync("WebAuthn.enable");
        await session.SendAsync("WebAuthn.addVirtualAuthenticator", new Dictionary<string, object>
        {
            ["options"] = JsonSerializer.SerializeToElement(new { protocol = "ctap2", transport = "internal", hasResidentKey = true, hasUserVerification = true, isUserVerified = true, automaticPresenceSimulation = true }),
        });
    }
}
