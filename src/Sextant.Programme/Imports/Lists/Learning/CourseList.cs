using Sextant.Programme.People;
using Sextant.Programme.Tables;
using Sextant.Programme.Training;

namespace Sextant.Programme.Imports.Lists.Learning;

/// <summary>Courses, a line for each session with its counts, one for a course without any; nobody's name.</summary>
public sealed class CourseList : IListTable
{
    /// <inheritdoc/>
    public TableForm Table { get; } = new(
        "courses",
        [
            new("course-title"), new("course-level"), new("course-hours"), new("session-number"), new("session-starts"), new("session-ends"), new("session-mode"), new("session-place"), new("session-state"),
            new("session-parts"), new("session-capacity"), new("learn-enrolled"), new("learn-turns"), new("learn-passed"), new("learn-persons"),
        ]);

    /// <inheritdoc/>
    public Right ReadRight => Right.ReadPublished;

    /// <inheritdoc/>
    public bool HasScope => false;

    /// <inheritdoc/>
    public async Task<WrittenTable?> GiveAsync(ListReading reading, CancellationToken cancellation)
    {
        IReadOnlyList<CourseView> courses = await new TrainingStore(reading.Database).CoursesAsync(reading.AsOf, cancellation).ConfigureAwait(false);
        return new WrittenTable(Table, [.. courses.SelectMany(course => course.Sessions.Count == 0 ? [Line(reading, course, null)] : course.Sessions.Reverse().Select(one => Line(reading, course, one)))]);
    }

    private static object?[] Line(ListReading reading, CourseView course, CourseSession? one) =>
    [
        course.Title, reading.Word("course-level", course.Level), course.Hours, one?.Number, one?.Starts, one?.Ends, reading.Word("session-mode", one?.Mode), one?.Place,
        reading.Word("session-state", one?.State), one?.Parts, one?.Capacity, one?.Counts.Enrolled, one?.Counts.Turns, one?.Counts.Passed, one?.Counts.Persons,
    ];
}
