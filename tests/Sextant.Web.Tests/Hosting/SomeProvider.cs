using System.Buffers.Text;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Sextant.Programme.People;

namespace Sextant.Web.Tests.Hosting;

/// <summary>
/// An identity provider on loopback that keeps to OpenID Connect Core 1.0: discovery, authorization code with PKCE, a code that works once, a client that must prove
/// itself, keys by their name. And it lies, where a test says how.
/// </summary>
public sealed class SomeProvider : IAsyncDisposable
{
    public const string ClientId = "sextant";
    public const string ClientSecret = "bí mật: 1+1/2";

    private readonly WebApplication _web;
    private readonly TimeProvider _clock;
    private readonly Dictionary<string, (string Challenge, string Redirect, string Nonce, string? MaxAge)> _codes = [];
    private readonly HttpClient _client = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false });

    private SomeProvider(WebApplication web, TimeProvider clock) => (_web, _clock) = (web, clock);

    /// <summary>Its key of today, and what it is called.</summary>
    public RSA Key { get; private set; } = RSA.Create(2048);

    public string KeyName { get; private set; } = "one";

    public string Issuer { get; private set; } = "";

    /// <summary>Who signs in there.</summary>
    public Dictionary<string, object?> Person { get; } = new() { ["sub"] = "248289761001", ["email"] = "minh@example.gov.vn", ["email_verified"] = true, ["name"] = "Trần Văn Minh", ["amr"] = new[] { "pwd" } };

    /// <summary>Changes claims before they are signed.</summary>
    public Action<Dictionary<string, object?>>? Claims { get; set; }

    /// <summary>Signs another way than it should: gives the whole token.</summary>
    public Func<Dictionary<string, object?>, string>? Signs { get; set; }

    /// <summary>Changes what it says of itself.</summary>
    public Action<Dictionary<string, object?>>? Metadata { get; set; }

    /// <summary>Changes the address that a browser goes back to.</summary>
    public Func<string, string>? Back { get; set; }

    /// <summary>What happens before any answer: an outage, a long wait, an endless page.</summary>
    public Func<HttpContext, Task<bool>>? Instead { get; set; }

    /// <summary>How often each place was asked.</summary>
    public Dictionary<string, int> Asked { get; } = [];

    public static async Task<SomeProvider> StartAsync(TimeProvider clock)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        WebApplication web = builder.Build();
        var provider = new SomeProvider(web, clock);
        web.Use(provider.CountAsync);
        web.MapGet("/.well-known/openid-configuration", () => Results.Json(provider.About()));
        web.MapGet("/keys", () => Results.Json(new { keys = new[] { provider.PublicKey() } }));
        web.MapGet("/authorize", provider.Authorize);
        web.MapPost("/token", (Delegate)provider.TokenAsync);
        await web.StartAsync();
        provider.Issuer = web.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        return provider;
    }

    /// <summary>This provider as settings name it.</summary>
    public ProviderLine Line(Func<SignInProvider, SignInProvider>? change = null, TimeSpan? patience = null)
    {
        var provider = new SignInProvider { Name = "so-ban-nganh", Title = "Tài khoản công vụ", Issuer = Issuer, ClientId = ClientId, ClientSecret = ClientSecret };
        return new ProviderLine(change?.Invoke(provider) ?? provider, _client, patience ?? TimeSpan.FromSeconds(60));
    }

    /// <summary>A browser goes there and is sent back at once.</summary>
    public async Task<string> VisitAsync(string address)
    {
        using HttpResponseMessage answer = await _client.GetAsync(address);
        return answer.StatusCode == HttpStatusCode.Redirect ? answer.Headers.Location!.PathAndQuery : throw new InvalidOperationException($"{(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
    }

    /// <summary>Takes another key; the old one is gone.</summary>
    public void Turn(string name) => (Key, KeyName) = (RSA.Create(2048), name);

    /// <summary>A token signed as it should be.</summary>
    public string Sign(Dictionary<string, object?> claims, RSA? key = null, string? name = null)
    {
        string head = Part(new { alg = "RS256", typ = "JWT", kid = name ?? KeyName });
        string body = $"{head}.{Part(claims)}";
        return $"{body}.{Base64Url.EncodeToString((key ?? Key).SignData(Encoding.ASCII.GetBytes(body), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1))}";
    }

    public static string Part(object what) => Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(what));

    /// <summary>The word by which it says that somebody has signed out there.</summary>
    public string LogoutToken(Action<Dictionary<string, object?>>? change = null)
    {
        Dictionary<string, object?> claims = new()
        {
            ["iss"] = Issuer, ["aud"] = ClientId, ["iat"] = _clock.GetUtcNow().ToUnixTimeSeconds(), ["exp"] = _clock.GetUtcNow().AddMinutes(2).ToUnixTimeSeconds(), ["jti"] = "1", ["sub"] = Person["sub"],
            ["events"] = new Dictionary<string, object> { ["http://schemas.openid.net/event/backchannel-logout"] = new { } },
        };
        change?.Invoke(claims);
        return Sign(claims);
    }

    /// <summary>It is gone.</summary>
    public Task StopAsync() => _web.StopAsync();

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _web.DisposeAsync();
        Key.Dispose();
    }

    private async Task CountAsync(HttpContext context, RequestDelegate next)
    {
        lock (Asked)
        {
            Asked[context.Request.Path] = Asked.GetValueOrDefault(context.Request.Path) + 1;
        }

        if (Instead is null || !await Instead(context))
        {
            await next(context);
        }
    }

    private Dictionary<string, object?> About()
    {
        Dictionary<string, object?> about = new()
        {
            ["issuer"] = Issuer, ["authorization_endpoint"] = Issuer + "/authorize", ["token_endpoint"] = Issuer + "/token", ["jwks_uri"] = Issuer + "/keys", ["end_session_endpoint"] = Issuer + "/end",
            ["response_types_supported"] = new[] { "code" }, ["subject_types_supported"] = new[] { "public" }, ["id_token_signing_alg_values_supported"] = new[] { "RS256" },
            ["authorization_response_iss_parameter_supported"] = true,
        };
        Metadata?.Invoke(about);
        return about;
    }

    private object PublicKey()
    {
        RSAParameters key = Key.ExportParameters(false);
        return new { kty = "RSA", use = "sig", alg = "RS256", kid = KeyName, n = Base64Url.EncodeToString(key.Modulus!), e = Base64Url.EncodeToString(key.Exponent!) };
    }

    private IResult Authorize(HttpContext context)
    {
        IQueryCollection query = context.Request.Query;
        bool good = query["response_type"] == "code" && query["client_id"] == ClientId && query["code_challenge_method"] == "S256" && query["scope"].ToString().Split(' ').Contains("openid")
            && query["state"].ToString().Length >= 32 && query["nonce"].ToString().Length >= 32;
        if (!good)
        {
            return Results.BadRequest("invalid_request");
        }

        string code = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        string redirect = query["redirect_uri"]!;
        _codes[code] = (query["code_challenge"]!, redirect, query["nonce"]!, query["max_age"]);
        string back = $"{redirect}?code={code}&state={Uri.EscapeDataString(query["state"]!)}&iss={Uri.EscapeDataString(Issuer)}";
        return Results.Redirect(Back?.Invoke(back) ?? back);
    }

    private async Task<IResult> TokenAsync(HttpContext context)
    {
        IFormCollection form = await context.Request.ReadFormAsync();
        string basic = "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{ClientId}:{WebUtility.UrlEncode(ClientSecret)}"));
        if (context.Request.Headers.Authorization != basic)
        {
            return Results.Json(new { error = "invalid_client" }, statusCode: 401);
        }

        string challenge = Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(form["code_verifier"].ToString())));
        if (!_codes.Remove(form["code"].ToString(), out var asked) || form["grant_type"] != "authorization_code" || asked.Challenge != challenge || asked.Redirect != form["redirect_uri"])
        {
            return Results.Json(new { error = "invalid_grant" }, statusCode: 400);
        }

        DateTimeOffset now = _clock.GetUtcNow();
        const string Access = "an access token";
        Dictionary<string, object?> claims = new(Person)
        {
            ["iss"] = Issuer, ["aud"] = ClientId, ["iat"] = now.ToUnixTimeSeconds(), ["exp"] = now.AddMinutes(5).ToUnixTimeSeconds(), ["nonce"] = asked.Nonce, ["sid"] = "session 1",
            ["at_hash"] = Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(Access)).AsSpan(0, 16)),
        };
        if (asked.MaxAge is not null)
        {
            claims["auth_time"] = now.ToUnixTimeSeconds();
        }

        Claims?.Invoke(claims);
        return Results.Json(new { access_token = Access, token_type = "Bearer", expires_in = 300, id_token = Signs?.Invoke(claims) ?? Sign(claims) });
    }
}
