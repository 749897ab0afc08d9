using Microsoft.EntityFrameworkCore;
using Sextant.Programme.Register;

namespace Sextant.Programme.Imports;

/// <summary>Takes an import back: each fact gets a further version that says what stood there before, if the import's own is still the current one of all.</summary>
internal sealed class ImportUndo(ProgrammeContext context, RegisterWriter writer)
{
    /// <summary>20: enough to see who changed what; the rest is counted.</summary>
    private const int MostNamed = 20;

    internal async Task RunAsync(string import, string reason, CancellationToken cancellation)
    {
        List<RegisterImportLine> lines = await context.Set<RegisterImportLine>().AsNoTracking().Where(line => line.Import == import).OrderBy(line => line.Line).ThenBy(line => line.Id)
            .ToListAsync(cancellation).ConfigureAwait(false);
        var changed = new List<RegisterImportLine>();
        var back = new List<(ImportTable Table, List<RegisterRow> Rows)>();
        foreach (ImportTable table in ImportTable.All)
        {
            RegisterImportLine[] own = [.. lines.Where(line => line.Table == table.Name)];
            Dictionary<string, RegisterRow> current = await table.CurrentAsync(context, [.. own.Select(line => line.RowKey)], cancellation).ConfigureAwait(false);
            changed.AddRange(own.Where(line => current.GetValueOrDefault(line.RowKey)?.Id != line.AfterId));
            var rows = new List<RegisterRow>();
            foreach (RegisterImportLine line in own.Except(changed))
            {
                rows.Add(await BackAsync(table, line, current[line.RowKey], cancellation).ConfigureAwait(false));
            }

            back.Add((table, rows));
        }

        if (changed.Count > 0)
        {
            throw new RefusedException("import-changed", changed.Count, string.Join("; ", changed.OrderBy(line => line.Line).Take(MostNamed).Select(line => $"{line.Line} ({line.RowKey})")));
        }

        foreach ((ImportTable table, List<RegisterRow> rows) in back)
        {
            await table.PutAsync(writer, rows, reason, cancellation).ConfigureAwait(false);
        }
    }

    private async Task<RegisterRow> BackAsync(ImportTable table, RegisterImportLine line, RegisterRow current, CancellationToken cancellation)
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
