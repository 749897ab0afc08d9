using System.Net;
using System.Text.RegularExpressions;
using Sextant.Measurement.Desk;
using Sextant.Web.Tests.Hosting;

namespace Sextant.Web.Tests.Operations;

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
        string running = await site.Client.GetStringAsync("/en/targets/site/langson.gov.vn");
        Assert.Contains("Being measured: 2 of 8 checks seen", running, StringComparison.Ordinal);
        Assert.Contains("<noscript><meta http-equiv=\"refresh\"", running, StringComparison.Ordinal);
        string progress = await site.Client.GetStringAsync("/en/targets/site/langson.gov.vn?handler=Progress");
        Assert.DoesNotContain("<html", progress, StringComparison.Ordinal);
        Assert.Matches("WEB-01[^\n]*seen in 1.2 s", progress);
        Assert.Matches("WEB-03[^\n]*at work", progress);
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

    [Theory(Timeout = 90_000)]
    [InlineData("", 3)]                       // nobody is trusted: what a client says of itself changes nothing
    [InlineData("127.0.0.0/8", 6)]            // the proxy is trusted: each client has its own quota
    [InlineData("203.0.113.0/24", 3)]         // another proxy is trusted, not this one
    public async Task The_word_of_a_proxy_counts_only_from_where_it_is_trusted(string trusted, int served)
    {
        await using Site site = await Site.StartAsync(trustedProxies: trusted.Length > 0 ? [IPNetwork.Parse(trusted), IPNetwork.Parse("::1/128")] : []);
        Assert.Equal(served, await ServedAsync(site, at => $"2001:db8:{at}::1"));
    }

    [Fact(Timeout = 90_000)]
    public async Task A_client_behind_a_trusted_proxy_cannot_name_itself()
    {
        await using Site site = await Site.StartAsync(trustedProxies: [IPNetwork.Parse("127.0.0.0/8"), IPNetwork.Parse("::1/128")]);
        // The proxy appends what it saw; what stands before that came from the client.
        Assert.Equal(3, await ServedAsync(site, at => $"2001:db8:{at}::1, 198.51.100.7"));
    }

    [Fact(Timeout = 90_000)]
    public async Task All_addresses_of_a_64_are_one_client()
    {
        await using Site site = await Site.StartAsync(trustedProxies: [IPNetwork.Parse("127.0.0.0/8"), IPNetwork.Parse("::1/128")]);
        Assert.Equal(3, await ServedAsync(site, at => $"2001:db8::{at}"));
    }

    [Fact(Timeout = 90_000)]
    public async Task The_queue_is_bounded_and_tells_ones_place()
    {
        await using Site site = await Site.StartAsync(options: new DeskOptions { PerClient = 20, QueueLength = 2, Workers = 1 });
        await AskAsync(site, "/en/targets/site/" + Names[0]);
        await UntilAsync(() => site.Scanner.Scans == 1);
        await AskAsync(site, "/en/targets/site/" + Names[1]);
        await AskAsync(site, "/en/targets/site/" + Names[2]);
        Assert.Contains("number 2 in the queue", await site.Client.GetStringAsync("/en/targets/site/" + Names[2]), StringComparison.Ordinal);
        using HttpResponseMessage full = await AskAsync(site, "/en/targets/site/" + Names[3]);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, full.StatusCode);
        Assert.Contains("The queue is full", await full.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private static readonly string[] Names = ["langson.gov.vn", "hanoi.gov.vn", "camau.gov.vn", "cantho.gov.vn", "caobang.gov.vn", "dienbien.gov.vn"];

    // Asks for six names, each as another client; how many were taken.
    private static async Task<int> ServedAsync(Site site, Func<int, string> forwardedFor)
    {
        int served = 0;
        for (int at = 0; at < Names.Length; at++)
        {
            using HttpResponseMessage response = await AskAsync(site, "/en/targets/site/" + Names[at], forwardedFor(at + 1));
            served += response.StatusCode == HttpStatusCode.Redirect ? 1 : 0;
        }

        return served;
    }

    [Fact(Timeout = 60_000)]
    public async Task Without_the_forms_token_nothing_is_measured()
    {
        await using Site site = await Site.StartAsync();
        using HttpResponseMessage response = await site.Client.PostAsync("/targets/site/langson.gov.vn", new FormUrlEncodedContent([]));
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal(0, site.Scanner.Scans);
    }

    private static async Task<HttpResponseMessage> AskAsync(Site site, string path, string? forwardedFor = null)
    {
        string html = await site.Client.GetStringAsync(path);
        Match token = Token().Match(html);
        // While it is being measured there is no form: any other page's token is as good.
        string value = token.Success ? token.Groups[1].Value : Token().Match(await site.Client.GetStringAsync("/en/targets/site/haiphong.gov.vn")).Groups[1].Value;
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new FormUrlEncodedContent([new("__RequestVerificationToken", value)]) };
        if (forwardedFor is not null)
        {
            request.Headers.Add("X-Forwarded-For", forwardedFor);
        }

        return await site.Client.SendAsync(request);
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
