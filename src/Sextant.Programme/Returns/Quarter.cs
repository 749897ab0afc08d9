using System.Globalization;
using System.Text.RegularExpressions;
using Sextant.Programme.Tables;

namespace Sextant.Programme.Returns;

/// <summary>A quarter of a year: <c>2026-Q3</c>.</summary>
public readonly partial record struct Quarter(int Year, int Number)
{
    /// <summary>Its last day.</summary>
    public DateOnly LastDay => new DateOnly(Year, Number * 3, 1).AddMonths(1).AddDays(-1);

    /// <summary>The one before.</summary>
    public Quarter Before => Number == 1 ? new Quarter(Year - 1, 4) : new Quarter(Year, Number - 1);

    /// <summary>Its number as officials write it: I to IV.</summary>
    public string Roman => Number switch { 1 => "I", 2 => "II", 3 => "III", _ => "IV" };

    /// <summary>The quarter of a day.</summary>
    public static Quarter Of(DateOnly day) => new(day.Year, ((day.Month - 1) / 3) + 1);

    /// <summary>Reads <c>2026-Q3</c>, <c>Q3/2026</c>, <c>Quý III/2026</c> or <c>3/2026</c>; null where it is none.</summary>
    public static Quarter? Read(string? text)
    {
        Match match = Forms().Match(text?.Trim() ?? "");
        if (!match.Success)
        {
            return null;
        }

        int number = DueText.QuarterOf(match.Groups["n"].Value);
        int year = int.Parse(match.Groups["y"].ValueSpan, CultureInfo.InvariantCulture);
        return year is >= 2000 and <= 2100 ? new Quarter(year, number) : null;
    }

    /// <summary>As it is kept.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Year:0000}-Q{Number}");

    [GeneratedRegex("^((?<y>[0-9]{4})-[Qq](?<n>[1-4])|((Q|q|Quý|quý|QUÝ) ?)?(?<n>[1-4]|I{1,3}|IV)[/-](?<y>[0-9]{4}))$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Forms();
}
