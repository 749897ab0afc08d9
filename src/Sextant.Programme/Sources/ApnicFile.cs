using System.Globalization;
using System.Text.Json;

namespace Sextant.Programme.Sources;

/// <summary>
/// APNIC's IPv6 statistics as JSON: of an economy (<c>v6stats/v6economy/VN.json</c>), of a network (<c>v6stats/v6as/AS45899.json</c>,
/// <c>v6stats/v6economyas/VN/AS45899.json</c>), or rows of several put together. Each row is a day: <c>date</c>, <c>cc</c>, with networks <c>as</c>, and
/// blocks of counts and percentages, raw and smoothed over 10, 30, 60 and 90 days. The 30-day block is read, because it is what APNIC shows itself.
/// Origin: APNIC Labs, data1.labs.apnic.net; reuse with attribution. Members that are not known are passed over.
/// </summary>
public static class ApnicFile
{
    /// <summary>16: rows have three floors; deeper is an attack on readers.</summary>
    private const int MostDepth = 16;

    /// <summary>Reads one file.</summary>
    /// <param name="today">No figure is of a later day.</param>
    public static OutsideReading Read(OutsideContent content, DateOnly today)
    {
        var reading = new OutsideReading(content.Name);
        try
        {
            using var document = JsonDocument.Parse(content.Content, new JsonDocumentOptions { MaxDepth = MostDepth });
            Read(document.RootElement, reading, today);
        }
        catch (JsonException)
        {
            reading.Fault("", "not-json");
        }

        return reading;
    }

    private static void Read(JsonElement root, OutsideReading reading, DateOnly today)
    {
        if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("data", out JsonElement data) || data.ValueKind != JsonValueKind.Array)
        {
            reading.Fault("", "no-data");
            return;
        }

        reading.Terms = root.TryGetProperty("copyright", out JsonElement terms) && terms.ValueKind == JsonValueKind.String ? terms.GetString() : null;
        var seen = new HashSet<(string, DateOnly)>();
        int i = -1;
        foreach (JsonElement row in data.EnumerateArray())
        {
            i++;
            string place = string.Create(CultureInfo.InvariantCulture, $"data[{i}]");
            if (row.ValueKind != JsonValueKind.Object)
            {
                reading.Fault(place, "not-row");
                continue;
            }

            ReadRow(row, place, reading, (today, seen));
        }

        if (i < 0)
        {
            reading.Fault("data", "empty");
        }
    }

    private static void ReadRow(JsonElement row, string place, OutsideReading reading, (DateOnly Today, HashSet<(string, DateOnly)> Seen) bounds)
    {
        DateOnly? day = Day(row, place, reading, bounds.Today);
        string? subject = Subject(row, place, reading);
        if (!row.TryGetProperty("30", out JsonElement window) || window.ValueKind != JsonValueKind.Object)
        {
            reading.Fault(place, "window");
            return;
        }

        decimal? capable = Percent(window, "capable_pc", place, reading);
        decimal? preferred = Percent(window, "preferred_pc", place, reading);
        decimal? samples = Samples(window, place, reading);
        if (day is null || subject is null || capable is null || preferred is null || samples is null)
        {
            return;
        }

        if (!bounds.Seen.Add((subject, day.Value)))
        {
            reading.Fault(place, "twice", string.Create(CultureInfo.InvariantCulture, $"{subject} {day:yyyy-MM-dd}"));
            return;
        }

        reading.Points.Add(new OutsidePoint(OutsideSeries.ApnicCapable, subject, day.Value, capable.Value, samples));
        reading.Points.Add(new OutsidePoint(OutsideSeries.ApnicPreferred, subject, day.Value, preferred.Value, samples));
    }

    private static DateOnly? Day(JsonElement row, string place, OutsideReading reading, DateOnly today)
    {
        string text = Text(row, "date");
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly day) && day.Year >= 2008 && day <= today)
        {
            return day;
        }

        reading.Fault(place + ".date", "date", text);
        return null;
    }

    private static string? Subject(JsonElement row, string place, OutsideReading reading)
    {
        string economy = Text(row, "cc");
        if (!Regions.IsCode(economy))
        {
            reading.Fault(place + ".cc", "economy", economy);
            return null;
        }

        if (!row.TryGetProperty("as", out JsonElement system) || system.ValueKind == JsonValueKind.Null)
        {
            return "cc:" + economy;
        }

        string text = system.ValueKind == JsonValueKind.String ? system.GetString()! : system.GetRawText();
        string digits = text.StartsWith("AS", StringComparison.Ordinal) ? text[2..] : text;
        if (uint.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out uint number) && number > 0)
        {
            return string.Create(CultureInfo.InvariantCulture, $"as:{economy}:{number}");
        }

        reading.Fault(place + ".as", "as", text);
        return null;
    }

    private static decimal? Percent(JsonElement window, string member, string place, OutsideReading reading)
    {
        if (Number(window, member) is { } value and >= 0 and <= 100)
        {
            return value;
        }

        reading.Fault($"{place}.30.{member}", "percent", window.TryGetProperty(member, out JsonElement bad) ? bad.GetRawText() : "");
        return null;
    }

    private static decimal? Samples(JsonElement window, string place, OutsideReading reading)
    {
        if (Number(window, "seen") is { } value and >= 0 and <= 1_000_000_000_000m)
        {
            return value;
        }

        reading.Fault(place + ".30.seen", "samples", window.TryGetProperty("seen", out JsonElement bad) ? bad.GetRawText() : "");
        return null;
    }

    private static decimal? Number(JsonElement of, string member) =>
        of.TryGetProperty(member, out JsonElement value) && value.ValueKind == JsonValueKind.Number && value.TryGetDecimal(out decimal number) ? number : null;

    private static string Text(JsonElement of, string member) =>
        of.TryGetProperty(member, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";
}
