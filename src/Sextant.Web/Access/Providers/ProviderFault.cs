namespace Sextant.Web.Access.Providers;

/// <summary>Why nobody was let in by an identity provider's word. Each has its sentence on the page for signing in.</summary>
public enum ProviderFault
{
    /// <summary>There is no provider of that name.</summary>
    NoProvider,

    /// <summary>It did not answer in time, or with more than it may.</summary>
    Unreachable,

    /// <summary>What it says of itself is not what the settings say of it.</summary>
    Metadata,

    /// <summary>This browser did not begin it, began it too long ago, or comes a second time.</summary>
    State,

    /// <summary>The answer names another issuer than was asked (RFC 9207).</summary>
    Mixed,

    /// <summary>The provider let nobody in.</summary>
    Denied,

    /// <summary>The provider did not take the code.</summary>
    Code,

    /// <summary>There is no ID token, or it cannot be read.</summary>
    Token,

    /// <summary>It is signed by none of the provider's keys.</summary>
    Signature,

    /// <summary>It is not signed, or by a way that anybody could sign.</summary>
    Algorithm,

    /// <summary>Another issuer's.</summary>
    Issuer,

    /// <summary>Meant for another, or handed on by another.</summary>
    Audience,

    /// <summary>Too old, not yet valid, or of a clock that is wrong.</summary>
    Expired,

    /// <summary>The answer to another question.</summary>
    Nonce,

    /// <summary>The access token beside it is not the one it was made with.</summary>
    AccessToken,

    /// <summary>The person was not asked to sign in anew.</summary>
    AuthTime,

    /// <summary>It does not say who it is.</summary>
    Person,

    /// <summary>True, but nobody here is known by it, and nobody was invited.</summary>
    Unknown,
}

/// <summary>Nobody was let in by a provider's word.</summary>
public sealed class ProviderException(ProviderFault fault, string? detail = null) : Exception(detail ?? fault.ToString())
{
    /// <summary>Why.</summary>
    public ProviderFault Fault { get; } = fault;

    /// <summary>The word of a fault: <c>access-token</c>.</summary>
    public static string Word(ProviderFault fault) => Sextant.Wire.FailureWords.Kebab(fault.ToString());
}
