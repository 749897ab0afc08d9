using System.Net;
using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Sextant.Programme.Audit;
using Sextant.Programme.People;
using Sextant.Testing;
using Sextant.Web.Access.Providers;
using Sextant.Web.Tests.Hosting;

namespace Sextant.Web.Tests.Access;

/// <summary>Signing in by an identity provider, over real sockets: one that keeps to the standard.</summary>
public sealed partial class ProviderTests : IAsyncLifetime
{
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 11, 22, 3, 0, 0, TimeSpan.Zero));
    private SomeProvider _provider = null!;

    public async ValueTask InitializeAsync() => _provider = await SomeProvider.StartAsync(_clock);

    public ValueTask DisposeAsync() => _provider.DisposeAsync();

    [Fact(Timeout = 300_000)]
    public async Task Who_is_unknown_is_refused_and_who_has_linked_the_account_is_let_in_with_a_code_of_this_installation()
    {
        await using Site site = await Site.StartAsync(_clock, null, _provider.Line());
        using var lan = new Visitor(site);
        (Authenticator authenticator, _) = await lan.JoinAsync(await FirstAsync(site), _clock.GetUtcNow());
        using var stranger = new Visitor(site);
        Assert.Contains("Đăng nhập bằng Tài khoản công vụ", await Visitor.TextAsync(await stranger.GetAsync("/sign-in")), StringComparison.Ordinal);
        await RefusedAsync(site, stranger, ProviderFault.Unknown);
        Assert.Equal(HttpStatusCode.Redirect, (await stranger.GetAsync("/account")).StatusCode);

        // Linking begins at the own page alone, by a seal that no other page can make.
        Assert.Equal("/sign-in?fault=state&provider=so-ban-nganh", Visitor.Place(await lan.GetAsync("/sign-in/with/so-ban-nganh?link=made-up")));
        string page = await Visitor.TextAsync(await lan.GetAsync("/account/security"));
        string link = Link().Match(page).Groups[1].Value;
        Assert.Equal("/sign-in?fault=state&provider=so-ban-nganh", Visitor.Place(await stranger.GetAsync(link)));
        string there = Visitor.Place(await lan.GetAsync(link));
        Assert.Contains("prompt=login", there, StringComparison.Ordinal);
        Assert.Equal("/account/security?done=identity-linked", Visitor.Place(await lan.GetAsync(await _provider.VisitAsync(there))));
        Assert.Contains("Bỏ liên kết", await Visitor.TextAsync(await lan.GetAsync("/account/security")), StringComparison.Ordinal);

        using var other = new Visitor(site);
        Assert.Equal("/en/sign-in/code", Visitor.Place(await ThroughAsync(other, "/en/sign-in/with/so-ban-nganh?return=/en/people")));
        Assert.Equal(HttpStatusCode.Unauthorized, (await other.PostAsync("/en/sign-in/code", "/en/sign-in/code", ("code", "000000"))).StatusCode);
        _clock.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal("/en/people", Visitor.Place(await other.PostAsync("/en/sign-in/code", "/en/sign-in/code", ("code", authenticator.Code(_clock.GetUtcNow())))));
        Assert.Contains("sign-in provider", await Visitor.TextAsync(await other.GetAsync("/en/account")), StringComparison.Ordinal);

        // Signing out shows the way to the end of the session there.
        string left = await Visitor.TextAsync(await other.PostAsync("/account", "/sign-out"));
        Assert.Contains($"{_provider.Issuer}/end?client_id=sextant", left, StringComparison.Ordinal);
        Assert.Contains("id_token_hint=ey", left, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Redirect, (await other.GetAsync("/account")).StatusCode);
        Assert.True((await site.Parts.People.Audit.VerifyAsync()).Whole);
    }

    [Fact(Timeout = 300_000)]
    public async Task The_second_factor_of_the_provider_counts_where_the_settings_say_which_it_is()
    {
        await using Site site = await Site.StartAsync(_clock, null, _provider.Line(line => line with { SecondFactorMethods = ["otp", "hwk"], SecondFactorClasses = ["gold"] }));
        await LinkedAsync(site);
        foreach ((object? amr, object? acr, string place) in ((object?, object?, string)[])
        [
            (null, null, "/sign-in/code"), (new[] { "pwd" }, "silver", "/sign-in/code"), ("otpx", null, "/sign-in/code"), (new[] { "pwd", "otp" }, null, "/account"), ("hwk", null, "/account"),
            (null, "gold", "/account"), (null, new[] { "gold" }, "/sign-in/code"), (42, 42, "/sign-in/code"),
        ])
        {
            (_provider.Person["amr"], _provider.Person["acr"]) = (amr, acr);
            using var visitor = new Visitor(site);
            Assert.Equal(place, Visitor.Place(await ThroughAsync(visitor)));
        }
    }

    [Fact(Timeout = 300_000)]
    public async Task An_invited_person_comes_in_by_a_verified_address_with_an_authenticator_and_never_as_administrator()
    {
        await using Site site = await Site.StartAsync(_clock, null, _provider.Line(line => line with { LinksInvited = true, SecondFactorMethods = ["otp"] }));
        Viewer admin = (await site.Parts.People.Sessions.FindAsync(await SomePeople.AdministratorAsync(site), "127.0.0.1"))!;
        _provider.Person["amr"] = new[] { "otp" };
        await site.Parts.People.Links.InviteAsync(admin, new Invitation("Minh", "minh@example.gov.vn", Role.Administrator, null));
        using var minh = new Visitor(site);
        await RefusedAsync(site, minh, ProviderFault.Unknown); // an administrator is made by the link in the hand alone

        await site.Parts.People.Links.InviteAsync(admin, new Invitation("Minh", "Minh@Example.gov.vn", Role.Reviewer, null));
        _provider.Person["email_verified"] = false;
        await RefusedAsync(site, minh, ProviderFault.Unknown);
        _provider.Person["email_verified"] = true;
        Assert.Equal("/sign-in/authenticator", Visitor.Place(await ThroughAsync(minh)));
        string step = await Visitor.TextAsync(await minh.GetAsync("/sign-in/authenticator"));
        Assert.Contains("Tài khoản công vụ đã xác nhận bạn là ai", step, StringComparison.Ordinal);
        Assert.Equal("/sign-in", Visitor.Place(await minh.GetAsync("/sign-in/code")));
        var authenticator = new Authenticator(Key().Match(step).Groups[1].Value);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await minh.PostAsync("/sign-in/authenticator", "/sign-in/authenticator", ("code", "123456"))).StatusCode);
        string done = await Visitor.TextAsync(await minh.PostAsync("/sign-in/authenticator", "/sign-in/authenticator", ("code", authenticator.Code(_clock.GetUtcNow()))));
        Assert.Contains("Mã khôi phục", done, StringComparison.Ordinal);
        PersonView person = (await site.Parts.People.Persons.ListAsync()).Single(one => one.Name == "Minh");
        Assert.Equal([Role.Reviewer], person.Grants.Select(grant => grant.Role));
        Assert.DoesNotContain(await site.Parts.People.Links.ListAsync(), link => link.Role == Role.Reviewer); // used up

        // From now on by the linked identity, whatever its address says.
        _provider.Person["email"] = "another@example.gov.vn";
        using var again = new Visitor(site);
        Assert.Equal("/account", Visitor.Place(await ThroughAsync(again)));

        // Somebody else who comes to have the address there is nobody here.
        (_provider.Person["sub"], _provider.Person["email"]) = ("another", "minh@example.gov.vn");
        using var thief = new Visitor(site);
        await RefusedAsync(site, thief, ProviderFault.Unknown);
    }

    [Fact(Timeout = 300_000)]
    public async Task Somebody_who_is_here_already_shows_the_code_before_the_identity_is_linked()
    {
        await using Site site = await Site.StartAsync(_clock, null, _provider.Line(line => line with { LinksInvited = true, SecondFactorMethods = ["otp"] }));
        string admin = await SomePeople.AdministratorAsync(site);
        (_provider.Person["email"], _provider.Person["amr"]) = ("quantri@example.gov.vn", new[] { "otp" });
        using var visitor = new Visitor(site);
        await RefusedAsync(site, visitor, ProviderFault.Unknown); // an administrator links by hand

        using var minh = new Visitor(site);
        string invited = await site.Parts.People.Links.InviteAsync((await site.Parts.People.Sessions.FindAsync(admin, "127.0.0.1"))!, new Invitation("Minh", "minh@example.gov.vn", Role.Trainer, null));
        (Authenticator authenticator, _) = await minh.JoinAsync(site.Parts.Address.Of("/welcome?token=" + invited), _clock.GetUtcNow());
        (_provider.Person["email"], _provider.Person["amr"]) = ("minh@example.gov.vn", new[] { "otp" });
        Assert.Equal("/sign-in/code", Visitor.Place(await ThroughAsync(visitor)));
        Assert.Empty(await site.Parts.People.Identities.ListAsync((await site.Parts.People.Persons.ListAsync()).Single(one => one.Name == "Minh").Key));
        _clock.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal("/account", Visitor.Place(await visitor.PostAsync("/sign-in/code", "/sign-in/code", ("code", authenticator.Code(_clock.GetUtcNow())))));
        using var next = new Visitor(site);
        Assert.Equal("/account", Visitor.Place(await ThroughAsync(next)));
    }

    [Fact(Timeout = 300_000)]
    public async Task Groups_give_and_take_roles_where_the_settings_map_them_and_nothing_that_people_gave()
    {
        await using Site site = await Site.StartAsync(_clock, null, _provider.Line(line => line with
        {
            GroupsClaim = "groups", SecondFactorMethods = ["otp"],
            GroupRoles = new Dictionary<string, Role> { ["soat-xet"] = Role.Reviewer, ["do"] = Role.MeasurementEngineer, ["goc"] = Role.Administrator, ["don-vi"] = Role.FocalPoint },
        }));
        Viewer admin = (await site.Parts.People.Sessions.FindAsync(await SomePeople.AdministratorAsync(site), "127.0.0.1"))!;
        using var minh = new Visitor(site);
        _provider.Person["amr"] = "otp";
        _provider.Person["groups"] = new[] { "goc", "don-vi", "khac" };
        await RefusedAsync(site, minh, ProviderFault.Unknown);
        _provider.Person["groups"] = new[] { "goc", "soat-xet" };
        Assert.Equal("/sign-in/authenticator", Visitor.Place(await ThroughAsync(minh)));
        var authenticator = new Authenticator(Key().Match(await Visitor.TextAsync(await minh.GetAsync("/sign-in/authenticator"))).Groups[1].Value);
        await minh.PostAsync("/sign-in/authenticator", "/sign-in/authenticator", ("code", authenticator.Code(_clock.GetUtcNow())));
        PersonView person = (await site.Parts.People.Persons.ListAsync()).Single(one => one.Email == "minh@example.gov.vn");
        Assert.Equal("Trần Văn Minh", person.Name);
        Assert.Equal([Role.Reviewer], person.Grants.Select(grant => grant.Role));
        await site.Parts.People.Persons.GrantAsync(admin, person.Key, new Grant("", Role.Trainer, null, null, null));

        _provider.Person["groups"] = new[] { "do" };
        using var later = new Visitor(site);
        Assert.Equal("/account", Visitor.Place(await ThroughAsync(later)));
        person = (await site.Parts.People.Persons.FindAsync(person.Key))!;
        Assert.Equal([Role.Trainer, Role.MeasurementEngineer], person.Grants.Select(grant => grant.Role));
    }

    [Fact(Timeout = 300_000)]
    public async Task A_provider_that_says_another_thing_of_itself_is_not_asked_further_and_other_ways_stay()
    {
        foreach ((Action<Dictionary<string, object?>> change, ProviderFault fault) in ((Action<Dictionary<string, object?>>, ProviderFault)[])
        [
            (about => about["issuer"] = "https://evil.example", ProviderFault.Metadata),
            (about => about["token_endpoint"] = "http://token.example/token", ProviderFault.Metadata),
            (about => about["authorization_endpoint"] = "javascript:alert(1)", ProviderFault.Metadata),
            (about => about["jwks_uri"] = "http://keys.example/keys", ProviderFault.Metadata),
        ])
        {
            _provider.Metadata = change;
            await using Site site = await Site.StartAsync(_clock, null, _provider.Line());
            using var visitor = new Visitor(site);
            Assert.Equal($"/sign-in?fault={ProviderException.Word(fault)}&provider=so-ban-nganh", Visitor.Place(await visitor.GetAsync("/sign-in/with/so-ban-nganh")));
        }

        await _provider.StopAsync();
        await using Site down = await Site.StartAsync(_clock, null, _provider.Line());
        using var lan = new Visitor(down);
        (Authenticator authenticator, _) = await lan.JoinAsync(await FirstAsync(down), _clock.GetUtcNow());
        using var other = new Visitor(down);
        string page = await Visitor.TextAsync(await other.GetAsync("/en" + Visitor.Place(await other.GetAsync("/sign-in/with/so-ban-nganh"))));
        Assert.Contains("Tài khoản công vụ does not answer now. Sign in by password or passkey", page, StringComparison.Ordinal);
        _clock.Advance(TimeSpan.FromSeconds(30));
        await other.PostAsync("/sign-in", "/sign-in", ("email", "lan@example.gov.vn"), ("password", Visitor.Password));
        Assert.Equal("/account", Visitor.Place(await other.PostAsync("/sign-in/code", "/sign-in/code", ("code", authenticator.Code(_clock.GetUtcNow())))));
    }

    [Fact(Timeout = 300_000)]
    public async Task Keys_that_turn_are_asked_for_anew_and_made_up_names_of_keys_ask_no_oftener()
    {
        await using Site site = await Site.StartAsync(_clock, null, _provider.Line(line => line with { SecondFactorMethods = ["otp"] }));
        await LinkedAsync(site);
        _provider.Person["amr"] = "otp";
        using RSA old = _provider.Key;
        _provider.Turn("two");
        _clock.Advance(TimeSpan.FromSeconds(31));
        using var visitor = new Visitor(site);
        Assert.Equal("/account", Visitor.Place(await ThroughAsync(visitor)));
        int asked = _provider.Asked["/keys"];
        _provider.Signs = claims => _provider.Sign(claims, old, "one"); // the key of yesterday is none any more
        for (int i = 0; i < 3; i++)
        {
            using var thief = new Visitor(site);
            Assert.Equal("/sign-in?fault=signature&provider=so-ban-nganh", Visitor.Place(await ThroughAsync(thief)));
        }

        Assert.Equal(asked, _provider.Asked["/keys"]);
    }

    [Fact(Timeout = 300_000)]
    public async Task An_answer_counts_once_in_the_browser_that_asked_for_it()
    {
        await using Site site = await Site.StartAsync(_clock, null, _provider.Line(line => line with { SecondFactorMethods = ["otp"] }));
        await LinkedAsync(site);
        _provider.Person["amr"] = "otp";
        using var visitor = new Visitor(site);
        string back = await _provider.VisitAsync(Visitor.Place(await visitor.GetAsync("/sign-in/with/so-ban-nganh")));
        using var thief = new Visitor(site);
        Assert.Equal("/sign-in?fault=state&provider=so-ban-nganh", Visitor.Place(await thief.GetAsync(back))); // another's answer signs nobody in, and nobody in as another
        Assert.Equal("/account", Visitor.Place(await visitor.GetAsync(back)));
        Assert.Equal("/sign-in?fault=state&provider=so-ban-nganh", Visitor.Place(await visitor.GetAsync(back)));
        Assert.Equal("/account", Visitor.Place(await ThroughAsync(visitor, "/sign-in/with/so-ban-nganh?return=//evil.example/")));
        string late = await _provider.VisitAsync(Visitor.Place(await thief.GetAsync("/sign-in/with/so-ban-nganh")));
        Assert.Equal("/sign-in?fault=no-provider&provider=khac", Visitor.Place(await thief.GetAsync(late.Replace("so-ban-nganh", "khac", StringComparison.Ordinal))));
    }

    [Fact(Timeout = 300_000)]
    public async Task Who_is_signed_in_and_must_be_so_anew_is_asked_there_and_not_remembered()
    {
        await using Site site = await Site.StartAsync(_clock, null, _provider.Line(line => line with { SecondFactorMethods = ["otp"] }));
        await LinkedAsync(site);
        _provider.Person["amr"] = "otp";
        using var visitor = new Visitor(site);
        await ThroughAsync(visitor);
        _clock.Advance(TimeSpan.FromMinutes(40));
        string place = Visitor.Place(await visitor.GetAsync("/account/security"));
        Assert.StartsWith("/sign-in?return=", place, StringComparison.Ordinal);
        _provider.Claims = claims => claims["auth_time"] = _clock.GetUtcNow().AddHours(-1).ToUnixTimeSeconds();
        await RefusedAsync(site, visitor, ProviderFault.AuthTime);
        _provider.Claims = claims => claims.Remove("auth_time");
        await RefusedAsync(site, visitor, ProviderFault.AuthTime);
        _provider.Claims = null;
        Assert.Equal("/account/security", Visitor.Place(await ThroughAsync(visitor, "/sign-in/with/so-ban-nganh?return=/account/security")));
        Assert.Equal(HttpStatusCode.OK, (await visitor.GetAsync("/account/security")).StatusCode);
    }

    [Fact(Timeout = 300_000)]
    public async Task The_provider_ends_sessions_by_its_signed_word_and_by_no_other()
    {
        await using Site site = await Site.StartAsync(_clock, null, _provider.Line(line => line with { SecondFactorMethods = ["otp"] }));
        await LinkedAsync(site);
        _provider.Person["amr"] = "otp";
        using var visitor = new Visitor(site);
        await ThroughAsync(visitor);
        foreach (Action<Dictionary<string, object?>> change in (Action<Dictionary<string, object?>>[])
        [
            claims => claims.Remove("events"), claims => claims["nonce"] = "x", claims => claims["aud"] = "another", claims => claims.Remove("sub"), claims => claims["iat"] = 1, claims => claims["iss"] = "https://evil.example",
        ])
        {
            Assert.Equal(HttpStatusCode.BadRequest, await EndAsync(site, _provider.LogoutToken(change)));
        }

        Assert.Equal(HttpStatusCode.BadRequest, await EndAsync(site, ""));
        Assert.Equal(HttpStatusCode.OK, await EndAsync(site, _provider.LogoutToken(claims => claims["sid"] = "another session")));
        Assert.Equal(HttpStatusCode.OK, (await visitor.GetAsync("/account")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, await EndAsync(site, _provider.LogoutToken()));
        Assert.Equal(HttpStatusCode.Redirect, (await visitor.GetAsync("/account")).StatusCode);
        Assert.Contains(await site.Parts.People.Audit.ListAsync(new AuditFilter()), entry => entry is { Action: "session.end", Who: "provider:so-ban-nganh" });
    }

    private static async Task<HttpStatusCode> EndAsync(Site site, string token)
    {
        using HttpResponseMessage answer = await site.Client.PostAsync("/sign-in/ended/so-ban-nganh", new FormUrlEncodedContent(new Dictionary<string, string> { ["logout_token"] = token }));
        return answer.StatusCode;
    }

    private static async Task<string> FirstAsync(Site site) => site.Parts.Address.Of("/welcome?token=" + await site.Parts.People.Links.FirstAdministratorAsync());

    private Task LinkedAsync(Site site) => _provider.LinkedAsync(site);

    private Task<HttpResponseMessage> ThroughAsync(Visitor visitor, string path = "/sign-in/with/so-ban-nganh") => _provider.ThroughAsync(visitor, path);

    private Task RefusedAsync(Site site, Visitor visitor, ProviderFault fault) => _provider.RefusedAsync(site, visitor, fault);

    [GeneratedRegex("href=\"(/sign-in/with/[^\"]+link=[^\"]+)\"")]
    private static partial Regex Link();

    [GeneratedRegex("<code>([A-Z2-7 ]{39})</code>")]
    private static partial Regex Key();
}
