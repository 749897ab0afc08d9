namespace Sextant.Programme.Notices;

/// <summary>The closed words of notices.</summary>
public static class NoticeKinds
{
    /// <summary>What people are told of.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        "task-due", "task-late", "task-raised", "plan-submitted", "plan-returned", "exemption-ends", "return-asked", "return-due", "return-late", "return-returned", "return-withdrawn",
        "sheet-open", "sheet-moved", "sheet-withdrawn", "case-opened", "case-reopened", "case-decided", "extension-asked", "extension-answered", "conversion-submitted", "conversion-returned", "conversion-approved", "conversion-issued",
        "round-opened", "round-closing", "names-suggested", "webhook-off",
    ];

    /// <summary>How often letters come: at once, once a day, once a week, never.</summary>
    public static IReadOnlyList<string> Rhythms { get; } = ["each", "daily", "weekly", "never"];

    /// <summary>Who has chosen nothing gets one letter a day at most, and none on days without news.</summary>
    public const string DefaultRhythm = "daily";

    /// <summary>The languages of letters; the first is theirs of whom it is not known.</summary>
    public static IReadOnlyList<string> Languages { get; } = ["vi", "en"];

    internal static TimeSpan Between(string rhythm) => rhythm switch
    {
        "each" => TimeSpan.Zero,
        "weekly" => TimeSpan.FromDays(7),
        _ => TimeSpan.FromDays(1),
    };
}
