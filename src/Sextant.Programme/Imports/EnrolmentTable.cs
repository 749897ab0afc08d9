using Microsoft.EntityFrameworkCore;
using Sextant.Programme.Imports.Lists;
using Sextant.Programme.People;
using Sextant.Programme.Register;
using Sextant.Programme.Tables;
using Sextant.Programme.Training;

namespace Sextant.Programme.Imports;

/// <summary>The list of a session: persons, what they attended and what came of it. A person is known again by e-mail, or by staff number within the unit.</summary>
public sealed class EnrolmentTable : ImportForm, IListTable
{
    /// <summary>Id of the form.</summary>
    public const string Id = "enrolments";

    /// <inheritdoc/>
    public override TableForm Table { get; } = new(
        Id, [new("full-name"), new("organisation", false), new("unit-text", false), new("email", false), new("staff-number", false), new("job", false), new("attended", false), new("learning-result", false)]);

    /// <inheritdoc/>
    public override Right Right => Right.WriteTraining;

    /// <inheritdoc/>
    public override bool HasScope => true;

    /// <inheritdoc/>
    public Right ReadRight => Right.ReadLearners;

    /// <inheritdoc/>
    public async Task<WrittenTable?> GiveAsync(ListReading reading, CancellationToken cancellation)
    {
        await using (ProgrammeContext context = reading.Database.Create())
        {
            if (!await context.Known<RegisterSession>(reading.AsOf).AnyAsync(row => row.Key == reading.Scope, cancellation).ConfigureAwait(false))
            {
                return null;
            }
        }

        IReadOnlyList<EnrolmentLine> lines = await new LearnerStore(reading.Database).ListAsync(reading.Scope, reading.AsOf, cancellation).ConfigureAwait(false);
        return new WrittenTable(Table, [.. lines.Where(line => !line.Learner.Erased).Select(line => (object?[])
        [
            line.Learner.Name, line.Learner.Unit?.Slug, line.Learner.Unit is { Slug: null } unit ? unit.Name.In(reading.Language) : null, line.Learner.Email, line.Learner.StaffNumber, line.Learner.Job,
            line.Attended.Count > 0 ? string.Join("; ", line.Attended) : null, reading.Word("learning-result", line.Result),
        ])]);
    }

    internal override async Task ReadAsync(ImportReading reading, CancellationToken cancellation)
    {
        string session = reading.Scope!;
        RegisterSession held = await EnrolmentEditing.SessionAsync(reading.Context, session, cancellation).ConfigureAwait(false);
        IdentityBook book = await IdentityBook.OpenAsync(reading.Context, cancellation).ConfigureAwait(false);
        HashSet<string> certified = await EnrolmentEditing.CertifiedAsync(reading.Context, session, cancellation).ConfigureAwait(false);
        ILookup<string, RegisterEnrolment> list = (await EnrolmentEditing.ListAsync(reading.Context, session, cancellation).ConfigureAwait(false)).OrderByDescending(row => certified.Contains(row.Learner))
            .ToLookup(row => book.RootKey(row.Learner), StringComparer.Ordinal);
        int room = held.Capacity is { } capacity ? capacity - list.Count : int.MaxValue;
        foreach (TableRow row in reading.Table.Rows)
        {
            if (Person(reading, row) is not { } met)
            {
                _ = Marked(row, held, EnrolmentEditing.New(session, ""), certified);
                continue;
            }

            RegisterLearner person = book.Met(met, out string? fault, out string named);
            if (fault is not null)
            {
                row.Fault(met.Email is not null ? "email" : "staff-number", fault, Quoted.Of(named));
                continue;
            }

            book.Add(person);
            bool first = reading.First(row, person.Key);
            RegisterEnrolment[] before = [.. list[person.Key]];
            RegisterEnrolment line = before.Length == 0 ? EnrolmentEditing.New(session, person.Key) : (RegisterEnrolment)before[0].Next();
            (line.Attended, line.Result) = before.Length == 0 ? (line.Attended, line.Result) : SamePerson.Together(before);
            if (Marked(row, held, line, certified) && first)
            {
                Put(reading, row, person, Rows(before, line), before.Length == 0 && --room < 0 ? held.Capacity : null);
            }
        }
    }

