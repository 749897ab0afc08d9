using Microsoft.EntityFrameworkCore;
using Sextant.Programme.Audit;
using Sextant.Programme.People;
using Sextant.Programme.Register;

namespace Sextant.Programme.Training;

/// <summary>Persons as they are corrected, found to be one or two, and forgotten.</summary>
public sealed class LearnerEditing(ProgrammeDatabase database, TimeProvider clock)
{
    private readonly AuditedRegister _register = new(database, clock);

    /// <summary>Corrects what is kept of a person. Another person's address or staff number is refused.</summary>
    public Task CorrectAsync(string learner, LearnerDraft draft, Viewer viewer, CancellationToken cancellation = default) =>
        WriteAsync(viewer, "learner.correct", null, async (context, writer) =>
        {
            RegisterLearner held = await HeldAsync(context, learner, cancellation).ConfigureAwait(false);
            await context.OrganisationAsync(draft.Organisation, cancellation).ConfigureAwait(false);
            RegisterLearner row = LearnerForm.Row(draft);
            (row.Key, row.Number, row.MergedInto) = (held.Key, held.Number, held.MergedInto);
            List<RegisterLearner> others = await context.Set<RegisterLearner>().AsNoTracking()
                .Where(one => one.SupersededAt == null && !one.Withdrawn && one.Key != row.Key && ((one.Email != null && one.Email == row.Email) || (one.StaffNumber != null && row.StaffNumber != null)))
                .ToListAsync(cancellation).ConfigureAwait(false);
            string own = row.MergedInto ?? row.Key;
            if (others.FirstOrDefault(one => (one.MergedInto ?? one.Key) != own && ((one.Email is not null && one.Email == row.Email) || (LearnerForm.StaffKey(one) is { } staff && staff == LearnerForm.StaffKey(row)))) is { } taken)
            {
                throw new RefusedException("learner-taken", taken.Name);
            }

            await writer.PutAsync(row, null, cancellation).ConfigureAwait(false);
            return true;
        }, cancellation);

    /// <summary>Two rows are one person: the second stands for the first from now on, and so do those that stood for it.</summary>
    public Task MergeAsync(string kept, string merged, Viewer viewer, CancellationToken cancellation = default) =>
        WriteAsync(viewer, "learner.merge", null, async (context, writer) =>
        {
            RegisterLearner root = await HeldAsync(context, kept, cancellation).ConfigureAwait(false);
            RegisterLearner other = await HeldAsync(context, merged, cancellation).ConfigureAwait(false);
            string into = root.MergedInto ?? root.Key;
            if (into == other.Key || other.MergedInto == into)
            {
                throw new RefusedException("learner-same");
            }

            string from = other.MergedInto ?? other.Key;
            List<RegisterLearner> rows = await context.Set<RegisterLearner>().AsNoTracking().Where(one => one.SupersededAt == null && !one.Withdrawn && (one.Key == from || one.MergedInto == from)).ToListAsync(cancellation).ConfigureAwait(false);
            await PointAsync(writer, rows, into, cancellation).ConfigureAwait(false);
            return true;
        }, cancellation);

    /// <summary>A row is a person of its own after all.</summary>
    public Task UnmergeAsync(string learner, Viewer viewer, CancellationToken cancellation = default) =>
        WriteAsync(viewer, "learner.unmerge", null, async (context, writer) =>
        {
            RegisterLearner held = await HeldAsync(context, learner, cancellation).ConfigureAwait(false);
            await PointAsync(writer, held.MergedInto is null ? throw new RefusedException("learner-not-merged") : [held], null, cancellation).ConfigureAwait(false);
            return true;
        }, cancellation);

    /// <summary>Two rows with like names are two persons: they are not offered again.</summary>
    public Task ApartAsync(string first, string second, Viewer viewer, CancellationToken cancellation = default) =>
        WriteAsync(viewer, "learner.apart", null, async (context, writer) =>
        {
            await HeldAsync(context, first, cancellation).ConfigureAwait(false);
            await HeldAsync(context, second, cancellation).ConfigureAwait(false);
            string[] pair = [.. new[] { first, second }.Order(StringComparer.Ordinal)];
            await writer.PutAsync(new RegisterLearnersApart { Key = $"{pair[0]}|{pair[1]}", First = pair[0], Second = pair[1] }, null, cancellation).ConfigureAwait(false);
            return true;
        }, cancellation);

