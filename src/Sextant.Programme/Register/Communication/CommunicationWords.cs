namespace Sextant.Programme.Register;

/// <summary>The closed words of the communication kit, the press and events.</summary>
public static class CommunicationWords
{
    /// <summary>Kinds of items.</summary>
    public static IReadOnlyList<string> Items { get; } = ["leaflet", "poster", "slides", "guide", "film", "picture", "logo", "text", "other"];

    /// <summary>Languages of files.</summary>
    public static IReadOnlyList<string> Languages { get; } = ["vi", "en", "other"];

    /// <summary>How the press speaks of the programme.</summary>
    public static IReadOnlyList<string> Tones { get; } = ["positive", "neutral", "critical"];

    /// <summary>Kinds of events.</summary>
    public static IReadOnlyList<string> Events { get; } = ["ipv6-day", "internet-day", "workshop", "conference", "exhibition", "other"];

    internal static string File(string item, int number) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{item}/{number}");
}
