using System.Globalization;

namespace Sextant.Programme.Packs;

/// <summary>What stands where in <c>programme.json</c> and <c>figures.json</c>.</summary>
internal static class PlanFiles
{
    internal static Pack Programme(JsonRow row, Pack pack) => pack with
    {
        WorkGroups = row.List("workGroups", item => new PackWorkGroup(item.Int("id"), item.Local("name"), item.Text("source"))),
        Plans = row.List("plans", TaskFiles.Plan),
        Programmes = row.List("programmes", ProgrammeRow),
        Phases = row.List("phases", item => new PackPhase(
            item.Text("programme"), item.Int("number"), item.Local("name"), item.Date("from"), item.Date("until"), item.Text("source"))),
        TargetValues = row.List("targetValues", TargetValue),
        Meetings = row.List("meetings", MeetingFiles.Meeting),
        Days = row.List("days", Day),
    };

    internal static Pack Figures(JsonRow row, Pack pack) => pack with
    {
        Facts = row.List("facts", Fact),
        Series = row.List("usageSeries", item => new PackSeries(
            item.Text("id", 80), item.Text("publisher"), item.OptionalText("indicator"), item.Local("definition"), item.Text("source"))),
        UsagePoints = row.List("usagePoints", item => new PackUsagePoint(item.Text("series"), item.Month("month"), item.Amount("value"), item.OptionalInt("rankWorld"))),
    };

    private static PackProgramme ProgrammeRow(JsonRow row)
    {
        PackScope? scope = null;
        if (row.OptionalRow("scope") is { } part)
        {
            var parts = new Dictionary<string, int>(StringComparer.Ordinal);
            if (part.OptionalRow("parts") is { } counts)
            {
                foreach (string kind in counts.FieldNames())
                {
                    parts[kind] = counts.Int(kind);
                }
            }

            var services = new Dictionary<string, DateOnly>(StringComparer.Ordinal);
            if (part.OptionalRow("servicesUntil") is { } days)
            {
                foreach (string kind in days.FieldNames())
                {
                    services[kind] = days.Date(kind);
                }
            }

            scope = new PackScope(part.Texts("kinds"), part.OptionalInt("units"), parts, part.OptionalDate("until"), services, part.Note());
            part.Done();
        }

        return new PackProgramme(
            row.Text("id", 80), row.Local("name"), row.Date("from"), row.Date("until"), row.OptionalText("decision"), scope, row.Text("source"), row.Note());
    }

    private static PackTargetValue TargetValue(JsonRow row) => new()
    {
        Programme = row.Text("programme"),
        Indicator = row.Text("indicator"),
        Phase = row.OptionalInt("phase"),
        From = row.OptionalDate("from"),
        By = row.OptionalDate("by"),
        Value = row.OptionalAmount("value"),
        Low = row.OptionalAmount("low"),
        High = row.OptionalAmount("high"),
        Unit = row.OptionalText("unit"),
        State = row.OptionalText("state"),
        Source = row.Text("source"),
        Note = row.Note(),
    };

    private static PackDay Day(JsonRow row)
    {
        string text = row.Text("day", 10);
        bool dated = text.Length == 10;

        // 2000 is a leap year, so 29 February is a day that may be kept.
        if (!DateOnly.TryParseExact(dated ? text : "2000-" + text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly date))
        {
            row.Fault("day", "no-day", PackFaults.Quote(text));
        }

        return new PackDay(date.Month, date.Day, row.Local("name"), row.Text("source"), dated ? date.Year : null, row.Flag("off"));
    }

    private static PackFact Fact(JsonRow row) => new()
    {
        Indicator = row.Text("indicator"),
        Date = row.Date("date"),
        Value = row.OptionalAmount("value"),
        Unit = row.OptionalText("unit"),
        Of = row.OptionalText("of"),
        Numerator = row.OptionalAmount("numerator"),
        Denominator = row.OptionalAmount("denominator"),
        Counts = row.Note("counts"),
        Target = row.OptionalAmount("target"),
        Stated = row.OptionalText("stated"),
        AtLeast = row.Flag("atLeast"),
        RankWorld = row.OptionalInt("rankWorld"),
        RankRegion = row.OptionalInt("rankRegion"),
        RankSource = row.OptionalText("rankSource"),
        Reported = row.OptionalDate("reported"),
        Source = row.Text("source"),
        Note = row.Note(),
    };
}
