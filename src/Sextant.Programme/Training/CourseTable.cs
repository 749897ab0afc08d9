using Sextant.Programme.Tables;

namespace Sextant.Programme.Training;

/// <summary>Courses as a table, a line for each session with its counts; nobody's name.</summary>
public static class CourseTable
{
    private static readonly TableForm Form = new(
        "courses",
        [
            new("course-title"), new("course-level"), new("course-hours"), new("session-number"), new("session-starts"), new("session-ends"), new("session-mode"), new("session-place"), new("session-state"),
            new("session-parts"), new("session-capacity"), new("learn-enrolled"), new("learn-turns"), new("learn-passed"), new("learn-persons"),
        ]);

    /// <summary>The table; a course without sessions has a line of its own.</summary>
    public static WrittenTable Of(IReadOnlyList<CourseView> courses, string language)
    {
        TableTexts texts = TableTexts.For(language);
        return new WrittenTable(Form, [.. courses.SelectMany(course => course.Sessions.Count == 0 ? [Line(course, null, texts)] : course.Sessions.Reverse().Select(one => Line(course, one, texts)))]);
    }

    private static object?[] Line(CourseView course, CourseSession? one, TableTexts texts) =>
    [
        course.Title, texts["word.course-level-" + course.Level], (decimal?)course.Hours, (decimal?)one?.Number, one?.Starts, one?.Ends, one is null ? null : texts["word.session-mode-" + one.Mode], one?.Place,
        one is null ? null : texts["word.session-state-" + one.State], (decimal?)one?.Parts, (decimal?)one?.Capacity, (decimal?)one?.Counts.Enrolled, (decimal?)one?.Counts.Turns, (decimal?)one?.Counts.Passed,
        (decimal?)one?.Counts.Persons,
    ];
}
