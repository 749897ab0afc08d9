using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;
using Sextant.Programme.People;

namespace Sextant.Web.Access.Providers;

/// <summary>What an ID token must answer to.</summary>
/// <param name="Nonce">What was asked with.</param>
/// <param name="AccessToken">What came beside it.</param>
/// <param name="NotBefore">The person must have signed in there since; null: whenever.</param>
internal sealed record TokenQuestion(string Nonce, string? AccessToken, DateTimeOffset? NotBefore);

/// <summary>Judges what a provider has signed: OpenID Connect Core 1.0, section 3.1.3.7; the signature by the library, each rule with its own word.</summary>
internal sealed class TokenJudge(SignInProvider provider, ProviderMetadata metadata, TimeProvider clock)
{
    /// <summary>1 min: two clocks that are kept by NTP differ by less.</summary>
    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(1);

    /// <summary>10 min: an answer comes at once; an older one was kept by somebody.</summary>
    private static readonly TimeSpan Oldest = TimeSpan.FromMinutes(10);

    /// <summary>16 KiB: a token with hundreds of groups.</summary>
    private const int LongestToken = 16 * 1024;

    /// <summary>8 KiB: a longer one is not shown again at signing out; its address would be refused.</summary>
    private const int LongestKept = 8 * 1024;

    /// <summary>255: OpenID Connect Core, section 2, of <c>sub</c>.</summary>
    private const int LongestSubject = 255;

    private const string LogoutEvent = "http://schemas.openid.net/event/backchannel-logout";

    // With a public key; never none (RFC 8725, section 3.1), and never HMAC, for which the public key itself would be the secret.
    private static readonly string[] Algorithms = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512"];

    private readonly JsonWebTokenHandler _handler = new() { MaximumTokenSizeInBytes = LongestToken, MapInboundClaims = false };

    /// <summary>Who somebody is.</summary>
    /// <exception cref="ProviderException">The token is not good.</exception>
    internal async Task<ProvenIdentity> IdentityAsync(string text, TokenQuestion question, CancellationToken cancellation)
    {
        JsonElement token = await SignedAsync(text, cancellation).ConfigureAwait(false);
        Party(token);
        if (!CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(Claim(token, "nonce") ?? ""), Encoding.UTF8.GetBytes(question.Nonce)))
        {
            throw new ProviderException(ProviderFault.Nonce);
        }

        if (Claim(token, "at_hash") is { } hash && (question.AccessToken is null || hash != HalfHash(new JsonWebToken(text).Alg, question.AccessToken)))
        {
            throw new ProviderException(ProviderFault.AccessToken);
        }

        if (question.NotBefore is { } since && !(Number(token, "auth_time") is { } seconds && Instant(seconds) >= since - Skew))
        {
            throw new ProviderException(ProviderFault.AuthTime);
        }

