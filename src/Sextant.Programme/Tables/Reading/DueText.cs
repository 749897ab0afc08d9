using System.Globalization;
using System.Text.RegularExpressions;

namespace Sextant.Programme.Tables;

/// <summary>Deadlines as plans write them: a day, <c>9/2026</c> or <c>tháng 9/2026</c>, <c>Quý III/2026</c>, <c>năm 2026</c>. Bare <c>3/2026</c> is a month.</summary>
internal static partial class DueText
{
    /// <summary>A day within what is said, and how exactly it is said (<c>day</c>, <c>month</c>, <c>quarter</c>, <c>year</c>); null where it is no deadline.</summary>
    internal static (DateOnly Day, string By)? Read(string text)
    {
        if (DayText.Read(text) is { } exact)
        {
            return (exact, "day");
        }

        Match match = Forms().Match(text.Trim());
        if (!match.Success)
        {
            return null;
        }

        int year = int.Parse(match.Groups["y"].ValueSpan, CultureInfo.InvariantCulture);
        if (year is < 1990 or > 2200)
        {
            return null;
        }

        if (match.Groups["q"].Success)
        {
            return (new DateOnly(year, QuarterOf(match.Groups["q"].Value) * 3, 1), "quarter");
        }

        return match.Groups["m"].Success ? (new DateOnly(year, int.Parse(match.Groups["m"].ValueSpan, CultureInfo.InvariantCulture), 1), "month") : (new DateOnly(year, 12, 31), "year");
    }

    /// <summary>1 to 4, of what a pattern took for a quarter: a figure or a Roman number.</summary>
    internal static int QuarterOf(string matched) => matched.ToUpperInvariant() switch { "1" or "I" => 1, "2" or "II" => 2, "3" or "III" => 3, _ => 4 };

    [GeneratedRegex("^(((quý|quy|q) ?(?<q>[1-4]|I{1,3}|IV) ?[/-] ?(năm )?|((tháng|thang) ?)?(?<m>0?[1-9]|1[0-2]) ?[/-] ?|(năm |nam )?)(?<y>[0-9]{4})|(?<y>[0-9]{4})-(q(?<q>[1-4])|(?<m>0[1-9]|1[0-2])))$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase)]
    private static partial Regex Forms();
}
