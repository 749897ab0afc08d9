namespace Sextant.Programme.Sources;

/// <summary>Codes of economies, and the region in which a country is ranked.</summary>
public static class Regions
{
    /// <summary>The member states of ASEAN by code, with the day since which each has been one; Timor-Leste was admitted on 2025-10-26.</summary>
    private static readonly Dictionary<string, DateOnly> Asean = new(StringComparer.Ordinal)
    {
        ["ID"] = new DateOnly(1967, 8, 8), ["MY"] = new DateOnly(1967, 8, 8), ["PH"] = new DateOnly(1967, 8, 8), ["SG"] = new DateOnly(1967, 8, 8), ["TH"] = new DateOnly(1967, 8, 8),
        ["BN"] = new DateOnly(1984, 1, 7), ["VN"] = new DateOnly(1995, 7, 28), ["LA"] = new DateOnly(1997, 7, 23), ["MM"] = new DateOnly(1997, 7, 23),
        ["KH"] = new DateOnly(1999, 4, 30), ["TL"] = new DateOnly(2025, 10, 26),
    };

    /// <summary>Whether a text has the form of a code.</summary>
    public static bool IsCode(string text) => text.Length == 2 && char.IsAsciiLetterUpper(text[0]) && char.IsAsciiLetterUpper(text[1]);

    /// <summary>
    /// Whether a code is an economy's: those that ISO 3166 leaves to users (AA, QM to QZ, XA to XZ, ZZ) are the world, continents and the like in files of
    /// publishers, and are never ranked.
    /// </summary>
    public static bool IsEconomy(string code) => IsCode(code) && code is not ("AA" or "ZZ") && code[0] != 'X' && !(code[0] == 'Q' && code[1] >= 'M');

    /// <summary>How many member states ASEAN has on a day: a file need not have figures of all.</summary>
    public static int AseanStates(DateOnly day) => Asean.Values.Count(since => since <= day);

    /// <summary>Whether a country is ranked within ASEAN.</summary>
    public static bool InAsean(string code, DateOnly day) => Asean.TryGetValue(code, out DateOnly since) && since <= day;
}
