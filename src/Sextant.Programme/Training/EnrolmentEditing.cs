using Microsoft.EntityFrameworkCore;
using Sextant.Programme.Audit;
using Sextant.Programme.People;
using Sextant.Programme.Register;

namespace Sextant.Programme.Training;

/// <summary>Who is on a session's list, who came, and what came of it.</summary>
public sealed class EnrolmentEditing(ProgrammeDatabase database, TimeProvider clock)
{
    private readonly AuditedRegister _register = new(database, clock);

    /// <summary>Puts a person on the list; gives the person's key.</summary>
    /// <exception cref="RefusedException">It cannot be told who it is, the session is full or cancelled, or the viewer may not.</exception>
    public Task<string> EnrolAsync(string session, LearnerDraft draft, Viewer viewer, CancellationToken cancellation = default) =>
        WriteAsync(viewer, "enrolment.record", null, (context, writer) => EnrolAsync(context, writer, (session, draft), null, cancellation), cancellation);

    /// <summary>Notes who came to which part and what came of it, of all persons given.</summary>
    public Task MarkAsync(string session, IReadOnlyList<AttendanceMark> marks, Viewer viewer, CancellationToken cancellation = default) =>
        WriteAsync(viewer, "enrolment.mark", null, async (context, writer) =>
        {
            RegisterSession held = await SessionAsync(context, session, cancellation).ConfigureAwait(false);
            List<RegisterEnrolment> list = await ListAsync(context, session, cancellation).ConfigureAwait(false);
            Dictionary<string, string> roots = await SamePerson.RootsAsync(context, list.Select(row => row.Learner), cancellation).ConfigureAwait(false);
            ILookup<string, RegisterEnrolment> byPerson = list.ToLookup(row => roots[row.Learner], StringComparer.Ordinal);
            HashSet<string> certified = await CertifiedAsync(context, session, cancellation).ConfigureAwait(false);
            var changed = new List<RegisterEnrolment>();
            if (!marks.All(mark => roots.ContainsKey(mark.Learner)))
            {
                throw new RefusedException("enrolment-none");
            }

            foreach (AttendanceMark mark in marks.DistinctBy(mark => roots[mark.Learner]))
            {
                // Who stands on the list under two rows that are one person is one line of it, and is marked once; each row keeps what it says while the line says the same.
                RegisterEnrolment[] person = [.. byPerson[roots[mark.Learner]]];
                RegisterEnrolment[] marked = [.. person.Select(row => Marked(held, row, mark, certified))];
                changed.AddRange(SamePerson.Together(marked) == SamePerson.Together(person) ? [] : marked.Where(row => row.Digest != RowDigest.Of(row)));
            }

            await writer.PutAllAsync(changed, null, cancellation).ConfigureAwait(false);
            return true;
        }, cancellation);

    /// <summary>Takes a person off the list.</summary>
    public Task RemoveAsync(string session, string learner, string reason, Viewer viewer, CancellationToken cancellation = default) =>
        WriteAsync(viewer, "enrolment.withdraw", reason, async (context, writer) =>
        {
            await RemoveAsync(context, writer, (session, learner), reason, cancellation).ConfigureAwait(false);
            return true;
        }, cancellation);

    /// <summary>Puts a person on a list.</summary>
    /// <param name="own">Who is known as no one of these units is left alone; null: whoever it is.</param>
    internal static async Task<string> EnrolAsync(ProgrammeContext context, RegisterWriter writer, (string Session, LearnerDraft Draft) asked, IReadOnlySet<string>? own, CancellationToken cancellation)
    {
        RegisterSession held = await SessionAsync(context, asked.Session, cancellation).ConfigureAwait(false);
        await context.OrganisationAsync(asked.Draft.Organisation, cancellation).ConfigureAwait(false);
        IdentityBook book = await IdentityBook.OpenAsync(context, cancellation).ConfigureAwait(false);
        RegisterLearner met = LearnerForm.Row(asked.Draft);
        if (book.IsElsewhere(met, own))
        {
            throw new RefusedException("learner-other-unit");
        }

        RegisterLearner person = book.Met(met, out string? fault, out string named);
        if (fault is not null)
        {
            throw new RefusedException(fault, named);
        }

        List<RegisterEnrolment> list = await ListAsync(context, asked.Session, cancellation).ConfigureAwait(false);
        if (list.Any(row => book.RootKey(row.Learner) == person.Key))
        {
            throw new RefusedException("enrolment-twice");
        }

        if (list.Select(row => book.RootKey(row.Learner)).Distinct(StringComparer.Ordinal).Count() >= held.Capacity)
        {
            throw new RefusedException("session-full", held.Capacity!.Value);
        }

        if (person.Digest != RowDigest.Of(person))
        {
            await writer.PutAsync(person, null, cancellation).ConfigureAwait(false);
        }

        await writer.PutAsync(New(asked.Session, person.Key), null, cancellation).ConfigureAwait(false);
        return person.Key;
    }

