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

    /// <summary>The ISO week of an instant in the zone.</summary>
    public IsoWeek WeekOf(DateTimeOffset instant) => WeekOf(DateOf(instant));

    /// <summary>The ISO week of a day.</summary>
    public static IsoWeek WeekOf(DateOnly date)
    {
        DateTime day = date.ToDateTime(TimeOnly.MinValue);
        return new IsoWeek(ISOWeek.GetYear(day), ISOWeek.GetWeekOfYear(day));
    }
}
