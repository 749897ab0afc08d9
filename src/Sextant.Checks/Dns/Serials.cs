using System.Globalization;

namespace Sextant.Checks.Dns;

/// <summary>Serials of a zone, which go round (RFC 1982).</summary>
internal static class Serials
{
    /// <summary>The newest of them; null when there is none.</summary>
    public static uint? Newest(IEnumerable<uint?> serials)
    {
        uint? newest = null;
        foreach (uint serial in serials.OfType<uint>())
        {
            newest = newest is not { } best || IsNewer(serial, best) ? serial : newest;
        }

        return newest;
    }

    /// <summary>Whether the first is newer than the second: the difference decides.</summary>
    public static bool IsNewer(uint one, uint other) => unchecked((int)(one - other)) > 0;

    /// <summary>
    /// Whether a serial is a date with two digits behind it (RFC 1912 section 2.2) that passed two days before: then it has been in force for more
    /// than a day in every time zone, longer than any transfer takes that works.
    /// </summary>
    public static bool IsDayOld(uint serial, DateTimeOffset now) =>
        DateOnly.TryParseExact((serial / 100).ToString(CultureInfo.InvariantCulture), "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly day)
        && day.Year >= 1990 && day.AddDays(2) <= DateOnly.FromDateTime(now.UtcDateTime);
}
