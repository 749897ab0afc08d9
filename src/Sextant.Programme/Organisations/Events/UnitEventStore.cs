using Microsoft.EntityFrameworkCore;
using Sextant.Programme.Register;

namespace Sextant.Programme.Organisations.Events;

/// <summary>Reads what happened to organisations.</summary>
public sealed class UnitEventStore(ProgrammeDatabase database)
{
    /// <summary>The table of events, as the ledger names it.</summary>
    internal const string Table = "register_unit_event";

    /// <summary>Before the keys under which the ledger keeps what an event wrote.</summary>
    internal const string LedgerPrefix = "event/";

    /// <summary>All events of which it is known, the newest first; also those that are only to come.</summary>
    public Task<IReadOnlyList<UnitEventView>> ListAsync(AsOf asOf, CancellationToken cancellation = default) => ReadAsync(asOf, rows => rows, cancellation);

    /// <summary>The events in which an organisation was something, the newest first.</summary>
    public async Task<IReadOnlyList<UnitEventView>> OfAsync(string organisation, AsOf asOf, CancellationToken cancellation = default)
    {
        ILookup<string, string> parts = await database.Memory.OnceAsync("event-parts", asOf.AnyDay, async () =>
        {
            await using ProgrammeContext context = database.Create();
            return (await context.Known<RegisterEventPart>(asOf).Select(row => new { row.Organisation, row.Event }).ToListAsync(cancellation).ConfigureAwait(false))
                .ToLookup(row => row.Organisation, row => row.Event, StringComparer.Ordinal);
        }, cancellation).ConfigureAwait(false);
        string[] keys = [.. parts[organisation]];
        return keys.Length == 0 ? [] : await ReadAsync(asOf, rows => rows.Where(row => keys.Contains(row.Key)), cancellation).ConfigureAwait(false);
    }

    /// <summary>One event; null when there is none of that key, or it was taken back.</summary>
    public async Task<UnitEventView?> FindAsync(string key, AsOf asOf, CancellationToken cancellation = default)
    {
        if ((await ReadAsync(asOf, rows => rows.Where(row => row.Key == key), cancellation).ConfigureAwait(false)).FirstOrDefault() is not { } found)
        {
            return null;
        }

        await using ProgrammeContext context = database.Create();
        return found with { Import = await ImportOfAsync(context, key, cancellation).ConfigureAwait(false) };
    }

    /// <summary>The import that brought an event in; null: a pack or a form did.</summary>
    internal static async Task<string?> ImportOfAsync(ProgrammeContext context, string key, CancellationToken cancellation) =>
        await context.Set<RegisterImportLine>().Where(line => line.Table == Table && line.RowKey == key && !line.Import.StartsWith(LedgerPrefix)).Select(line => line.Import)
            .FirstOrDefaultAsync(cancellation).ConfigureAwait(false);

    private async Task<IReadOnlyList<UnitEventView>> ReadAsync(AsOf asOf, Func<IQueryable<RegisterUnitEvent>, IQueryable<RegisterUnitEvent>> which, CancellationToken cancellation)
    {
        await using ProgrammeContext context = database.Create();
        List<RegisterUnitEvent> rows = await which(context.Known<RegisterUnitEvent>(asOf)).ToListAsync(cancellation).ConfigureAwait(false);
        string[] keys = [.. rows.Select(row => row.Key)];
        ILookup<string, RegisterEventPart> parts = (await context.Known<RegisterEventPart>(asOf).Where(row => keys.Contains(row.Event)).ToListAsync(cancellation).ConfigureAwait(false))
            .ToLookup(row => row.Event, StringComparer.Ordinal);
        string[] ids = [.. rows.Select(row => row.Document).OfType<string>().Distinct(StringComparer.Ordinal)];
        Dictionary<string, RegisterDocument> documents = await context.Known<RegisterDocument>(asOf).Where(row => ids.Contains(row.Key)).ToDictionaryAsync(row => row.Key, StringComparer.Ordinal, cancellation)
            .ConfigureAwait(false);
        string[] units = [.. parts.SelectMany(group => group).Select(part => part.Organisation).Concat(documents.Values.Select(row => row.Issuer).OfType<string>()).Distinct(StringComparer.Ordinal)];
        ILookup<string, RegisterName> names = (await context.Known<RegisterName>(asOf).Where(row => units.Contains(row.Organisation)).ToListAsync(cancellation).ConfigureAwait(false))
            .ToLookup(row => row.Organisation, StringComparer.Ordinal);
        return
        [
            .. rows.OrderByDescending(row => row.ValidFrom).ThenBy(row => row.Key, StringComparer.Ordinal).Select(row => new UnitEventView(
                row.Key, row.Kind, row.ValidFrom!.Value, Decision(row), [.. parts[row.Key].OrderBy(part => part.Position).Select(part => new EventUnit(part.Organisation, Name(part, row.ValidFrom.Value), part.Role))],
                row.Source, row.RecordedAt, row.Reason, null, !Origin.IsPerson(row.Origin))),
        ];

        // Who ends is called as on the day before, who begins as on the day itself.
        LocalText Name(RegisterEventPart part, DateOnly day) => OrganisationNames.On(names[part.Organisation], part.Role == "former" ? day.AddDays(-1) : day);

        DecisionView? Decision(RegisterUnitEvent row) => row.Document is { } id && documents.TryGetValue(id, out RegisterDocument? document)
            ? new DecisionView(id, document.Number, document.Date, document.IssuerName ?? (document.Issuer is { } issuer ? OrganisationNames.On(names[issuer], row.ValidFrom!.Value).In("vi") : null), document.Title)
            : row.DecisionNumber is { } number ? new DecisionView(null, number, row.DecisionDate, row.DecisionIssuer, null) : null;
    }
}
