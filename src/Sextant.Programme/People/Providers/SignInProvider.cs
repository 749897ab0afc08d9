namespace Sextant.Programme.People;

/// <summary>An identity provider that the installation trusts to say who somebody is (OpenID Connect Core 1.0), and how far.</summary>
public sealed record SignInProvider
{
    /// <summary>Names it in addresses, in the audit log and in the register.</summary>
    public required string Name { get; init; }

    /// <summary>What people call it.</summary>
    public required string Title { get; init; }

    /// <summary>Whose word it is; compared letter by letter.</summary>
    public required string Issuer { get; init; }

    /// <summary>What this installation is called there.</summary>
    public required string ClientId { get; init; }

    /// <summary>What this installation proves itself with there; null: it is a public client, and PKCE alone protects the code.</summary>
    public string? ClientSecret { get; init; }

    /// <summary>What is asked for. <c>openid</c> makes it a sign-in, <c>email</c> and <c>profile</c> name the person.</summary>
    public IReadOnlyList<string> Scopes { get; init; } = ["openid", "email", "profile"];

    /// <summary>The claim that names the person for ever. <c>sub</c>: the one that is never given to another (OpenID Connect Core, section 5.7).</summary>
    public string PersonClaim { get; init; } = "sub";

    /// <summary>Whether somebody unknown whose verified address was invited is taken for the invited. False: who is unknown is refused.</summary>
    public bool LinksInvited { get; init; }

    /// <summary>Words of <c>amr</c> (RFC 8176) of which one says that a second factor was shown there; none: it is always asked here.</summary>
    public IReadOnlyList<string> SecondFactorMethods { get; init; } = [];

    /// <summary>Words of <c>acr</c> that say so.</summary>
    public IReadOnlyList<string> SecondFactorClasses { get; init; } = [];

    /// <summary>The claim that lists a person's groups there; null: groups give no role.</summary>
    public string? GroupsClaim { get; init; }

    /// <summary>The role that a group gives. Never the administrator's, and none that is had for one organisation.</summary>
    public IReadOnlyDictionary<string, Role> GroupRoles { get; init; } = new Dictionary<string, Role>();

    /// <summary>Whether a group may give a role at all.</summary>
    public static bool MayGive(Role role) => role is not (Role.Administrator or Role.Public) && !Rights.IsScoped(role);
}

/// <summary>What a provider said of somebody, its word having been judged true.</summary>
public sealed record ProvenIdentity
{
    /// <summary>The provider's key of the person.</summary>
    public required string Subject { get; init; }

    /// <summary>The address, where the provider says that it is the person's.</summary>
    public string? VerifiedEmail { get; init; }

    /// <summary>What the provider calls the person.</summary>
    public string? Name { get; init; }

    /// <summary>The person's groups there.</summary>
    public IReadOnlyList<string> Groups { get; init; } = [];

    /// <summary>Whether a second factor was shown there.</summary>
    public bool SecondFactor { get; init; }

    /// <summary>The provider's own session.</summary>
    public string? Session { get; init; }

    /// <summary>The provider's word itself: shown to it again at the end.</summary>
    public string? Token { get; init; }
}

/// <summary>What comes after a provider has vouched for somebody.</summary>
public enum ArrivalStep
{
    /// <summary>The person is in.</summary>
    In,

    /// <summary>The second factor of this installation.</summary>
    Code,

    /// <summary>Somebody new: an authenticator.</summary>
    Authenticator,

    /// <summary>Nobody is known by that identity, and nobody was invited by that address.</summary>
    Unknown,
}

/// <summary>What came of a provider's word.</summary>
/// <param name="Secret">Of the session when the person is in, else of the step that is left.</param>
/// <param name="Person">Who it is, where that is known.</param>
public sealed record Arrival(ArrivalStep Step, string? Secret, string? Person);

/// <summary>An identity that a person has linked.</summary>
public sealed record IdentityView(string Key, string Provider, string Label, DateTimeOffset LinkedAt, DateTimeOffset? UsedAt);

/// <summary>Where a session came from, so that it can end there too.</summary>
public sealed record SessionOrigin(string Provider, string? Token);
