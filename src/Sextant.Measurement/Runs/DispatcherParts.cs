using Sextant.Checks.Observations;
using Sextant.Measurement.Campaigns;
using Sextant.Measurement.Scans;
using Sextant.Measurement.Schedules;

namespace Sextant.Measurement.Runs;

/// <summary>What the dispatcher is made of.</summary>
public sealed record DispatcherParts
{
    /// <summary>Where campaigns and schedules are kept.</summary>
    public required MeasurementStores Stores { get; init; }

    /// <summary>This vantage's name: campaigns of other vantages are theirs.</summary>
    public required string Vantage { get; init; }

    /// <summary>Measures one name.</summary>
    public required IScanner Scanner { get; init; }

    /// <summary>Looks at the vantage now.</summary>
    public required Func<CancellationToken, Task<VantageObservation>> SelfCheck { get; init; }

    /// <summary>Profile, places and windows; the terms of a campaign narrow them.</summary>
    public required CampaignRunOptions Options { get; init; }

    /// <summary>From what a schedule says to the names of today.</summary>
    public required Func<TargetRule, CancellationToken, Task<ITargetSource>> Source { get; init; }

    /// <summary>Is told what happens, for the log.</summary>
    public Action<CampaignNews> Tell { get; init; } = _ => { };

    /// <summary>Between two looks at what is to be done; 1 s: who says so waits for it.</summary>
    public TimeSpan Look { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How long a campaign rests after its vantage, its disk or its database failed; 1 min.</summary>
    public TimeSpan Rest { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Campaigns measured at once; 8: they share the places, so more would only hold leases.</summary>
    public int Most { get; init; } = 8;
}

/// <summary>What happened to a campaign or a schedule.</summary>
public enum CampaignEvent
{
    /// <summary>A schedule's time came and its campaign was made.</summary>
    Due,

    /// <summary>It is measured from now on.</summary>
    Begun,

    /// <summary>It is done.</summary>
    Finished,

    /// <summary>Somebody paused or stopped it, or its hours are over.</summary>
    Rests,

    /// <summary>The vantage cannot judge now.</summary>
    VantageFault,

    /// <summary>Too many targets that worked before failed at once.</summary>
    MassFailure,

    /// <summary>The disk or the database did not take results, or a fault of ours; it is tried again.</summary>
    Trouble,
}

/// <summary>What happened, to whom, and why.</summary>
/// <param name="What">What happened.</param>
/// <param name="Id">The campaign's id, or the schedule's.</param>
/// <param name="Detail">The system's own words; empty where there are none.</param>
public sealed record CampaignNews(CampaignEvent What, string Id, string Detail = "");

/// <summary>A campaign that this process measures now.</summary>
/// <param name="Campaign">As it stood when the run began.</param>
/// <param name="Tally">Counts as the run goes on.</param>
public sealed record RunningCampaign(OpenCampaign Campaign, CampaignTally Tally);
