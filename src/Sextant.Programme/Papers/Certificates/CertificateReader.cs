using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Sextant.Programme.Audit;
using Sextant.Programme.Papers.Writing;
using Sextant.Programme.People;
using Sextant.Programme.Register;

namespace Sextant.Programme.Papers.Certificates;

/// <summary>How certificates are to be printed.</summary>
/// <param name="Language"><c>vi</c> or <c>en</c>.</param>
/// <param name="Address">Where people reach a page of the site.</param>
public sealed record CertificateForm(string Language, Func<string, string> Address);

/// <summary>Certificates with what stands on them: one, or all of a session as one archive with a list of what is in it.</summary>
public sealed class CertificateReader(ProgrammeDatabase database, LetterheadStore letterheads, TimeProvider clock)
{
    /// <summary>1,000: the largest sessions have some hundred people; each takes a few milliseconds.</summary>
    public const int MostCertificates = 1000;

    /// <summary>A certificate that holds or has run out; null where there is none, or it is void, or its person was erased. Who may see it is asked before.</summary>
    public async Task<CertificatePaper?> FindAsync(string key, CertificateForm form, CancellationToken cancellation = default) =>
        (await ReadAsync(row => row.Key == key, form, cancellation).ConfigureAwait(false)).SingleOrDefault();

    /// <summary>All certificates of a session.</summary>
    /// <returns>A ZIP of one DOCX a person and a list.</returns>
    /// <exception cref="RefusedException">There is none, there are too many, or the viewer may not.</exception>
    public async Task<byte[]> OfSessionAsync(string session, CertificateForm form, Viewer viewer, CancellationToken cancellation = default)
    {
        if (!viewer.Has(Right.ReadLearners))
        {
            throw new RefusedException("not-allowed");
        }

        IReadOnlyList<CertificatePaper> papers = await ReadAsync(row => row.Session == session, form, cancellation).ConfigureAwait(false);
        if (papers.Count is 0 or > MostCertificates)
        {
            throw new RefusedException("certificates-none", MostCertificates);
        }

        PaperTexts t = PaperTexts.For(form.Language);
        byte[] archive = PaperArchive.Write(t, "certificate.columns", papers.Select(paper => new ArchivedPaper(
            Written.Slug(paper.Name), CertificateDocx.Write(paper), [CleanText.Cell(paper.Name), paper.Code, t.Day(paper.Issued), paper.Expires is null ? "" : t.Day(paper.Expires)])));
        await new AuditLog(database, clock).ChangeAsync(viewer.Actor, (_, trail) =>
        {
            trail.Add("certificate.prepare", "session:" + session, null, new { Certificates = papers.Count });
            return Task.FromResult(true);
        }, cancellation).ConfigureAwait(false);
        return archive;
    }

    private async Task<IReadOnlyList<CertificatePaper>> ReadAsync(System.Linq.Expressions.Expression<Func<RegisterCertificate, bool>> which, CertificateForm form, CancellationToken cancellation)
    {
        await using ProgrammeContext context = database.Create();
        List<RegisterCertificate> rows = await context.Current<RegisterCertificate>().Where(which).Where(row => row.Revoked == null && row.Name != "").Take(MostCertificates + 1).ToListAsync(cancellation).ConfigureAwait(false);
        string[] keys = [.. rows.Select(row => row.Session).Distinct()];
        Dictionary<string, RegisterSession> sessions = await context.Current<RegisterSession>().Where(row => keys.Contains(row.Key)).ToDictionaryAsync(row => row.Key, StringComparer.Ordinal, cancellation).ConfigureAwait(false);
        string[] ids = [.. sessions.Values.Select(row => row.Course).Distinct()];
        Dictionary<string, int?> hours = await context.Current<RegisterCourse>().Where(row => ids.Contains(row.Key)).ToDictionaryAsync(row => row.Key, row => row.Hours, StringComparer.Ordinal, cancellation).ConfigureAwait(false);
        DateOnly today = (await database.CalendarAsync(cancellation).ConfigureAwait(false)).Today(clock);
        Letterhead letterhead = await letterheads.ReadAsync(new AsOf(today), form.Language, cancellation).ConfigureAwait(false);
        return
        [
            .. rows.OrderBy(row => row.Name, StringComparer.Create(CultureInfo.GetCultureInfo("vi-VN"), ignoreCase: true)).ThenBy(row => row.Code, StringComparer.Ordinal).Select(row => new CertificatePaper
            {
                Language = form.Language, Letterhead = letterhead, Name = row.Name, Title = row.Title, Level = row.Level, Issued = row.Issued, Expires = row.Expires, Code = row.Code,
                Days = sessions.GetValueOrDefault(row.Session) is { } session ? (session.Starts, session.Ends) : null,
                Hours = sessions.GetValueOrDefault(row.Session) is { } held ? hours.GetValueOrDefault(held.Course) : null,
                Address = form.Address("/certificates?code=" + row.Code),
            }),
        ];
    }
}
