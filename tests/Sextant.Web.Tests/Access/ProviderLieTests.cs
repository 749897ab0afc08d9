using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Sextant.Programme.Audit;
using Sextant.Testing;
using Sextant.Web.Access.Providers;
using Sextant.Web.Tests.Hosting;

namespace Sextant.Web.Tests.Access;

/// <summary>An identity provider that lies in each way that the standard warns of, or does not answer: nobody is let in, with a sentence and an entry of its own.</summary>
public sealed class ProviderLieTests : IAsyncLifetime
{
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 11, 22, 3, 0, 0, TimeSpan.Zero));
    private SomeProvider _provider = null!;

    public async ValueTask InitializeAsync() => _provider = await SomeProvider.StartAsync(_clock);

    public ValueTask DisposeAsync() => _provider.DisposeAsync();

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

    [Fact(Timeout = 300_000)]
    public async Task Each_lie_is_refused_with_its_sentence_and_an_entry()
    {
        await using Site site = await Site.StartAsync(_clock, null, _provider.Line(line => line with { SecondFactorMethods = ["otp"] }));
        await _provider.LinkedAsync(site);
        _provider.Person["amr"] = "otp";
        foreach ((string lie, ProviderFault fault) in Lies)
        {
            using var honest = new Visitor(site);
            Assert.Equal("/account", Visitor.Place(await _provider.ThroughAsync(honest))); // but for the lie it would be let in
            using var visitor = new Visitor(site);
            Tell(lie);
            await _provider.RefusedAsync(site, visitor, fault);
            Assert.Equal(HttpStatusCode.Redirect, (await visitor.GetAsync("/account")).StatusCode);
            (_provider.Claims, _provider.Signs, _provider.Back, _provider.Instead) = (null, null, null, null);
            _clock.Advance(TimeSpan.FromMinutes(20)); // the log takes so many of one source in a while, and no more
        }
    }

    [Fact(Timeout = 300_000)]
    public async Task A_provider_that_never_answers_costs_its_patience_and_no_more()
    {
        await using Site site = await Site.StartAsync(_clock, null, _provider.Line(patience: TimeSpan.FromMilliseconds(300)));
        _provider.Instead = InsteadAt("/token", context => Task.Delay(Timeout.InfiniteTimeSpan, context.RequestAborted));
        using var visitor = new Visitor(site);
        await _provider.RefusedAsync(site, visitor, ProviderFault.Unreachable);
    }

    [Fact(Timeout = 300_000)]
    public async Task A_stranger_does_not_write_the_log_full()
    {
        await using Site site = await Site.StartAsync(_clock, null, _provider.Line());
        for (int i = 0; i < 40; i++)
        {
            await site.Client.GetAsync("/sign-in/from/so-ban-nganh?code=x&state=y");
        }

        Assert.Equal(5, (await site.Parts.People.Audit.ListAsync(new AuditFilter { Most = 100 })).Count(entry => entry.Action == "sign-in.refuse"));
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
}
