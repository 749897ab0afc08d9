namespace Sextant.Measurement.Storage;

/// <summary>A schedule: the campaign that is made again and again.</summary>
internal sealed class ScheduleRow
{
    public required string Id { get; set; }

    public required string Name { get; set; }

    /// <summary>What is measured, as JSON.</summary>
    public required string Rule { get; set; }

    public required string Profile { get; set; }

    /// <summary>Names of the vantages, one a line.</summary>
    public required string Vantages { get; set; }

    public required int Priority { get; set; }

    public string? Window { get; set; }

    public int? Concurrency { get; set; }

    public double? NamesPerSecond { get; set; }

    public required string Cron { get; set; }

    public required string Zone { get; set; }

    public required CampaignStanding Standing { get; set; }

    public required DateTimeOffset CreatedAt { get; set; }

    /// <summary>The time that was dealt with last.</summary>
    public required DateTimeOffset LastDue { get; set; }

    public string? LastCampaign { get; set; }
}
