using System.Globalization;

namespace Sextant.Programme.Training;

/// <summary>Attended parts of a session, as a row keeps them: <c>1,2,4</c>.</summary>
internal static class AttendedParts
{
    internal static IReadOnlyList<int> Of(string kept) => [.. kept.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(part => int.Parse(part, CultureInfo.InvariantCulture))];

    /// <summary>Each once, in order; null: one of them is no part of the session.</summary>
    internal static string? Kept(IEnumerable<int> attended, int parts)
    {
        int[] each = [.. attended.Distinct().Order()];
        return each.All(part => part >= 1 && part <= parts) ? string.Join(',', each.Select(part => part.ToString(CultureInfo.InvariantCulture))) : null;
    }
}
