using System.Globalization;
using Microsoft.AspNetCore.Http;
using Sextant.Programme.Register;
using Sextant.Programme.Training;
using Sextant.Web.Hosting;

namespace Sextant.Web.Pages.Training;

/// <summary>The form of a course, as a browser sends it.</summary>
public sealed class CourseForm
{
    public string? Title { get; set; }

    public string? Level { get; set; }

    public string? Audience { get; set; }

    public string? Content { get; set; }

    public int? Hours { get; set; }

    public int? Months { get; set; }

    internal CourseDraft Draft(string? id) => new(id, Title ?? "", Level ?? "", Audience, Content, Hours, Months);
}

/// <summary>The form of a session.</summary>
public sealed class SessionForm
{
    public int? Number { get; set; }

    public string? Starts { get; set; }

    public string? Ends { get; set; }

    public string? Mode { get; set; }

    public string? Place { get; set; }

    public string? Teacher { get; set; }

    public int? Capacity { get; set; }

    public int? Parts { get; set; }

    public string? State { get; set; }

    internal SessionDraft Draft() => new()
    {
        Number = Number, Starts = EditingPage.DayOf(Starts) ?? throw new RefusedException("day"), Ends = EditingPage.DayOf(Ends), Mode = Mode ?? "", Place = Place, Teacher = Teacher,
        Capacity = Capacity, Parts = Parts ?? 0, State = State ?? "",
    };
}

/// <summary>The form of a person.</summary>
public sealed class LearnerForm
{
    public string? Name { get; set; }

    public string? Organisation { get; set; }

    public string? Unit { get; set; }

    public string? Email { get; set; }

    public string? Staff { get; set; }

    public string? Job { get; set; }

    internal LearnerDraft Draft() => new(Name ?? "", EditingPage.Typed(Organisation), Unit, Email, EditingPage.Typed(Staff), Job);
}

/// <summary>Attendance and results of the persons of a page: <c>attended-KEY</c> (boxes, or numbers in one field) and <c>result-KEY</c>.</summary>
internal static class MarkForm
{
    /// <summary>What was marked.</summary>
    /// <exception cref="RefusedException">A number is none.</exception>
    internal static IReadOnlyList<AttendanceMark> Of(IFormCollection form) =>
    [
        .. form["learner"].OfType<string>().Select(key => new AttendanceMark(
            key, [.. form["attended-" + key].OfType<string>().SelectMany(text => text.Split([',', ';', ' '], StringSplitOptions.RemoveEmptyEntries)).Select(Part)], EditingPage.Typed(form["result-" + key]))),
    ];

    private static int Part(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int part) ? part : 0;
}
