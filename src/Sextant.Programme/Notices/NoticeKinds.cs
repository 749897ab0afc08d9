using Sextant.Programme.People;

namespace Sextant.Programme.Notices;

/// <summary>The closed words of notices.</summary>
public static class NoticeKinds
{
    /// <summary>What people are told of.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        "task-due", "task-late", "task-raised", "plan-submitted", "plan-returned", "exemption-ends", "return-asked", "return-due", "return-late", "return-returned", "return-withdrawn",
        "sheet-open", "sheet-moved", "sheet-withdrawn", "case-opened", "case-reopened", "case-decided", "extension-asked", "extension-answered", "conversion-submitted", "conversion-returned", "conversion-approved", "conversion-issued",
        "round-opened", "round-closing", "names-suggested", "domain-ending", "webhook-off",
    ];

    /// <summary>How often letters come: at once, once a day, once a week, never.</summary>
    public static IReadOnlyList<string> Rhythms { get; } = ["each", "daily", "weekly", Never];

    /// <summary>Who has chosen nothing gets one letter a day at most, and none on days without news.</summary>
    public const string DefaultRhythm = "daily";

    /// <summary>The languages of letters; the first is theirs of whom it is not known.</summary>
    public static IReadOnlyList<string> Languages { get; } = ["vi", "en"];

    internal const string Never = "never";

    /// <summary>Kinds that go to who has a right, for the country or a unit; all others go to who speaks for a unit.</summary>
    private static readonly Dictionary<string, Right> Rights = new(StringComparer.Ordinal)
    {
        ["plan-submitted"] = Right.ApprovePlans, ["plan-returned"] = Right.WritePlans, ["exemption-ends"] = Right.KeepUnits, ["case-opened"] = Right.DecideCases, ["extension-asked"] = Right.WritePlans,
        ["conversion-submitted"] = Right.ReviewConversions, ["conversion-issued"] = Right.ReviewConversions, ["round-opened"] = Right.CommentDrafts, ["round-closing"] = Right.CommentDrafts,
        ["webhook-off"] = Right.KeepWebhooks,
    };

    /// <summary>The right by which somebody is told of a kind; null: who speaks for the unit is told.</summary>
    internal static Right? RightOf(string kind) => Rights.TryGetValue(kind, out Right right) ? right : null;

    /// <summary>Kinds that somebody can be told of, by the roles of today.</summary>
    /// <param name="head">Whether the task force's rule names this person as its head.</param>
    internal static IReadOnlyList<string> Of(IReadOnlyList<Grant> grants, bool head) =>
    [
        .. All.Where(kind => kind == "task-raised" ? head
            : RightOf(kind) is { } right ? grants.Any(grant => People.Rights.Of(grant.Role).Contains(right))
            : grants.Any(grant => grant.Role == Role.FocalPoint || (kind == "task-late" && grant.Role == Role.Office))),
    ];

    internal static TimeSpan Between(string rhythm) => rhythm switch
    {
        "each" => TimeSpan.Zero,
        "weekly" => TimeSpan.FromDays(7),
        _ => TimeSpan.FromDays(1),
    };
}
