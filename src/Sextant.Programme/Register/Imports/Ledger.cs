using Microsoft.EntityFrameworkCore;

namespace Sextant.Programme.Register;

/// <summary>Writes many facts as one whole that can be taken back: which versions it wrote, and which stood there before, is kept under its key.</summary>
internal static class Ledger
{
    internal static async Task PutAsync(
        ProgrammeContext context, RegisterWriter writer, string key, IReadOnlyList<(RegisterRow Row, int Line)> rows, CancellationToken cancellation)
    {
        foreach (LedgerTable table in LedgerTable.All)
        {
            RegisterRow[] own = [.. rows.Select(row => row.Row).Where(table.Holds)];
            await table.PutAsync(writer, own, null, cancellation).ConfigureAwait(false);
        }

        var lines = rows.ToDictionary(row => (object)row.Row, row => row.Line, ReferenceEqualityComparer.Instance);
        context.AddRange(writer.Puts.Where(put => lines.ContainsKey(put.After)).Select(put => new RegisterImportLine
        {
            Import = key, Table = put.Table, RowKey = put.After.Key, Line = lines[put.After], BeforeId = put.Before?.Id, AfterId = put.After.Id,
        }));
        await context.SaveChangesAsync(cancellation).ConfigureAwait(false);
        context.ChangeTracker.Clear();
    }
}