    /// <summary>
    /// Forgets who a person was, in every version that was ever kept: at the person's own wish. Sessions, results and counts stay, of somebody without a name; certificates lose
    /// name and code, and can be shown no longer. The audit log never held any of it.
    /// </summary>
    public Task EraseAsync(string learner, string reason, Viewer viewer, CancellationToken cancellation = default) =>
        WriteAsync(viewer, "learner.erase", reason, async (context, writer) =>
        {
            RegisterLearner held = await HeldAsync(context, learner, cancellation).ConfigureAwait(false);
            string why = Written.Text(reason, "reason");
            string root = held.MergedInto ?? held.Key;
            List<RegisterLearner> rows = await context.Set<RegisterLearner>().AsNoTracking().Where(one => one.SupersededAt == null && !one.Withdrawn && (one.Key == root || one.MergedInto == root)).ToListAsync(cancellation).ConfigureAwait(false);
            foreach (RegisterLearner one in rows)
            {
                await EraseAsync(context, writer, one, why, cancellation).ConfigureAwait(false);
            }

            return true;
        }, cancellation);

    private async Task EraseAsync(ProgrammeContext context, RegisterWriter writer, RegisterLearner held, string reason, CancellationToken cancellation)
    {
        string key = held.Key;
        DateOnly today = (await database.CalendarAsync(cancellation).ConfigureAwait(false)).Today(clock);
        var row = (RegisterLearner)held.Next();
        (row.Name, row.NameKey, row.Email, row.StaffNumber, row.Job, row.Erased) = (string.Empty, string.Empty, null, null, null, true);
        await writer.PutAsync(row, reason, cancellation).ConfigureAwait(false);
        List<RegisterCertificate> certificates = await context.Set<RegisterCertificate>().AsNoTracking().Where(one => one.Learner == key && one.SupersededAt == null).ToListAsync(cancellation).ConfigureAwait(false);
        foreach (RegisterCertificate certificate in certificates)
        {
            var gone = (RegisterCertificate)certificate.Next();
            (gone.Name, gone.Code, gone.Revoked) = (string.Empty, gone.Key, gone.Revoked ?? today);
            await writer.PutAsync(gone, reason, cancellation).ConfigureAwait(false);
        }

        List<RegisterExpert> experts = await context.Set<RegisterExpert>().AsNoTracking().Where(one => one.Learner == key && one.SupersededAt == null).ToListAsync(cancellation).ConfigureAwait(false);
        foreach (RegisterExpert expert in experts)
        {
            await writer.TakeBackAsync(expert, reason, cancellation).ConfigureAwait(false);
        }

        // Also what was: a version that is not current is still a name.
        await context.Set<RegisterLearner>().Where(one => one.Key == key).ExecuteUpdateAsync(
            set => set.SetProperty(one => one.Name, "").SetProperty(one => one.NameKey, "").SetProperty(one => one.Email, (string?)null).SetProperty(one => one.StaffNumber, (string?)null).SetProperty(one => one.Job, (string?)null),
            cancellation).ConfigureAwait(false);
        await context.Set<RegisterCertificate>().Where(one => one.Learner == key).ExecuteUpdateAsync(set => set.SetProperty(one => one.Name, "").SetProperty(one => one.Code, one => one.Key), cancellation).ConfigureAwait(false);
        await context.Set<RegisterExpert>().Where(one => one.Learner == key).ExecuteUpdateAsync(
            set => set.SetProperty(one => one.Name, "").SetProperty(one => one.Fields, "").SetProperty(one => one.Seat, (string?)null).SetProperty(one => one.Contact, (string?)null).SetProperty(one => one.Link, ""),
            cancellation).ConfigureAwait(false);
    }

    private static async Task PointAsync(RegisterWriter writer, List<RegisterLearner> rows, string? into, CancellationToken cancellation)
    {
        List<RegisterLearner> pointed = [.. rows.Select(row => (RegisterLearner)row.Next())];
        pointed.ForEach(row => row.MergedInto = into);
        await writer.PutAllAsync(pointed, null, cancellation).ConfigureAwait(false);
    }

    private static async Task<RegisterLearner> HeldAsync(ProgrammeContext context, string learner, CancellationToken cancellation) =>
        await context.HeldAsync<RegisterLearner>(learner, "learner-none", cancellation).ConfigureAwait(false) is { Erased: false } held ? held : throw new RefusedException("learner-none", learner);

    private Task<T> WriteAsync<T>(Viewer viewer, string action, string? reason, Func<ProgrammeContext, RegisterWriter, Task<T>> work, CancellationToken cancellation) =>
        viewer.Has(Right.WriteTraining) ? _register.WriteAsync(new RegisterChange(viewer.Actor, action, reason), work, cancellation) : throw new RefusedException("not-allowed");
}
