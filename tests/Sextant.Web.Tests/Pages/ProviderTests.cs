using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;
using Sextant.Programme.Audit;
using Sextant.Programme.People;
using Sextant.Testing;
using Sextant.Web.Access.Providers;
using Sextant.Web.Tests.Hosting;
using Sextant.Web.Wording;

namespace Sextant.Web.Tests.Pages;

/// <summary>Signing in by an identity provider, over real sockets: one that keeps to the standard, and one that lies in each way that the standard warns of.</summary>
public sealed partial class ProviderTests : IAsyncLifetime
{
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 11, 22, 3, 0, 0, TimeSpan.Zero));
    private SomeProvider _provider = null!;

    public async ValueTask InitializeAsync() => _provider = await SomeProvider.StartAsync(_clock);

    public ValueTask DisposeAsync() => _provider.DisposeAsync();

    [Fact(Timeout = 120_000)]
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

    [Fact(Timeout = 120_000)]
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

    [Fact(Timeout = 120_000)]
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

    [Fact(Timeout = 120_000)]
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

    [Fact(Timeout = 120_000)]
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

    private static readonly (string Lie, ProviderFault Fault)[] Lies =
    [
        ("another nonce", ProviderFault.Nonce),
        ("no nonce", ProviderFault.Nonce),
        ("another audience", ProviderFault.Audience),
        ("two audiences and no party", ProviderFault.Audience),
        ("another party", ProviderFault.Audience),
        ("expired", ProviderFault.Expired),
        ("no expiry", ProviderFault.Expired),
        ("made in the future", ProviderFault.Expired),
        ("made an hour ago", ProviderFault.Expired),
        ("not yet valid", ProviderFault.Expired),
        ("alg none", ProviderFault.Algorithm),
        ("HS256 with the public key", ProviderFault.Algorithm),
        ("another's key", ProviderFault.Signature),
        ("another's key under its own name", ProviderFault.Signature),
        ("another issuer", ProviderFault.Issuer),
        ("another access token", ProviderFault.AccessToken),
        ("nobody", ProviderFault.Person),
        ("no token", ProviderFault.Token),
        ("swapped iss", ProviderFault.Mixed),
        ("no iss though promised", ProviderFault.Mixed),
        ("two iss", ProviderFault.Mixed),
        ("another state", ProviderFault.State),
        ("no code", ProviderFault.Code),
        ("error", ProviderFault.Denied),
        ("an old code", ProviderFault.Code),
        ("outage at the token", ProviderFault.Unreachable),
        ("endless", ProviderFault.Unreachable),
    ];

    [Fact(Timeout = 120_000)]
    public async Task Each_lie_is_refused_with_its_sentence_and_an_entry()
    {
        await using Site site = await Site.StartAsync(_clock, null, _provider.Line(line => line with { SecondFactorMethods = ["otp"] }));
        await LinkedAsync(site);
        _provider.Person["amr"] = "otp";
        foreach ((string lie, ProviderFault fault) in Lies)
        {
            using var honest = new Visitor(site);
            Assert.Equal("/account", Visitor.Place(await ThroughAsync(honest))); // but for the lie it would be let in
            using var visitor = new Visitor(site);
            Tell(lie);
            await RefusedAsync(site, visitor, fault);
            Assert.Equal(HttpStatusCode.Redirect, (await visitor.GetAsync("/account")).StatusCode);
            (_provider.Claims, _provider.Signs, _provider.Back, _provider.Instead) = (null, null, null, null);
            _clock.Advance(TimeSpan.FromMinutes(20)); // the log takes so many of one source in a while, and no more
        }
    }

    [Fact(Timeout = 120_000)]
    public async Task A_provider_that_never_answers_costs_its_patience_and_no_more()
    {
        await using Site site = await Site.StartAsync(_clock, null, _provider.Line(patience: TimeSpan.FromMilliseconds(300)));
        _provider.Instead = InsteadAt("/token", context => Task.Delay(Timeout.InfiniteTimeSpan, context.RequestAborted));
        using var visitor = new Visitor(site);
        await RefusedAsync(site, visitor, ProviderFault.Unreachable);
    }

    [Fact(Timeout = 120_000)]
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

    [Fact(Timeout = 120_000)]
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

    [Fact(Timeout = 120_000)]
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

    [Fact(Timeout = 120_000)]
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

    [Fact(Timeout = 120_000)]
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

    [Fact(Timeout = 120_000)]
    public async Task A_stranger_does_not_write_the_log_full()
    {
        await using Site site = await Site.StartAsync(_clock, null, _provider.Line());
        for (int i = 0; i < 40; i++)
        {
            await site.Client.GetAsync("/sign-in/from/so-ban-nganh?code=x&state=y");
        }

        Assert.Equal(5, (await site.Parts.People.Audit.ListAsync(new AuditFilter { Most = 100 })).Count(entry => entry.Action == "sign-in.refuse"));
    }

    private static async Task<HttpStatusCode> EndAsync(Site site, string token)
    {
        using HttpResponseMessage answer = await site.Client.PostAsync("/sign-in/ended/so-ban-nganh", new FormUrlEncodedContent(new Dictionary<string, string> { ["logout_token"] = token }));
        return answer.StatusCode;
    }

    private static async Task<string> FirstAsync(Site site) => site.Parts.Address.Of("/welcome?token=" + await site.Parts.People.Links.FirstAdministratorAsync());

    /// <summary>The first administrator, with the provider's identity linked.</summary>
    private async Task LinkedAsync(Site site)
    {
        Viewer admin = (await site.Parts.People.Sessions.FindAsync(await SomePeople.AdministratorAsync(site), "127.0.0.1"))!;
        await site.Parts.People.Identities.LinkAsync(admin, _provider.Line().Provider, new ProvenIdentity { Subject = (string)_provider.Person["sub"]! });
    }

    private async Task<HttpResponseMessage> ThroughAsync(Visitor visitor, string path = "/sign-in/with/so-ban-nganh")
    {
        string there = Visitor.Place(await visitor.GetAsync(path));
        return there.StartsWith("/sign-in?fault=", StringComparison.Ordinal) ? await visitor.GetAsync(path) : await visitor.GetAsync(await _provider.VisitAsync(there));
    }

    private async Task RefusedAsync(Site site, Visitor visitor, ProviderFault fault)
    {
        string place = Visitor.Place(await ThroughAsync(visitor));
        Assert.Equal($"/sign-in?fault={ProviderException.Word(fault)}&provider=so-ban-nganh", place);
        string sentence = WebTexts.Of("vi").Format("provider.fault-" + ProviderException.Word(fault), "Tài khoản công vụ");
        Assert.Contains(sentence, await Visitor.TextAsync(await visitor.GetAsync(place)), StringComparison.Ordinal);
        AuditEntry last = (await site.Parts.People.Audit.ListAsync(new AuditFilter { Most = 1 }))[0];
        Assert.Equal(("sign-in.refuse", "provider:so-ban-nganh", ProviderException.Word(fault)), (last.Action, last.Who, last.Reason));
    }

    private void Tell(string lie)
    {
        DateTimeOffset now = _clock.GetUtcNow();
        RSA other = RSA.Create(2048);
        switch (lie)
        {
            case "another nonce": _provider.Claims = claims => claims["nonce"] = "another"; break;
            case "no nonce": _provider.Claims = claims => claims.Remove("nonce"); break;
            case "another audience": _provider.Claims = claims => claims["aud"] = "another"; break;
            case "two audiences and no party": _provider.Claims = claims => claims["aud"] = new[] { SomeProvider.ClientId, "another" }; break;
            case "another party": _provider.Claims = claims => claims["azp"] = "another"; break;
            case "expired": _provider.Claims = claims => claims["exp"] = now.AddSeconds(-61).ToUnixTimeSeconds(); break;
            case "no expiry": _provider.Claims = claims => claims.Remove("exp"); break;
            case "made in the future": _provider.Claims = claims => claims["iat"] = now.AddSeconds(62).ToUnixTimeSeconds(); break;
            case "made an hour ago": _provider.Claims = claims => claims["iat"] = now.AddHours(-1).ToUnixTimeSeconds(); break;
            case "not yet valid": _provider.Claims = claims => claims["nbf"] = now.AddMinutes(3).ToUnixTimeSeconds(); break;
            case "alg none": _provider.Signs = claims => $"{SomeProvider.Part(new { alg = "none" })}.{SomeProvider.Part(claims)}."; break;
            case "HS256 with the public key": _provider.Signs = Confused; break;
            case "another's key": _provider.Signs = claims => _provider.Sign(claims, other, "unknown"); break;
            case "another's key under its own name": _provider.Signs = claims => _provider.Sign(claims, other); break;
            case "another issuer": _provider.Claims = claims => claims["iss"] = "https://evil.example"; break;
            case "another access token": _provider.Claims = claims => claims["at_hash"] = "AAAAAAAAAAAAAAAAAAAAAA"; break;
            case "nobody": _provider.Claims = claims => claims.Remove("sub"); break;
            case "no token": _provider.Signs = _ => "not a token"; break;
            case "swapped iss": _provider.Back = back => back.Replace(Uri.EscapeDataString(_provider.Issuer), "https%3A%2F%2Fevil.example", StringComparison.Ordinal); break;
            case "no iss though promised": _provider.Back = back => back[..back.IndexOf("&iss=", StringComparison.Ordinal)]; break;
            case "two iss": _provider.Back = back => back + "&iss=https%3A%2F%2Fevil.example"; break;
            case "another state": _provider.Back = back => back.Replace("state=", "state=x", StringComparison.Ordinal); break;
            case "no code": _provider.Back = back => back.Replace("code=", "kode=", StringComparison.Ordinal); break;
            case "error": _provider.Back = back => back.Replace("code=", "error=access_denied&kode=", StringComparison.Ordinal); break;
            case "an old code": _provider.Back = back => back.Replace("code=", "code=0", StringComparison.Ordinal); break;
            case "outage at the token": _provider.Instead = InsteadAt("/token", context => { context.Response.StatusCode = 503; return Task.CompletedTask; }); break;
            case "endless": _provider.Instead = InsteadAt("/token", EndlessAsync); break;
            default: throw new ArgumentOutOfRangeException(nameof(lie));
        }
    }

    private static Func<HttpContext, Task<bool>> InsteadAt(string path, Func<HttpContext, Task> work) => async context =>
    {
        if (context.Request.Path != path)
        {
            return false;
        }

        await work(context);
        return true;
    };

    private static async Task EndlessAsync(HttpContext context)
    {
        byte[] much = new byte[64 * 1024];
        while (!context.RequestAborted.IsCancellationRequested)
        {
            await context.Response.Body.WriteAsync(much, context.RequestAborted);
        }
    }

    // The public key's own octets as the secret: what a verifier that goes by the token's word for its algorithm would take.
    private string Confused(Dictionary<string, object?> claims)
    {
        string body = $"{SomeProvider.Part(new { alg = "HS256", typ = "JWT", kid = _provider.KeyName })}.{SomeProvider.Part(claims)}";
        byte[] secret = Encoding.ASCII.GetBytes(_provider.Key.ExportSubjectPublicKeyInfoPem());
        return $"{body}.{System.Buffers.Text.Base64Url.EncodeToString(HMACSHA256.HashData(secret, Encoding.ASCII.GetBytes(body)))}";
    }

    [GeneratedRegex("href=\"(/sign-in/with/[^\"]+link=[^\"]+)\"")]
    private static partial Regex Link();

    [GeneratedRegex("<code>([A-Z2-7 ]{39})</code>")]
    private static partial Regex Key();
}
