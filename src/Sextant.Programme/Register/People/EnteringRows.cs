using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Sextant.Programme.Register;

/// <summary>A person as an identity provider knows it: by the issuer's own key of the person, never by an address.</summary>
internal sealed class PersonIdentityRow
{
    public long Id { get; set; }

    public required string Key { get; set; }

    public required string Person { get; set; }

    public required string Provider { get; set; }

    /// <summary>Provider and the provider's key of the person, hashed: two people never have one.</summary>
    public required string Stamp { get; set; }

    /// <summary>What the provider calls the person, for the page.</summary>
    public required string Label { get; set; }

    public required DateTimeOffset LinkedAt { get; set; }

    public DateTimeOffset? UsedAt { get; set; }
}

/// <summary>Somebody whom a provider has vouched for and who has one more step to go. Kept for minutes.</summary>
internal sealed class PersonArrivalRow
{
    public long Id { get; set; }

    public required string Hash { get; set; }

    /// <summary>Who it is; null where the step makes a person.</summary>
    public string? Person { get; set; }

    /// <summary>Of that person: what was begun before a change of what one signs in with is void.</summary>
    public string? Stamp { get; set; }

    /// <summary>The invitation that it uses up.</summary>
    public string? Link { get; set; }

    public required string Provider { get; set; }

    /// <summary>What the provider said, protected by the key ring of the data folder.</summary>
    public required string Said { get; set; }

    public required DateTimeOffset ExpiresAt { get; set; }
}

/// <summary>How often something was guessed of late.</summary>
internal sealed class GuessRow
{
    public long Id { get; set; }

    /// <summary>Hashed: no address that a stranger typed lies in the database.</summary>
    public required string Key { get; set; }

    public int Count { get; set; }

    public required DateTimeOffset BeganAt { get; set; }

    public required DateTimeOffset EndsAt { get; set; }
}

/// <summary>Indexes of the tables of entering.</summary>
internal static class EnteringModel
{
    internal static void Add(ModelBuilder model)
    {
        EntityTypeBuilder<PersonIdentityRow> identity = model.Entity<PersonIdentityRow>();
        identity.HasIndex(row => row.Key).IsUnique();
        identity.HasIndex(row => row.Stamp).IsUnique();
        identity.HasIndex(row => row.Person);
        model.Entity<PersonArrivalRow>().HasIndex(row => row.Hash).IsUnique();
        EntityTypeBuilder<GuessRow> guess = model.Entity<GuessRow>();
        guess.HasIndex(row => row.Key).IsUnique();
        guess.HasIndex(row => row.EndsAt);
    }
}
