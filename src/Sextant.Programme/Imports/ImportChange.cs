using Sextant.Programme.Register;

namespace Sextant.Programme.Imports;

/// <summary>What a table would change: what it says that the register does not hold in the same words already.</summary>
internal sealed class ImportChange
{
    private readonly List<(LedgerTable Table, RegisterRow Row, int Line, bool New)> _rows = [];

    internal int Added => _rows.Count(row => row.New);

    internal int Changed => _rows.Count - Added;

    internal int Unchanged { get; private set; }

    internal IEnumerable<ImportLine> Lines => _rows.OrderBy(row => row.Line).Select(row => new ImportLine(row.Line, row.Row.Key, row.New));

    internal static async Task<ImportChange> OfAsync(ImportForm form, ImportReading reading, CancellationToken cancellation)
    {
        await form.ReadAsync(reading, cancellation).ConfigureAwait(false);
        var change = new ImportChange();
        foreach (LedgerTable table in LedgerTable.All)
        {
            (RegisterRow Row, int Line)[] puts = [.. reading.Puts.Where(put => table.Holds(put.Row))];
            Dictionary<string, RegisterRow> current = await table.CurrentAsync(reading.Context, [.. puts.Select(put => put.Row.Key)], cancellation).ConfigureAwait(false);
            foreach ((RegisterRow row, int line) in puts)
            {
                RegisterRow? held = current.GetValueOrDefault(row.Key);
                if (held?.Digest == RowDigest.Of(row))
                {
                    change.Unchanged++;
                }
                else
                {
                    change._rows.Add((table, row, line, held is null or { Withdrawn: true }));
                }
            }
        }

        return change;
    }

    /// <summary>Writes it, and which versions it wrote.</summary>
    internal Task WriteAsync(ProgrammeContext context, RegisterWriter writer, string import, CancellationToken cancellation) =>
        Ledger.PutAsync(context, writer, import, [.. _rows.Select(row => (row.Row, row.Line))], cancellation);
}
