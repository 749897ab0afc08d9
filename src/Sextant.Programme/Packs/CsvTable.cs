using System.Globalization;
using System.Text;

namespace Sextant.Programme.Packs;

/// <summary>
/// A CSV file of a pack (RFC 4180, UTF-8, a header line): rows whose cells are asked for by name. Lines are counted in the file, so that
/// a fault names the line an editor shows.
/// </summary>
internal sealed class CsvTable
{
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
        int at = 0;
        int line = 1;
        while (at < text.Length)
        {
            int first = line;
            List<string>? cells = Record(text, ref at, ref line);
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
            if (lines.Count > limits.Rows || cells.Count > 64 || cells.Any(cell => cell.Length > limits.TextLength))
            {
                faults.Add(file, At(first), "csv-large", limits.Rows, limits.TextLength);
                break;
            }
        }

        return lines;
    }

    /// <summary>RFC 4180 section 2: cells between commas, a quoted cell may hold commas, line ends and doubled quotes.</summary>
    private static List<string>? Record(string text, ref int at, ref int line)
    {
        var cells = new List<string>();
        while (true)
        {
            string? cell = at < text.Length && text[at] == '"' ? Quoted(text, ref at, ref line) : Plain(text, ref at);
            if (cell is null || cells.Count > 64)
            {
                return null;
            }

            cells.Add(cell);
            if (at >= text.Length)
            {
                return cells;
            }

            char next = text[at++];
            if (next == ',')
            {
                continue;
            }

            if (next == '\r' && at < text.Length && text[at] == '\n')
            {
                next = text[at++];
            }

            line++;
            return next == '\n' ? cells : null;
        }
    }

    private static string? Plain(string text, ref int at)
    {
        int start = at;
        while (at < text.Length && text[at] is not (',' or '\n' or '\r' or '"'))
        {
            at++;
        }

        return at < text.Length && text[at] == '"' ? null : text[start..at];
    }

    private static string? Quoted(string text, ref int at, ref int line)
    {
        var cell = new StringBuilder();
        for (at++; at < text.Length; at++)
        {
            line += text[at] == '\n' ? 1 : 0;
            if (text[at] != '"')
            {
                cell.Append(text[at]);
            }
            else if (at + 1 < text.Length && text[at + 1] == '"')
            {
                cell.Append(text[at++]);
            }
            else
            {
                at++;
                return at >= text.Length || text[at] is ',' or '\n' or '\r' ? cell.ToString() : null;
            }
        }

        return null;
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
