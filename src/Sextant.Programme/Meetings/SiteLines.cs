using System.Globalization;
using Sextant.Programme.Register;

namespace Sextant.Programme.Meetings;

/// <summary>Sites as they are pasted: one a line, the number of people behind a semicolon.</summary>
internal static class SiteLines
{
    /// <summary>500: several times the sites of the largest conference.</summary>
    private const int Most = 500;

    /// <summary>The sites.</summary>
    /// <exception cref="RefusedException">Nothing, too many, or lines that are none, all of them named: <c>meeting-site-lines</c>.</exception>
    internal static (string Name, int? People)[] Read(string? lines)
    {
        string[] parts = (lines ?? string.Empty).ReplaceLineEndings("\n").Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var sites = new List<(string, int?)>();
        var wrong = new List<int>();
        foreach ((string line, int i) in parts.Take(Most + 1).Select((line, i) => (line, i)))
        {
            string[] fields = line.Split(';', StringSplitOptions.TrimEntries);
            int people = 0;
            bool counted = fields.Length == 2 && int.TryParse(fields[1], NumberStyles.None, CultureInfo.InvariantCulture, out people) && people <= 1_000_000;
            if (fields.Length > 2 || fields[0].Length is 0 or > 500 || fields[0].Any(char.IsControl) || (fields.Length == 2 && !counted))
            {
                wrong.Add(i + 1);
            }
            else
            {
                sites.Add((Written.Line(fields[0], "meeting-site"), counted ? people : null));
            }
        }

        return wrong.Count == 0 && sites.Count is > 0 and <= Most ? [.. sites] : throw new RefusedException("meeting-site-lines", Most, string.Join(", ", wrong));
    }
}
