using System.Net;
using System.Text.RegularExpressions;
using Sextant.Web.Tests.Hosting;

namespace Sextant.Web.Tests.Pages;

/// <summary>Measuring at a visitor's wish: registered names only, once, within bounds.</summary>
public sealed partial class MeasureNowTests
{
    [Fact(Timeout = 90_000)]
    public async Task A_registered_name_is_measured_once_and_shows_its_progress_and_its_result()
    {
        await using Site site = await Site.StartAsync();
        using HttpResponseMessage first = await AskAsync(site, "/en/targets/site/langson.gov.vn");
        Assert.Equal(HttpStatusCode.Redirect, first.StatusCode);
        await UntilAsync(() => site.Scanner.Scans == 1);
        Assert.Contains("Being measured", await site.Client.GetStringAsync("/en/targets/site/langson.gov.vn"), StringComparison.Ordinal);
        using HttpResponseMessage again = await AskAsync(site, "/en/targets/mail/langson.gov.vn");
        Assert.Equal(HttpStatusCode.Redirect, again.StatusCode);
        site.Scanner.Go.SetResult();
        await UntilAsync(async () => (await site.Client.GetStringAsync("/en/targets/site/langson.gov.vn")).Contains("measured within the last ten minutes", StringComparison.Ordinal));
        string page = await site.Client.GetStringAsync("/en/targets/site/langson.gov.vn");
        Assert.Contains("state unknown", page, StringComparison.Ordinal);
        Assert.Contains("sha256:", page, StringComparison.Ordinal);
        Assert.Equal(1, site.Scanner.Scans);
    }

    [Fact(Timeout = 90_000)]
    public async Task A_client_network_has_a_quota()
    {
        await using Site site = await Site.StartAsync();
        HttpStatusCode[] codes = new HttpStatusCode[4];
        string[] names = ["langson.gov.vn", "hanoi.gov.vn", "camau.gov.vn", "cantho.gov.vn"];
        for (int i = 0; i < names.Length; i++)
        {
            using HttpResponseMessage response = await AskAsync(site, "/en/targets/site/" + names[i]);
            codes[i] = response.StatusCode;
        }

        Assert.Equal([HttpStatusCode.Redirect, HttpStatusCode.Redirect, HttpStatusCode.Redirect, HttpStatusCode.TooManyRequests], codes);
    }

    [Fact(Timeout = 60_000)]
    public async Task Without_the_forms_token_nothing_is_measured()
    {
        await using Site site = await Site.StartAsync();
        using HttpResponseMessage response = await site.Client.PostAsync("/targets/site/langson.gov.vn", new FormUrlEncodedContent([]));
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal(0, site.Scanner.Scans);
    }

    private static async Task<HttpResponseMessage> AskAsync(Site site, string path)
    {
        string html = await site.Client.GetStringAsync(path);
        Match token = Token().Match(html);
        // While it is being measured there is no form: any other page's token is as good.
        string value = token.Success ? token.Groups[1].Value : Token().Match(await site.Client.GetStringAsync("/en/targets/site/haiphong.gov.vn")).Groups[1].Value;
        return await site.Client.PostAsync(path, new FormUrlEncodedContent([new("__RequestVerificationToken", value)]));
    }

    private static Task UntilAsync(Func<bool> holds) => UntilAsync(() => Task.FromResult(holds()));

    private static async Task UntilAsync(Func<Task<bool>> holds)
    {
        for (int tries = 0; tries < 200; tries++)
        {
            if (await holds())
            {
                return;
            }

            await Task.Delay(50);
        }

        Assert.Fail("It did not come to hold within ten seconds.");
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\"[^>]*value=\"([^\"]+)\"")]
    private static partial Regex Token();
}