    /// <summary>Takes a person off a list.</summary>
    internal static async Task RemoveAsync(ProgrammeContext context, RegisterWriter writer, (string Session, string Learner) whom, string reason, CancellationToken cancellation)
    {
        await context.HeldAsync<RegisterEnrolment>(TrainingWords.Enrolment(whom.Session, whom.Learner), "enrolment-none", cancellation).ConfigureAwait(false);
        HashSet<string> same = [.. await SamePerson.RowsAsync(context, whom.Learner, cancellation).ConfigureAwait(false)];
        if ((await CertifiedAsync(context, whom.Session, cancellation).ConfigureAwait(false)).Overlaps(same))
        {
            throw new RefusedException("enrolment-certified");
        }

        foreach (RegisterEnrolment row in (await ListAsync(context, whom.Session, cancellation).ConfigureAwait(false)).Where(row => same.Contains(row.Learner)))
        {
            await writer.TakeBackAsync(row, reason, cancellation).ConfigureAwait(false);
        }
    }

    /// <summary>A row with what is noted of the person.</summary>
    private static RegisterEnrolment Marked(RegisterSession session, RegisterEnrolment held, AttendanceMark mark, HashSet<string> certified)
    {
        var row = (RegisterEnrolment)held.Next();
        row.Attended = AttendedParts.Kept(mark.Attended, session.Parts) ?? throw new RefusedException("attended-parts", session.Parts);
        row.Result = mark.Result is null || TrainingWords.Results.Contains(mark.Result, StringComparer.Ordinal) ? mark.Result : throw new RefusedException("enrolment-result");
        return Faulty(session, row, certified) is { } fault ? throw new RefusedException(fault) : row;
    }

    internal static RegisterEnrolment New(string session, string learner) =>
        new() { Key = TrainingWords.Enrolment(session, learner), Session = session, Learner = learner, Attended = string.Empty };

    /// <summary>A session whose list is open.</summary>
    internal static async Task<RegisterSession> SessionAsync(ProgrammeContext context, string session, CancellationToken cancellation)
    {
        RegisterSession held = await context.HeldAsync<RegisterSession>(session, "session-none", cancellation).ConfigureAwait(false);
        await context.HeldAsync<RegisterCourse>(held.Course, "course-none", cancellation).ConfigureAwait(false);
        return held.State == "cancelled" ? throw new RefusedException("session-cancelled") : held;
    }

    internal static Task<List<RegisterEnrolment>> ListAsync(ProgrammeContext context, string session, CancellationToken cancellation) =>
        context.Set<RegisterEnrolment>().AsNoTracking().Where(row => row.Session == session && row.SupersededAt == null && !row.Withdrawn).ToListAsync(cancellation);

    /// <summary>Who holds a certificate of the session that is not void.</summary>
    internal static async Task<HashSet<string>> CertifiedAsync(ProgrammeContext context, string session, CancellationToken cancellation) =>
        [.. await context.Set<RegisterCertificate>().Where(row => row.Session == session && row.SupersededAt == null && !row.Withdrawn && row.Revoked == null).Select(row => row.Learner).ToListAsync(cancellation).ConfigureAwait(false)];

    /// <summary>What is wrong with a mark; null: nothing.</summary>
    internal static string? Faulty(RegisterSession session, RegisterEnrolment row, HashSet<string> certified) =>
        session.State != "held" && (row.Attended.Length > 0 || row.Result is not null) ? "session-not-held"
        : row.Result == "passed" && row.Attended.Length == 0 ? "passed-absent"
        : row.Result != "passed" && certified.Contains(row.Learner) ? "enrolment-certified"
        : null;

    private Task<T> WriteAsync<T>(Viewer viewer, string action, string? reason, Func<ProgrammeContext, RegisterWriter, Task<T>> work, CancellationToken cancellation) =>
        viewer.Has(Right.WriteTraining) ? _register.WriteAsync(new RegisterChange(viewer.Actor, action, reason), work, cancellation) : throw new RefusedException("not-allowed");
}
