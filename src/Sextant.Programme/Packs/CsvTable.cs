using System.Globalization;
using System.Text;
using Sextant.Programme.Tables;

namespace Sextant.Programme.Packs;

/// <summary>
/// A CSV file of a pack (RFC 4180, UTF-8, a header line): rows whose cells are asked for by name. Lines are counted in the file, so that
/// a fault names the line an editor shows.
/// </summary>
internal sealed class CsvTable
{
    /// <summary>64: the widest file of a pack has 9.</summary>
    private const int MostCells = 64;

    private readonly string _file;
    private readonly PackFaults _faults;

    private CsvTable(string file, PackFaults faults, IReadOnlyList<CsvRow> rows) => (_file, _faults, Rows) = (file, faults, rows);

    internal IReadOnlyList<CsvRow> Rows { get; }

    /// <summary>Reads a table; columns are those of <paramref name="columns"/>, in any order, none more.</summary>
    internal static CsvTable? Read(byte[] bytes, string file, IReadOnlyList<string> columns, PackLimits limits, PackFaults faults)
    {
        string text;
        try
        {
            text = new UTF8Encoding(false, true).GetString(bytes).TrimStart('\uFEFF');
        }
        catch (DecoderFallbackException)
        {
            faults.Add(file, string.Empty, "not-utf8");
            return null;
        }

        List<(int Line, List<string> Cells)> lines = Split(text, file, limits, faults);
        if (lines.Count == 0 || !lines[0].Cells.Order(StringComparer.Ordinal).SequenceEqual(columns.Order(StringComparer.Ordinal)))
        {
            faults.Add(file, At(1), "columns", string.Join(',', columns));
            return null;
        }

        var rows = new List<CsvRow>();
        var table = new CsvTable(file, faults, rows);
        foreach ((int line, List<string> cells) in lines.Skip(1))
        {
            if (cells.Count != columns.Count)
            {
                faults.Add(file, At(line), "cells", cells.Count, columns.Count);
                continue;
            }

            rows.Add(new CsvRow(table, line, lines[0].Cells, cells));
        }

        return table;
    }

    internal void Fault(int line, string column, string word, params object[] parameters) => _faults.Add(_file, $"{At(line)}, {column}", word, parameters);

    private static string At(int line) => string.Create(CultureInfo.InvariantCulture, $":{line}");

    private static List<(int Line, List<string> Cells)> Split(string text, string file, PackLimits limits, PackFaults faults)
    {
        var lines = new List<(int, List<string>)>();
        var reader = new CsvText(text, ',', MostCells);
        while (!reader.Ended)
        {
            int first = reader.Line;
            List<string>? cells = reader.Next();
            if (cells is null)
            {
                faults.Add(file, At(first), "quote");
                break;
            }

            if (cells is [""])
            {
                continue;
            }

            lines.Add((first, cells));
            if (lines.Count > limits.Rows || cells.Count > MostCells || cells.Any(cell => cell.Length > limits.TextLength))
            {
                faults.Add(file, At(first), "csv-large", limits.Rows, limits.TextLength);
                break;
            }
        }

        return lines;
    }
}

/// <summary>One row of a pack's CSV file.</summary>
internal sealed class CsvRow(CsvTable table, int line, List<string> columns, List<string> cells)
{
    internal string Text(string column, bool required = true)
    {
        string cell = cells[columns.IndexOf(column)].Trim();
        if (required && cell.Length == 0)
        {
            table.Fault(line, column, "empty-cell");
        }

        return cell;
    }

    internal int Int(string column) => (int)Long(column, int.MaxValue);

    internal long Long(string column, long most)
    {
        string cell = Text(column);
        if (long.TryParse(cell, NumberStyles.None, CultureInfo.InvariantCulture, out long number) && number <= most)
        {
            return number;
        }

        if (cell.Length > 0)
        {
            table.Fault(line, column, "no-number", PackFaults.Quote(cell), most);
        }

        return 0;
    }
}
