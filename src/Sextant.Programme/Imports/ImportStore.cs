using Microsoft.EntityFrameworkCore;
using Sextant.Programme.People;
using Sextant.Programme.Register;

namespace Sextant.Programme.Imports;

/// <summary>Reads imports. Each person sees the own ones; who has a form's right for the country sees all of that form.</summary>
public sealed class ImportStore(ProgrammeDatabase database)
{
    /// <summary>100: a page; older ones stand in the audit log.</summary>
    private const int MostListed = 100;

    /// <summary>The latest imports that the viewer sees, newest first.</summary>
    public async Task<IReadOnlyList<ImportView>> ListAsync(Viewer viewer, CancellationToken cancellation = default)
    {
        await using ProgrammeContext context = database.Create();
        string[] forms = [.. ImportCatalog.All.Where(form => HasForCountry(viewer, form.Right)).Select(form => form.Table.Id)];
        string person = viewer.Person ?? string.Empty;
        List<RegisterImport> rows = await context.Set<RegisterImport>().AsNoTracking().Where(row => row.SupersededAt == null && (row.By == person || forms.Contains(row.Form)))
            .OrderByDescending(row => row.Id).Take(MostListed).ToListAsync(cancellation).ConfigureAwait(false);
        return [.. rows.Select(row => View(row) with { Steps = [Step(row)] })];
    }

    /// <summary>One import; null when there is none that the viewer sees.</summary>
    public async Task<ImportView?> FindAsync(string key, Viewer viewer, CancellationToken cancellation = default)
    {
        await using ProgrammeContext context = database.Create();
        List<RegisterImport> versions = await context.Set<RegisterImport>().AsNoTracking().Where(row => row.Key == key).OrderBy(row => row.Id).ToListAsync(cancellation).ConfigureAwait(false);
        if (versions.Count == 0 || !Sees(viewer, versions[^1]))
        {
            return null;
        }

        List<RegisterImportLine> lines = await context.Set<RegisterImportLine>().AsNoTracking().Where(line => line.Import == key).OrderBy(line => line.Line).ThenBy(line => line.Id)
            .Take(ImportDesk.MostShown).ToListAsync(cancellation).ConfigureAwait(false);
        return View(versions[^1]) with { Steps = [.. versions.Select(Step)], Lines = [.. lines.Select(line => new ImportLine(line.Line, line.RowKey, line.BeforeId is null))] };
    }

    internal static bool Sees(Viewer viewer, RegisterImport import) =>
        viewer.Person is { } person && (import.By == person || (ImportCatalog.Of(import.Form) is { } form && HasForCountry(viewer, form.Right)));

    private static bool HasForCountry(Viewer viewer, Right right) => viewer.Has(right, new HashSet<string>());

    private static ImportStep Step(RegisterImport row) => new(row.State, row.Origin, row.RecordedAt, row.Reason);

    private static ImportView View(RegisterImport row) => new()
    {
        Key = row.Key, Form = row.Form, Scope = row.Scope, FileName = row.FileName, Sha256 = row.Sha256, Rows = row.Rows, Counts = (row.Added, row.Changed, row.Unchanged), State = row.State, By = row.By,
    };
}
