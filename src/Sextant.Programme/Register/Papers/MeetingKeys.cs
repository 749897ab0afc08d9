using System.Globalization;

namespace Sextant.Programme.Register;

/// <summary>Keys of what belongs to meetings: packs and people make them alike.</summary>
internal static class MeetingKeys
{
    internal static string Direction(string meeting, int position) => string.Create(CultureInfo.InvariantCulture, $"{meeting}/{position}");

    internal static string Attendance(string meeting, int position) => string.Create(CultureInfo.InvariantCulture, $"{meeting}/person-{position}");

    internal static string Site(string meeting, int position) => string.Create(CultureInfo.InvariantCulture, $"{meeting}/site-{position}");

    internal static string Paper(string meeting, int position) => string.Create(CultureInfo.InvariantCulture, $"{meeting}/paper-{position}");
}
