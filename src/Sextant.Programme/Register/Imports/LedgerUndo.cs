using Microsoft.EntityFrameworkCore;

namespace Sextant.Programme.Register;

/// <summary>Takes back what a key of the ledger wrote: each fact gets a further version that says what stood there before, if its own is still the current one of all.</summary>
internal sealed class LedgerUndo(ProgrammeContext context, RegisterWriter writer, string changedWord)
{
    /// <summary>20: enough to see who changed what; the rest is counted.</summary>
    private const int MostNamed = 20;

    internal async Task RunAsync(string key, string reason, CancellationToken cancellation)
    {
        List<RegisterImportLine> lines = await context.Set<RegisterImportLine>().AsNoTracking().Where(line => line.Import == key).OrderBy(line => line.Line).ThenBy(line => line.Id)
            .ToListAsync(cancellation).ConfigureAwait(false);
        var changed = new List<RegisterImportLine>();
        var back = new List<(LedgerTable Table, List<RegisterRow> Rows)>();
        foreach (LedgerTable table in LedgerTable.All)
        {
            RegisterImportLine[] own = [.. lines.Where(line => line.Table == table.Name)];
            Dictionary<string, RegisterRow> current = await table.CurrentAsync(context, [.. own.Select(line => line.RowKey)], cancellation).ConfigureAwait(false);
            changed.AddRange(table.ChangesByItself ? [] : await FallenAsync(table, own, current, cancellation).ConfigureAwait(false));
            Dictionary<long, RegisterRow> before = await table.VersionsAsync(context, own.Select(line => line.BeforeId).OfType<long>(), cancellation).ConfigureAwait(false);
            List<RegisterRow> rows = [.. own.Except(changed).Select(line => Back(line, before, current[line.RowKey]))];
            back.Add((table, rows));
        }

        if (changed.Count > 0)
        {
            throw new RefusedException(changedWord, changed.Count, string.Join("; ", changed.OrderBy(line => line.Line).Take(MostNamed).Select(line => $"{line.Line} ({line.RowKey})")));
        }

        foreach ((LedgerTable table, List<RegisterRow> rows) in back)
        {
            await table.PutAsync(writer, rows, reason, cancellation).ConfigureAwait(false);
        }
    }

    /// <summary>
    /// The lines whose facts were changed since: what stands is neither their own version, nor a later one that says the same where all that was written since was taken back. Who wrote the same words
    /// anew meant them.
    /// </summary>
    private async Task<IReadOnlyList<RegisterImportLine>> FallenAsync(LedgerTable table, RegisterImportLine[] own, Dictionary<string, RegisterRow> current, CancellationToken cancellation)
    {
        RegisterImportLine[] later = [.. own.Where(line => current.GetValueOrDefault(line.RowKey)?.Id != line.AfterId)];
        if (later.Length == 0)
        {
            return [];
        }

        Dictionary<long, RegisterRow> written = await table.VersionsAsync(context, later.Select(line => line.AfterId), cancellation).ConfigureAwait(false);
        string[] keys = [.. later.Select(line => line.RowKey).Distinct(StringComparer.Ordinal)];
        long first = later.Min(line => line.AfterId);
        ILookup<string, long> since = await table.SinceAsync(context, keys, first, cancellation).ConfigureAwait(false);
        ILookup<string, long> undone = await UndoneAsync(table, keys, first, cancellation).ConfigureAwait(false);

        // Each import that was taken back since left two versions: its own, and the one that took it back.
        return
        [
            .. later.Where(line => current.GetValueOrDefault(line.RowKey) is not { } now || now.Digest != written[line.AfterId].Digest
                || since[line.RowKey].Count(id => id > line.AfterId) != 2 * undone[line.RowKey].Count(id => id > line.AfterId)),
        ];
    }

    /// <summary>What imports wrote of some facts that were taken back by now: ids of their versions, by key.</summary>
    private async Task<ILookup<string, long>> UndoneAsync(LedgerTable table, string[] keys, long after, CancellationToken cancellation)
    {
        IQueryable<RegisterImport> undone = context.Set<RegisterImport>().Where(import => import.SupersededAt == null && import.State == "undone");
        var found = new List<(string Key, long Id)>();
        foreach (string[] some in keys.Chunk(500))
        {
            found.AddRange((await context.Set<RegisterImportLine>()
                .Where(line => line.Table == table.Name && line.AfterId > after && some.Contains(line.RowKey) && undone.Any(import => import.Key == line.Import))
                .Select(line => new { line.RowKey, line.AfterId }).ToListAsync(cancellation).ConfigureAwait(false)).Select(line => (line.RowKey, line.AfterId)));
        }

        return found.ToLookup(line => line.Key, line => line.Id, StringComparer.Ordinal);
    }

    private static RegisterRow Back(RegisterImportLine line, Dictionary<long, RegisterRow> before, RegisterRow current)
    {
        if (line.BeforeId is { } id)
        {
            return before[id].Next();
        }

        RegisterRow row = current.Next();
        row.Withdrawn = true;
        return row;
    }
}
