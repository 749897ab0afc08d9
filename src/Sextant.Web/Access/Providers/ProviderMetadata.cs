using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace Sextant.Web.Access.Providers;

/// <summary>What a provider says of itself, with its keys: asked when it is needed, and kept for a while (OpenID Connect Discovery 1.0).</summary>
public sealed class ProviderMetadata(string issuer, ProviderCalls calls, TimeProvider clock)
{
    /// <summary>1 h: a key that was withdrawn is believed so long at most.</summary>
    private static readonly TimeSpan Keeps = TimeSpan.FromHours(1);

    /// <summary>30 s: a token that names an unknown key has the keys asked for anew, and who makes such tokens up has them asked for no oftener.</summary>
    private static readonly TimeSpan Rests = TimeSpan.FromSeconds(30);

    /// <summary>10 s: while a provider is down, others who try are told at once.</summary>
    private static readonly TimeSpan Sulks = TimeSpan.FromSeconds(10);

    /// <summary>2048 bits: NIST SP 800-131A allows no shorter RSA key.</summary>
    private const int LeastRsaBits = 2048;

    private readonly SemaphoreSlim _turn = new(1);
    private (OpenIdConnectConfiguration Said, DateTimeOffset At)? _held;
    private DateTimeOffset? _failed;

    /// <summary>What it says, at most an hour old.</summary>
    /// <exception cref="ProviderException">It cannot be asked, or is another than the settings say.</exception>
    public Task<OpenIdConnectConfiguration> ReadAsync(CancellationToken cancellation) => ReadAsync(Keeps, cancellation);

    /// <summary>The same after a key was named that is not among those held.</summary>
    /// <exception cref="ProviderException">It cannot be asked, or is another than the settings say.</exception>
    public Task<OpenIdConnectConfiguration> ReadAgainAsync(CancellationToken cancellation) => ReadAsync(Rests, cancellation);

    private async Task<OpenIdConnectConfiguration> ReadAsync(TimeSpan oldest, CancellationToken cancellation)
    {
        await _turn.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            DateTimeOffset now = clock.GetUtcNow();
            if (_held is { } held && now - held.At < oldest)
            {
                return held.Said;
            }

            if (_failed is { } failed && now - failed < Sulks)
            {
                throw new ProviderException(ProviderFault.Unreachable);
            }

            _failed = now;
            OpenIdConnectConfiguration said = await AskAsync(cancellation).ConfigureAwait(false);
            (_held, _failed) = ((said, now), null);
            return said;
        }
        finally
        {
            _turn.Release();
        }
    }

    private async Task<OpenIdConnectConfiguration> AskAsync(CancellationToken cancellation)
    {
        OpenIdConnectConfiguration said;
        try
        {
            said = await OpenIdConnectConfigurationRetriever.GetAsync(issuer.TrimEnd('/') + "/.well-known/openid-configuration", calls, cancellation).ConfigureAwait(false);
        }
        catch (Exception fault) when (fault is not (ProviderException or OperationCanceledException))
        {
            // The library wraps what it meets; ours may lie within.
            throw fault.GetBaseException() as ProviderException ?? new ProviderException(ProviderFault.Metadata, fault.GetBaseException().Message);
        }

        // OpenID Connect Discovery, section 4.3: the very same word, or somebody stands in for another.
        if (said.Issuer != issuer)
        {
            throw new ProviderException(ProviderFault.Metadata, "issuer");
        }

        ProviderCalls.Safe(said.AuthorizationEndpoint);
        ProviderCalls.Safe(said.TokenEndpoint);
        foreach (SecurityKey key in said.SigningKeys.Where(key => !MaySign(key)).ToArray())
        {
            said.SigningKeys.Remove(key);
        }

        return said;
    }

    // A public key alone: with a shared one whoever knows it could sign.
    private static bool MaySign(SecurityKey key) => key switch
    {
        JsonWebKey { Kty: "EC" } => true,
        JsonWebKey { Kty: "RSA" } web => web.KeySize >= LeastRsaBits,
        RsaSecurityKey or X509SecurityKey => key.KeySize >= LeastRsaBits,
        ECDsaSecurityKey => true,
        _ => false,
    };
}
