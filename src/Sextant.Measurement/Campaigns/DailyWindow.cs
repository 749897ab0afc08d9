using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Sextant.Measurement.Campaigns;

/// <summary>Hours of every day in one time zone, such as 22:00 to 06:00: from the first moment on, before the last one.</summary>
public sealed record DailyWindow
{
    private const string Clock = "HH:mm";

    private DailyWindow(TimeOnly from, TimeOnly to, TimeZoneInfo zone) => (From, To, Zone) = (from, to, zone);

    /// <summary>It opens.</summary>
    public TimeOnly From { get; }

    /// <summary>It closes; before <see cref="From"/>: on the next day.</summary>
    public TimeOnly To { get; }

    /// <summary>Whose clock.</summary>
    public TimeZoneInfo Zone { get; }

    /// <summary>The hours without their zone: <c>22:00-06:00</c>.</summary>
    public string Hours => string.Create(CultureInfo.InvariantCulture, $"{From.ToString(Clock, CultureInfo.InvariantCulture)}-{To.ToString(Clock, CultureInfo.InvariantCulture)}");

    /// <summary>Reads <c>22:00-06:00</c>; two times that are the same are no window.</summary>
    public static bool TryParse(string text, TimeZoneInfo zone, [NotNullWhen(true)] out DailyWindow? window)
    {
        window = null;
        if (text.Split('-') is not [var from, var to] || !Read(from, out TimeOnly begins) || !Read(to, out TimeOnly ends) || begins == ends)
        {
            return false;
        }

        window = new DailyWindow(begins, ends, zone);
        return true;
    }

    /// <summary>Reads what <see cref="ToString"/> wrote.</summary>
    /// <exception cref="InvalidDataException">It is none, or this system does not know its time zone.</exception>
    public static DailyWindow Parse(string stored) =>
        stored.Split(' ', 2) is [var hours, var zone] && TimeZoneInfo.TryFindSystemTimeZoneById(zone, out TimeZoneInfo? found) && TryParse(hours, found, out DailyWindow? window)
            ? window
            : throw new InvalidDataException($"'{stored}' is stored and is no window of hours here.");

    /// <summary>Whether it is open.</summary>
    public bool Contains(DateTimeOffset instant)
    {
        var at = TimeOnly.FromDateTime(TimeZoneInfo.ConvertTime(instant, Zone).DateTime);
        return From < To ? at >= From && at < To : at >= From || at < To;
    }

    /// <summary>As it is stored: <c>22:00-06:00 Asia/Ho_Chi_Minh</c>.</summary>
    public override string ToString() => $"{Hours} {Zone.Id}";

    private static bool Read(string text, out TimeOnly time) => TimeOnly.TryParseExact(text.Trim(), ["HH:mm", "H:mm"], CultureInfo.InvariantCulture, DateTimeStyles.None, out time);
}
