using System.Globalization;

namespace Sextant.Programme.Imports.Lists;

/// <summary>Something by which a list is narrowed, as on its page.</summary>
/// <param name="Name">As it is asked for: <c>search</c>.</param>
/// <param name="Words">What it can be; null: any text.</param>
public sealed record ListFilter(string Name, IReadOnlyList<string>? Words = null)
{
    /// <summary>200 characters: as of the search boxes.</summary>
    public const int Longest = 200;

    /// <summary>Where it is a whole number: from where to where.</summary>
    public (int Least, int Most)? Number { get; init; }

    /// <summary>Words, with or without accents.</summary>
    internal static ListFilter Search { get; } = new("search");

    /// <summary>One organisation, by its short name.</summary>
    internal static ListFilter Organisation { get; } = new("organisation");

    /// <summary>A yes or no.</summary>
    internal static ListFilter Flag(string name) => new(name, ["true", "false"]);

    /// <summary>Whether it can be this.</summary>
    public bool Takes(string typed) => this switch
    {
        { Words: { } words } => words.Contains(typed, StringComparer.Ordinal),
        { Number: { } range } => int.TryParse(typed, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number >= range.Least && number <= range.Most,
        _ => typed.Length is > 0 and <= Longest,
    };
}
