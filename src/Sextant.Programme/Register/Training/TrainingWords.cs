using System.Globalization;

namespace Sextant.Programme.Register;

/// <summary>The closed words of training, and its keys.</summary>
public static class TrainingWords
{
    /// <summary>From what everybody should know to what experts should.</summary>
    public static IReadOnlyList<string> Levels { get; } = ["awareness", "basic", "advanced", "expert"];

    /// <summary>The levels whose learners count as trained specialists (T-03).</summary>
    public static IReadOnlyList<string> ExpertLevels { get; } = ["advanced", "expert"];

    /// <summary>In one place, on line, or both.</summary>
    public static IReadOnlyList<string> Modes { get; } = ["place", "online", "both"];

    /// <summary>States of a session.</summary>
    public static IReadOnlyList<string> States { get; } = ["planned", "held", "cancelled"];

    /// <summary>What came of learning.</summary>
    public static IReadOnlyList<string> Results { get; } = ["passed", "failed"];

    /// <summary>Whether an expert agrees to be named.</summary>
    public static IReadOnlyList<string> Consents { get; } = ["asked", "given", "withdrawn"];

    internal static string Session(string course, int number) => string.Create(CultureInfo.InvariantCulture, $"{course}/{number}");

    internal static string Enrolment(string session, string learner) => $"{session}/{learner}";
}
