using Microsoft.EntityFrameworkCore;
using Sextant.Programme.Documents;
using Sextant.Programme.Register;

namespace Sextant.Programme.Tasks;

/// <summary>Files of reports as rows with their bytes: added within what a unit may have in all, and gone from the disk when they are taken back.</summary>
internal sealed class ReportFileBook(ProgrammeContext context, DocumentVault vault)
{
    /// <summary>10: minutes, a decision, some pictures; more is a document of its own.</summary>
    private const int MostFiles = 10;

    /// <summary>A row for a file, whose bytes are on the disk then.</summary>
    /// <param name="unit">For which it is added; null: the office.</param>
    /// <exception cref="RefusedException">The report has files enough, or the unit.</exception>
    internal async Task<RegisterReportFile> KeepAsync(RegisterTaskReport report, SentFile file, string? unit, CancellationToken cancellation)
    {
        string key = Key(report.Key, file.Sha256);
        IQueryable<RegisterReportFile> others = context.Current<RegisterReportFile>().Where(row => row.Key != key);
        if (await others.CountAsync(row => row.Task == report.Task && row.Report == report.Position, cancellation).ConfigureAwait(false) >= MostFiles)
        {
            throw new RefusedException("file-count", MostFiles);
        }

        long held = unit is null ? 0 : await others.Where(row => row.Unit == unit).SumAsync(row => row.Bytes, cancellation).ConfigureAwait(false);
        if (unit is not null && held + file.Content.Length > vault.MostOfUnit)
        {
            throw new RefusedException("file-quota", vault.MostOfUnit >> 20, held >> 20);
        }

        return new RegisterReportFile
        {
            Key = key, Task = report.Task, Report = report.Position, Unit = unit, Sha256 = vault.Keep(file.Content), Name = file.Name, Type = file.Type, Bytes = file.Content.Length, ValidFrom = report.Date,
        };
    }

    /// <summary>Removes the bytes of files that were taken back and that nothing else names: also of those whose removal was cut off.</summary>
    internal async Task SweepAsync(CancellationToken cancellation)
    {
        List<string> gone = await context.Set<RegisterReportFile>().Where(row => row.SupersededAt == null && row.Withdrawn).Select(row => row.Sha256).Distinct().ToListAsync(cancellation).ConfigureAwait(false);
        foreach (string[] some in gone.Chunk(500))
        {
            // Of documents, conversion plans and the kit also what they named once: earlier states of theirs stay readable.
            List<string> named = await context.Current<RegisterReportFile>().Where(row => some.Contains(row.Sha256)).Select(row => row.Sha256)
                .Concat(context.Set<RegisterDocumentFile>().Where(row => some.Contains(row.Sha256)).Select(row => row.Sha256))
                .Concat(context.Set<RegisterConversionFile>().Where(row => some.Contains(row.Sha256)).Select(row => row.Sha256))
                .Concat(context.Set<RegisterKitFile>().Where(row => some.Contains(row.Sha256)).Select(row => row.Sha256))
                .ToListAsync(cancellation).ConfigureAwait(false);
            foreach (string hash in some.Except(named, StringComparer.Ordinal))
            {
                vault.Remove(hash);
            }
        }
    }

    /// <summary>The key of a file.</summary>
    internal static string Key(string report, string sha256) => $"{report}/{sha256}";
}
