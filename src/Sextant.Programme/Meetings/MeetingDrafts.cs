namespace Sextant.Programme.Meetings;

/// <summary>What a person writes down about a meeting. What is not known stays null.</summary>
public sealed record MeetingDraft
{
    /// <summary>The meeting changed; null: a new one.</summary>
    public string? Id { get; init; }

    /// <summary>The day, past or coming.</summary>
    public required DateOnly Date { get; init; }

    /// <summary>What it is called.</summary>
    public required string Title { get; init; }

    /// <summary>Who chairs it.</summary>
    public string? Chair { get; init; }

    /// <summary>In one place, on line, or both.</summary>
    public string? Form { get; init; }

    /// <summary>Where.</summary>
    public string? Place { get; init; }

    /// <summary>How many sites take part.</summary>
    public int? Sites { get; init; }

    /// <summary>What was discussed.</summary>
    public string? Discussion { get; init; }

    /// <summary>The document that reports it.</summary>
    public string? Document { get; init; }
}

/// <summary>A conclusion as a person enters it, in the words of the minutes.</summary>
/// <param name="WorkGroupInferred">Whether the group is the office's reading, not the minutes' word.</param>
/// <param name="Position">Its place; null: behind the last.</param>
public sealed record DirectionDraft(string Text, string? Addressee, int? WorkGroup, bool WorkGroupInferred, int? Position = null);

/// <summary>Somebody who takes part.</summary>
public sealed record AttendanceDraft(string? Name, string? Role, string? Organisation, string? Site, int? Position = null);

/// <summary>A site (điểm cầu).</summary>
public sealed record MeetingSiteDraft(string Name, string? Organisation, int? People, int? Position = null);

/// <summary>What is put before a meeting.</summary>
public sealed record PaperDraft(string Title, string? By, string? Document, int? Position = null);
