using System.Text;

namespace Sextant.Programme.Tables;

/// <summary>Reads a CSV file: UTF-8 with or without its mark; separated by commas, semicolons (as Excel writes where the comma is the decimal sign) or tabs.</summary>
internal static class CsvReader
{
    internal static Sheet? Read(byte[] content, TableLimits limits, TableFaults faults)
    {
        string text;
        try
        {
            text = new UTF8Encoding(false, true).GetString(content).TrimStart('\uFEFF');
        }
        catch (DecoderFallbackException)
        {
            faults.File("not-utf8");
            return null;
        }

        if (text.Contains('\0', StringComparison.Ordinal))
        {
            faults.File("not-utf8");
            return null;
        }

        return Rows(text, limits, faults) is { } rows ? new Sheet(rows, []) : null;
    }

    private static List<SheetRow>? Rows(string text, TableLimits limits, TableFaults faults)
    {
        var rows = new List<SheetRow>();
        var reader = new CsvText(text, Separator(text), limits.Columns);
        while (!reader.Ended)
        {
            int line = reader.Line;
            if (reader.Next() is not { } cells)
            {
                faults.Add(line, 0, "csv-quote", limits.Columns);
                return null;
            }

            // Excel's own first line, which names the separator.
            if (cells.All(string.IsNullOrWhiteSpace) || (line == 1 && cells[0].StartsWith("sep=", StringComparison.OrdinalIgnoreCase)))
            {
                continue;
            }

            rows.Add(new SheetRow(line, [.. cells.Select(cell => Cell.Of(Unguarded(cell)))]));
            if (rows.Count > limits.Rows + limits.HeaderWithin)
            {
                faults.Add(line, 0, "rows", limits.Rows);
                return null;
            }
        }

        return rows;
    }

    /// <summary>What <see cref="CsvWriter"/> put before a cell that a spreadsheet would have run is taken away again.</summary>
    private static string Unguarded(string cell) => cell.Length > 1 && cell[0] == '\'' && CsvWriter.IsRun(cell[1..]) ? cell[1..] : cell;

    /// <summary>The separator that the first line has most of, outside of quotes.</summary>
    private static char Separator(string text)
    {
        if (text.StartsWith("sep=", StringComparison.OrdinalIgnoreCase) && text.Length > 4 && text[4] is (',' or ';' or '\t'))
        {
            return text[4];
        }

        bool quoted = false;
        var counts = new Dictionary<char, int> { [','] = 0, [';'] = 0, ['\t'] = 0 };
        foreach (char c in text)
        {
            quoted = c == '"' ? !quoted : quoted;
            if (!quoted && c is ('\n' or '\r'))
            {
                break;
            }

            if (!quoted && counts.TryGetValue(c, out int count))
            {
                counts[c] = count + 1;
            }
        }

        return counts.MaxBy(pair => pair.Value).Key;
    }
}
