using Microsoft.EntityFrameworkCore;
using Sextant.Programme.Audit;
using Sextant.Programme.People;
using Sextant.Programme.Register;

namespace Sextant.Programme.Organisations.Events;

/// <summary>
/// Where events of organisations are written down: looked at before, done in one transaction, and taken back by a correction that keeps what was known. Each
/// asks what the viewer may.
/// </summary>
public sealed class UnitEventDesk(ProgrammeDatabase database, TimeProvider clock)
{
    private readonly AuditedRegister _register = new(database, clock);

    /// <summary>What an event would do.</summary>
    /// <exception cref="RefusedException">It cannot be, or the viewer may not.</exception>
    public async Task<UnitEventPreview> PreviewAsync(UnitEventDraft draft, Viewer viewer, CancellationToken cancellation = default)
    {
        May(viewer);
        await using ProgrammeContext context = database.Create();
        CheckedDecision decision = await DecisionAsync(context, draft.Decision, cancellation).ConfigureAwait(false);
        UnitBook book = await BookAsync(context, [draft], cancellation).ConfigureAwait(false);
        Day(draft.Day);
        UnitEventPlan plan = new UnitEventPlanner(book).Plan(draft, decision);
        Dictionary<string, LocalText> names = await OrganisationNames.OfAsync(context, new AsOf(draft.Day.AddDays(-1)), cancellation).ConfigureAwait(false);
        foreach (IGrouping<string, RegisterName> own in book.Puts.OfType<RegisterName>().Where(row => row.ValidFrom == draft.Day).GroupBy(row => row.Organisation, StringComparer.Ordinal))
        {
            names.TryAdd(own.Key, new LocalText([.. own.Select(name => KeyValuePair.Create(name.Language, name.Name))]));
        }

        string[] ending = [.. plan.Effects.Where(effect => effect.Word == "ends").Select(effect => effect.Unit)];
        return new UnitEventPreview(plan.Effects, await UnitRemains.OfAsync(context, ending, cancellation).ConfigureAwait(false), plan.Receivers, names);
    }

    /// <summary>Writes an event down with all that follows from it; gives its key.</summary>
    public Task<string> DoAsync(UnitEventDraft draft, Viewer viewer, CancellationToken cancellation = default) =>
        WriteAsync(viewer, "unit-event.do", null, async (context, writer) =>
        {
            Day(draft.Day);
            CheckedDecision decision = await DecisionAsync(context, draft.Decision, cancellation).ConfigureAwait(false);
            UnitBook book = await BookAsync(context, [draft], cancellation).ConfigureAwait(false);
            UnitEventPlan plan = new UnitEventPlanner(book).Plan(draft, decision);
            await Ledger.PutAsync(context, writer, LedgerKey(plan.Key), [.. book.Puts.Select(row => (row, 1))], cancellation).ConfigureAwait(false);
            return plan.Key;
        }, cancellation);

    /// <summary>An event was a mistake: all that it wrote is taken back, as long as nobody changed any of it since. What was known before stays readable.</summary>
    /// <exception cref="RefusedException"><c>event-changed</c>: something rests on it; the parameter names the facts.</exception>
    public Task TakeBackAsync(string key, string reason, Viewer viewer, CancellationToken cancellation = default) =>
        WriteAsync(viewer, "unit-event.take-back", reason, async (context, writer) =>
        {
            RegisterUnitEvent held = await context.HeldAsync<RegisterUnitEvent>(key, "event-none", cancellation).ConfigureAwait(false);
            string why = Written.Text(reason, "reason");
            if (await UnitEventStore.ImportOfAsync(context, held.Key, cancellation).ConfigureAwait(false) is { } import)
            {
                throw new RefusedException("event-imported", import);
            }

            if (!await context.Set<RegisterImportLine>().AnyAsync(line => line.Import == LedgerKey(key), cancellation).ConfigureAwait(false))
            {
                throw new RefusedException("event-of-pack");
            }

            await new LedgerUndo(context, writer, "event-changed").RunAsync(LedgerKey(key), why, cancellation).ConfigureAwait(false);
            return true;
        }, cancellation);

    /// <summary>The decision of an event was written down wrongly, or is known by now; the event stays as it is.</summary>
    public Task DecideAsync(string key, DecisionDraft decision, string reason, Viewer viewer, CancellationToken cancellation = default) =>
        WriteAsync(viewer, "unit-event.decide", reason, async (context, writer) =>
        {
            RegisterUnitEvent held = await context.HeldAsync<RegisterUnitEvent>(key, "event-none", cancellation).ConfigureAwait(false);
            CheckedDecision said = await DecisionAsync(context, decision, cancellation).ConfigureAwait(false);
            var row = (RegisterUnitEvent)held.Next();
            (row.Document, row.DecisionNumber, row.DecisionDate, row.DecisionIssuer) = (said.Document, said.Number, said.Date, said.Issuer);
            await writer.PutAsync(row, Written.Text(reason, "reason"), cancellation).ConfigureAwait(false);

            // The event's own version is another now; what it wrote elsewhere can still be taken back.
            await context.Set<RegisterImportLine>().Where(line => line.RowKey == key && line.AfterId == held.Id && line.Table == UnitEventStore.Table)
                .ExecuteUpdateAsync(set => set.SetProperty(line => line.AfterId, row.Id), cancellation).ConfigureAwait(false);
            return true;
        }, cancellation);

    internal static void Day(DateOnly day)
    {
        if (day.Year is < 1945 or > 2100)
        {
            throw new RefusedException("event-day");
        }
    }

    /// <summary>What the register holds of all of whom some events speak.</summary>
    internal static Task<UnitBook> BookAsync(ProgrammeContext context, IReadOnlyCollection<UnitEventDraft> drafts, CancellationToken cancellation) => UnitBook.OpenAsync(
        context, drafts.SelectMany(draft => draft.Units.Concat(draft.Into).Concat(draft.Parent is { } parent ? [parent] : Array.Empty<string>())),
        drafts.SelectMany(draft => draft.New).Select(made => made.Code).OfType<string>(), cancellation);

    /// <summary>Looks a decision up: a document of the register, or number, day and issuer together.</summary>
    internal static async Task<CheckedDecision> DecisionAsync(ProgrammeContext context, DecisionDraft draft, CancellationToken cancellation)
    {
        if (!string.IsNullOrWhiteSpace(draft.Document))
        {
            return new CheckedDecision((await context.DocumentAsync(draft.Document, cancellation).ConfigureAwait(false)).Key, null, null, null);
        }

        return draft.Date is { Year: >= 1945 and <= 2100 } date && !string.IsNullOrWhiteSpace(draft.Number) && !string.IsNullOrWhiteSpace(draft.Issuer)
            ? new CheckedDecision(null, Written.Line(draft.Number, "event-decision", 120), date, Written.Line(draft.Issuer, "event-decision", 300))
            : throw new RefusedException("event-decision");
    }

    private static string LedgerKey(string key) => UnitEventStore.LedgerPrefix + key;

    private static void May(Viewer viewer)
    {
        if (!viewer.Has(Right.KeepUnits))
        {
            throw new RefusedException("not-allowed");
        }
    }

    private Task<T> WriteAsync<T>(Viewer viewer, string action, string? reason, Func<ProgrammeContext, RegisterWriter, Task<T>> work, CancellationToken cancellation)
    {
        May(viewer);
        return _register.WriteAsync(new RegisterChange(viewer.Actor, action, reason), work, cancellation);
    }
}
