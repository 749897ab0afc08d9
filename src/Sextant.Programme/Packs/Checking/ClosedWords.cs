namespace Sextant.Programme.Packs.Checking;

/// <summary>Words that the register itself knows; all others are the pack's.</summary>
internal static class ClosedWords
{
    internal static readonly string[] RelationKinds = ["merged-into", "succeeded-by", "part-of"];

    internal static readonly string[] TargetKinds = ["site", "mail", "zone"];

    internal static readonly string[] Confidences = ["confirmed", "listed", "known", "pattern", "inferred"];

    /// <summary>Indicators of target values that are states of the ladder, not figures.</summary>
    internal static readonly string[] StateIndicators = ["stack-state"];

    internal static readonly string[] StackStates = ["ipv4-only", "dual-stack", "ipv6-mostly", "ipv6-only"];
}
