using System.Globalization;

namespace Sextant.Programme.Register;

/// <summary>The closed words of what happens to organisations.</summary>
public static class UnitEventWords
{
    /// <summary>What may happen.</summary>
    public static IReadOnlyList<string> Kinds { get; } = ["merge", "split", "rename", "move", "founding", "dissolution"];

    /// <summary>
    /// What an organisation may be in it: one that ends, one that goes on as itself (and receives or gives), one that begins, one under which another comes.
    /// </summary>
    public static IReadOnlyList<string> Roles { get; } = ["former", "kept", "new", "parent"];

    /// <summary>Relations by which one organisation gives way to another; <c>part-of</c> is none of them.</summary>
    internal const string PartOf = "part-of";

    /// <summary>The key of a pack's event; a person's takes the same form, with a number behind it where that one is or was given.</summary>
    internal static string Key(DateOnly day, string kind, string unit) => string.Create(CultureInfo.InvariantCulture, $"{day:yyyy-MM-dd}-{kind}-{unit}");

    internal static string Part(string happened, int position) => string.Create(CultureInfo.InvariantCulture, $"{happened}/{position}");
}
