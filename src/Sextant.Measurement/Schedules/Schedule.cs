using System.Globalization;
using Sextant.Measurement.Campaigns;
using Sextant.Measurement.Storage;

namespace Sextant.Measurement.Schedules;

/// <summary>What a schedule measures each time: names as they were given, or the register as it stands then.</summary>
public sealed record TargetRule
{
    /// <summary>The names; null: the register's.</summary>
    public IReadOnlyList<string>? Names { get; init; }

    /// <summary>Only organisations of these kinds; empty: of all.</summary>
    public IReadOnlyList<string> Kinds { get; init; } = [];

    /// <summary>Only organisations of these sectors; empty: of all.</summary>
    public IReadOnlyList<string> Sectors { get; init; } = [];

    /// <summary>In words, for people.</summary>
    public required string Description { get; init; }
}

/// <summary>A campaign that is made again and again.</summary>
public sealed record Schedule
{
    /// <summary>Its id; the id of each of its campaigns begins with it.</summary>
    public required string Id { get; init; }

    /// <summary>Its name for people.</summary>
    public required string Name { get; init; }

    /// <summary>What is measured.</summary>
    public required TargetRule Rule { get; init; }

    /// <summary>Name and version of the profile.</summary>
    public required string Profile { get; init; }

    /// <summary>The vantages; each measures every name.</summary>
    public required IReadOnlyList<string> Vantages { get; init; }

    /// <summary>How its campaigns are run.</summary>
    public required CampaignTerms Terms { get; init; }

    /// <summary>When.</summary>
    public required CronRule Cron { get; init; }

    /// <summary>By whose clock.</summary>
    public required TimeZoneInfo Zone { get; init; }

    /// <summary>Whether it goes on.</summary>
    public CampaignStanding Standing { get; init; }

    /// <summary>The time that was dealt with last; at first, when it was made: nothing before that is due.</summary>
    public required DateTimeOffset LastDue { get; init; }

    /// <summary>The last campaign of it; null before the first.</summary>
    public string? LastCampaign { get; init; }

    /// <summary>The next time after an instant; null while it does not go on.</summary>
    public DateTimeOffset? Next(DateTimeOffset now) => Standing == CampaignStanding.Open ? Cron.Next(now > LastDue ? now : LastDue, Zone) : null;

    /// <summary>
    /// The time that is due now; null when there is none. Of several that were missed the last alone is due. A clock that was ahead and was set back leaves
    /// <see cref="LastDue"/> in the future: then nothing is due but what the clock passes from now on, and <see cref="CampaignIdOf"/> keeps what was measured
    /// under the wrong clock from being measured twice.
    /// </summary>
    public DateTimeOffset? Due(DateTimeOffset now) => Standing == CampaignStanding.Open && LastDue <= now ? Cron.Latest(LastDue, now, Zone) : null;

    /// <summary>The id of the campaign of a time: the same time gives the same id, whoever asks and however often.</summary>
    public string CampaignIdOf(DateTimeOffset due) => $"{Id}-{TimeZoneInfo.ConvertTime(due, Zone).ToString("yyyyMMdd-HHmm", CultureInfo.InvariantCulture)}";
}
