using System.Buffers.Text;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Sextant.Programme.People;

namespace Sextant.Web.Access.Providers;

/// <summary>A sign-in at a provider that a browser has begun; sealed in its cookie.</summary>
/// <param name="State">Comes back beside the code.</param>
/// <param name="Nonce">Comes back within the ID token.</param>
/// <param name="Verifier">Proves that who redeems the code asked for it (RFC 7636).</param>
/// <param name="Return">Where to go then.</param>
/// <param name="Home">The language's part of addresses.</param>
public sealed record ProviderStep(string Provider, string State, string Nonce, string Verifier, string Return, string Home)
{
    /// <summary>When it began; the person must sign in there anew. Null: whom the provider knows already is taken.</summary>
    public DateTimeOffset? Anew { get; init; }

    /// <summary>The session that the identity is to be linked to the person of; null: it is a sign-in.</summary>
    public string? Link { get; init; }
}

/// <summary>One provider: sends browsers there, and asks it who came back. Authorization code flow with PKCE; nothing else is spoken.</summary>
public sealed class ProviderClient
{
    /// <summary>2,000 characters: a code of one has some hundred.</summary>
    private const int LongestCode = 2000;

    private readonly ProviderCalls _calls;
    private readonly ProviderMetadata _metadata;
    private readonly TokenJudge _judge;
    private readonly PublicAddress _address;

    internal ProviderClient(ProviderLine line, PublicAddress address, TimeProvider clock)
    {
        Provider = line.Provider;
        (_address, _calls) = (address, new ProviderCalls(line.Client, line.Patience));
        _metadata = new ProviderMetadata(line.Provider.Issuer, _calls, clock);
        _judge = new TokenJudge(line.Provider, _metadata, clock);
    }

    /// <summary>Which one.</summary>
    public SignInProvider Provider { get; }

    // Made from the settings' address alone, never from what a request calls its host.
    private string Back => _address.Of($"/sign-in/from/{Provider.Name}");

