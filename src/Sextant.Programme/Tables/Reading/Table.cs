using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Sextant.Programme.Tables;

/// <summary>The rows of a table, below its header.</summary>
public sealed class Table
{
    internal Table(IReadOnlyList<TableRow> rows) => Rows = rows;

    /// <summary>Rows with something in them.</summary>
    public IReadOnlyList<TableRow> Rows { get; }

    /// <summary>SHA-256 of what the rows say, in whatever order, file and form they are saved.</summary>
    public string Sha256() => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', Rows.Select(row => row.Said()).Order(StringComparer.Ordinal)))));
}

/// <summary>One row, whose cells are asked for by their column. What is wrong with a cell is noted as it is asked for.</summary>
public sealed class TableRow
{
    private readonly SheetRow _row;
    private readonly Dictionary<string, int> _places;
    private readonly HashSet<string> _missing;
    private readonly TableLimits _limits;
    private readonly TableFaults _faults;

    internal TableRow(SheetRow row, (Dictionary<string, int> Places, HashSet<string> Missing) columns, TableLimits limits, TableFaults faults) =>
        (_row, _places, _missing, _limits, _faults) = (row, columns.Places, columns.Missing, limits, faults);

    /// <summary>Its number in the spreadsheet.</summary>
    public int Number => _row.Number;

