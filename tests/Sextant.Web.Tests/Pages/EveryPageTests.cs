using System.Net;
using System.Text.RegularExpressions;
using Sextant.Web.Tests.Hosting;

namespace Sextant.Web.Tests.Pages;

/// <summary>Every page, in both languages, over a loaded and an empty register.</summary>
public sealed partial class EveryPageTests
{
    private static readonly string[] Paths =
    [
        "/", "/?as-of=2025-06-30", "/?as-of=2025-07-01", "/?as-of=nonsense", "/organisations", "/organisations?q=hue", "/organisations?kind=province&as-of=2025-06-30",
        "/organisations/hue", "/organisations/hue/domains", "/organisations/hue/sheet", "/conference/phase-ipv6-for-gov-1", "/conference/year-2026", "/organisations/lang-son/sheet?as-of=2025-06-30", "/figures", "/figures/G-01", "/figures/G-03", "/figures/U-00", "/figures/U-14", "/figures/X-01", "/figures/C-10?as-of=2025-06-30", "/figures/R-02", "/figures/G-06", "/figures/others", "/figures/others?as-of=2010-01-01", "/criteria", "/criteria/WEB-03", "/criteria/DNS-05", "/method", "/campaigns", "/campaigns/tuan-47", "/targets/site/langson.gov.vn",
        "/targets/mail/langson.gov.vn", "/targets/zone/langson.gov.vn", "/organisations?service=site&state=nothing", "/organisations?q=nothinglikethis",
        "/documents", "/documents?q=chuyen+doi&kind=decision&year=2021&state=unknown", "/documents?q=nothinglikethis&page-number=99999999", "/documents/433-qd-btttt", "/documents/tin-hoi-nghi-2023-03-28", "/meetings", "/meetings?as-of=2000-01-01", "/meetings/hop-2015-04-02", "/meetings/hoi-nghi-2023-03-28",
        "/plans", "/plans?as-of=2000-01-01", "/plans/ke-hoach-2015", "/tasks", "/tasks?view=board", "/tasks?view=calendar&plan=ke-hoach-2015", "/tasks?unit=vnpt&state=overdue&group=4&q=x", "/tasks/ke-hoach-2015/17", "/cooperation", "/communication", "/training", "/certificates", "/certificates?code=aaaa-bbbb-cccc-dddd", "/experts", "/conversion-plans", "/tasks?view=gantt", "/tasks?view=gantt&plan=ke-hoach-2015&mine=true", "/conversion-plans?as-of=2025-06-30", "/organisations/hue/conversion",
        "/organisations/events", "/organisations/exemptions", "/organisations/events?as-of=2025-06-30", "/?as-known=2020-01-01", "/?as-of=2025-06-30&as-known=2100-01-01T10:30", "/figures?as-known=2100-01-01T03:30:00Z", "/tasks?as-known=2100-01-01", "/organisations/events/2025-07-01-merge-bac-ninh-2025", "/organisations/events/2025-03-01-move-vnnic", "/organisations/bac-giang", "/organisations/bac-ninh-2025",
    ];

