namespace Sextant.Measurement.Campaigns;

/// <summary>How a campaign is run beside others: who goes first, when, and how fast.</summary>
public sealed record CampaignTerms
{
    /// <summary>The terms of a campaign that nobody said anything about.</summary>
    public static CampaignTerms Usual { get; } = new();

    /// <summary>Names of a campaign with a higher number get free places first, from -100 to 100; 0: most campaigns are alike.</summary>
    public int Priority { get; init; }

    /// <summary>The hours of the day in which it measures; null: all.</summary>
    public DailyWindow? Window { get; init; }

    /// <summary>Names of it that are measured at once; null: as many as the vantage measures.</summary>
    public int? Concurrency { get; init; }

    /// <summary>Names of it that are begun in a second at most; null: as many as there are places for.</summary>
    public double? NamesPerSecond { get; init; }
}
