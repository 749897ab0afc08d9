using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Sextant.Programme.Audit;
using Sextant.Programme.People;
using Sextant.Programme.Register;
using Sextant.Programme.Tables;

namespace Sextant.Programme.Imports;

/// <summary>
/// Where tables are handed in. A table is staged when nothing is wrong with it, or refused with all that is; it is applied whole or not at all; it is undone as long as nothing that it
/// wrote was changed by anybody since.
/// </summary>
public sealed class ImportDesk(ProgrammeDatabase database, PeopleReach reach, TimeProvider clock)
{
    /// <summary>200: what a person looks through before applying.</summary>
    public const int MostShown = 200;

    /// <summary>5 tables staged by one person: more are forgotten ones.</summary>
    public const int MostStaged = 5;

    /// <summary>Why a table was dropped that nobody applied: a word, which pages say in their language.</summary>
    public const string Left = "left for seven days";

    /// <summary>7 days: what is not applied by then was checked against a register of long ago.</summary>
    private static readonly TimeSpan StagedFor = TimeSpan.FromDays(7);

    /// <summary>What was handed in.</summary>
    public ImportStore Store { get; } = new(database);

    private readonly AuditedRegister _register = new(database, clock);

    /// <summary>Checks a file against its form and the register, and keeps it to be applied.</summary>
    /// <exception cref="RefusedException">The viewer may not, or has too many staged.</exception>
    public async Task<ImportOutcome> StageAsync(ImportUpload upload, Viewer viewer, CancellationToken cancellation = default)
    {
        ImportForm form = FormOf(upload.Form, upload.Scope, viewer);
        var faults = new TableFaults();
        string name = Written.Line(Path.GetFileName(upload.FileName), "import-file", 200);
        if (TableReader.Read(form.Table, name, upload.Content, faults) is not { } table)
        {
            return new ImportOutcome(null, faults);
        }

        ImportChange change;
        await using (ProgrammeContext context = database.Create())
        {
            change = await ImportChange.OfAsync(form, await ReadingAsync(context, table, faults, viewer, upload.Scope, cancellation).ConfigureAwait(false), cancellation).ConfigureAwait(false);
            await OnceAsync(context, (upload.Form, upload.Scope, Sha256(upload.Content)), change, faults, cancellation).ConfigureAwait(false);
        }

        return faults.None ? new ImportOutcome(await KeepAsync(upload with { FileName = name }, table, change, viewer, cancellation).ConfigureAwait(false), faults) : new ImportOutcome(null, faults);
    }

    /// <summary>Writes a staged table into the register: all of it, or nothing and the faults that it has by now.</summary>
    public async Task<ImportOutcome> ApplyAsync(string key, Viewer viewer, CancellationToken cancellation = default)
    {
        try
        {
            await _register.WriteAsync(new RegisterChange(viewer.Actor, "import.apply", null), (context, writer) => ApplyAsync(context, writer, key, viewer, cancellation), cancellation).ConfigureAwait(false);
            return new ImportOutcome(key, new TableFaults());
        }
        catch (ImportFaultyException faulty)
        {
            return new ImportOutcome(null, faulty.Faults);
        }
    }

    /// <summary>Gives a staged table up.</summary>
    public Task DropAsync(string key, Viewer viewer, CancellationToken cancellation = default) =>
        _register.WriteAsync(new RegisterChange(viewer.Actor, "import.drop", null), async (context, writer) =>
        {
            RegisterImport held = await HeldAsync(context, key, "staged", viewer, cancellation).ConfigureAwait(false);
            await StepAsync(context, writer, Next(held, "dropped"), null, cancellation).ConfigureAwait(false);
            return true;
        }, cancellation);

    /// <summary>Brings back what stood in the register before an import.</summary>
    /// <exception cref="RefusedException"><c>import-changed</c>: something was changed since; the parameter names rows of the table and facts.</exception>
    public Task UndoAsync(string key, string reason, Viewer viewer, CancellationToken cancellation = default) =>
        _register.WriteAsync(new RegisterChange(viewer.Actor, "import.undo", reason), async (context, writer) =>
        {
            RegisterImport held = await HeldAsync(context, key, "applied", viewer, cancellation).ConfigureAwait(false);
            string why = Written.Text(reason, "reason");
            await ImportCatalog.Of(held.Form)!.MayUndoAsync(new ImportUndoing(context, held, viewer, reach), cancellation).ConfigureAwait(false);
            await new LedgerUndo(context, writer, "import-changed").RunAsync(key, why, cancellation).ConfigureAwait(false);
            await StepAsync(context, writer, Next(held, "undone"), why, cancellation).ConfigureAwait(false);
            return true;
        }, cancellation);

    private async Task<bool> ApplyAsync(ProgrammeContext context, RegisterWriter writer, string key, Viewer viewer, CancellationToken cancellation)
    {
        RegisterImport held = await HeldAsync(context, key, "staged", viewer, cancellation).ConfigureAwait(false);
        ImportForm form = FormOf(held.Form, held.Scope, viewer);
        RegisterImportFile file = await context.Set<RegisterImportFile>().AsNoTracking().SingleAsync(row => row.Import == key, cancellation).ConfigureAwait(false);
        var faults = new TableFaults();
        Table table = TableReader.Read(form.Table, held.FileName, file.Content, faults) ?? throw new ImportFaultyException(faults);
        ImportReading reading = await ReadingAsync(context, table, faults, viewer, held.Scope, cancellation).ConfigureAwait(false);
        ImportChange change = await ImportChange.OfAsync(form, reading, cancellation).ConfigureAwait(false);
        await OnceAsync(context, (held.Form, held.Scope, held.Sha256), change, faults, cancellation).ConfigureAwait(false);
        if (!faults.None)
        {
            throw new ImportFaultyException(faults);
        }

        await change.WriteAsync(context, writer, key, cancellation).ConfigureAwait(false);
        RegisterImport applied = Next(held, "applied");
        (applied.Added, applied.Changed, applied.Unchanged) = (change.Added, change.Changed, change.Unchanged);
        await StepAsync(context, writer, applied, null, cancellation).ConfigureAwait(false);
        return true;
    }