    [Fact(Timeout = 120_000)]
    public async Task Each_answers_with_title_language_and_one_heading_and_nothing_from_elsewhere()
    {
        await using Site site = await Site.StartAsync();
        await SomeCampaigns.KeepAsync(site.Stores);
        foreach (string language in new[] { "vi", "en" })
        {
            foreach (string path in Paths)
            {
                using HttpResponseMessage response = await site.Client.GetAsync((language == "en" ? "/en" : "") + path);
                string html = await response.Content.ReadAsStringAsync();
                Assert.True(response.StatusCode == HttpStatusCode.OK, $"{path}: {response.StatusCode}");
                Assert.Contains($"<html lang=\"{language}\">", html, StringComparison.Ordinal);
                Assert.Matches(Title(), html);
                Assert.Equal(1, Heading().Count(html));
                Assert.DoesNotMatch(Inline(), html);
                Assert.DoesNotMatch(Elsewhere(), html);
                Assert.DoesNotMatch(MissingText(), html);
                Assert.Contains("default-src 'none'", response.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
            }
        }
    }

    [Fact(Timeout = 60_000)]
    public async Task Counts_follow_the_day()
    {
        await using Site site = await Site.StartAsync();
        string before = await site.Client.GetStringAsync("/en/organisations?kind=province&as-of=2025-06-30");
        string after = await site.Client.GetStringAsync("/en/organisations?kind=province&as-of=2025-07-01");
        Assert.Contains("63 organisations", before, StringComparison.Ordinal);
        Assert.Contains("34 organisations", after, StringComparison.Ordinal);
    }

    [Fact(Timeout = 60_000)]
    public async Task The_founding_figures_stand_on_the_first_page_with_their_source()
    {
        await using Site site = await Site.StartAsync();
        string html = await site.Client.GetStringAsync("/");
        Assert.Contains("94 %", html, StringComparison.Ordinal);
        Assert.Contains("80/85", html, StringComparison.Ordinal);
        Assert.Contains("78 %", html, StringComparison.Ordinal);
        Assert.Contains("1.318", html, StringComparison.Ordinal);
        string derived = await site.Client.GetStringAsync("/figures");
        Assert.Contains("vượt 88%", derived, StringComparison.Ordinal);
        Assert.Contains("vượt 55%", derived, StringComparison.Ordinal);
        Assert.Contains("gấp 2,6 lần", derived, StringComparison.Ordinal);
    }

    [Fact(Timeout = 60_000)]
    public async Task Search_finds_without_accents_and_shows_hostile_words_as_text()
    {
        await using Site site = await Site.StartAsync();
        Assert.Contains("/organisations/hue", await site.Client.GetStringAsync("/organisations?q=hue"), StringComparison.Ordinal);
        string html = await site.Client.GetStringAsync("/organisations?q=" + Uri.EscapeDataString("\"><script>alert(1)</script>"));
        Assert.DoesNotContain("<script>alert", html, StringComparison.Ordinal);
    }

    [Theory(Timeout = 60_000)]
    [InlineData("/organisations/no-such")]
    [InlineData("/targets/site/example.com")]
    [InlineData("/targets/site/127.0.0.1")]
    [InlineData("/targets/nonsense/langson.gov.vn")]
    [InlineData("/documents/no-such")]
    [InlineData("/documents/433-qd-btttt?as-of=2011-03-28")]
    [InlineData("/documents/433-qd-btttt/files/..%2f..%2fregister.db")]
    [InlineData("/meetings/no-such")]
    [InlineData("/meetings/hoi-nghi-2023-03-28?as-of=2023-03-27")]
    [InlineData("/plans/no-such")]
    [InlineData("/tasks/ke-hoach-2015/18")]
    [InlineData("/tasks/ke-hoach-2015/x")]
    [InlineData("/criteria/WEB-99")]
    [InlineData("/figures/X-99")]
    [InlineData("/assets/x/..%2f..%2fappsettings.json")]
    [InlineData("/campaigns/nothing")]
    [InlineData("/metrics")]
    [InlineData("/nothing")]
    public async Task What_is_not_there_is_not_found(string path)
    {
        await using Site site = await Site.StartAsync();
        using HttpResponseMessage response = await site.Client.GetAsync(path);
        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    [Fact(Timeout = 60_000)]
    public async Task An_empty_register_says_what_to_do()
    {
        await using Site site = await Site.StartAsync(pack: false);
        using HttpResponseMessage response = await site.Client.GetAsync("/en/");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.Contains("sextant pack load", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [GeneratedRegex("<title>[^<]{4,}</title>")]
    private static partial Regex Title();

    [GeneratedRegex("<h1[ >]")]
    private static partial Regex Heading();

    [GeneratedRegex("<[^>]* (style|on[a-z]+)=\"|<script(?![^>]*src=)|<style")]
    private static partial Regex Inline();

    [GeneratedRegex("(src|href|action)=\"(https?:)?//")]
    private static partial Regex Elsewhere();

    // A sentence that is missing shows its key.
    [GeneratedRegex(">\\s*(nav|enrolments|communication|kit-kind|public-event|training|learners|certificates|experts|course-level|events|exemptions|duplicates|event-kind|event-role|event-arrow|cooperation|drafts|gantt|writing|conversion|refused|document|country|figure|figures|organisation|organisations|target|desk|column|state|kind|confidence|method|criteria|level|subject|origin|span|error|day|kinds|seen|desk|campaigns|documents|meetings|plans|tasks|plan-state|task-progress|extension|escalation|document-kind|document-state|document-does|document-undergoes)\\.[a-zA-Z0-9-]+\\s*<")]
    private static partial Regex MissingText();
}