    /// <summary>Where a browser is sent.</summary>
    /// <exception cref="ProviderException">The provider cannot be asked.</exception>
    public async Task<string> AddressAsync(ProviderStep step, CancellationToken cancellation)
    {
        OpenIdConnectConfiguration said = await _metadata.ReadAsync(cancellation).ConfigureAwait(false);
        Dictionary<string, string?> query = new(StringComparer.Ordinal)
        {
            ["response_type"] = "code", ["client_id"] = Provider.ClientId, ["redirect_uri"] = Back, ["scope"] = string.Join(' ', Provider.Scopes), ["state"] = step.State, ["nonce"] = step.Nonce,
            ["code_challenge"] = Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(step.Verifier))), ["code_challenge_method"] = "S256",
            ["ui_locales"] = step.Home.Length > 0 ? "en vi" : "vi en",
        };
        if (Provider.SecondFactorClasses.Count > 0)
        {
            query["acr_values"] = string.Join(' ', Provider.SecondFactorClasses);
        }

        if (step.Anew is not null)
        {
            // By the prompt the person signs in there anew; by the age the token says when that was, which is then judged (OpenID Connect Core 1.0, sections 3.1.2.1 and 2).
            // 300 s: who reads the page that follows is not sent back to sign in again. 0 would say the same as the prompt; Glewlwyd 2.7 refuses it.
            (query["prompt"], query["max_age"]) = ("login", "300");
        }

        return QueryHelpers.AddQueryString(ProviderCalls.Safe(said.AuthorizationEndpoint).AbsoluteUri, query);
    }

    /// <summary>Who has come back.</summary>
    /// <param name="step">What this browser has begun.</param>
    /// <param name="query">What it came back with.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="ProviderException">Nobody is to be let in.</exception>
    public async Task<ProvenIdentity> ComeBackAsync(ProviderStep step, IQueryCollection query, CancellationToken cancellation)
    {
        if (query["state"] is not [{ } state] || !CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(state), Encoding.UTF8.GetBytes(step.State)))
        {
            throw new ProviderException(ProviderFault.State);
        }

        OpenIdConnectConfiguration said = await _metadata.ReadAsync(cancellation).ConfigureAwait(false);

        // RFC 9207, section 2.4: whoever answers in another's place names itself.
        if (query["iss"] is { Count: > 0 } issuer ? issuer is not [{ } only] || only != Provider.Issuer : said.AuthorizationResponseIssParameterSupported)
        {
            throw new ProviderException(ProviderFault.Mixed);
        }

        if (query["error"].Count > 0)
        {
            throw new ProviderException(ProviderFault.Denied, query["error"][0]);
        }

        if (query["code"] is not [{ Length: > 0 and <= LongestCode } code])
        {
            throw new ProviderException(ProviderFault.Code, "none");
        }

        (string token, string? access) = await RedeemAsync(said, code, step.Verifier, cancellation).ConfigureAwait(false);
        return await _judge.IdentityAsync(token, new TokenQuestion(step.Nonce, access, step.Anew), cancellation).ConfigureAwait(false);
    }

    /// <summary>Where somebody ends the session at the provider too (OpenID Connect RP-Initiated Logout 1.0); null: it has no such place, or cannot be asked.</summary>
    public async Task<string?> EndAddressAsync(string? token, CancellationToken cancellation)
    {
        try
        {
            OpenIdConnectConfiguration said = await _metadata.ReadAsync(cancellation).ConfigureAwait(false);
            Dictionary<string, string?> query = new(StringComparer.Ordinal) { ["client_id"] = Provider.ClientId, ["post_logout_redirect_uri"] = _address.Of("/sign-in"), ["id_token_hint"] = token };
            return string.IsNullOrEmpty(said.EndSessionEndpoint) ? null : QueryHelpers.AddQueryString(ProviderCalls.Safe(said.EndSessionEndpoint).AbsoluteUri, query);
        }
        catch (ProviderException)
        {
            return null; // here it is over in any case
        }
    }

    /// <summary>Whose session the provider says is over.</summary>
    /// <exception cref="ProviderException">It is not the provider's word.</exception>
    internal Task<(string? Subject, string? Session)> LogoutAsync(string token, CancellationToken cancellation) => _judge.LogoutAsync(token, cancellation);

    private async Task<(string Token, string? Access)> RedeemAsync(OpenIdConnectConfiguration said, string code, string verifier, CancellationToken cancellation)
    {
        Dictionary<string, string> form = new(StringComparer.Ordinal) { ["grant_type"] = "authorization_code", ["code"] = code, ["redirect_uri"] = Back, ["code_verifier"] = verifier, ["client_id"] = Provider.ClientId };
        using var request = new HttpRequestMessage(HttpMethod.Post, ProviderCalls.Safe(said.TokenEndpoint));
        if (Provider.ClientSecret is { } secret)
        {
            // Basic is what every server must take (RFC 6749, section 2.3.1) and the default of discovery; in the body only where the server takes nothing else.
            if (said.TokenEndpointAuthMethodsSupported.Count > 0 && !said.TokenEndpointAuthMethodsSupported.Contains("client_secret_basic"))
            {
                form["client_secret"] = secret;
            }
            else
            {
                request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{WebUtility.UrlEncode(Provider.ClientId)}:{WebUtility.UrlEncode(secret)}")));
            }
        }

        request.Headers.Accept.ParseAdd("application/json");
        request.Content = new FormUrlEncodedContent(form);
        (HttpStatusCode status, string body) = await _calls.SendAsync(request, cancellation).ConfigureAwait(false);
        if (status != HttpStatusCode.OK)
        {
            throw new ProviderException((int)status >= 500 ? ProviderFault.Unreachable : ProviderFault.Code, $"{(int)status}");
        }

        try
        {
            using JsonDocument answer = JsonDocument.Parse(body);
            string? Text(string name) => answer.RootElement.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
            return (Text("id_token") ?? throw new ProviderException(ProviderFault.Token, "none"), Text("access_token"));
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            throw new ProviderException(ProviderFault.Token, "json");
        }
    }
}
