namespace Sextant.Programme.Audit;

/// <summary>One thing that somebody did, as it is read back.</summary>
public sealed record AuditEntry
{
    /// <summary>Its place in the log.</summary>
    public required long Sequence { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Who, as <see cref="Actor.Who"/>.</summary>
    public required string Who { get; init; }

    /// <summary>From where.</summary>
    public required string From { get; init; }

    /// <summary>What was done: <c>organisation.rename</c>.</summary>
    public required string Action { get; init; }

    /// <summary>To what: <c>organisation:hue</c>.</summary>
    public required string Subject { get; init; }

    /// <summary>Why, where a person said so.</summary>
    public string? Reason { get; init; }

    /// <summary>JSON of what was; null for what is new.</summary>
    public string? Before { get; init; }

    /// <summary>JSON of what is; null for what is gone.</summary>
    public string? After { get; init; }
}

/// <summary>Which entries are wanted; empty members take all.</summary>
public sealed record AuditFilter
{
    /// <summary>Only of this actor.</summary>
    public string? Who { get; init; }

    /// <summary>Only about this subject.</summary>
    public string? Subject { get; init; }

    /// <summary>Only of this action.</summary>
    public string? Action { get; init; }

    /// <summary>Only entries before this one: the way to the next page.</summary>
    public long? Before { get; init; }

    /// <summary>At most so many. 50: a page of a screen or two.</summary>
    public int Most { get; init; } = 50;
}
