using System.Net;
using Sextant.Checks.Observations;
using Sextant.Web.Tests.Hosting;

namespace Sextant.Web.Tests.Pages.Targets;

/// <summary>One target's page: what to fix first, evidence step by step, its course over time, and words of strangers.</summary>
public sealed class TargetPageTests
{
    private const string Name = "langson.gov.vn";
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 3, 0, 0, TimeSpan.Zero);

    [Theory(Timeout = 90_000)]
    [InlineData("site")]
    [InlineData("mail")]
    public async Task Words_of_strangers_are_shown_as_words(string kind)
    {
        await using Site site = await Site.StartAsync();
        await site.KeepAsync(HostileScan.Of(Name, Now));
        string html = await site.Client.GetStringAsync($"/en/targets/{kind}/{Name}");
        Assert.Contains("&lt;script&gt;alert(1)", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<script>alert", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<img src=x", html, StringComparison.Ordinal);
        Assert.DoesNotContain('\u202E', html);
        Assert.DoesNotContain('\u2066', html);
        Assert.DoesNotContain('\u001b', html);
        Assert.DoesNotContain("&#x1B;", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("&#x202E;", html, StringComparison.OrdinalIgnoreCase);
    }

    [Fact(Timeout = 90_000)]
    public async Task It_says_what_to_fix_first_and_shows_each_step_that_was_seen()
    {
        await using Site site = await Site.StartAsync();
        await site.KeepAsync(HostileScan.Of(Name, Now));
        string html = await site.Client.GetStringAsync($"/en/targets/site/{Name}");
        Assert.Contains("Fix this first", html, StringComparison.Ordinal);
        Assert.Contains("state broken", html, StringComparison.Ordinal);
        Assert.Contains("TCP [2001:db8::9]:443", html, StringComparison.Ordinal);
        Assert.Contains("the connection was refused", html, StringComparison.Ordinal);
        Assert.Contains($"The page, hop by hop: IPv6 http://{Name}/", html, StringComparison.Ordinal);
    }

    [Fact(Timeout = 90_000)]
    public async Task The_evidence_is_given_as_it_is_kept()
    {
        await using Site site = await Site.StartAsync();
        await site.KeepAsync(HostileScan.Of(Name, Now));
        using HttpResponseMessage response = await site.Client.GetAsync($"/targets/site/{Name}?handler=Evidence");
        Assert.Equal("application/json", response.Content.Headers.ContentType!.MediaType);
        Assert.Equal("attachment", response.Content.Headers.ContentDisposition!.DispositionType);
        Assert.Equal(Name, ScanJson.Read(await response.Content.ReadAsByteArrayAsync()).Name);
    }

    [Fact(Timeout = 90_000)]
    public async Task The_course_over_time_tells_what_changed_and_a_day_shows_what_was_known_then()
    {
        await using Site site = await Site.StartAsync();
        Scan before = HostileScan.Of(Name, Now);
        await site.KeepAsync(before);
        HostObservation host = before.Web!.Hosts[0];
        PortLook open = host.Ports[0] with { Address = host.Ports[2].Address };
        await site.KeepAsync(HostileScan.Of(Name, Now.AddDays(7)) with { Web = before.Web with { Hosts = [host with { Ports = [host.Ports[0], host.Ports[1], open, host.Ports[3]] }] } });

        string now = await site.Client.GetStringAsync($"/en/targets/site/{Name}");
        Assert.Contains("WEB-04</span> Ports open over IPv4 are open over IPv6: fail → pass", now, StringComparison.Ordinal);
        Assert.Contains("10:00 09/03/2026", now, StringComparison.Ordinal);
        string then = await site.Client.GetStringAsync($"/en/targets/site/{Name}?as-of=2026-03-05");
        Assert.DoesNotContain("09/03/2026", then, StringComparison.Ordinal);
        Assert.Contains("first measurement", then, StringComparison.Ordinal);
        string never = await site.Client.GetStringAsync($"/en/targets/site/{Name}?as-of=2026-02-01");
        Assert.Contains("By the end of 01/02/2026 this service had not been measured", never, StringComparison.Ordinal);
    }

    [Fact(Timeout = 90_000)]
    public async Task The_list_finds_organisations_by_the_state_of_their_services()
    {
        await using Site site = await Site.StartAsync();
        await site.KeepAsync(HostileScan.Of(Name, DateTimeOffset.UtcNow));
        string broken = await site.Client.GetStringAsync("/en/organisations?service=site&state=broken");
        Assert.Contains("1 organisation", broken, StringComparison.Ordinal);
        Assert.Contains("/organisations/lang-son", broken, StringComparison.Ordinal);
        Assert.DoesNotContain("/organisations/lang-son", await site.Client.GetStringAsync("/en/organisations?service=site&state=ready"), StringComparison.Ordinal);
        Assert.Contains("service=site&amp;state=broken", await site.Client.GetStringAsync("/en/"), StringComparison.Ordinal);
    }

    [Fact(Timeout = 90_000)]
    public async Task Assets_are_kept_by_their_tag_and_pages_are_asked_for_again()
    {
        await using Site site = await Site.StartAsync();
        using HttpResponseMessage page = await site.Client.GetAsync("/");
        Assert.Equal("no-cache", page.Headers.CacheControl!.ToString());
        string html = await page.Content.ReadAsStringAsync();
        string css = html[html.IndexOf("/assets/", StringComparison.Ordinal)..];
        css = css[..css.IndexOf('"', StringComparison.Ordinal)];
        using HttpResponseMessage asset = await site.Client.GetAsync(css);
        Assert.Contains("immutable", asset.Headers.CacheControl!.ToString(), StringComparison.Ordinal);
        using var again = new HttpRequestMessage(HttpMethod.Get, css);
        again.Headers.IfNoneMatch.Add(asset.Headers.ETag!);
        using HttpResponseMessage same = await site.Client.SendAsync(again);
        Assert.Equal(HttpStatusCode.NotModified, same.StatusCode);
    }

    [Theory(Timeout = 90_000)]
    [InlineData("/en/organisations", "br")]
    [InlineData("/en/targets/site/langson.gov.vn", null)]
    public async Task Pages_are_compressed_unless_they_hold_a_forms_token(string path, string? encoding)
    {
        await using Site site = await Site.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.AcceptEncoding.ParseAdd("br");
        using HttpResponseMessage response = await site.Client.SendAsync(request);
        Assert.Equal(encoding, response.Content.Headers.ContentEncoding.SingleOrDefault());
    }
}
