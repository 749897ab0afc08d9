using Sextant.Programme.Register;

namespace Sextant.Programme.Domains;

/// <summary>Looks whether who claims a domain controls it.</summary>
public interface IDomainProof
{
    /// <summary>Looks for the value at the places of <see cref="DomainWords"/>.</summary>
    /// <param name="ascii">The domain, A-labels.</param>
    /// <param name="value">The text that proves it.</param>
    Task<ProofSeen> LookAsync(string ascii, string value, CancellationToken cancellation);
}

/// <summary>What was seen.</summary>
/// <param name="Way"><c>dns</c> or <c>file</c>; null: it is proven by neither.</param>
/// <param name="DnsFault">What the record lacks, a word; null: nothing.</param>
/// <param name="FileFault">What the file lacks, a word; null: nothing, or it was not looked for.</param>
public sealed record ProofSeen(string? Way, string? DnsFault, string? FileFault);

/// <summary>What a page shows of a claim's state.</summary>
public enum DomainStanding
{
    /// <summary>Claimed; the token can still be published.</summary>
    Claimed,

    /// <summary>Claimed, and the token's time is over.</summary>
    TokenOver,

    /// <summary>Proven, and the last look found the proof.</summary>
    Proven,

    /// <summary>Proven, and the last look did not find the proof any more.</summary>
    Failing,

    /// <summary>Taken by the office without proof.</summary>
    Accepted,

    /// <summary>Was proven or accepted, and its time is over.</summary>
    Over,
}

/// <summary>A claim.</summary>
/// <param name="Registered">Kinds that are registered of it with this unit today.</param>
/// <param name="Value">What is to be published.</param>
public sealed record DomainView(
    string Key, string Organisation, LocalText OrganisationName, string Ascii, string Domain, IReadOnlyList<string> Kinds, DomainStanding Standing, string Value, DateTimeOffset TokenUntil,
    string? Way, DateTimeOffset? ProvenAt, DateTimeOffset? HoldsUntil, DateTimeOffset? CheckedAt, string? DnsFault, string? FileFault, string? Reason, IReadOnlyList<string> Registered)
{
    /// <summary>Whether the domain counts as the unit's own now.</summary>
    public bool Holds => Standing is DomainStanding.Proven or DomainStanding.Failing or DomainStanding.Accepted;

    /// <summary>Where the record stands.</summary>
    public string TxtName => DomainWords.TxtName(Ascii);
}

/// <summary>Who is to be written to.</summary>
public sealed record DomainContactView(string Claim, int Position, string Kind, string Name, string Email, string? Phone);

/// <summary>A contact as a person writes it.</summary>
/// <param name="Position">The contact changed; null: a new one.</param>
public sealed record DomainContactDraft(string? Kind, string? Name, string? Email, string? Phone, int? Position = null);
