namespace Sextant.Checks.Observations;

/// <summary>
/// All that the probes saw of one name at one time: the canonical record from which evidence, verdicts and lake rows follow.
/// It is versioned (<see cref="CurrentFormat"/>) and old formats stay readable; nothing in it judges.
/// </summary>
public sealed record Scan
{
    /// <summary>The format this program writes.</summary>
    public const int CurrentFormat = 1;

    /// <summary>The format this record was written in.</summary>
    public int Format { get; init; } = CurrentFormat;

    /// <summary>The name, in A-labels, lower case.</summary>
    public required string Name { get; init; }

    /// <summary>The kinds of target that were looked at under this name, each judged into one entry.</summary>
    public required IReadOnlyList<TargetKind> Kinds { get; init; }

    /// <summary>When the first operation began: the clock by which everything in the record is judged.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>When the last operation ended.</summary>
    public required DateTimeOffset FinishedAt { get; init; }

    /// <summary>What was known of the vantage when this was measured.</summary>
    public required VantageObservation Vantage { get; init; }

    /// <summary>
    /// The longest time in milliseconds by which the measuring program itself came late while it measured (processor taken by others, too much at once);
    /// null in records of versions that did not look.
    /// </summary>
    public double? OwnDelay { get; init; }

    /// <summary>The settings and versions the judging depends on.</summary>
    public required ScanContext Context { get; init; }

    /// <summary>The site, when looked at.</summary>
    public WebObservation? Web { get; init; }

    /// <summary>The mail domain, when looked at.</summary>
    public MailObservation? Mail { get; init; }

    /// <summary>The zone of the name (for a host that is no zone cut: the zone that encloses it), when looked at.</summary>
    public ZoneObservation? Zone { get; init; }

    /// <summary>The name server, when looked at.</summary>
    public NameServerObservation? NameServer { get; init; }

    /// <summary>Who stands behind the addresses seen; null when no table was loaded.</summary>
    public OriginObservation? Origins { get; init; }
}

/// <summary>Settings and versions stored with the evidence, so that it can be judged again without today's.</summary>
public sealed record ScanContext
{
    /// <summary>Prefixes counted as global unicast beside the registry's (laboratories), as CIDR.</summary>
    public IReadOnlyList<string> GlobalPrefixes { get; init; } = [];

    /// <summary>True when this was measured inside the lab country: marked wherever it is shown.</summary>
    public bool Lab { get; init; }

    /// <summary>Version of the program.</summary>
    public required string Program { get; init; }

    /// <summary>Version of the public suffix list.</summary>
    public string? PublicSuffixes { get; init; }

    /// <summary>Date of the special-purpose address registries.</summary>
    public string? AddressRegistry { get; init; }
}
