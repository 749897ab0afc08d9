namespace Sextant.Programme.Register;

/// <summary>The closed words of meetings.</summary>
public static class MeetingWords
{
    /// <summary>What belongs to a meeting.</summary>
    public static IReadOnlyList<string> Parts { get; } = ["direction", "person", "site", "paper"];
}
