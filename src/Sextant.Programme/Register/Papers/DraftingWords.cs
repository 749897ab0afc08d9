using System.Globalization;

namespace Sextant.Programme.Register;

/// <summary>The closed words of drafting, and its keys.</summary>
public static class DraftingWords
{
    /// <summary>Where a draft stands: worked on, become a document, given up.</summary>
    public static IReadOnlyList<string> States { get; } = ["drafting", "issued", "dropped"];

    /// <summary>What came of a comment.</summary>
    public static IReadOnlyList<string> Verdicts { get; } = ["accepted", "partly", "declined"];

    internal static string Round(string drafting, int position) => string.Create(CultureInfo.InvariantCulture, $"{drafting}/round-{position}");

    internal static string Comment(string drafting, int position) => string.Create(CultureInfo.InvariantCulture, $"{drafting}/comment-{position}");
}
