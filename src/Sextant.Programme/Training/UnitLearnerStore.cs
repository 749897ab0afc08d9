using Microsoft.EntityFrameworkCore;
using Sextant.Programme.Organisations;
using Sextant.Programme.People;
using Sextant.Programme.Register;

namespace Sextant.Programme.Training;

/// <summary>A session to which units may send people.</summary>
/// <param name="Session">Without who teaches.</param>
/// <param name="Own">How many of the viewer's own people are on its list.</param>
public sealed record OpenSession(string Course, string Title, string Level, string? Audience, CourseSession Session, int Own)
{
    /// <summary>How many more may come; null: any number.</summary>
    public int? Room => Session.Capacity is { } capacity ? Math.Max(0, capacity - Session.Counts.Enrolled) : null;
}

/// <summary>A person of the viewer's own units: what was taken, and what was given for it.</summary>
/// <param name="Number">The person's place in the order in which people were met.</param>
public sealed record UnitLearner(long Number, LearnerView Person, IReadOnlyList<TakenSession> Sessions, IReadOnlyList<CertificateView> Certificates);

/// <summary>Reads what units see of training: sessions to come, and their own people as they are today. Nothing of anybody else's.</summary>
public sealed class UnitLearnerStore(ProgrammeDatabase database, PeopleReach reach, TimeProvider clock)
{
    /// <summary>Sessions to come, the next first.</summary>
    public async Task<IReadOnlyList<OpenSession>> SessionsAsync(Viewer viewer, CancellationToken cancellation = default)
    {
        (IReadOnlySet<string>? own, AsOf now) = await StandAsync(viewer, cancellation).ConfigureAwait(false);
        IReadOnlyList<CourseView> courses = await new TrainingStore(database).CoursesAsync(now, cancellation).ConfigureAwait(false);
        (CourseView Course, CourseSession Session)[] open =
            [.. courses.SelectMany(course => course.Sessions.Where(one => OpenSessions.IsOpen(one.State, one.Starts, now.Date)).Select(one => (course, one)))];
        string[] keys = [.. open.Select(one => one.Session.Key)];
        await using ProgrammeContext context = database.Create();
        IQueryable<RegisterLearner> people = UnitReach.Learners(context, now, own);
        Dictionary<string, int> mine = await context.Known<RegisterEnrolment>(now).Where(row => keys.Contains(row.Session) && people.Any(one => one.Key == row.Learner))
            .GroupBy(row => row.Session).Select(group => new { group.Key, Count = group.Count() }).ToDictionaryAsync(one => one.Key, one => one.Count, StringComparer.Ordinal, cancellation).ConfigureAwait(false);
        return
        [
            .. open.OrderBy(one => one.Session.Starts).ThenBy(one => one.Session.Key, StringComparer.Ordinal)
                .Select(one => new OpenSession(one.Course.Id, one.Course.Title, one.Course.Level, one.Course.Audience, one.Session with { Teacher = null }, mine.GetValueOrDefault(one.Session.Key))),
        ];
    }

    /// <summary>One session, to come or past, with the viewer's own people on its list; null when there is none.</summary>
    /// <param name="unit">Of this unit alone; null: of all that are the viewer's own.</param>
    public async Task<(OpenSession Session, bool IsOpen, IReadOnlyList<EnrolmentLine> Lines)?> FindAsync((string Course, int Number) session, string? unit, Viewer viewer, CancellationToken cancellation = default)
    {
        (IReadOnlySet<string>? own, AsOf now) = await StandAsync(viewer, cancellation).ConfigureAwait(false);
        if (await new TrainingStore(database).CourseAsync(session.Course, now, cancellation).ConfigureAwait(false) is not { } course || course.Sessions.FirstOrDefault(one => one.Number == session.Number) is not { } held)
        {
            return null;
        }

        IReadOnlyList<EnrolmentLine> lines = await new LearnerStore(database).ListAsync(held.Key, now, Narrowed(own, unit), cancellation).ConfigureAwait(false);
        return (new OpenSession(course.Id, course.Title, course.Level, course.Audience, held with { Teacher = null }, lines.Count), OpenSessions.IsOpen(held.State, held.Starts, now.Date), lines);
    }

