using System.Globalization;

namespace Sextant.Lab;

/// <summary>How the world spells names, so that each is one key: lower case, A-labels, no trailing dot.</summary>
internal static class Names
{
    public static string Fold(string name)
    {
        string folded = name.TrimEnd('.').ToLowerInvariant();
        return folded.All(char.IsAscii) ? folded : new IdnMapping().GetAscii(folded);
    }

    /// <summary>Whether a name is the zone's own or lies below it; all lie below the root, whose name is empty.</summary>
    public static bool IsWithin(string name, string zone) =>
        zone.Length == 0 || name == zone || name.EndsWith("." + zone, StringComparison.Ordinal);
}
