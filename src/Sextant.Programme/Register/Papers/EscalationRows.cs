namespace Sextant.Programme.Register;

/// <summary>When a late task goes up, and to whom; one fact, under the key <see cref="OnlyKey"/>.</summary>
internal sealed class RegisterEscalationRule : RegisterRow
{
    internal const string OnlyKey = "escalation";

    /// <summary>Days late from which it is a matter for the office.</summary>
    public int OfficeAfter { get; set; }

    /// <summary>Days late from which it is a matter for the head of the task force.</summary>
    public int HeadAfter { get; set; }

    /// <summary>Key of the person who heads the task force; null: nobody was named.</summary>
    public string? Head { get; set; }
}

/// <summary>A late task went up one step; once for each of its last days.</summary>
internal sealed class RegisterEscalation : RegisterRow
{
    public required string Task { get; set; }

    /// <summary>The last day that was over.</summary>
    public DateOnly Due { get; set; }

    /// <summary><c>unit</c>, <c>office</c> or <c>head</c>.</summary>
    public required string Level { get; set; }

    public DateOnly Raised { get; set; }

    /// <summary>The day on which it was over; null: it still stands.</summary>
    public DateOnly? Ended { get; set; }

    /// <summary>How: <c>done</c>, <c>cancelled</c> or <c>extended</c>.</summary>
    public string? Outcome { get; set; }
}
