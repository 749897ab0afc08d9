using Sextant.Programme.Audit;

namespace Sextant.Programme.People;

/// <summary>A role that somebody has.</summary>
/// <param name="Key">Names it.</param>
/// <param name="Organisation">For which organisation and its subordinates; null: the country.</param>
/// <param name="From">First day; null: from ever.</param>
/// <param name="Until">Last day; null: without end.</param>
public sealed record Grant(string Key, Role Role, string? Organisation, DateOnly? From, DateOnly? Until)
{
    /// <summary>Whether it holds on a day.</summary>
    public bool Holds(DateOnly day) => (From is null || From <= day) && (Until is null || Until >= day);
}

/// <summary>Who asks: a stranger, a person who has signed in, or a program that holds a person's token.</summary>
public sealed record Viewer
{
    /// <summary>The client's address.</summary>
    public required string From { get; init; }

    /// <summary>The person's key; null of a stranger.</summary>
    public string? Person { get; init; }

    /// <summary>What the person is called.</summary>
    public string Name { get; init; } = "";

    /// <summary>The person's address.</summary>
    public string Email { get; init; } = "";

    /// <summary>The roles that hold today.</summary>
    public IReadOnlyList<Grant> Grants { get; init; } = [];

    /// <summary>The session, where a browser asks.</summary>
    public string? Session { get; init; }

    /// <summary>When the session began.</summary>
    public DateTimeOffset? SignedInAt { get; init; }

    /// <summary>The token, where a program asks.</summary>
    public string? Token { get; init; }

    /// <summary>What the token may do of what the person may; null where a person asks.</summary>
    public IReadOnlySet<Right>? Lent { get; init; }

    /// <summary>Whether it is known who asks.</summary>
    public bool Known => Person is not null;

    /// <summary>As the audit log names who asks.</summary>
    public Actor Actor => (Token is { } token ? Actor.Token(token, From) : Actor.Person(Person ?? "unknown", From)) with { Terms = Terms };

    /// <summary>What must hold for a change by this request, where a program says so.</summary>
    public WriteTerms? Terms { get; init; }

    /// <summary>Whether a right is had for something at all: for the country, or for some organisation.</summary>
    public bool Has(Right right) => Rights.Of(Role.Public).Contains(right) || (IsLent(right) && (right == Right.KeepOwnAccount ? Known : Grants.Any(grant => Rights.Of(grant.Role).Contains(right))));

    /// <summary>Whether a right is had for an organisation.</summary>
    /// <param name="line">The organisation and all that it is part of: <see cref="PeopleReach.LineAsync"/>.</param>
    public bool Has(Right right, IReadOnlySet<string> line) =>
        Rights.Of(Role.Public).Contains(right)
        || (IsLent(right) && Grants.Any(grant => Rights.Of(grant.Role).Contains(right) && (grant.Organisation is null ? !Rights.IsScoped(grant.Role) : line.Contains(grant.Organisation))));

    /// <summary>Whether who asks may give or take this role. A program gives none that looks after people: a stolen token makes nobody who outlives it as one.</summary>
    public bool MayGive(Role role) => Has(Right.ManagePeople) && (Token is null || !Rights.Of(role).Contains(Right.ManagePeople)) && Grants.Any(grant => Rights.MayGive(grant.Role, role));

    private bool IsLent(Right right) => Lent?.Contains(right) ?? true;
}