    /// <summary>All that the row says, column by column by their ids: the same of a day that is typed and one of the spreadsheet.</summary>
    internal string Said() => string.Join('\t', _places.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => (pair.Key, Cell: _row.At(pair.Value))).Where(pair => !pair.Cell.IsEmpty).Select(pair => $"{pair.Key}={SaidOf(pair.Cell)}"));

    /// <summary>Whether the column is in the table.</summary>
    public bool Has(string column) => _places.ContainsKey(column);

    /// <summary>Notes what is wrong with a cell.</summary>
    public void Fault(string? column, string word, params object[] parameters) =>
        _faults.Add(new TableFault(Number, column is not null && _places.TryGetValue(column, out int place) ? place : 0, column is not null && Has(column) ? column : null, word, parameters));

    /// <summary>One line of text; null where there is none or it is faulty.</summary>
    public string? Text(string column, bool required = false, int most = 500)
    {
        string? text = Lines(column, required, most);
        if (text?.Contains('\n', StringComparison.Ordinal) != true)
        {
            return text;
        }

        Fault(column, "text-line");
        return null;
    }

    /// <summary>Lines of text.</summary>
    public string? Lines(string column, bool required = false, int most = 4_000)
    {
        Cell cell = At(column);
        string? text = cell.Kind switch
        {
            CellKind.Text => Clean(column, cell.Text, Math.Min(most, _limits.TextLength)),
            CellKind.Number => cell.Number.ToString("0.############", CultureInfo.InvariantCulture),
            CellKind.Day => cell.Day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            _ => null,
        };
        Ask(column, cell, required);
        return text;
    }

    /// <summary>A number between two others, with at most so many decimals.</summary>
    public decimal? Amount(string column, decimal least, decimal most, int decimals = 0, bool required = false)
    {
        Cell cell = At(column);
        Ask(column, cell, required);
        string? fault = null;
        decimal? number = cell.Kind switch
        {
            CellKind.Number => cell.Number,
            CellKind.Text => NumberText.Read(cell.Text, decimals, out fault),
            CellKind.Day => null,
            _ => null,
        };
        if (number is { } read && fault is null)
        {
            fault = read < least || read > most ? "number-range" : decimal.Round(read, decimals) != read ? "number-decimals" : null;
        }

        if (fault is not null || cell.Kind == CellKind.Day)
        {
            object[] parameters = fault switch { "number-range" => [least, most], "number-decimals" => [decimals], _ => [Quoted.Of(cell.Text)] };
            Fault(column, fault ?? "number", parameters);
            return null;
        }

        return number;
    }

    /// <summary>A deadline, with how exactly it is said: null of a cell that holds a day.</summary>
    public (DateOnly Day, string? By)? Due(string column, bool required = false)
    {
        Cell cell = At(column);
        Ask(column, cell, required);
        if (cell.Kind == CellKind.Day)
        {
            return Day(column) is { } day ? (day, null) : null;
        }

        (DateOnly Day, string By)? due = cell.Kind is CellKind.Text or CellKind.Number ? DueText.Read(cell.Text) : null;
        if (due is null && cell.Kind is CellKind.Text or CellKind.Number)
        {
            Fault(column, "due", Quoted.Of(cell.Text));
        }

        return due;
    }

    /// <summary>A day.</summary>
    /// <param name="earliest">The first year; 1990: nothing of a programme is older.</param>
    public DateOnly? Day(string column, bool required = false, int earliest = 1990)
    {
        Cell cell = At(column);
        Ask(column, cell, required);
        DateOnly? day = cell.Kind == CellKind.Day ? cell.Day : cell.Kind == CellKind.Text ? DayText.Read(cell.Text) : null;
        if (day is null && cell.Kind is CellKind.Text or CellKind.Number)
        {
            Fault(column, "day", Quoted.Of(cell.Text));
        }

        if (day is { } read && (read.Year < earliest || read.Year > 2200))
        {
            Fault(column, "day-range", earliest);
            return null;
        }

        return day;
    }

    /// <summary>One of closed words, by its id or its name in either language.</summary>
    /// <param name="vocabulary">Their texts are <c>word.VOCABULARY-ID</c>.</param>
    public string? Word(string column, string vocabulary, IReadOnlyList<string> words, bool required = false)
    {
        Cell cell = At(column);
        Ask(column, cell, required);
        if (cell.Kind is not (CellKind.Text or CellKind.Number))
        {
            return null;
        }

        string? found = words.FirstOrDefault(word => cell.Text.Trim() == word || TableTexts.Names($"word.{vocabulary}-{word}", cell.Text));
        if (found is null)
        {
            Fault(column, "word", Quoted.Of(cell.Text), new TableWord($"words.{vocabulary}"));
        }

        return found;
    }

    /// <summary>Texts between semicolons or on lines.</summary>
    public IReadOnlyList<string> List(string column) =>
        Lines(column)?.Split([';', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [];

    private static string SaidOf(Cell cell) => cell.Kind switch
    {
        CellKind.Day => cell.Day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        CellKind.Number => cell.Number.ToString("0.############", CultureInfo.InvariantCulture),
        _ => DayText.Read(cell.Text)?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? cell.Text.ReplaceLineEndings(" ").Replace('\t', ' ').Trim(),
    };

    private Cell At(string column) => _places.TryGetValue(column, out int place) ? _row.At(place) : default;

    /// <summary>What no column can take: formulas, faults of the spreadsheet; nothing, where something is asked for. A column that the table lacks was said once, at its header.</summary>
    private void Ask(string column, Cell cell, bool required)
    {
        string? word = cell.Kind switch { CellKind.Formula => "formula", CellKind.Fault => "cell-fault", CellKind.Empty when required && !_missing.Contains(column) => "empty", _ => null };
        if (word is not null)
        {
            Fault(column, word, Quoted.Of(cell.Text));
        }
    }

    private string? Clean(string column, string text, int most)
    {
        string? word = null;
        string clean = text.ReplaceLineEndings("\n").Replace('\t', ' ').Trim();
        try
        {
            clean = clean.Normalize(NormalizationForm.FormC);
        }
        catch (ArgumentException)
        {
            word = "text-control";
        }

        word ??= clean.Length > most ? "text-long" : clean.Any(c => char.IsControl(c) && c != '\n') ? "text-control" : null;
        if (word is not null)
        {
            Fault(column, word, most);
        }

        return word is null && clean.Length > 0 ? clean : null;
    }
}
