using Sextant.Checks.Observations;
using Sextant.Measurement.Storage;

namespace Sextant.Measurement.Campaigns;

/// <summary>A name to be measured, and what to look at under it.</summary>
/// <param name="Name">A-labels, lower case.</param>
/// <param name="Kinds">The kinds of target; empty: what the name turns out to be.</param>
public sealed record CampaignTarget(string Name, IReadOnlyList<TargetKind> Kinds)
{
    /// <summary>How many times the name was leased and not given back unmeasured, this time included; 0 where it is not leased.</summary>
    public int Attempt { get; init; }
}

/// <summary>Where a campaign's names come from. Programme (the register) and the command line (a list) supply it; Measurement owns the port.</summary>
public interface ITargetSource
{
    /// <summary>Says in words where the names come from, for the record: <c>register: ministries</c>, <c>list: names.txt</c>.</summary>
    string Description { get; }

    /// <summary>The names, in the order in which they are to be measured; one that comes twice is taken once, its kinds joined.</summary>
    IAsyncEnumerable<CampaignTarget> TargetsAsync(CancellationToken cancellation);
}

/// <summary>What a campaign is to be.</summary>
public sealed record CampaignPlan
{
    /// <summary>Its id, never used again: lower-case letters, digits and hyphens, at most 64; it names folders of the lake.</summary>
    public required string Id { get; init; }

    /// <summary>Its name for people.</summary>
    public required string Name { get; init; }

    /// <summary>Name and version of the profile.</summary>
    public required string Profile { get; init; }

    /// <summary>The vantages; each measures every name.</summary>
    public required IReadOnlyList<string> Vantages { get; init; }

    /// <summary>Concurrency, pacing and retries in words, for the record.</summary>
    public string Pacing { get; init; } = "";

    /// <summary>How it is run beside others.</summary>
    public CampaignTerms Terms { get; init; } = CampaignTerms.Usual;

    /// <summary>True when a server is to measure it by itself; else it waits for somebody's command.</summary>
    public bool Unattended { get; init; }

    /// <summary>The schedule that makes it; null: somebody did.</summary>
    public string? Schedule { get; init; }
}

/// <summary>A campaign as it stands.</summary>
public sealed record Campaign
{
    /// <summary>Its id.</summary>
    public required string Id { get; init; }

    /// <summary>Its name for people.</summary>
    public required string Name { get; init; }

    /// <summary>Where its names came from.</summary>
    public required string Source { get; init; }

    /// <summary>Name and version of the profile.</summary>
    public required string Profile { get; init; }

    /// <summary>Its vantages.</summary>
    public required IReadOnlyList<string> Vantages { get; init; }

    /// <summary>Concurrency, pacing and retries in words.</summary>
    public required string Pacing { get; init; }

    /// <summary>How it is run beside others.</summary>
    public CampaignTerms Terms { get; init; } = CampaignTerms.Usual;

    /// <summary>Whether it is to be gone on with.</summary>
    public CampaignStanding Standing { get; init; }

    /// <summary>True when a server measures it by itself.</summary>
    public bool Unattended { get; init; }

    /// <summary>The schedule that made it; null: somebody did.</summary>
    public string? Schedule { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>How many (name, vantage) pairs are in each state.</summary>
    public required IReadOnlyDictionary<TargetState, int> Counts { get; init; }

    /// <summary>All pairs.</summary>
    public int Total => Counts.Values.Sum();

    /// <summary>Pairs in a state.</summary>
    public int Count(TargetState state) => Counts.GetValueOrDefault(state);

    /// <summary>True when nothing is left to do.</summary>
    public bool Finished => Count(TargetState.Pending) == 0 && Count(TargetState.Leased) == 0;
}

/// <summary>Names of a campaign that this process is to measure now.</summary>
/// <param name="Campaign">The campaign's id.</param>
/// <param name="Vantage">The vantage.</param>
/// <param name="Id">What results must show: a lease that ran out and was given to another is refused.</param>
/// <param name="Until">When it runs out, unless renewed.</param>
/// <param name="Targets">The names, in the campaign's order.</param>
public sealed record CampaignLease(string Campaign, string Vantage, string Id, DateTimeOffset Until, IReadOnlyList<CampaignTarget> Targets);

/// <summary>What became of a batch.</summary>
/// <param name="Kept">Names whose results are kept.</param>
/// <param name="Refused">Names that were no longer leased to the caller: another has measured them or is at it.</param>
/// <param name="Files">The files of the lake that hold what was kept.</param>
public sealed record CompletedBatch(IReadOnlyList<string> Kept, IReadOnlyList<string> Refused, IReadOnlyList<string> Files);

/// <summary>Results that a fault of the vantage covers: kept as unknown, their names to be measured again.</summary>
/// <param name="Campaign">The campaign's id.</param>
/// <param name="Vantage">The vantage.</param>
/// <param name="Lease">The lease the names are under; null when their results were kept before and are taken back.</param>
/// <param name="Scans">The results, judged unknown.</param>
/// <param name="Files">Files of the lake that they take the place of.</param>
internal sealed record SetAside(string Campaign, string Vantage, string? Lease, IReadOnlyList<FinishedScan> Scans, IReadOnlyList<string> Files);
