using System.Diagnostics.CodeAnalysis;

namespace Sextant.Measurement.Schedules;

/// <summary>
/// When something is due, as crontab(5) says it: minute, hour, day of the month, month, day of the week, by the clock of a time zone. A time that
/// the clock jumps over is due when the jump ends; a time that comes twice is due the first time.
/// </summary>
public sealed class CronRule
{
    /// <summary>How far ahead a next time is searched: 29 February on a Monday is at most 40 years away (2072 to 2112 has none between).</summary>
    private const int MostYears = 41;

    private static readonly string[] Months = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];
    private static readonly string[] Days = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];
    private static readonly Dictionary<string, string> Words = new(StringComparer.OrdinalIgnoreCase)
    {
        ["@hourly"] = "0 * * * *", ["@daily"] = "0 0 * * *", ["@weekly"] = "0 0 * * 0", ["@monthly"] = "0 0 1 * *", ["@yearly"] = "0 0 1 1 *",
    };

    private readonly CronField _minute;
    private readonly CronField _hour;
    private readonly CronField _day;
    private readonly CronField _month;
    private readonly CronField _weekday;

    private CronRule(string text, CronField[] fields)
    {
        Text = text;
        (_minute, _hour, _day, _month, _weekday) = (fields[0], fields[1], fields[2], fields[3], fields[4]);
    }

    /// <summary>The rule as it was written.</summary>
    public string Text { get; }

    /// <summary>Reads a rule; one that is never due (30 February) is none.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out CronRule? rule)
    {
        rule = null;
        string[] words = Words.GetValueOrDefault(text.Trim(), text).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        if (words.Length != 5)
        {
            return false;
        }

        CronField?[] fields =
        [
            CronField.Read(words[0], 0, 59, []), CronField.Read(words[1], 0, 23, []), CronField.Read(words[2], 1, 31, []),
            CronField.Read(words[3], 1, 12, Months), CronField.Read(words[4], 0, 7, Days),
        ];
        if (fields.Any(field => field is null))
        {
            return false;
        }

        // 7 is Sunday too.
        CronField weekday = fields[4]!.Value;
        fields[4] = weekday with { Bits = (weekday.Bits | weekday.Bits >> 7) & 0x7F };
        var read = new CronRule(string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)), [.. fields.Select(field => field!.Value)]);
        rule = read.Next(DateTimeOffset.UnixEpoch, TimeZoneInfo.Utc) is null ? null : read;
        return rule is not null;
    }

    /// <summary>The first time after an instant; null when there is none within four decades.</summary>
    public DateTimeOffset? Next(DateTimeOffset after, TimeZoneInfo zone)
    {
        // A time that the clock showed twice was due the first time: while the second pass shows it, the search goes on behind it.
        DateTime local = TimeZoneInfo.ConvertTime(after, zone).DateTime;
        for (DateTime? at = NextLocal(local); at is { } due; at = NextLocal(due))
        {
            DateTimeOffset instant = Instant(due, zone);
            if (instant > after)
            {
                return instant;
            }
        }

        return null;
    }

    /// <summary>The last time that is after one instant and not after another; null when there is none.</summary>
    public DateTimeOffset? Latest(DateTimeOffset after, DateTimeOffset until, TimeZoneInfo zone)
    {
        // Of a rule of every minute only the last day is walked through; of a rare one everything.
        DateTimeOffset day = until.AddDays(-1);
        return (day > after ? Last(day, until, zone) : null) ?? Last(after, until, zone);
    }

    private DateTimeOffset? Last(DateTimeOffset after, DateTimeOffset until, TimeZoneInfo zone)
    {
        DateTimeOffset? last = null;
        for (DateTimeOffset? at = Next(after, zone); at is { } due && due <= until; at = Next(due, zone))
        {
            last = due;
        }

        return last;
    }

    private DateTime? NextLocal(DateTime after)
    {
        DateTime first = after.AddTicks(-(after.Ticks % TimeSpan.TicksPerMinute)).AddMinutes(1);
        DateTime end = after.Date.AddYears(MostYears);
        for (DateTime day = first.Date; day < end; day = NextDay(day))
        {
            if (!Fits(day))
            {
                continue;
            }

            for (int minute = day == first.Date ? (int)first.TimeOfDay.TotalMinutes : 0; minute < 24 * 60; minute++)
            {
                if (!_hour.Allows(minute / 60))
                {
                    minute += 59 - (minute % 60);
                }
                else if (_minute.Allows(minute % 60))
                {
                    return day.AddMinutes(minute);
                }
            }
        }

        return null;
    }

    private DateTime NextDay(DateTime day) => _month.Allows(day.Month) ? day.AddDays(1) : new DateTime(day.Year, day.Month, 1).AddMonths(1);

    // crontab(5): where both the day of the month and that of the week are restricted, either will do.
    private bool Fits(DateTime day)
    {
        bool ofMonth = _day.Allows(day.Day);
        bool ofWeek = _weekday.Allows((int)day.DayOfWeek);
        return _month.Allows(day.Month) && (_day.Any || _weekday.Any ? ofMonth && ofWeek : ofMonth || ofWeek);
    }

    private static DateTimeOffset Instant(DateTime local, TimeZoneInfo zone)
    {
        while (zone.IsInvalidTime(local))
        {
            local = local.AddMinutes(1);
        }

        TimeSpan offset = zone.IsAmbiguousTime(local) ? zone.GetAmbiguousTimeOffsets(local).Max() : zone.GetUtcOffset(local);
        return new DateTimeOffset(local, offset).ToUniversalTime();
    }
}
