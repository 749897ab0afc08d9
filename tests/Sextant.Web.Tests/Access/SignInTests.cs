using System.Net;
using Sextant.Programme.Audit;
using Sextant.Programme.People;
using Sextant.Testing;
using Sextant.Web.Tests.Hosting;

namespace Sextant.Web.Tests.Access;

/// <summary>From the first administrator's link to a colleague's account, as browsers do it, and what others try meanwhile.</summary>
public sealed class SignInTests
{
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 11, 22, 3, 0, 0, TimeSpan.Zero));

    [Fact(Timeout = 120_000)]
    public async Task The_first_administrator_joins_invites_a_colleague_and_signs_in_again()
    {
        await using Site site = await Site.StartAsync(_clock);
        string link = site.Parts.Address.Of("/welcome?token=" + await site.Parts.People.Links.FirstAdministratorAsync());
        using var lan = new Visitor(site);
        (Authenticator authenticator, string codes) = await lan.JoinAsync(link, _clock.GetUtcNow());
        Assert.Contains("Mã khôi phục", codes, StringComparison.Ordinal);
        Assert.Contains("Nguyễn Thị Lan", await Visitor.TextAsync(await lan.GetAsync("/account")), StringComparison.Ordinal);
        using var late = new Visitor(site);
        Assert.Contains("Liên kết không đúng", await Visitor.TextAsync(await late.GetAsync(new Uri(link).PathAndQuery)), StringComparison.Ordinal);

        string invited = await Visitor.TextAsync(await lan.PostAsync("/people/invite", "/people/invite", ("name", "Minh"), ("email", "minh@example.gov.vn"), ("role", "focal-point"), ("organisation", "hue")));
        string second = invited[(invited.IndexOf("<code>", StringComparison.Ordinal) + 6)..invited.IndexOf("</code>", StringComparison.Ordinal)];
        Assert.StartsWith(site.Parts.Address.Of("/welcome?token="), second, StringComparison.Ordinal);
        using var minh = new Visitor(site);
        await minh.JoinAsync(second, _clock.GetUtcNow(), "minh@example.gov.vn");
        Assert.Contains("minh@example.gov.vn", await Visitor.TextAsync(await lan.GetAsync("/organisations/hue/contacts")), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, (await minh.GetAsync("/people")).StatusCode);

        string key = (await site.Parts.People.Persons.ListAsync()).Single(person => person.Email == "minh@example.gov.vn").Key;
        using HttpResponseMessage given = await lan.PostAsync($"/people/{key}", $"/people/{key}?handler=Grant", ("role", "trainer"), ("organisation", ""), ("from", "2026-11-01"), ("until", "2026-12-31"));
        Assert.Equal(HttpStatusCode.Redirect, given.StatusCode);
        Grant trainer = (await site.Parts.People.Persons.FindAsync(key))!.Grants[1];
        Assert.Equal((Role.Trainer, new DateOnly(2026, 11, 1), new DateOnly(2026, 12, 31)), (trainer.Role, trainer.From, trainer.Until));
        using HttpResponseMessage bad = await lan.PostAsync($"/people/{key}", $"/people/{key}?handler=Grant", ("role", "trainer"), ("until", "hôm qua"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, bad.StatusCode);

        using HttpResponseMessage left = await lan.PostAsync("/account", "/sign-out");
        Assert.Equal(HttpStatusCode.Redirect, left.StatusCode);
        Assert.Equal("/sign-in?return=%2Fpeople", (await lan.GetAsync("/people")).Headers.Location!.ToString());
        _clock.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal("/people", (await InAsync(lan, authenticator, "/people")).Headers.Location!.ToString());
        Assert.Contains("minh@example.gov.vn", await Visitor.TextAsync(await lan.GetAsync("/people")), StringComparison.Ordinal);
        Assert.True((await site.Parts.People.Audit.VerifyAsync()).Whole);
        Assert.Contains(await site.Parts.People.Audit.ListAsync(new AuditFilter()), entry => entry.Action == "session.begin" && entry.From == "127.0.0.1");
    }

    [Fact(Timeout = 120_000)]
    public async Task The_cookies_are_for_the_server_and_for_TLS_where_there_is_some()
    {
        await using Site site = await Site.StartAsync(_clock, new Uri("https://ipv6.example.gov.vn"));
        using var lan = new Visitor(site);
        string link = (await site.Parts.People.Links.FirstAdministratorAsync())!;
        await using var plain = await Site.StartAsync(_clock);

        // A proxy that speaks TLS stands before it; the cookie jar of the test believes it does.
        using var request = new HttpRequestMessage(HttpMethod.Get, "/welcome?token=" + link);
        request.Headers.Add("X-Forwarded-Proto", "https");
        request.Headers.Host = "evil.example";
        using HttpResponseMessage shown = await lan.SendAsync(request);
        string form = string.Join('\n', shown.Headers.GetValues("Set-Cookie"));
        Assert.Contains("secure", form, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=strict", form, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("no-store", shown.Headers.CacheControl!.ToString(), StringComparison.Ordinal);
        Assert.Equal("no-referrer", shown.Headers.GetValues("Referrer-Policy").Single()); // the token in the address goes nowhere
        Assert.Equal("https://ipv6.example.gov.vn/x", site.Parts.Address.Of("/x")); // whatever the request called its host

        using var visitor = new Visitor(plain);
        (Authenticator authenticator, _) = await visitor.JoinAsync(plain.Parts.Address.Of("/welcome?token=" + await plain.Parts.People.Links.FirstAdministratorAsync()), _clock.GetUtcNow());
        _clock.Advance(TimeSpan.FromSeconds(30));
        using HttpResponseMessage entered = await InAsync(visitor, authenticator, "/account");
        string session = entered.Headers.GetValues("Set-Cookie").Single(cookie => cookie.StartsWith("sextant-session=", StringComparison.Ordinal));
        Assert.Contains("httponly", session, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=lax", session, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("path=/", session, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("expires", session, StringComparison.OrdinalIgnoreCase);
    }

    [Fact(Timeout = 120_000)]
    public async Task A_session_that_was_planted_before_is_never_the_one_after_and_the_old_one_ends()
    {
        await using Site site = await Site.StartAsync(_clock);
        using var visitor = new Visitor(site);
        visitor.Cookies.Add(site.Address, new Cookie("sextant-session", "planted", "/"));
        (Authenticator authenticator, _) = await visitor.JoinAsync(site.Parts.Address.Of("/welcome?token=" + await site.Parts.People.Links.FirstAdministratorAsync()), _clock.GetUtcNow());
        string first = visitor.Session()!;
        Assert.NotEqual("planted", first);
        _clock.Advance(TimeSpan.FromSeconds(30));
        await InAsync(visitor, authenticator, "/account");
        Assert.NotEqual(first, visitor.Session());
        Assert.Null(await site.Parts.People.Sessions.FindAsync(first, "127.0.0.1"));
        Assert.NotNull(await site.Parts.People.Sessions.FindAsync(visitor.Session()!, "127.0.0.1"));
    }

    [Theory(Timeout = 120_000)]
    [InlineData("https://evil.example/")]
    [InlineData("//evil.example/")]
    [InlineData("/\\evil.example/")]
    [InlineData("\\\\evil.example")]
    [InlineData("javascript:alert(1)")]
    [InlineData("/\t/evil.example")]
    [InlineData("")]
    public async Task Nobody_is_sent_elsewhere_after_signing_in(string back)
    {
        await using Site site = await Site.StartAsync(_clock);
        using var visitor = new Visitor(site);
        (Authenticator authenticator, _) = await visitor.JoinAsync(site.Parts.Address.Of("/welcome?token=" + await site.Parts.People.Links.FirstAdministratorAsync()), _clock.GetUtcNow());
        _clock.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal("/account", (await InAsync(visitor, authenticator, back)).Headers.Location!.ToString());
    }

    [Fact(Timeout = 120_000)]
    public async Task A_form_without_its_token_or_with_one_of_before_signing_in_does_nothing()
    {
        await using Site site = await Site.StartAsync(_clock);
        using var lan = new Visitor(site);
        await lan.JoinAsync(site.Parts.Address.Of("/welcome?token=" + await site.Parts.People.Links.FirstAdministratorAsync()), _clock.GetUtcNow());
        lan.SendsToken = false;
        Assert.Equal(HttpStatusCode.BadRequest, (await lan.PostAsync("", "/people/invite", ("name", "X"), ("email", "x@example.gov.vn"), ("role", "administrator"))).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await lan.PostAsync("", "/sign-out")).StatusCode);
        Assert.Empty(await site.Parts.People.Links.ListAsync());
        Assert.NotNull(await site.Parts.People.Sessions.FindAsync(lan.Session()!, "x"));

        // A stranger's form, got with the same browser before: it is not this session's.
        lan.SendsToken = true;
        string session = lan.Session()!;
        foreach (Cookie cookie in lan.Cookies.GetAllCookies().Where(cookie => cookie.Name == "sextant-session"))
        {
            cookie.Expired = true;
        }

        string before = await Visitor.TextAsync(await lan.GetAsync("/sign-in"));
        lan.Cookies.Add(site.Address, new Cookie("sextant-session", session, "/"));
        string token = before[(before.IndexOf("__RequestVerificationToken", StringComparison.Ordinal))..];
        token = token[(token.IndexOf("value=\"", StringComparison.Ordinal) + 7)..];
        token = token[..token.IndexOf('"', StringComparison.Ordinal)];
        using var request = new HttpRequestMessage(HttpMethod.Post, "/sign-out") { Content = new FormUrlEncodedContent([KeyValuePair.Create("__RequestVerificationToken", token)]) };
        Assert.Equal(HttpStatusCode.BadRequest, (await lan.SendAsync(request)).StatusCode);
    }

    [Fact(Timeout = 120_000)]
    public async Task Wrong_words_are_refused_alike_and_too_many_are_told_to_wait()
    {
        await using Site site = await Site.StartAsync(_clock);
        await SomePeople.AdministratorAsync(site);
        using var visitor = new Visitor(site);
        string known = await RefusedAsync(visitor, "quantri@example.gov.vn", HttpStatusCode.Unauthorized);
        string unknown = await RefusedAsync(visitor, "nguoila1@example.gov.vn", HttpStatusCode.Unauthorized);
        Assert.Equal(Stripped(known, "quantri@example.gov.vn"), Stripped(unknown, "nguoila1@example.gov.vn"));
        for (int i = 0; i < 4; i++)
        {
            await RefusedAsync(visitor, "quantri@example.gov.vn", HttpStatusCode.Unauthorized);
        }

        string waits = await RefusedAsync(visitor, "quantri@example.gov.vn", HttpStatusCode.TooManyRequests);
        Assert.Contains("15 phút", waits, StringComparison.Ordinal);
        Assert.Contains("/sign-in", (await visitor.GetAsync("/sign-in/code")).Headers.Location!.ToString(), StringComparison.Ordinal);
    }

    [Fact(Timeout = 120_000)]
    public async Task A_token_asks_for_what_it_was_lent_and_a_made_up_one_is_told_so()
    {
        await using Site site = await Site.StartAsync(_clock);
        using var lan = new Visitor(site);
        await lan.JoinAsync(site.Parts.Address.Of("/welcome?token=" + await site.Parts.People.Links.FirstAdministratorAsync()), _clock.GetUtcNow());
        string made = await Visitor.TextAsync(await lan.PostAsync("/account/tokens", "/account/tokens", ("name", "kịch bản"), ("scope", "read-audit"), ("days", "30")));
        string token = made[made.IndexOf(TokenStore.Prefix, StringComparison.Ordinal)..];
        token = token[..token.IndexOf('<', StringComparison.Ordinal)];
        Assert.DoesNotContain(token, await Visitor.TextAsync(await lan.GetAsync("/account/tokens")), StringComparison.Ordinal); // once
        Assert.Contains("\"read-audit\"", await AskAsync(site, "/api/v1/me", "Bearer " + token, HttpStatusCode.OK), StringComparison.Ordinal);
        await AskAsync(site, "/audit", "Bearer " + token, HttpStatusCode.OK);
        await AskAsync(site, "/people", "Bearer " + token, HttpStatusCode.Forbidden);
        await AskAsync(site, "/account", "Bearer " + token, HttpStatusCode.Forbidden);
        await AskAsync(site, "/organisations", "Bearer " + token + "x", HttpStatusCode.Unauthorized);
        await AskAsync(site, "/organisations", "Basic bGFuOng=", HttpStatusCode.Unauthorized);
        _clock.Advance(TimeSpan.FromDays(30));
        await AskAsync(site, "/api/v1/me", "Bearer " + token, HttpStatusCode.Unauthorized);
    }

    private static async Task<string> AskAsync(Site site, string path, string authorization, HttpStatusCode expected)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.TryAddWithoutValidation("Authorization", authorization);
        using HttpResponseMessage response = await site.Client.SendAsync(request);
        Assert.Equal(expected, response.StatusCode);
        return await response.Content.ReadAsStringAsync();
    }

    private static string Stripped(string page, string email) => System.Text.RegularExpressions.Regex.Replace(page.Replace(email, "", StringComparison.Ordinal), "value=\"[^\"]{60,}\"", "");

    private static async Task<string> RefusedAsync(Visitor visitor, string email, HttpStatusCode expected)
    {
        using HttpResponseMessage response = await visitor.PostAsync("/sign-in", "/sign-in", ("email", email), ("password", "sai mật khẩu"));
        Assert.Equal(expected, response.StatusCode);
        return WebUtility.HtmlDecode(await response.Content.ReadAsStringAsync());
    }

    private async Task<HttpResponseMessage> InAsync(Visitor visitor, Authenticator authenticator, string back)
    {
        using HttpResponseMessage first = await visitor.PostAsync("/sign-in", "/sign-in", ("email", "lan@example.gov.vn"), ("password", Visitor.Password), ("return", back));
        Assert.Equal("/sign-in/code", first.Headers.Location?.ToString());
        return await visitor.PostAsync("/sign-in/code", "/sign-in/code", ("code", authenticator.Code(_clock.GetUtcNow())));
    }
}
