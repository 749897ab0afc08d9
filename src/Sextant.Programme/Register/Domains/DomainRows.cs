using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Sextant.Programme.Register;

/// <summary>A domain that a unit says is its own, and what shows it. The key is <c>unit/name</c>: each unit's claim has a token of its own.</summary>
internal sealed class RegisterDomain : RegisterRow
{
    public required string Organisation { get; set; }

    /// <summary>A-labels, lower case.</summary>
    public required string Ascii { get; set; }

    /// <summary>As people write it.</summary>
    public required string Domain { get; set; }

    /// <summary>What is measured of it once it is proven: <c>site mail zone</c>, parted by blanks.</summary>
    public required string Kinds { get; set; }

    /// <summary>What is to be published: public as soon as it stands in the DNS, so not a secret.</summary>
    public required string Token { get; set; }

    /// <summary>A token that is not found until then proves nothing any more.</summary>
    public DateTimeOffset TokenUntil { get; set; }

    /// <summary>One of <see cref="DomainWords.States"/>.</summary>
    public required string State { get; set; }

    /// <summary><c>dns</c> or <c>file</c>; null: not proven.</summary>
    public string? Way { get; set; }

    public DateTimeOffset? ProvenAt { get; set; }

    /// <summary>Until when the proof, or the office's word, holds.</summary>
    public DateTimeOffset? HoldsUntil { get; set; }

    public DateTimeOffset? CheckedAt { get; set; }

    /// <summary>What the last look lacked; null: nothing, or there was none.</summary>
    public string? DnsFault { get; set; }

    public string? FileFault { get; set; }
}

/// <summary>Who is to be written to about a domain.</summary>
internal sealed class RegisterDomainContact : RegisterRow
{
    /// <summary>Key of the claim.</summary>
    public required string Claim { get; set; }

    public int Position { get; set; }

    /// <summary>One of <see cref="DomainWords.Contacts"/>.</summary>
    public required string Kind { get; set; }

    [Personal]
    public required string Name { get; set; }

    [Personal]
    public required string Email { get; set; }

    [Personal]
    public string? Phone { get; set; }
}

/// <summary>A name that scans saw under a unit's domain and that is not registered.</summary>
internal sealed class SuggestionRow
{
    public long Id { get; set; }

    public required string Organisation { get; set; }

    public required string Ascii { get; set; }

    /// <summary>The unit's domain that it lies under, A-labels.</summary>
    public required string Under { get; set; }

    /// <summary>One of <see cref="DomainWords.Decisions"/>.</summary>
    public required string State { get; set; }

    public DateTimeOffset FirstAt { get; set; }

    public DateTimeOffset LastAt { get; set; }

    public string? DecidedBy { get; set; }

    public DateTimeOffset? DecidedAt { get; set; }

    public string? Reason { get; set; }
}

/// <summary>Where a suggested name was seen.</summary>
internal sealed class SightRow
{
    public long Id { get; set; }

    public required string Ascii { get; set; }

    /// <summary>One of <see cref="DomainWords.Ways"/>.</summary>
    public required string Way { get; set; }

    /// <summary>The name that was measured when it was seen.</summary>
    public required string Host { get; set; }

    /// <summary>The evidence of that scan.</summary>
    public required string Evidence { get; set; }

    public DateTimeOffset At { get; set; }
}

/// <summary>Up to which evidence the names of a scan's target were read.</summary>
internal sealed class ReadEvidenceRow
{
    public long Id { get; set; }

    public required string Target { get; set; }

    public required string Evidence { get; set; }
}

/// <summary>Indexes of the tables of suggestions.</summary>
internal static class DomainModel
{
    internal static void Add(ModelBuilder model)
    {
        EntityTypeBuilder<SuggestionRow> suggestion = model.Entity<SuggestionRow>();
        suggestion.HasIndex(row => row.Ascii).IsUnique();
        suggestion.HasIndex(row => new { row.Organisation, row.State });
        model.Entity<SightRow>().HasIndex(row => row.Ascii);
        model.Entity<ReadEvidenceRow>().HasIndex(row => row.Target).IsUnique();
    }
}
