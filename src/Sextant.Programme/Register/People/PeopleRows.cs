namespace Sextant.Programme.Register;

/// <summary>A person who may sign in. Never removed, only ended: the audit log and the register name persons by their key.</summary>
internal sealed class PersonRow
{
    public long Id { get; set; }

    /// <summary>Random and public: it stands in the audit log and in addresses.</summary>
    public required string Key { get; set; }

    public required string Name { get; set; }

    public required string Email { get; set; }

    /// <summary>As it is compared.</summary>
    public required string EmailFolded { get; set; }

    public string? Organisation { get; set; }

    public required DateTimeOffset CreatedAt { get; set; }

    public DateTimeOffset? EndedAt { get; set; }

    public string? PasswordHash { get; set; }

    /// <summary>Protected by the key ring of the data folder.</summary>
    public string? TotpSecret { get; set; }

    /// <summary>The newest step of time whose code was taken: a code works once.</summary>
    public long TotpStep { get; set; }

    /// <summary>Changes with every change of what one signs in with.</summary>
    public required string Stamp { get; set; }
}

/// <summary>A role that a person has, for some days and, where it says so, for one organisation and its subordinates.</summary>
internal sealed class PersonGrantRow
{
    public long Id { get; set; }

    public required string Key { get; set; }

    public required string Person { get; set; }

    public required string Role { get; set; }

    public string? Organisation { get; set; }

    public DateOnly? ValidFrom { get; set; }

    public DateOnly? ValidUntil { get; set; }

    public required DateTimeOffset GrantedAt { get; set; }

    public required string GrantedBy { get; set; }

    public DateTimeOffset? RevokedAt { get; set; }

    public string? RevokedBy { get; set; }
}

/// <summary>A passkey of a person (WebAuthn credential).</summary>
internal sealed class PersonPasskeyRow
{
    public long Id { get; set; }

    /// <summary>The credential's id, base64url.</summary>
    public required string Key { get; set; }

    public required string Person { get; set; }

    public required string Name { get; set; }

    public required byte[] PublicKey { get; set; }

    public long SignCount { get; set; }

    /// <summary>Separated by blanks.</summary>
    public required string Transports { get; set; }

    public bool UserVerified { get; set; }

    public bool BackupEligible { get; set; }

    public bool BackedUp { get; set; }

    public required byte[] Attestation { get; set; }

    public required byte[] ClientData { get; set; }

    public required DateTimeOffset CreatedAt { get; set; }

    public DateTimeOffset? UsedAt { get; set; }
}

/// <summary>A code that stands in for the second factor, once.</summary>
internal sealed class PersonRecoveryRow
{
    public long Id { get; set; }

    public required string Person { get; set; }

    public required string Hash { get; set; }

    public DateTimeOffset? UsedAt { get; set; }
}

/// <summary>A signed-in browser. The browser holds a random secret, the database its hash.</summary>
internal sealed class PersonSessionRow
{
    public long Id { get; set; }

    public required string Key { get; set; }

    public required string Hash { get; set; }

    public required string Person { get; set; }

    public required DateTimeOffset CreatedAt { get; set; }

    public required DateTimeOffset SeenAt { get; set; }

    public required DateTimeOffset ExpiresAt { get; set; }

    public DateTimeOffset? EndedAt { get; set; }

    public required string From { get; set; }

    public required string Agent { get; set; }

    /// <summary><c>totp</c>, <c>recovery-code</c>, <c>passkey</c>, <c>link</c> or <c>oidc</c>.</summary>
    public required string Method { get; set; }

    /// <summary>The identity provider that vouched for the person; null: none did.</summary>
    public string? Provider { get; set; }

    /// <summary>Whom it named: <see cref="PersonIdentityRow.Stamp"/>.</summary>
    public string? ProviderStamp { get; set; }

    /// <summary>The provider's own session, hashed: it may end this one.</summary>
    public string? ProviderSession { get; set; }

    /// <summary>The provider's word, protected by the key ring: shown to it again when the person signs out there.</summary>
    public string? ProviderToken { get; set; }
}

/// <summary>A link that makes somebody a person of the installation, or gives one a way in again. Works once, for a while.</summary>
internal sealed class PersonLinkRow
{
    public long Id { get; set; }

    public required string Key { get; set; }

    public required string Hash { get; set; }

    /// <summary><c>first-administrator</c>, <c>invitation</c>, <c>recovery</c> or <c>email-change</c>.</summary>
    public required string Purpose { get; set; }

    /// <summary>Whom a recovery or a change of address is for.</summary>
    public string? Person { get; set; }

    public string? Name { get; set; }

    public string? Email { get; set; }

    public string? Organisation { get; set; }

    public string? Role { get; set; }

    public required DateTimeOffset CreatedAt { get; set; }

    public required string CreatedBy { get; set; }

    public required DateTimeOffset ExpiresAt { get; set; }

    public DateTimeOffset? UsedAt { get; set; }

    public DateTimeOffset? RevokedAt { get; set; }
}

/// <summary>A secret by which a program acts for a person, with some of the person's rights. The database holds its hash.</summary>
internal sealed class PersonTokenRow
{
    public long Id { get; set; }

    public required string Key { get; set; }

    public required string Hash { get; set; }

    public required string Person { get; set; }

    public required string Name { get; set; }

    /// <summary>Words of rights, separated by blanks.</summary>
    public required string Scopes { get; set; }

    public required DateTimeOffset CreatedAt { get; set; }

    public required DateTimeOffset ExpiresAt { get; set; }

    public DateTimeOffset? UsedAt { get; set; }

    public DateTimeOffset? RevokedAt { get; set; }
}