    internal override Task MayUndoAsync(ImportUndoing undoing, CancellationToken cancellation) => MayUndoAsync(undoing.Context, undoing.Import, cancellation);

    /// <summary>Nothing of what came in may carry something else by now: a certificate, or another session's list. Gives whom the table put on the list.</summary>
    internal static async Task<IReadOnlyList<string>> MayUndoAsync(ProgrammeContext context, RegisterImport import, CancellationToken cancellation)
    {
        List<RegisterImportLine> lines = await context.Set<RegisterImportLine>().AsNoTracking().Where(line => line.Import == import.Key && line.BeforeId == null).ToListAsync(cancellation).ConfigureAwait(false);
        HashSet<string> enrolled = [.. lines.Where(line => line.Table == "register_enrolment").Select(line => line.RowKey)];
        HashSet<string> people = [.. lines.Where(line => line.Table == "register_learner").Select(line => line.RowKey)];
        if ((await EnrolmentEditing.CertifiedAsync(context, import.Scope!, cancellation).ConfigureAwait(false)).Any(learner => enrolled.Contains(TrainingWords.Enrolment(import.Scope!, learner))))
        {
            throw new RefusedException("enrolment-certified");
        }

        List<string> elsewhere = await context.Set<RegisterEnrolment>().Where(row => row.Session != import.Scope && row.SupersededAt == null && !row.Withdrawn).Select(row => row.Learner).ToListAsync(cancellation).ConfigureAwait(false);
        return elsewhere.Any(people.Contains) ? throw new RefusedException("learner-elsewhere") : [.. enrolled.Select(key => key[(key.LastIndexOf('/') + 1)..])];
    }

    /// <summary>The rows of the list that are the person: each as the line says, or as it was where the line says nothing new.</summary>
    private static RegisterEnrolment[] Rows(RegisterEnrolment[] before, RegisterEnrolment line)
    {
        RegisterEnrolment[] rows = before.Length == 0 ? [line] : [.. before.Select(one => (RegisterEnrolment)one.Next())];
        if (before.Length > 0 && SamePerson.Together(before) != (line.Attended, line.Result))
        {
            Array.ForEach(rows, one => (one.Attended, one.Result) = (line.Attended, line.Result));
        }

        return rows;
    }

    private static void Put(ImportReading reading, TableRow row, RegisterLearner person, RegisterEnrolment[] enrolments, int? full)
    {
        if (full is { } capacity)
        {
            row.Fault(null, "session-full", capacity);
            return;
        }

        reading.Put(person, row.Number);
        foreach (RegisterEnrolment one in enrolments)
        {
            reading.Put(one, row.Number);
        }
    }

    private static RegisterLearner? Person(ImportReading reading, TableRow row)
    {
        string? written = row.Text("organisation");
        string? organisation = written is null ? null : reading.Organisation(row, "organisation", written);
        return LearnerRows.Read(row, organisation, row.Text("unit-text", most: 300), unitUnknown: organisation is null && written is not null);
    }

    /// <summary>Takes over what the row says of attendance and result; false when it cannot be. A table without the columns leaves both as they were.</summary>
    private static bool Marked(TableRow row, RegisterSession session, RegisterEnrolment enrolment, HashSet<string> certified)
    {
        bool good = true;
        if (row.Has("attended"))
        {
            IReadOnlyList<string> parts = [.. (row.Lines("attended") ?? "").Split([';', ',', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)];
            string? kept = parts.All(part => int.TryParse(part, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out _))
                ? AttendedParts.Kept(parts.Select(part => int.Parse(part, System.Globalization.CultureInfo.InvariantCulture)), session.Parts) : null;
            good = kept is not null;
            enrolment.Attended = kept ?? "";
            if (!good)
            {
                row.Fault("attended", "attended-parts", session.Parts);
            }
        }

        enrolment.Result = row.Has("learning-result") ? row.Word("learning-result", "learning-result", TrainingWords.Results) : enrolment.Result;
        if (good && EnrolmentEditing.Faulty(session, enrolment, certified) is { } fault)
        {
            row.Fault("learning-result", fault);
            good = false;
        }

        return good;
    }
}
