using Microsoft.EntityFrameworkCore;
using Sextant.Programme.Audit;
using Sextant.Programme.People;
using Sextant.Programme.Register;

namespace Sextant.Programme.Training;

/// <summary>Courses and sessions as people write them down. Each change is a version of a fact and an entry of the audit log; each asks what the viewer may.</summary>
public sealed class CourseEditing(ProgrammeDatabase database, TimeProvider clock)
{
    // 60: a course of six weeks by half days; more parts than that are columns that nobody fills in.
    private const int MostParts = 60;

    private readonly AuditedRegister _register = new(database, clock);

    /// <summary>Writes a course down, or changes one; gives its id.</summary>
    /// <exception cref="RefusedException">Something of it cannot be, or the viewer may not.</exception>
    public Task<string> RecordAsync(CourseDraft draft, Viewer viewer, CancellationToken cancellation = default) =>
        WriteAsync(viewer, "course.record", null, async (context, writer) =>
        {
            RegisterCourse? held = draft.Id is { } id ? await context.HeldAsync<RegisterCourse>(id, "course-none", cancellation).ConfigureAwait(false) : null;
            string title = Written.Line(draft.Title, "course-title", 300);
            var row = new RegisterCourse
            {
                Key = held?.Key ?? await context.NewIdAsync<RegisterCourse>(title, cancellation).ConfigureAwait(false), Title = title,
                Level = Word(draft.Level, TrainingWords.Levels, "course-level"), Audience = Written.OptionalLine(draft.Audience, "course-audience", 300),
                Content = Written.OptionalText(draft.Content, "course-content"), Hours = Within(draft.Hours, 1, 1000, "course-hours"),
                CertificateMonths = Within(draft.CertificateMonths, 1, 600, "course-months"),
            };
            await writer.PutAsync(row, null, cancellation).ConfigureAwait(false);
            return row.Key;
        }, cancellation);

    /// <summary>Writes a session down, or changes one; gives its number.</summary>
    public Task<int> PutSessionAsync(string course, SessionDraft draft, Viewer viewer, CancellationToken cancellation = default) =>
        WriteAsync(viewer, "session.record", null, async (context, writer) =>
        {
            await context.HeldAsync<RegisterCourse>(course, "course-none", cancellation).ConfigureAwait(false);
            int number = await RegisterEditing.PlaceAsync(context.Set<RegisterSession>().Where(row => row.Course == course).Select(row => row.Number), draft.Number, cancellation).ConfigureAwait(false);
            RegisterSession row = Row(course, number, draft);
            await CheckListAsync(context, row, cancellation).ConfigureAwait(false);
            await writer.PutAsync(row, null, cancellation).ConfigureAwait(false);
            return number;
        }, cancellation);

    /// <summary>A course or a session was written down by mistake; nobody may stand on a list of it.</summary>
    public Task WithdrawAsync(string course, int? number, string reason, Viewer viewer, CancellationToken cancellation = default) =>
        WriteAsync(viewer, number is null ? "course.withdraw" : "session.withdraw", reason, async (context, writer) =>
        {
            string prefix = number is { } one ? TrainingWords.Session(course, one) : course;
            if (await context.Set<RegisterEnrolment>().AnyAsync(row => (row.Session == prefix || row.Session.StartsWith(prefix + "/")) && row.SupersededAt == null && !row.Withdrawn, cancellation).ConfigureAwait(false))
            {
                throw new RefusedException("session-has-list");
            }

            if (number is null)
            {
                await writer.TakeBackAsync(await context.HeldAsync<RegisterCourse>(course, "course-none", cancellation).ConfigureAwait(false), reason, cancellation).ConfigureAwait(false);
            }
            else
            {
                await writer.TakeBackAsync(await context.HeldAsync<RegisterSession>(prefix, "session-none", cancellation).ConfigureAwait(false), reason, cancellation).ConfigureAwait(false);
            }

            return true;
        }, cancellation);

    private RegisterSession Row(string course, int number, SessionDraft draft)
    {
        DateOnly ends = draft.Ends ?? draft.Starts;
        if (draft.Starts.Year is < 1990 or > 2200 || ends < draft.Starts || ends > draft.Starts.AddYears(1))
        {
            throw new RefusedException("session-days");
        }

        string state = Word(draft.State, TrainingWords.States, "session-state");

        // One day ahead: the country's day may have begun while it is still yesterday in UTC.
        if (state == "held" && ends > DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime).AddDays(1))
        {
            throw new RefusedException("session-ahead");
        }

        return new RegisterSession
        {
            Key = TrainingWords.Session(course, number), Course = course, Number = number, Starts = draft.Starts, Ends = ends, Mode = Word(draft.Mode, TrainingWords.Modes, "session-mode"),
            Place = Written.OptionalLine(draft.Place, "session-place", 300), Teacher = Written.OptionalLine(draft.Teacher, "session-teacher", 300),
            Capacity = Within(draft.Capacity, 1, 10_000, "session-capacity"), Parts = Within(draft.Parts, 1, MostParts, "session-parts")!.Value, State = state,
        };
    }

    /// <summary>What is on the list already must still fit.</summary>
    private static async Task CheckListAsync(ProgrammeContext context, RegisterSession row, CancellationToken cancellation)
    {
        List<string> attended = await context.Set<RegisterEnrolment>().Where(one => one.Session == row.Key && one.SupersededAt == null && !one.Withdrawn).Select(one => one.Attended).ToListAsync(cancellation).ConfigureAwait(false);
        if (attended.Count > row.Capacity)
        {
            throw new RefusedException("session-full", row.Capacity!.Value);
        }

        if (row.State != "held" && attended.Any(parts => parts.Length > 0))
        {
            throw new RefusedException("session-marked");
        }

        if (attended.SelectMany(AttendedParts.Of).Any(part => part > row.Parts))
        {
            throw new RefusedException("session-parts-used");
        }
    }

    private static string Word(string word, IReadOnlyList<string> words, string fault) => words.Contains(word, StringComparer.Ordinal) ? word : throw new RefusedException(fault);

    private static int? Within(int? number, int least, int most, string fault) => number is null || (number >= least && number <= most) ? number : throw new RefusedException(fault, least, most);

    private Task<T> WriteAsync<T>(Viewer viewer, string action, string? reason, Func<ProgrammeContext, RegisterWriter, Task<T>> work, CancellationToken cancellation) =>
        viewer.Has(Right.WriteTraining) ? _register.WriteAsync(new RegisterChange(viewer.Actor, action, reason), work, cancellation) : throw new RefusedException("not-allowed");
}
