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
            foreach (RegisterImportLine line in own.Where(_ => !table.ChangesByItself))
            {
                if (!await StandsAsync(table, line, current.GetValueOrDefault(line.RowKey), cancellation).ConfigureAwait(false))
                {
                    changed.Add(line);
                }
            }

            var rows = new List<RegisterRow>();
            foreach (RegisterImportLine line in own.Except(changed))
            {
                rows.Add(await BackAsync(table, line, current[line.RowKey], cancellation).ConfigureAwait(false));
            }

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

    /// <summary>Whether what it wrote stands: its own version, or a later one that says the same where all that was written since was taken back. Who wrote the same words anew meant them.</summary>
    private async Task<bool> StandsAsync(LedgerTable table, RegisterImportLine line, RegisterRow? current, CancellationToken cancellation)
    {
        if (current is null || current.Id == line.AfterId)
        {
            return current is not null;
        }

        if (current.Digest != (await table.VersionAsync(context, line.AfterId, cancellation).ConfigureAwait(false)).Digest)
        {
            return false;
        }

        // Each import that was taken back since left two versions: its own, and the one that took it back.
        IQueryable<RegisterImport> undone = context.Set<RegisterImport>().Where(import => import.SupersededAt == null && import.State == "undone");
        int imports = await context.Set<RegisterImportLine>()
            .CountAsync(later => later.Table == line.Table && later.RowKey == line.RowKey && later.AfterId > line.AfterId && undone.Any(import => import.Key == later.Import), cancellation).ConfigureAwait(false);
        return await table.CountSinceAsync(context, line, cancellation).ConfigureAwait(false) == 2 * imports;
    }

    private async Task<RegisterRow> BackAsync(LedgerTable table, RegisterImportLine line, RegisterRow current, CancellationToken cancellation)
    {
        if (line.BeforeId is { } before)
        {
            return (await table.VersionAsync(context, before, cancellation).ConfigureAwait(false)).Next();
        }

        RegisterRow row = current.Next();
        row.Withdrawn = true;
        return row;
    }
}
