using Microsoft.EntityFrameworkCore;

namespace Sextant.Programme.Register;

/// <summary>What came of judging a campaign again the last time. It is found again by asking again, so no version of it is kept.</summary>
internal sealed class RejudgementRow
{
    public long Id { get; set; }

    public required string Campaign { get; set; }

    /// <summary>Name and version of the profile it was judged with.</summary>
    public required string Profile { get; set; }

    public DateTimeOffset AskedAt { get; set; }

    /// <summary><c>running</c>, <c>done</c> or <c>failed</c>.</summary>
    public required string State { get; set; }

    /// <summary>The server that is at it: machine and process.</summary>
    public string? Worker { get; set; }

    /// <summary>Until when it is believed to be, unless it says so again; null: nobody is.</summary>
    public DateTimeOffset? LeaseUntil { get; set; }

    public int Judged { get; set; }

    public int Missing { get; set; }

    public int Differ { get; set; }

    /// <summary>The first that differ, as JSON.</summary>
    public string Differing { get; set; } = "[]";
}

/// <summary>Indexes of the table of judging again.</summary>
internal static class RejudgementModel
{
    internal static void Add(ModelBuilder model) => model.Entity<RejudgementRow>().HasIndex(row => row.Campaign).IsUnique();
}
