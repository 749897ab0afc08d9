namespace Sextant.Programme.Tables;

/// <summary>Finds the row of headers and which column is which.</summary>
internal sealed class TableHeader(TableForm form, Sheet sheet, TableFaults faults)
{
    internal Table? Table(TableLimits limits)
    {
        if (sheet.Rows.Count == 0)
        {
            faults.File("no-rows");
            return null;
        }

        SheetRow header = sheet.Rows.Take(limits.HeaderWithin).MaxBy(row => row.Cells.Count(cell => ColumnOf(cell) is not null))!;
        Dictionary<string, int> places = Places(header);
        SheetRow[] rows = [.. sheet.Rows.Where(row => row.Number > header.Number)];
        foreach (MergedCells merged in sheet.Merged.Where(merged => merged.LastRow >= header.Number && merged.FirstRow <= (rows.LastOrDefault() ?? header).Number && places.Values.Any(place => place >= merged.FirstColumn && place <= merged.LastColumn)))
        {
            faults.Add(Math.Max(merged.FirstRow, header.Number), merged.FirstColumn, "merged", merged.Reference);
        }

        if (places.Count == 0)
        {
            return null; // no header of this form: its rows would say nothing but that
        }

        if (rows.Length == 0)
        {
            faults.File("no-rows");
        }
        else if (rows.Length > limits.Rows)
        {
            faults.File("rows", limits.Rows);
            return null;
        }

        HashSet<string> missing = [.. form.Columns.Where(column => column.Required && !places.ContainsKey(column.Id)).Select(column => column.Id)];
        return new Table([.. rows.Select(row => new TableRow(row, (places, missing), limits, faults))]);
    }

    private Dictionary<string, int> Places(SheetRow header)
    {
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach ((Cell cell, int i) in header.Cells.Select((cell, i) => (cell, i)).Where(pair => !pair.cell.IsEmpty))
        {
            if (ColumnOf(cell) is not { } column)
            {
                faults.Add(header.Number, i + 1, "column-unknown", Quoted.Of(cell.Text));
            }
            else if (!places.TryAdd(column.Id, i + 1))
            {
                faults.Add(header.Number, i + 1, "column-twice", new TableWord("column." + column.Id));
            }
        }

        foreach (TableColumn missing in form.Columns.Where(column => column.Required && !places.ContainsKey(column.Id)))
        {
            faults.Add(header.Number, 0, "column-missing", new TableWord("column." + missing.Id));
        }

        return places;
    }

    private TableColumn? ColumnOf(Cell cell) =>
        cell.Kind == CellKind.Text ? form.Columns.FirstOrDefault(column => TableTexts.Names("column." + column.Id, cell.Text) || (column.Also is { } also && TableTexts.Names("column." + also, cell.Text))) : null;
}
