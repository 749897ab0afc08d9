using Microsoft.EntityFrameworkCore;
using Sextant.Programme.Register;

namespace Sextant.Programme.Training;

/// <summary>Reads courses and sessions, with counts. Who learns is read elsewhere: <see cref="LearnerStore"/>.</summary>
public sealed class TrainingStore(ProgrammeDatabase database)
{
    /// <summary>All courses by title, with their sessions.</summary>
    public async Task<IReadOnlyList<CourseView>> CoursesAsync(AsOf asOf, CancellationToken cancellation = default)
    {
        await using ProgrammeContext context = database.Create();
        return await ReadAsync(context, asOf, null, cancellation).ConfigureAwait(false);
    }

    /// <summary>One course; null when there is none.</summary>
    public async Task<CourseView?> CourseAsync(string id, AsOf asOf, CancellationToken cancellation = default)
    {
        await using ProgrammeContext context = database.Create();
        return (await ReadAsync(context, asOf, id, cancellation).ConfigureAwait(false)).FirstOrDefault();
    }

    private static async Task<IReadOnlyList<CourseView>> ReadAsync(ProgrammeContext context, AsOf asOf, string? only, CancellationToken cancellation)
    {
        List<RegisterCourse> courses = await context.Known<RegisterCourse>(asOf).Where(row => only == null || row.Key == only).ToListAsync(cancellation).ConfigureAwait(false);
        List<RegisterSession> sessions = await context.Known<RegisterSession>(asOf).Where(row => only == null || row.Course == only).ToListAsync(cancellation).ConfigureAwait(false);
        string prefix = only is null ? string.Empty : only + "/";
        var turns = await TurnBook.OpenAsync(context, asOf, prefix, cancellation).ConfigureAwait(false);
        ILookup<string, RegisterSession> byCourse = sessions.ToLookup(row => row.Course, StringComparer.Ordinal);
        return
        [
            .. courses.OrderBy(row => row.Title, StringComparer.Ordinal).Select(row => new CourseView(
                row.Key, row.Title, row.Level, row.Audience, row.Content, row.Hours, row.CertificateMonths,
                [.. byCourse[row.Key].OrderByDescending(one => one.Starts).ThenByDescending(one => one.Number).Select(one => View(one, turns.Of([one.Key])))],
                turns.Of([.. byCourse[row.Key].Where(one => one.State == "held").Select(one => one.Key)]))),
        ];
    }

    private static CourseSession View(RegisterSession row, TrainingCounts counts) => new()
    {
        Key = row.Key, Number = row.Number, Starts = row.Starts, Ends = row.Ends, Mode = row.Mode, Place = row.Place, Teacher = row.Teacher, Capacity = row.Capacity, Parts = row.Parts, State = row.State,
        Counts = counts,
    };
}
