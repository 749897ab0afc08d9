using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Sextant.Programme.Imports.Lists;
using Sextant.Programme.People;
using Sextant.Programme.Register;
using Sextant.Programme.Tables;
using Sextant.Programme.Training;

namespace Sextant.Programme.Imports;

/// <summary>People whom units put on the list of a session that is to come. Without attendance or results: these are the trainer's to note.</summary>
public sealed class UnitEnrolmentTable : ImportForm, IListTable
{
    /// <summary>Id of the form.</summary>
    public const string Id = "unit-enrolments";

    /// <inheritdoc/>
    public override TableForm Table { get; } = new(Id, [new("full-name"), new("organisation", false), new("email", false), new("staff-number", false), new("job", false)]);

    /// <inheritdoc/>
    public override Right Right => Right.EnrolLearners;

    /// <inheritdoc/>
    public override bool HasScope => true;

    /// <inheritdoc/>
    public Right ReadRight => Right.EnrolLearners;

    /// <summary>The own people of the list, for who speaks for them.</summary>
    public async Task<WrittenTable?> GiveAsync(ListReading reading, CancellationToken cancellation)
    {
        string[] parts = reading.Scope.Split('/');
        int number = parts.Length == 2 && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out int typed) ? typed : 0;
        return await new UnitLearnerStore(reading.Database, reading.Reach, reading.Clock).FindAsync((parts[0], number), null, reading.Viewer, cancellation).ConfigureAwait(false) is { } found
            ? new WrittenTable(
                Table, [.. found.Lines.Where(line => !line.Learner.Erased).Select(line => (object?[])[line.Learner.Name, line.Learner.Unit?.Slug, line.Learner.Email, line.Learner.StaffNumber, line.Learner.Job])])
            : null;
    }

    internal override async Task ReadAsync(ImportReading reading, CancellationToken cancellation)
    {
        string session = reading.Scope!;
        RegisterSession held = await OpenSessions.HeldAsync(reading.Context, session, reading.Today, cancellation).ConfigureAwait(false);
        IReadOnlySet<string>? own = await UnitReach.OfAsync(reading.Reach, reading.Viewer, cancellation).ConfigureAwait(false);
        IdentityBook book = await IdentityBook.OpenAsync(reading.Context, cancellation).ConfigureAwait(false);
        List<RegisterEnrolment> list = await EnrolmentEditing.ListAsync(reading.Context, session, cancellation).ConfigureAwait(false);
        HashSet<string> listed = [.. list.Select(row => book.RootKey(row.Learner))];
        int room = held.Capacity is { } capacity ? capacity - listed.Count : int.MaxValue;
        foreach (TableRow row in reading.Table.Rows)
        {
            if (Person(reading, row, own) is not { } met || Known(book, row, met, own) is not { } person || !reading.First(row, person.Key))
            {
                continue;
            }

            book.Add(person);
            if (!listed.Contains(person.Key) && --room < 0)
            {
                row.Fault(null, "session-full", held.Capacity!.Value);
                continue;
            }

            reading.Put(person, row.Number);
            if (!listed.Contains(person.Key))
            {
                reading.Put(EnrolmentEditing.New(session, person.Key), row.Number);
            }
        }
    }

    /// <summary>What came in is taken back only while the list is open, nobody of it is on another, and all of it is still of the viewer's own units.</summary>
    internal override async Task MayUndoAsync(ImportUndoing undoing, CancellationToken cancellation)
    {
        if ((await EnrolmentEditing.SessionAsync(undoing.Context, undoing.Import.Scope!, cancellation).ConfigureAwait(false)).State != "planned")
        {
            throw new RefusedException("session-not-open");
        }

        IReadOnlySet<string>? own = await UnitReach.OfAsync(undoing.Reach, undoing.Viewer, cancellation).ConfigureAwait(false);
        foreach (string learner in await EnrolmentTable.MayUndoAsync(undoing.Context, undoing.Import, cancellation).ConfigureAwait(false))
        {
            if (!await UnitReach.IsOwnAsync(undoing.Context, learner, own, cancellation).ConfigureAwait(false))
            {
                throw new RefusedException("not-allowed");
            }
        }
    }

    private static RegisterLearner? Person(ImportReading reading, TableRow row, IReadOnlySet<string>? own)
    {
        // Who speaks for one unit alone need not name it in every row.
        string[] named = [.. reading.Viewer.Grants.Where(grant => Rights.Of(grant.Role).Contains(Right.EnrolLearners)).Select(grant => grant.Organisation).OfType<string>().Distinct()];
        string? sole = own is not null && named.Length == 1 ? named[0] : null;
        string? written = row.Text("organisation", required: sole is null);
        string? organisation = written is null ? sole : reading.Organisation(row, "organisation", written);
        bool good = organisation is not null;
        if (good && !UnitReach.Covers(own, organisation))
        {
            row.Fault("organisation", "unit-not-yours", organisation!);
            good = false;
        }

        RegisterLearner? person = LearnerRows.Read(row, organisation, null, unitUnknown: organisation is null);
        return good ? person : null;
    }

    private static RegisterLearner? Known(IdentityBook book, TableRow row, RegisterLearner met, IReadOnlySet<string>? own)
    {
        string column = met.Email is not null ? "email" : "staff-number";
        if (book.IsElsewhere(met, own))
        {
            row.Fault(column, "learner-other-unit");
            return null;
        }

        RegisterLearner person = book.Met(met, out string? fault, out string named);
        if (fault is not null)
        {
            row.Fault(column, fault, Quoted.Of(named));
        }

        return fault is null ? person : null;
    }
}
