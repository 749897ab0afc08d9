using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Sextant.Programme.Sources;

/// <summary>
/// The data files behind Google's IPv6 statistics pages, JavaScript with one array each: <c>worldmap.js</c> (a row for each country: code, name, percent,
/// then what is not read here; the file does not name its day) and <c>adoption.js</c> (a row for each day of the world: year, month from 0, day, percent).
/// Origin: Google, www.google.com/intl/en/ipv6/statistics.html. Nothing of the script is run: rows are recognised by their form.
/// </summary>
public static partial class GoogleFile
{
    /// <summary>Reads one file.</summary>
    /// <param name="day">Of which day the figures of countries are; <c>adoption.js</c> says it itself.</param>
    /// <param name="today">No figure is of a later day.</param>
    public static OutsideReading Read(OutsideContent content, DateOnly? day, DateOnly today)
    {
        var reading = new OutsideReading(content.Name);
        string text = Encoding.UTF8.GetString(content.Content.Span);
        MatchCollection countries = Country().Matches(text);
        MatchCollection days = Day().Matches(text);
        if (!IsWhole(text))
        {
            reading.Fault("", "cut");
        }
        else if (countries.Count == 0 && days.Count == 0)
        {
            reading.Fault("", "not-google");
        }
        else if (countries.Count > 0)
        {
            ReadCountries(countries, day, today, reading);
        }
        else
        {
            ReadDays(days, today, reading);
        }

        return reading;
    }

    private static void ReadCountries(MatchCollection rows, DateOnly? day, DateOnly today, OutsideReading reading)
    {
        if (day is null)
        {
            reading.Fault("", "no-day");
        }
        else if (day > today || day.Value.Year < 2008)
        {
            reading.Fault("", "date", day.Value.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        }

        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach ((Match row, int i) in rows.Select((row, i) => (row, i)))
        {
            string place = string.Create(CultureInfo.InvariantCulture, $"[{i}]");
            string code = row.Groups[1].Value;
            if (!seen.Add(code))
            {
                reading.Fault(place, "twice", code);
            }

            // A country of which Google has no figure stands without one, and is not ranked.
            string figure = row.Groups[2].Value.Trim();
            if (figure is not ("" or "null" or "\"\"" or "''") && Percent(figure, place, reading) is { } value && day is { } at)
            {
                reading.Points.Add(new OutsidePoint(OutsideSeries.GoogleUsers, "cc:" + code, at, value, null));
            }
        }
    }

    private static void ReadDays(MatchCollection rows, DateOnly today, OutsideReading reading)
    {
        var seen = new HashSet<DateOnly>();
        foreach ((Match row, int i) in rows.Select((row, i) => (row, i)))
        {
            string place = string.Create(CultureInfo.InvariantCulture, $"[{i}]");
            int[] parts = [.. row.Groups.Cast<Group>().Skip(1).Take(3).Select(group => int.Parse(group.Value, CultureInfo.InvariantCulture))];

            // Months count from 0, as JavaScript's do.
            string written = string.Create(CultureInfo.InvariantCulture, $"{parts[0]:0000}-{parts[1] + 1:00}-{parts[2]:00}");
            if (!DateOnly.TryParseExact(written, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly day) || day > today || day.Year < 2008)
            {
                reading.Fault(place, "date", written);
            }
            else if (!seen.Add(day))
            {
                reading.Fault(place, "twice", written);
            }
            else if (Percent(row.Groups[4].Value, place, reading) is { } value)
            {
                reading.Points.Add(new OutsidePoint(OutsideSeries.GoogleUsers, "world", day, value, null));
            }
        }
    }

    /// <summary>Whether every bracket and every text that is opened is closed: a file that was cut on its way names some countries no longer, and all would be ranked as if these were not.</summary>
    private static bool IsWhole(string text)
    {
        (int depth, char quote) = (0, '\0');
        for (int i = 0; i < text.Length; i++)
        {
            char c = text[i];
            if (quote != '\0')
            {
                i += c == '\\' ? 1 : 0;
                quote = c == quote ? '\0' : quote;
            }
            else if (c == '/' && i + 1 < text.Length && text[i + 1] is '/' or '*')
            {
                // A remark may hold any sign.
                int end = text.IndexOf(text[i + 1] == '/' ? "\n" : "*/", i + 2, StringComparison.Ordinal);
                i = end < 0 ? text.Length : end + 1;
            }
            else
            {
                depth += c is '[' or '{' ? 1 : c is ']' or '}' ? -1 : 0;
                quote = c is '"' or '\'' ? c : quote;
            }
        }

        return depth == 0 && quote == '\0';
    }

    private static decimal? Percent(string text, string place, OutsideReading reading)
    {
        if (decimal.TryParse(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out decimal value) && value is >= 0 and <= 100)
        {
            return value;
        }

        reading.Fault(place, "percent", text);
        return null;
    }

    [GeneratedRegex("""\[\s*["']([A-Z]{2})["']\s*,\s*(?:"[^"\r\n]{0,200}"|'[^'\r\n]{0,200}')\s*,([^,\]]{0,40})""", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant)]
    private static partial Regex Country();

    [GeneratedRegex("""\[\s*([0-9]{4})\s*,\s*([0-9]{1,2})\s*,\s*([0-9]{1,2})\s*,\s*([-+0-9.eE]{1,40})""", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant)]
    private static partial Regex Day();
}
