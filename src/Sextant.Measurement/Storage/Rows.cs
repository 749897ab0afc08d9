using Sextant.Checks.Judging;
using Sextant.Checks.Observations;
using Sextant.Wire;

namespace Sextant.Measurement.Storage;

/// <summary>A campaign.</summary>
internal sealed class CampaignRow
{
    public required string Id { get; set; }

    public required string Name { get; set; }

    public required string Source { get; set; }

    public required string Profile { get; set; }

    /// <summary>Names of the vantages, one a line.</summary>
    public required string Vantages { get; set; }

    /// <summary>Pacing in words, for the record.</summary>
    public required string Pacing { get; set; }

    public required DateTimeOffset CreatedAt { get; set; }

    public CampaignStanding Standing { get; set; }

    public int Priority { get; set; }

    public string? Window { get; set; }

    public int? Concurrency { get; set; }

    public double? NamesPerSecond { get; set; }

    /// <summary>Measured by whatever server runs, not by somebody's command.</summary>
    public bool Unattended { get; set; }

    /// <summary>The schedule that made it.</summary>
    public string? Schedule { get; set; }

    /// <summary>How many results it is to give: its names, times its vantages.</summary>
    public long Size { get; set; }
}

/// <summary>One name to be measured once from one vantage in one campaign: its key makes the result single.</summary>
internal sealed class CampaignTargetRow
{
    public required string CampaignId { get; set; }

    public required string Vantage { get; set; }

    public required string Name { get; set; }

    /// <summary>Its place in the list.</summary>
    public required int Position { get; set; }

    /// <summary>Kinds to look at, parted by spaces.</summary>
    public required string Kinds { get; set; }

    public required TargetState State { get; set; }

    /// <summary>The lease it is under.</summary>
    public string? Lease { get; set; }

    /// <summary>The writer that holds the lease.</summary>
    public string? Owner { get; set; }

    public DateTimeOffset? LeasedUntil { get; set; }

    /// <summary>Not to be leased before this.</summary>
    public DateTimeOffset? NotBefore { get; set; }

    public required int Attempts { get; set; }

    /// <summary>Why it failed the last time.</summary>
    public string? Problem { get; set; }

    public DateTimeOffset? DoneAt { get; set; }
}

/// <summary>One Parquet file; it exists because this row does.</summary>
internal sealed class LakeFileRow
{
    /// <summary>Under the lake's folder, with forward slashes.</summary>
    public required string Path { get; set; }

    /// <summary>The data folder in which it lies; empty where there is but one.</summary>
    public string Place { get; set; } = "";

    public required LakeTable Content { get; set; }

    /// <summary>UTC day of what it holds, yyyy-MM-dd.</summary>
    public required string Day { get; set; }

    public required string Campaign { get; set; }

    public required long Rows { get; set; }

    public required long Bytes { get; set; }

    public required string Sha256 { get; set; }

    public required DateTimeOffset CreatedAt { get; set; }

    /// <summary>Not null: a file of the second copy, which lies by target, of several days and campaigns; this part of the targets.</summary>
    public int? Bucket { get; set; }

    /// <summary>In the second copy: the day of the oldest row, yyyy-MM-dd; <see cref="Day"/> is that of the newest.</summary>
    public string? FirstDay { get; set; }

    /// <summary>Whether its rows lie in the second copy too.</summary>
    public bool Copied { get; set; }

    /// <summary>When its rows were put into a larger file; it is removed some time later, when nobody reads it any more.</summary>
    public DateTimeOffset? ReplacedAt { get; set; }
}

/// <summary>What was said of one target at one time.</summary>
internal sealed class TargetScanRow
{
    public required string TargetKey { get; set; }

    public required string Vantage { get; set; }

    public required DateTimeOffset MeasuredAt { get; set; }

    public required TargetKind Kind { get; set; }

    public required string Ascii { get; set; }

    public required string Unicode { get; set; }

    public required TargetClass Class { get; set; }

    public required Level Level { get; set; }

    public required Level LevelScope { get; set; }

    public Failure? Cause { get; set; }

    public required bool SingleLook { get; set; }

    public required bool Lab { get; set; }

    public required string Profile { get; set; }

    public required string Evidence { get; set; }

    public required string Campaign { get; set; }

    /// <summary>The verdicts, by hash: week after week they are mostly the same.</summary>
    public required string VerdictSet { get; set; }
}

/// <summary>Verdicts on the criteria, stored once for all scans that gave the same.</summary>
internal sealed class VerdictSetRow
{
    public required string Hash { get; set; }

    public required string Content { get; set; }
}

/// <summary>How many targets of a campaign are in a class: kept up in the transaction that ends their names' leases.</summary>
internal sealed class CampaignResultRow
{
    public required string Campaign { get; set; }

    public required string Vantage { get; set; }

    public required TargetKind Kind { get; set; }

    public required TargetClass Class { get; set; }

    public required Level Level { get; set; }

    /// <summary>Why the class is unknown; empty where there is no cause.</summary>
    public required string Cause { get; set; }

    public required bool Lab { get; set; }

    public required long Targets { get; set; }
}

/// <summary>Up to when a class of data has been removed: what lies before is asked for elsewhere, or nowhere.</summary>
internal sealed class RemovedRow
{
    public required string Content { get; set; }

    public required DateTimeOffset Before { get; set; }
}

/// <summary>The newest scan of a target from a vantage.</summary>
internal sealed class CurrentVerdictRow
{
    public required string TargetKey { get; set; }

    public required string Vantage { get; set; }

    public required DateTimeOffset MeasuredAt { get; set; }

    public required TargetKind Kind { get; set; }

    public required TargetClass Class { get; set; }
}