        return Identity(token, text);
    }

    /// <summary>Whose session is over: subject, session, or both (OpenID Connect Back-Channel Logout 1.0, section 2.6).</summary>
    /// <exception cref="ProviderException">The token is not good.</exception>
    internal async Task<(string? Subject, string? Session)> LogoutAsync(string text, CancellationToken cancellation)
    {
        JsonElement token = await SignedAsync(text, cancellation).ConfigureAwait(false);
        bool tells = token.TryGetProperty("events", out JsonElement events) && events.ValueKind == JsonValueKind.Object && events.TryGetProperty(LogoutEvent, out _);
        (string? subject, string? session) = (provider.PersonClaim == "sub" ? Claim(token, "sub") : null, Claim(token, "sid"));

        // An ID token has a nonce: one that was caught must not sign its person out.
        return tells && Claim(token, "nonce") is null && (subject ?? session) is not null ? (subject, session) : throw new ProviderException(ProviderFault.Token, "logout");
    }

    private async Task<JsonElement> SignedAsync(string text, CancellationToken cancellation)
    {
        JsonWebToken read;
        try
        {
            read = _handler.ReadJsonWebToken(text);
        }
        catch (Exception fault) when (fault is ArgumentException or SecurityTokenException)
        {
            throw new ProviderException(ProviderFault.Token, fault.Message);
        }

        if (!Algorithms.Contains(read.Alg, StringComparer.Ordinal))
        {
            throw new ProviderException(ProviderFault.Algorithm, read.Alg);
        }

        TokenValidationResult result = await ValidateAsync(text, await metadata.ReadAsync(cancellation).ConfigureAwait(false)).ConfigureAwait(false);
        if (result.Exception is SecurityTokenSignatureKeyNotFoundException)
        {
            result = await ValidateAsync(text, await metadata.ReadAgainAsync(cancellation).ConfigureAwait(false)).ConfigureAwait(false); // its keys may have turned
        }

        if (!result.IsValid)
        {
            throw new ProviderException(result.Exception switch
            {
                SecurityTokenInvalidIssuerException => ProviderFault.Issuer,
                SecurityTokenInvalidAudienceException => ProviderFault.Audience,
                SecurityTokenInvalidAlgorithmException => ProviderFault.Algorithm,
                _ => ProviderFault.Signature,
            });
        }

        // The very octets that were signed.
        JsonElement claims = JsonSerializer.Deserialize<JsonElement>(Base64UrlEncoder.DecodeBytes(read.EncodedPayload));
        Times(claims);
        return claims;
    }

    private Task<TokenValidationResult> ValidateAsync(string text, OpenIdConnectConfiguration said) => _handler.ValidateTokenAsync(text, new TokenValidationParameters
    {
        ValidIssuer = provider.Issuer,
        ValidAudience = provider.ClientId,
        ValidAlgorithms = Algorithms,
        IssuerSigningKeys = said.SigningKeys,
        RequireSignedTokens = true,
        ValidateLifetime = false, // below, by the clock of this program and with a word of its own
        ValidateIssuerSigningKey = true,
    });

    private void Times(JsonElement token)
    {
        DateTimeOffset now = clock.GetUtcNow();
        bool good = Number(token, "exp") is { } exp && Number(token, "iat") is { } iat
            && Instant(exp) > now - Skew && Instant(iat) <= now + Skew && Instant(iat) > now - Oldest
            && (Number(token, "nbf") is not { } nbf || Instant(nbf) <= now + Skew);
        if (!good)
        {
            throw new ProviderException(ProviderFault.Expired);
        }
    }

    // Section 3.1.3.7, rules 3 to 5: who shares the audience must say to whom it was given, and that must be us.
    private void Party(JsonElement token)
    {
        string? party = Claim(token, "azp");
        if (party is null ? Words(token, "aud").Count > 1 : party != provider.ClientId)
        {
            throw new ProviderException(ProviderFault.Audience, "azp");
        }
    }

    private ProvenIdentity Identity(JsonElement token, string text)
    {
        string? subject = Claim(token, provider.PersonClaim);
        if (subject is not { Length: > 0 and <= LongestSubject } || Claim(token, "sub") is null)
        {
            throw new ProviderException(ProviderFault.Person);
        }

        // A true value alone: some providers write the word.
        bool verified = token.TryGetProperty("email_verified", out JsonElement said) && (said.ValueKind == JsonValueKind.True || (said.ValueKind == JsonValueKind.String && said.GetString() == "true"));
        return new ProvenIdentity
        {
            Subject = subject,
            VerifiedEmail = verified ? Claim(token, "email") : null,
            Name = Claim(token, "name") ?? Claim(token, "preferred_username"),
            Groups = provider.GroupsClaim is { } groups ? Words(token, groups) : [],
            SecondFactor = Words(token, "amr").Intersect(provider.SecondFactorMethods, StringComparer.Ordinal).Any()
                || (Claim(token, "acr") is { } level && provider.SecondFactorClasses.Contains(level, StringComparer.Ordinal)),
            Session = Claim(token, "sid"),
            Token = text.Length <= LongestKept ? text : null,
        };
    }

    private static DateTimeOffset Instant(long seconds) => DateTimeOffset.FromUnixTimeSeconds(Math.Clamp(seconds, 0, 253_402_300_799));

    private static string? Claim(JsonElement token, string name) => token.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static long? Number(JsonElement token, string name) =>
        token.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out double number) && Math.Abs(number) < 1e12 ? (long)number : null;

    private static IReadOnlyList<string> Words(JsonElement token, string name) => !token.TryGetProperty(name, out JsonElement value) ? []
        : value.ValueKind == JsonValueKind.String ? [value.GetString()!]
        : value.ValueKind == JsonValueKind.Array ? [.. value.EnumerateArray().Where(one => one.ValueKind == JsonValueKind.String).Select(one => one.GetString()!)]
        : [];

    // Section 3.1.3.6: the left half of the hash that the signature's algorithm names.
    private static string HalfHash(string algorithm, string accessToken)
    {
        byte[] octets = Encoding.ASCII.GetBytes(accessToken);
        byte[] hash = algorithm[^3..] switch { "384" => SHA384.HashData(octets), "512" => SHA512.HashData(octets), _ => SHA256.HashData(octets) };
        return Base64UrlEncoder.Encode(hash[..(hash.Length / 2)]);
    }
}
