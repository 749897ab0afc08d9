using Sextant.Measurement.Storage;

namespace Sextant.Measurement.Campaigns;

/// <summary>How a campaign goes, by what the database says: also of campaigns that another process measures.</summary>
public sealed record CampaignProgress
{
    /// <summary>How far back results are counted for the rate; 2 min: results are kept a minute at a time.</summary>
    public static TimeSpan RateOver { get; } = TimeSpan.FromMinutes(2);

    /// <summary>The campaign.</summary>
    public required Campaign Campaign { get; init; }

    /// <summary>When the first name was done; null before.</summary>
    public DateTimeOffset? FirstAt { get; init; }

    /// <summary>When the last one was.</summary>
    public DateTimeOffset? LastAt { get; init; }

    /// <summary>Names done a second over the last two minutes; 0 when none were.</summary>
    public double NamesPerSecond { get; init; }

    /// <summary>Names to be done.</summary>
    public int Left => Campaign.Count(TargetState.Pending) + Campaign.Count(TargetState.Leased);

    /// <summary>How long the rest takes at this rate; null when nothing was done of late.</summary>
    public TimeSpan? LeftFor => NamesPerSecond > 0 && Left > 0 ? TimeSpan.FromSeconds(Math.Min(Left / NamesPerSecond, TimeSpan.FromDays(999).TotalSeconds)) : null;
}
