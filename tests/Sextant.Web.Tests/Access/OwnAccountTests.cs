using System.Net;
using System.Text.RegularExpressions;
using Sextant.Programme.Audit;
using Sextant.Testing;
using Sextant.Web.Tests.Hosting;

namespace Sextant.Web.Tests.Access;

/// <summary>Another address and another authenticator, as their person and as others try it.</summary>
public sealed partial class OwnAccountTests
{
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 11, 22, 3, 0, 0, TimeSpan.Zero));

    [Fact(Timeout = 300_000)]
    public async Task An_address_changes_when_who_reads_at_the_new_one_confirms_it_signed_in_and_the_old_one_is_told()
    {
        await using Site site = await Site.StartAsync(_clock);
        using var lan = new Visitor(site);
        await lan.JoinAsync(site.Parts.Address.Of("/welcome?token=" + await site.Parts.People.Links.FirstAdministratorAsync()), _clock.GetUtcNow());
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await AskAsync(lan, "không phải địa chỉ")).StatusCode);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await AskAsync(lan, "LAN@example.gov.vn")).StatusCode); // somebody has it: oneself
        Assert.Contains("Một thư đang được gửi tới lan.moi@example.gov.vn", await Visitor.TextAsync(await AskAsync(lan, "lan.moi@example.gov.vn")), StringComparison.Ordinal);
        await site.Parts.Notices.Outbox.SendAsync(site.Mail);
        Assert.Equal(["lan.moi@example.gov.vn", "lan@example.gov.vn"], site.Mail.Letters.Select(letter => letter.To));
        Assert.DoesNotContain("token=", site.Mail.Letters[1].Body, StringComparison.Ordinal); // the link goes to the new address alone
        string link = Link().Match(site.Mail.Letters[0].Body).Value;

        using var stranger = new Visitor(site);
        Assert.StartsWith("/sign-in?return=", Visitor.Place(await stranger.GetAsync(link)), StringComparison.Ordinal);
        using Visitor minh = await Visitor.InAsync(site, lan.Session()!, Sextant.Programme.People.Role.Office);
        Assert.Contains("thuộc về tài khoản khác", await Visitor.TextAsync(await minh.GetAsync(link)), StringComparison.Ordinal);
        Assert.Contains("lan.moi@example.gov.vn", await Visitor.TextAsync(await lan.GetAsync(link)), StringComparison.Ordinal);
        string token = link[(link.IndexOf('=', StringComparison.Ordinal) + 1)..];
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await minh.PostAsync("/account", "/account/email?handler=Confirm", ("token", token))).StatusCode);
        Assert.Contains("lan@example.gov.vn", await Visitor.TextAsync(await lan.GetAsync("/account")), StringComparison.Ordinal); // opening changed nothing
        Assert.Contains("Địa chỉ của bạn nay là lan.moi@example.gov.vn", await Visitor.TextAsync(await lan.PostAsync(link, "/account/email?handler=Confirm", ("token", token))), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await lan.PostAsync("/account", "/account/email?handler=Confirm", ("token", token))).StatusCode);
        await site.Parts.Notices.Outbox.SendAsync(site.Mail);
        Assert.Equal("lan@example.gov.vn", site.Mail.Letters[^1].To);
        Assert.Equal(HttpStatusCode.Unauthorized, (await stranger.PostAsync("/sign-in", "/sign-in", ("email", "lan@example.gov.vn"), ("password", Visitor.Password))).StatusCode);
        Assert.Equal("/sign-in/code", Visitor.Place(await stranger.PostAsync("/sign-in", "/sign-in", ("email", "lan.moi@example.gov.vn"), ("password", Visitor.Password))));
        Assert.Contains($"/people/{(await site.Parts.People.Persons.ListAsync()).Single(one => one.Email == "lan.moi@example.gov.vn").Key}\">Nguyễn Thị Lan</a>", await Visitor.TextAsync(await lan.GetAsync("/audit")), StringComparison.Ordinal); // by name, not by key alone
        AuditEntry change = (await site.Parts.People.Audit.ListAsync(new AuditFilter())).Single(entry => entry.Action == "email.change");
        Assert.Contains("lan@example.gov.vn", change.Before, StringComparison.Ordinal);
    }

    [Fact(Timeout = 300_000)]
    public async Task An_address_is_not_asked_for_without_end()
    {
        await using Site site = await Site.StartAsync(_clock);
        using var lan = new Visitor(site);
        await lan.JoinAsync(site.Parts.Address.Of("/welcome?token=" + await site.Parts.People.Links.FirstAdministratorAsync()), _clock.GetUtcNow());
        for (int i = 0; i < 5; i++)
        {
            Assert.Equal(HttpStatusCode.OK, (await AskAsync(lan, $"nguoi-{i}@example.gov.vn")).StatusCode);
        }

        Assert.Contains("quá nhiều lần", await Visitor.TextAsync(await AskAsync(lan, "nguoi-5@example.gov.vn")), StringComparison.Ordinal);
        await site.Parts.Notices.Outbox.SendAsync(site.Mail);
        Assert.Equal(10, site.Mail.Letters.Count);
        string early = Link().Match(site.Mail.Letters[0].Body).Value;
        Assert.Contains("quá hạn", await Visitor.TextAsync(await lan.GetAsync(early)), StringComparison.Ordinal); // the newest question alone counts
    }

    [Fact(Timeout = 300_000)]
    public async Task Another_authenticator_is_taken_when_its_code_is_right_and_the_old_one_is_none_then()
    {
        await using Site site = await Site.StartAsync(_clock);
        using var lan = new Visitor(site);
        (Authenticator old, _) = await lan.JoinAsync(site.Parts.Address.Of("/welcome?token=" + await site.Parts.People.Links.FirstAdministratorAsync()), _clock.GetUtcNow());
        using var elsewhere = new Visitor(site);
        _clock.Advance(TimeSpan.FromSeconds(30));
        await elsewhere.PostAsync("/sign-in", "/sign-in", ("email", "lan@example.gov.vn"), ("password", Visitor.Password));
        await elsewhere.PostAsync("/sign-in/code", "/sign-in/code", ("code", old.Code(_clock.GetUtcNow())));
        string page = await Visitor.TextAsync(await lan.GetAsync("/account/authenticator"));
        (string packed, var next) = (Sealed().Match(page).Groups[1].Value, new Authenticator(Key().Match(page).Groups[1].Value));
        string again = await Visitor.TextAsync(await lan.PostAsync("/account/authenticator", "/account/authenticator", ("sealed", packed), ("code", old.Code(_clock.GetUtcNow()))));
        Assert.Contains(Key().Match(page).Groups[1].Value, again, StringComparison.Ordinal); // the same key is shown again
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await elsewhere.PostAsync("/account/authenticator", "/account/authenticator", ("sealed", packed), ("code", next.Code(_clock.GetUtcNow())))).StatusCode);
        Assert.Contains("đã có hiệu lực", await Visitor.TextAsync(await lan.PostAsync("/account/authenticator", "/account/authenticator", ("sealed", packed), ("code", next.Code(_clock.GetUtcNow())))), StringComparison.Ordinal);
        await site.Parts.Notices.Outbox.SendAsync(site.Mail);
        Assert.Contains("Ứng dụng xác thực của tài khoản đã được thay. Thời điểm: 10:00 22/11/2026", Assert.Single(site.Mail.Letters).Body, StringComparison.Ordinal); // whoever did it, the person learns of it
        Assert.Equal(HttpStatusCode.OK, (await lan.GetAsync("/account")).StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, (await elsewhere.GetAsync("/account")).StatusCode);
        _clock.Advance(TimeSpan.FromSeconds(60));
        await elsewhere.PostAsync("/sign-in", "/sign-in", ("email", "lan@example.gov.vn"), ("password", Visitor.Password));
        Assert.Equal(HttpStatusCode.Unauthorized, (await elsewhere.PostAsync("/sign-in/code", "/sign-in/code", ("code", old.Code(_clock.GetUtcNow())))).StatusCode);
        Assert.Equal("/account", Visitor.Place(await elsewhere.PostAsync("/sign-in/code", "/sign-in/code", ("code", next.Code(_clock.GetUtcNow())))));
    }

    private static Task<HttpResponseMessage> AskAsync(Visitor visitor, string email) => visitor.PostAsync("/account/security", "/account/security?handler=Email", ("email", email));

    [GeneratedRegex("/account/email\\?token=\\S+")]
    private static partial Regex Link();

    [GeneratedRegex("name=\"sealed\" value=\"([^\"]+)\"")]
    private static partial Regex Sealed();

    [GeneratedRegex("<code>([A-Z2-7 ]{39})</code>")]
    private static partial Regex Key();
}
