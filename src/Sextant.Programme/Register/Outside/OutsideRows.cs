using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Sextant.Programme.Register;

/// <summary>
/// One delivery of figures that others measured: a file, or files that came together. Its points are never changed; a delivery that was a mistake is
/// undone, and whoever asks what was known before still sees it.
/// </summary>
internal sealed class OutsideFileRow
{
    public long Id { get; set; }

    public required string Key { get; set; }

    /// <summary><c>apnic</c> or <c>google</c>.</summary>
    public required string Publisher { get; set; }

    /// <summary>Names of the files, as they were given.</summary>
    public required string Names { get; set; }

    /// <summary>SHA-256 of all that was delivered.</summary>
    public required string Digest { get; set; }

    public DateOnly FirstDay { get; set; }

    public DateOnly LastDay { get; set; }

    /// <summary>Points kept.</summary>
    public int Points { get; set; }

    /// <summary>Economies that the delivery speaks of.</summary>
    public int Economies { get; set; }

    /// <summary>What the files say of their reuse.</summary>
    public string? Terms { get; set; }

    public DateTimeOffset ImportedAt { get; set; }

    public required string ImportedBy { get; set; }

    public DateTimeOffset? UndoneAt { get; set; }

    public string? UndoneBy { get; set; }

    public string? UndoneReason { get; set; }
}

/// <summary>One figure of a delivery.</summary>
internal sealed class OutsidePointRow
{
    public long Id { get; set; }

    /// <summary>Key of the delivery.</summary>
    public required string File { get; set; }

    /// <summary>Publisher and definition: only points of one series share a line.</summary>
    public required string Series { get; set; }

    /// <summary><c>cc:VN</c>, <c>as:VN:45899</c> or <c>world</c>.</summary>
    public required string Subject { get; set; }

    public DateOnly Day { get; set; }

    /// <summary>Percent.</summary>
    public decimal Value { get; set; }

    /// <summary>What it rests on; null where the publisher does not say.</summary>
    public decimal? Samples { get; set; }
}

/// <summary>A delivery that was checked and waits to be taken; gone once it was taken or dropped.</summary>
internal sealed class OutsideStagedRow
{
    public long Id { get; set; }

    public required string Key { get; set; }

    /// <summary><c>apnic</c> or <c>google</c>.</summary>
    public required string Publisher { get; set; }

    /// <summary>Of which day figures are whose file does not say so.</summary>
    public DateOnly? Day { get; set; }

    public required string Names { get; set; }

    public DateTimeOffset At { get; set; }

    /// <summary>Key of the person.</summary>
    public required string By { get; set; }
}

/// <summary>One file of it, as it came.</summary>
internal sealed class OutsideStagedFileRow
{
    public long Id { get; set; }

    public required string Staged { get; set; }

    public int Position { get; set; }

    public required string Name { get; set; }

    public required byte[] Content { get; set; }
}

/// <summary>Indexes of what others measured.</summary>
internal static class OutsideModel
{
    internal static void Add(ModelBuilder model)
    {
        EntityTypeBuilder<OutsideFileRow> file = model.Entity<OutsideFileRow>();
        file.HasIndex(row => row.Key).IsUnique();
        EntityTypeBuilder<OutsidePointRow> point = model.Entity<OutsidePointRow>();
        point.HasIndex(row => new { row.Subject, row.Day });
        point.HasIndex(row => new { row.File, row.Series, row.Day });
        model.Entity<OutsideStagedRow>().HasIndex(row => row.Key).IsUnique();
        model.Entity<OutsideStagedFileRow>().HasIndex(row => row.Staged);
        RejudgementModel.Add(model);
    }
}
