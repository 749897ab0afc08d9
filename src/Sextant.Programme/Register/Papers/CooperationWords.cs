using System.Globalization;

namespace Sextant.Programme.Register;

/// <summary>The closed words of cooperation and communication, and their keys.</summary>
public static class CooperationWords
{
    /// <summary>Where a partner belongs.</summary>
    public static IReadOnlyList<string> Kinds { get; } = ["international", "press"];

    /// <summary>Who owes something: the programme, the partner, or both.</summary>
    public static IReadOnlyList<string> Sides { get; } = ["programme", "partner", "both"];

    /// <summary>Kinds of activity.</summary>
    public static IReadOnlyList<string> Activities { get; } = ["meeting", "training", "project", "article", "broadcast", "online", "event", "material", "other"];

    internal static string Duty(string partner, int position) => string.Create(CultureInfo.InvariantCulture, $"{partner}/duty-{position}");

    // A unit and a partner may bear the same word: the letter keeps their activities apart.
    internal static string Activity(string? partner, string? organisation, int position) =>
        string.Create(CultureInfo.InvariantCulture, $"{(partner is null ? "u" : "p")}/{partner ?? organisation}/{position}");
}
