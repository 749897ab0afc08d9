using System.Globalization;

namespace Sextant.Programme.Register;

/// <summary>An ISO 8601 week of the pack's time zone, such as 2026-W01.</summary>
/// <param name="Year">The week's year, which near New Year may differ from the day's.</param>
/// <param name="Number">1 to 53.</param>
public readonly record struct IsoWeek(int Year, int Number)
{
    /// <summary>The form of ISO 8601: <c>2026-W01</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Year:0000}-W{Number:00}");
}

/// <summary>Days and weeks of a country, against instants, which are stored in UTC.</summary>
public sealed class ProgrammeCalendar(TimeZoneInfo zone)
{
    private static readonly string[] LocalForms = ["yyyy-MM-ddTHH:mm", "yyyy-MM-ddTHH:mm:ss"];
    private static readonly string[] OffsetForms = ["yyyy-MM-ddTHH:mmK", "yyyy-MM-ddTHH:mm:ssK", "yyyy-MM-ddTHH:mm:ss.FFFFFFK"];

    /// <summary>The pack's time zone.</summary>
    public TimeZoneInfo Zone { get; } = zone;

    /// <summary>The day on which an instant falls in the zone.</summary>
    public DateOnly DateOf(DateTimeOffset instant) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(instant, Zone).DateTime);

    /// <summary>Today in the zone.</summary>
    public DateOnly Today(TimeProvider clock) => DateOf(clock.GetUtcNow());

    /// <summary>Now, as of today.</summary>
    public AsOf Now(TimeProvider clock) => new(Today(clock));

    /// <summary>The first instant that belongs no longer to a day: everything before it counts "as of" that day.</summary>
    public DateTimeOffset EndOf(DateOnly date)
    {
        if (date == DateOnly.MaxValue)
        {
            return DateTimeOffset.MaxValue;
        }

        DateTime midnight = date.AddDays(1).ToDateTime(TimeOnly.MinValue);

        // Where clocks jump over midnight (Beirut, Havana) the new day begins when the jump ends; 15 minutes divide every jump in use.
        while (Zone.IsInvalidTime(midnight))
        {
            midnight = midnight.AddMinutes(15);
        }

        // Where midnight comes twice, the day begins at the first: the larger offset.
        TimeSpan offset = Zone.IsAmbiguousTime(midnight) ? Zone.GetAmbiguousTimeOffsets(midnight).Max() : Zone.GetUtcOffset(midnight);
        return midnight - DateTime.MinValue <= offset ? DateTimeOffset.MinValue : new DateTimeOffset(midnight, offset).ToUniversalTime();
    }

    /// <summary>The first instant that counts no longer: the end of the day, or what was known last, whichever comes first.</summary>
    public DateTimeOffset EndOf(AsOf asOf) => EndOf(asOf.Date) is var end && asOf.Known < end ? asOf.Known.Value : end;

    /// <summary>An instant as people and programs write it: <c>2026-11-22T10:30</c> in the zone, <c>2026-11-22T03:30:00Z</c>, or a day, which is its end; null when it is none.</summary>
    public DateTimeOffset? InstantOf(string text)
    {
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly day))
        {
            return InRange(day.Year) ? EndOf(day).AddMicroseconds(-1) : null;
        }

        if (DateTime.TryParseExact(text, LocalForms, CultureInfo.InvariantCulture, DateTimeStyles.None, out DateTime local))
        {
            return InRange(local.Year) && !Zone.IsInvalidTime(local) ? new DateTimeOffset(local, Zone.GetUtcOffset(local)).ToUniversalTime() : null;
        }

        return DateTimeOffset.TryParseExact(text, OffsetForms, CultureInfo.InvariantCulture, DateTimeStyles.None, out DateTimeOffset instant) && InRange(instant.Year) ? instant.ToUniversalTime() : null;
    }

    // 1997 to 2100, as days are asked for: an offset can be taken from all of these.
    private static bool InRange(int year) => year is >= 1997 and <= 2100;

    /// <summary>The ISO week of an instant in the zone.</summary>
    public IsoWeek WeekOf(DateTimeOffset instant) => WeekOf(DateOf(instant));

    /// <summary>The ISO week of a day.</summary>
    public static IsoWeek WeekOf(DateOnly date)
    {
        DateTime day = date.ToDateTime(TimeOnly.MinValue);
        return new IsoWeek(ISOWeek.GetYear(day), ISOWeek.GetWeekOfYear(day));
    }
}
