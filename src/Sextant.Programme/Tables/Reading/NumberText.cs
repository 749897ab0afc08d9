using System.Globalization;
using System.Text.RegularExpressions;

namespace Sextant.Programme.Tables;

/// <summary>
/// Numbers as people write them, Vietnamese (1.234.567,5) or English (1,234,567.5). A single sign before three digits means thousands in one and decimals in the other: of a whole
/// number it means thousands, of any other nobody can know.
/// </summary>
internal static partial class NumberText
{
    /// <summary>The number; null with the word of what is wrong.</summary>
    /// <param name="decimals">How many decimals the column takes; 0: whole numbers.</param>
    internal static decimal? Read(string text, int decimals, out string? fault)
    {
        string clean = WideText.Narrow(text).Trim().Replace(" ", "", StringComparison.Ordinal).Replace("\u00A0", "", StringComparison.Ordinal).Replace("\u202F", "", StringComparison.Ordinal);
        clean = decimals > 0 && clean.EndsWith('%') ? clean[..^1] : clean;
        fault = null;
        string? plain = clean.Length is 0 or > 30 ? null
            : Plain().IsMatch(clean) ? clean.Replace(',', '.')
            : Grouped(clean, '.', ',') ?? Grouped(clean, ',', '.');
        if (plain is not null && Ambiguous().IsMatch(clean))
        {
            fault = decimals > 0 ? "number-ambiguous" : null;
            plain = clean.Replace(",", "", StringComparison.Ordinal).Replace(".", "", StringComparison.Ordinal);
        }

        if (plain is null || !decimal.TryParse(plain, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal number))
        {
            fault = "number";
            return null;
        }

        return fault is null ? number : null;
    }

    /// <summary>Groups of three between one sign, decimals behind the other.</summary>
    private static string? Grouped(string text, char group, char point)
    {
        string[] halves = text.Split(point);
        string[] groups = halves[0].TrimStart('-').Split(group);
        bool holds = halves.Length <= 2 && groups.Length > 1 && groups[0].Length is >= 1 and <= 3 && groups.Skip(1).All(one => one.Length == 3)
            && groups.All(one => one.All(char.IsAsciiDigit)) && (halves.Length == 1 || (halves[1].Length > 0 && halves[1].All(char.IsAsciiDigit)));
        return holds ? (text.StartsWith('-') ? "-" : "") + string.Concat(groups) + (halves.Length == 2 ? "." + halves[1] : "") : null;
    }

    [GeneratedRegex("^-?[0-9]+([.,][0-9]+)?$", RegexOptions.CultureInvariant)]
    private static partial Regex Plain();

    [GeneratedRegex("^-?[1-9][0-9]{0,2}[.,][0-9]{3}$", RegexOptions.CultureInvariant)]
    private static partial Regex Ambiguous();
}

/// <summary>Days as people write them: 30/06/2026, 30-6-2026, 30.6.2026, 2026-06-30. The day stands before the month, as in Viet Nam; never the month first.</summary>
internal static class DayText
{
    private static readonly string[] Forms = ["yyyy-MM-dd", "yyyy-M-d", "d/M/yyyy", "d-M-yyyy", "d.M.yyyy", "dd/MM/yyyy", "dd-MM-yyyy", "dd.MM.yyyy"];

    internal static DateOnly? Read(string text) =>
        DateOnly.TryParseExact(WideText.Narrow(text).Trim(), Forms, CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly day) ? day : null;
}
