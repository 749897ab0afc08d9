using Microsoft.EntityFrameworkCore;
using Sextant.Programme.Audit;
using Sextant.Programme.People;
using Sextant.Programme.Register;

namespace Sextant.Programme.Training;

/// <summary>
/// Issues certificates, makes them void, and answers who was shown one whether it is genuine. A code has 79 random bits: nobody finds one by trying, and nobody learns from one another's.
/// </summary>
public sealed class CertificateDesk(ProgrammeDatabase database, TimeProvider clock)
{
    private readonly AuditedRegister _register = new(database, clock);

    /// <summary>Issues a certificate to everybody of a session who passed and has none that is not void; gives how many.</summary>
    public Task<int> IssueAsync(string session, Viewer viewer, CancellationToken cancellation = default) =>
        WriteAsync(viewer, "certificate.issue", null, async (context, writer) =>
        {
            RegisterSession held = await EnrolmentEditing.SessionAsync(context, session, cancellation).ConfigureAwait(false);
            RegisterCourse course = await context.HeldAsync<RegisterCourse>(held.Course, "course-none", cancellation).ConfigureAwait(false);
            if (held.State != "held")
            {
                throw new RefusedException("session-not-held");
            }

            string[] passed = await WithoutAsync(context, session, cancellation).ConfigureAwait(false);
            List<RegisterLearner> people = await context.Set<RegisterLearner>().AsNoTracking().Where(row => passed.Contains(row.Key) && row.SupersededAt == null && !row.Withdrawn && !row.Erased).ToListAsync(cancellation).ConfigureAwait(false);
            DateOnly today = await TodayAsync(cancellation).ConfigureAwait(false);
            List<RegisterCertificate> rows =
            [
                .. people.Select(person => new RegisterCertificate
                {
                    Key = Secret.NewKey(), Session = session, Learner = person.Key, Code = Secret.NewCode(), Name = person.Name, Title = course.Title, Level = course.Level, Issued = today,
                    Expires = course.CertificateMonths is { } months ? today.AddMonths(months).AddDays(-1) : null,
                }),
            ];
            await writer.PutAllAsync(rows, null, cancellation).ConfigureAwait(false);
            return rows.Count;
        }, cancellation);

    /// <summary>Makes a certificate void from today on. It stays known that there was one.</summary>
    public Task RevokeAsync(string key, string reason, Viewer viewer, CancellationToken cancellation = default) =>
        WriteAsync(viewer, "certificate.revoke", reason, async (context, writer) =>
        {
            RegisterCertificate held = await context.HeldAsync<RegisterCertificate>(key, "certificate-none", cancellation).ConfigureAwait(false);
            var row = (RegisterCertificate)(held.Revoked is null ? held : throw new RefusedException("certificate-void")).Next();
            row.Revoked = await TodayAsync(cancellation).ConfigureAwait(false);
            await writer.PutAsync(row, Written.Text(reason, "reason"), cancellation).ConfigureAwait(false);
            return true;
        }, cancellation);

    /// <summary>The certificate of a code, as it stands now; null when there is none. Blanks, dashes and case of what is typed do not matter.</summary>
    public async Task<CertificateView?> VerifyAsync(string? typed, CancellationToken cancellation = default)
    {
        string letters = new([.. (typed ?? string.Empty).Where(char.IsAsciiLetterOrDigit).Take(17).Select(char.ToLowerInvariant)]);
        if (letters.Length != 16)
        {
            return null;
        }

        string code = string.Join('-', letters.Chunk(4).Select(group => new string(group)));
        await using ProgrammeContext context = database.Create();
        return await context.Set<RegisterCertificate>().AsNoTracking().FirstOrDefaultAsync(row => row.Code == code && row.SupersededAt == null && !row.Withdrawn, cancellation).ConfigureAwait(false) is { } row ? View(row) : null;
    }

    /// <summary>A certificate by its key, for who may read lists; null when there is none.</summary>
    public async Task<CertificateView?> FindAsync(string key, CancellationToken cancellation = default)
    {
        await using ProgrammeContext context = database.Create();
        return await context.Set<RegisterCertificate>().AsNoTracking().FirstOrDefaultAsync(row => row.Key == key && row.SupersededAt == null && !row.Withdrawn, cancellation).ConfigureAwait(false) is { } row ? View(row) : null;
    }

    internal static CertificateView View(RegisterCertificate row) => new(row.Key, row.Code, row.Learner, row.Name, row.Title, row.Level, row.Issued, row.Expires, row.Revoked);

    /// <summary>Who passed and has no certificate of the session. Rows that are one person have one, on the row that stands for the person where it passed.</summary>
    private static async Task<string[]> WithoutAsync(ProgrammeContext context, string session, CancellationToken cancellation)
    {
        HashSet<string> certified = await EnrolmentEditing.CertifiedAsync(context, session, cancellation).ConfigureAwait(false);
        List<RegisterEnrolment> list = await EnrolmentEditing.ListAsync(context, session, cancellation).ConfigureAwait(false);
        Dictionary<string, string> roots = await SamePerson.RootsAsync(context, list.Select(row => row.Learner).Concat(certified), cancellation).ConfigureAwait(false);
        HashSet<string> done = [.. certified.Select(learner => roots[learner])];
        return
        [
            .. list.Where(row => row.Result == "passed" && !done.Contains(roots[row.Learner])).GroupBy(row => roots[row.Learner], StringComparer.Ordinal)
                .Select(person => person.FirstOrDefault(row => row.Learner == person.Key)?.Learner ?? person.First().Learner),
        ];
    }

    private async Task<DateOnly> TodayAsync(CancellationToken cancellation) => (await database.CalendarAsync(cancellation).ConfigureAwait(false)).Today(clock);

    private Task<T> WriteAsync<T>(Viewer viewer, string action, string? reason, Func<ProgrammeContext, RegisterWriter, Task<T>> work, CancellationToken cancellation) =>
        viewer.Has(Right.WriteTraining) ? _register.WriteAsync(new RegisterChange(viewer.Actor, action, reason), work, cancellation) : throw new RefusedException("not-allowed");
}
