using Microsoft.EntityFrameworkCore;
using Sextant.Programme.Organisations;
using Sextant.Programme.People;
using Sextant.Programme.Register;

namespace Sextant.Programme.Imports;

/// <summary>Reads imports. Each person sees the own ones; who has a form's right for the country sees all of that form.</summary>
public sealed class ImportStore(ProgrammeDatabase database)
{
    /// <summary>Imports that the viewer sees, those with the latest steps first, some at a time: how many there are, and those of the page.</summary>
    /// <param name="page">1 is the first; a later one than the last is the last.</param>
    public async Task<(int Count, IReadOnlyList<ImportView> Imports)> PageAsync(Viewer viewer, int page, int most, CancellationToken cancellation = default)
    {
        await using ProgrammeContext context = database.Create();
        IQueryable<RegisterImport> seen = Seen(context, viewer);
        int count = await seen.CountAsync(cancellation).ConfigureAwait(false);
        int skip = Math.Min(Math.Max(1, page) - 1, Math.Max(0, count - 1) / most) * most;
        List<RegisterImport> rows = await seen.OrderByDescending(row => row.Id).Skip(skip).Take(most).ToListAsync(cancellation).ConfigureAwait(false);
        return (count, [.. rows.Select(row => View(row) with { Steps = [Step(row)] })]);
    }

    /// <summary>The part of all of them that is asked for, by key.</summary>
    public async Task<(IReadOnlyList<ImportView> Imports, string? Next)> PartAsync(Viewer viewer, (string? After, int Most) part, CancellationToken cancellation = default)
    {
        await using ProgrammeContext context = database.Create();
        IQueryable<RegisterImport> rows = part.After is { } after ? Seen(context, viewer).Where(row => string.Compare(row.Key, after) > 0) : Seen(context, viewer);
        List<RegisterImport> found = await rows.OrderBy(row => row.Key).Take(part.Most + 1).ToListAsync(cancellation).ConfigureAwait(false);
        return ([.. found.Take(part.Most).Select(row => View(row) with { Steps = [Step(row)] })], found.Count > part.Most ? found[part.Most - 1].Key : null);
    }

    /// <summary>One import; null when there is none that the viewer sees.</summary>
    /// <param name="language">In which units are named.</param>
    public async Task<ImportView?> FindAsync(string key, Viewer viewer, string language = "vi", CancellationToken cancellation = default)
    {
        await using ProgrammeContext context = database.Create();
        List<RegisterImport> versions = await context.Set<RegisterImport>().AsNoTracking().Where(row => row.Key == key).OrderBy(row => row.Id).ToListAsync(cancellation).ConfigureAwait(false);
        if (versions.Count == 0 || !Sees(viewer, versions[^1]))
        {
            return null;
        }

        List<RegisterImportLine> lines = await context.Set<RegisterImportLine>().AsNoTracking().Where(line => line.Import == key).OrderBy(line => line.Line).ThenBy(line => line.Id)
            .Take(ImportDesk.MostShown).ToListAsync(cancellation).ConfigureAwait(false);
        string? same = versions[^1] is { State: "staged", RowsSha256: { } said } staged
            ? await context.Set<RegisterImport>().Where(row => row.SupersededAt == null && row.State == "applied" && row.Form == staged.Form && row.Scope == staged.Scope && row.RowsSha256 == said)
                .OrderByDescending(row => row.Id).Select(row => row.Key).FirstOrDefaultAsync(cancellation).ConfigureAwait(false)
            : null;
        return View(versions[^1]) with { SameAs = same, Steps = [.. versions.Select(Step)], Lines = await LinesAsync(context, versions[^1], lines, language, cancellation).ConfigureAwait(false) };
    }

    internal static bool Sees(Viewer viewer, RegisterImport import) =>
        viewer.Person is { } person && (import.By == person || (ImportCatalog.Of(import.Form) is { } form && HasForCountry(viewer, form.Right)));

    private static async Task<IReadOnlyList<ImportLine>> LinesAsync(ProgrammeContext context, RegisterImport import, IReadOnlyList<RegisterImportLine> lines, string language, CancellationToken cancellation)
    {
        Dictionary<string, LocalText> units = lines.Count == 0 ? [] : await OrganisationNames.OfAsync(context, new AsOf(DateOnly.FromDateTime(import.RecordedAt.UtcDateTime)), cancellation).ConfigureAwait(false);
        IReadOnlyDictionary<(string, long), (string? Name, string? Place)> names = await FactNames.OfAsync(context, lines, units, language, cancellation).ConfigureAwait(false);
        return
        [
            .. from line in lines
               let named = names.GetValueOrDefault((line.Table, line.AfterId))
               select new ImportLine(line.Line, line.RowKey, line.BeforeId is null) { Name = named.Name, Place = named.Place },
        ];
    }

    private static IQueryable<RegisterImport> Seen(ProgrammeContext context, Viewer viewer)
    {
        string[] forms = [.. ImportCatalog.All.Where(form => HasForCountry(viewer, form.Right)).Select(form => form.Table.Id)];
        string person = viewer.Person ?? string.Empty;
        return context.Set<RegisterImport>().AsNoTracking().Where(row => row.SupersededAt == null && (row.By == person || forms.Contains(row.Form)));
    }

    private static bool HasForCountry(Viewer viewer, Right right) => viewer.Has(right, new HashSet<string>());

    private static ImportStep Step(RegisterImport row) => new(row.State, row.Origin, row.RecordedAt, row.Reason);

    private static ImportView View(RegisterImport row) => new()
    {
        Key = row.Key, Form = row.Form, Scope = row.Scope, FileName = row.FileName, Sha256 = row.Sha256, Rows = row.Rows, Counts = (row.Added, row.Changed, row.Unchanged), State = row.State, By = row.By,
    };
}
