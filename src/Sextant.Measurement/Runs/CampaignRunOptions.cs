using Sextant.Checks.Judging;

namespace Sextant.Measurement.Runs;

/// <summary>How a campaign is run on this machine.</summary>
public sealed record CampaignRunOptions
{
    /// <summary>By which results are judged.</summary>
    public required Profile Profile { get; init; }

    /// <summary>Names measured at once.</summary>
    public required int Concurrency { get; init; }

    /// <summary>The first window between two self-checks; 5 s, doubling up to <see cref="Window"/>, so that a short campaign is soon kept.</summary>
    public TimeSpan FirstWindow { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Results are kept when the self-check after them passed; 1 min: what a kill costs, well inside the 5 min of measurement rule 2.</summary>
    public TimeSpan Window { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Results that wait for a self-check; 200 of some 100 kB each are 20 MB.</summary>
    public int MostHeld { get; init; } = 200;

    /// <summary>
    /// Names that wait for their next try without keeping others from being measured; 500: what they have seen so far takes some 200 kB each, 100 MB together.
    /// </summary>
    public int MostWaiting { get; init; } = 500;

    /// <summary>When the targets' own failures end the run.</summary>
    public BreakerOptions Breaker { get; init; } = new();

    /// <summary>How long names are leased, renewed at a third of it; 30 min: a name whose retries are minutes apart is done by then.</summary>
    public TimeSpan Lease { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>Between self-checks while the vantage is at fault; 1 min.</summary>
    public TimeSpan VantagePause { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Failed self-checks in a row after which the run ends; 30: half an hour is no passing trouble.</summary>
    public int VantageTries { get; init; } = 30;

    /// <summary>How long a stopped run may take to keep what is finished; 20 s.</summary>
    public TimeSpan Grace { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>Between tries while a disk refuses what is kept; 5 s: a full disk is not made busier.</summary>
    public TimeSpan DiskPause { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long a disk may refuse before the run ends; 20 min: someone can make room meanwhile, and leases of 30 min are still held.</summary>
    public TimeSpan DiskPatience { get; init; } = TimeSpan.FromMinutes(20);

    /// <summary>Between looks for names that others hold or that are to be tried later; 500 ms.</summary>
    public TimeSpan Poll { get; init; } = TimeSpan.FromMilliseconds(500);
}

/// <summary>How a run came to its end.</summary>
public enum CampaignEnd
{
    /// <summary>Nothing is left to do.</summary>
    Finished,

    /// <summary>It was stopped; what was under way is given back.</summary>
    Stopped,

    /// <summary>The vantage cannot judge: nothing more was measured, what it saw since is unknown and will be measured again.</summary>
    VantageFault,

    /// <summary>Too many targets that worked before failed over one family: what was seen in that window is unknown and will be measured again.</summary>
    MassFailure,
}