    /// <summary>Notes a fault where the very same file stands in the register already and would add to it once more: rows without an id are new ones each time.</summary>
    private static async Task OnceAsync(ProgrammeContext context, (string Form, string? Scope, string Sha256) file, ImportChange change, TableFaults faults, CancellationToken cancellation)
    {
        string? applied = faults.None && change.Added > 0
            ? await context.Current<RegisterImport>().Where(row => row.State == "applied" && row.Form == file.Form && row.Scope == file.Scope && row.Sha256 == file.Sha256).Select(row => row.Key)
                .FirstOrDefaultAsync(cancellation).ConfigureAwait(false)
            : null;
        if (applied is not null)
        {
            faults.File("file-twice", applied);
        }
    }

    private static string Sha256(byte[] content) => Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(content));

    private Task<string> KeepAsync(ImportUpload upload, Table table, ImportChange change, Viewer viewer, CancellationToken cancellation) =>
        _register.WriteAsync(new RegisterChange(viewer.Actor, "import.stage", null), async (context, writer) =>
        {
            string person = viewer.Person ?? throw new RefusedException("not-allowed");
            await ForgetAsync(context, writer, cancellation).ConfigureAwait(false);
            if (await context.Set<RegisterImport>().CountAsync(row => row.SupersededAt == null && row.State == "staged" && row.By == person, cancellation).ConfigureAwait(false) >= MostStaged)
            {
                throw new RefusedException("import-many", MostStaged);
            }

            DateOnly today = (await database.CalendarAsync(cancellation).ConfigureAwait(false)).Today(clock);
            string key = await context.NewIdAsync<RegisterImport>(string.Create(CultureInfo.InvariantCulture, $"{today:yyyy MM dd}"), cancellation).ConfigureAwait(false);
            await writer.PutAsync(
                new RegisterImport
                {
                    Key = key, Form = upload.Form, Scope = upload.Scope, FileName = upload.FileName, Sha256 = Sha256(upload.Content), RowsSha256 = table.Sha256(), Bytes = upload.Content.Length,
                    Rows = table.Rows.Count, Added = change.Added, Changed = change.Changed, Unchanged = change.Unchanged, State = "staged", By = person,
                },
                null, cancellation).ConfigureAwait(false);
            context.Add(new RegisterImportFile { Import = key, StagedAt = clock.GetUtcNow(), Content = upload.Content });
            await context.SaveChangesAsync(cancellation).ConfigureAwait(false);
            return key;
        }, cancellation);

    /// <summary>Drops what was staged and left.</summary>
    private async Task ForgetAsync(ProgrammeContext context, RegisterWriter writer, CancellationToken cancellation)
    {
        DateTimeOffset before = clock.GetUtcNow() - StagedFor;
        List<RegisterImport> left = await context.Set<RegisterImport>().AsNoTracking().Where(row => row.SupersededAt == null && row.State == "staged" && row.RecordedAt < before).ToListAsync(cancellation).ConfigureAwait(false);
        foreach (RegisterImport held in left)
        {
            await StepAsync(context, writer, Next(held, "dropped"), Left, cancellation).ConfigureAwait(false);
        }
    }

    /// <summary>A further state of an import; its file is needed no longer.</summary>
    private static async Task StepAsync(ProgrammeContext context, RegisterWriter writer, RegisterImport row, string? reason, CancellationToken cancellation)
    {
        await writer.PutAsync(row, reason, cancellation).ConfigureAwait(false);
        await context.Set<RegisterImportFile>().Where(file => file.Import == row.Key).ExecuteDeleteAsync(cancellation).ConfigureAwait(false);
    }

    private static RegisterImport Next(RegisterImport held, string state)
    {
        var row = (RegisterImport)held.Next();
        row.State = state;
        return row;
    }

    private async Task<ImportReading> ReadingAsync(ProgrammeContext context, Table table, TableFaults faults, Viewer viewer, string? scope, CancellationToken cancellation)
    {
        DateOnly today = (await database.CalendarAsync(cancellation).ConfigureAwait(false)).Today(clock);
        var reading = new ImportReading(context, table, faults) { Viewer = viewer, Reach = reach, Scope = scope, Today = today, Clock = clock };
        await reading.OpenAsync(cancellation).ConfigureAwait(false);
        return reading;
    }

    private static ImportForm FormOf(string id, string? scope, Viewer viewer)
    {
        ImportForm form = ImportCatalog.Of(id) is { } found && found.HasScope == (scope is not null) ? found : throw new RefusedException("import-form");
        return viewer.Has(form.Right) ? form : throw new RefusedException("not-allowed");
    }

    /// <summary>An import in a state; whoever staged it, or has its right for the country, may go on with it.</summary>
    private static async Task<RegisterImport> HeldAsync(ProgrammeContext context, string key, string state, Viewer viewer, CancellationToken cancellation)
    {
        RegisterImport held = await context.HeldAsync<RegisterImport>(key, "import-none", cancellation).ConfigureAwait(false);
        FormOf(held.Form, held.Scope, viewer);
        return !ImportStore.Sees(viewer, held) ? throw new RefusedException("not-allowed") : held.State == state ? held : throw new RefusedException("import-state");
    }
}