    /// <summary>The viewer's own people who learn, some at a time in the order in which they were met.</summary>
    /// <param name="unit">Of this unit alone; null: of all that are the viewer's own.</param>
    /// <param name="part">Those behind a number, so many at most.</param>
    public async Task<IReadOnlyList<UnitLearner>> PageAsync(string? unit, (long After, int Most) part, Viewer viewer, CancellationToken cancellation = default)
    {
        (IReadOnlySet<string>? own, AsOf now) = await StandAsync(viewer, cancellation).ConfigureAwait(false);
        await using ProgrammeContext context = database.Create();
        List<RegisterLearner> rows = await UnitReach.Learners(context, now, Narrowed(own, unit)).Where(row => row.MergedInto == null && !row.Erased && row.Number > part.After).OrderBy(row => row.Number).Take(part.Most)
            .ToListAsync(cancellation).ConfigureAwait(false);
        string[] roots = [.. rows.Select(row => row.Key)];
        Dictionary<string, string> rootOf = await context.Known<RegisterLearner>(now).Where(row => roots.Contains(row.Key) || (row.MergedInto != null && roots.Contains(row.MergedInto)))
            .ToDictionaryAsync(row => row.Key, row => row.MergedInto ?? row.Key, StringComparer.Ordinal, cancellation).ConfigureAwait(false);
        ILookup<string, TakenSession> taken = await TakenAsync(context, now, rootOf, cancellation).ConfigureAwait(false);
        string[] all = [.. rootOf.Keys];
        ILookup<string, CertificateView> certificates = (await context.Known<RegisterCertificate>(now).Where(row => all.Contains(row.Learner)).ToListAsync(cancellation).ConfigureAwait(false))
            .OrderByDescending(row => row.Issued).ToLookup(row => rootOf[row.Learner], CertificateDesk.View, StringComparer.Ordinal);
        Dictionary<string, LocalText> names = await OrganisationNames.OfAsync(context, now, cancellation).ConfigureAwait(false);
        return [.. rows.Select(row => new UnitLearner(row.Number, LearnerStore.View(row, names), [.. taken[row.Key]], [.. certificates[row.Key]]))];
    }

    /// <summary>Whether a certificate was given to one of the viewer's own people.</summary>
    public async Task<bool> HoldsAsync(CertificateView certificate, Viewer viewer, CancellationToken cancellation = default)
    {
        (IReadOnlySet<string>? own, _) = await StandAsync(viewer, cancellation).ConfigureAwait(false);
        await using ProgrammeContext context = database.Create();
        return await UnitReach.IsOwnAsync(context, certificate.Learner, own, cancellation).ConfigureAwait(false);
    }

    /// <summary>The units whose people the viewer enrols; null: all.</summary>
    public async Task<IReadOnlySet<string>?> UnitsAsync(Viewer viewer, CancellationToken cancellation = default) => (await StandAsync(viewer, cancellation).ConfigureAwait(false)).Own;

    private static async Task<ILookup<string, TakenSession>> TakenAsync(ProgrammeContext context, AsOf now, Dictionary<string, string> rootOf, CancellationToken cancellation)
    {
        string[] all = [.. rootOf.Keys];
        List<RegisterEnrolment> lists = await context.Known<RegisterEnrolment>(now).Where(row => all.Contains(row.Learner)).ToListAsync(cancellation).ConfigureAwait(false);
        string[] of = [.. lists.Select(row => row.Session).Distinct()];
        Dictionary<string, RegisterSession> sessions = await context.Known<RegisterSession>(now).Where(row => of.Contains(row.Key)).ToDictionaryAsync(row => row.Key, StringComparer.Ordinal, cancellation).ConfigureAwait(false);
        Dictionary<string, string> titles = await context.Known<RegisterCourse>(now).ToDictionaryAsync(row => row.Key, row => row.Title, StringComparer.Ordinal, cancellation).ConfigureAwait(false);
        return lists.Where(row => sessions.ContainsKey(row.Session)).Select(row => (Row: row, Session: sessions[row.Session])).OrderByDescending(one => one.Session.Starts).ToLookup(
            one => rootOf[one.Row.Learner],
            one => new TakenSession(one.Session.Course, titles.GetValueOrDefault(one.Session.Course) ?? one.Session.Course, one.Session.Number, one.Session.Starts, AttendedParts.Of(one.Row.Attended), one.Row.Result),
            StringComparer.Ordinal);
    }

    private static IReadOnlySet<string>? Narrowed(IReadOnlySet<string>? own, string? unit) =>
        unit is null ? own : UnitReach.Covers(own, unit) ? new HashSet<string>(StringComparer.Ordinal) { unit } : new HashSet<string>();

    private async Task<(IReadOnlySet<string>? Own, AsOf Now)> StandAsync(Viewer viewer, CancellationToken cancellation) => (
        await UnitReach.OfAsync(reach, viewer, cancellation).ConfigureAwait(false),
        new AsOf((await database.CalendarAsync(cancellation).ConfigureAwait(false)).Today(clock)));
}
