using System.Globalization;
using System.Xml;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using SheetCell = DocumentFormat.OpenXml.Spreadsheet.Cell;
using WorkbookSheet = DocumentFormat.OpenXml.Spreadsheet.Sheet;

namespace Sextant.Programme.Tables;

/// <summary>Reads the first sheet of a workbook that is to be seen, row by row as it stands in the file.</summary>
internal static class WorkbookReader
{
    internal static Sheet? Read(byte[] content, TableLimits limits, TableFaults faults)
    {
        if (!WorkbookGuard.Check(content, limits, faults))
        {
            return null;
        }

        try
        {
            var settings = new OpenSettings { AutoSave = false, MaxCharactersInPart = limits.UnpackedBytes };
            using SpreadsheetDocument document = SpreadsheetDocument.Open(new MemoryStream(content, writable: false), isEditable: false, settings);
            if (document.WorkbookPart is { } workbook && First(workbook) is { } sheet)
            {
                var strings = SharedStrings.Read(workbook.SharedStringTablePart, limits, faults);
                return strings is null ? null : new SheetReading(strings, new WorkbookStyles(workbook), limits, faults).Read(sheet);
            }
        }
        catch (Exception broken) when (broken is OpenXmlPackageException or InvalidDataException or IOException or XmlException or FormatException or InvalidOperationException
            or ArgumentException or OverflowException or NotSupportedException or KeyNotFoundException or InvalidCastException)
        {
            // A stranger's file under a library's feet: whatever it says of it, the file is no workbook.
        }

        faults.File("workbook-broken");
        return null;
    }

    private static WorksheetPart? First(WorkbookPart workbook)
    {
        WorkbookSheet? first = workbook.Workbook?.Sheets?.Elements<WorkbookSheet>().FirstOrDefault(sheet => sheet.State is null || sheet.State.Value == SheetStateValues.Visible);
        return first?.Id?.Value is { } id && workbook.TryGetPartById(id, out OpenXmlPart? part) ? part as WorksheetPart : null;
    }
}

/// <summary>The texts that cells name by their number.</summary>
internal static class SharedStrings
{
    internal static List<string>? Read(SharedStringTablePart? part, TableLimits limits, TableFaults faults)
    {
        var texts = new List<string>();
        if (part is null)
        {
            return texts;
        }

        long characters = 0;
        using var reader = OpenXmlReader.Create(part);
        while (reader.Read())
        {
            if (reader.ElementType == typeof(SharedStringItem) && reader.IsStartElement)
            {
                string text = TextOf((SharedStringItem)reader.LoadCurrentElement()!);
                texts.Add(text);
                characters += text.Length;
                if (characters > limits.Characters)
                {
                    faults.File("characters", limits.Characters);
                    return null;
                }
            }
        }

        return texts;
    }

    /// <summary>Plain text, or the runs of formatted text one after another; how it is pronounced is not part of it.</summary>
    internal static string TextOf(OpenXmlCompositeElement item) =>
        string.Concat(item.ChildElements.Select(child => child switch { Text text => text.Text, Run run => run.Text?.Text, _ => null }));
}

/// <summary>One sheet's cells on their way.</summary>
internal sealed class SheetReading(List<string> strings, WorkbookStyles styles, TableLimits limits, TableFaults faults)
{
    private readonly List<SheetRow> _rows = [];
    private readonly List<MergedCells> _merged = [];
    private long _characters;
    private int _row;

    /// <summary>The sheet; null when a limit stopped the reading, which the faults say.</summary>
    internal Sheet? Read(WorksheetPart part)
    {
        using var reader = OpenXmlReader.Create(part);
        while (reader.Read())
        {
            if (!reader.IsStartElement)
            {
                continue;
            }

            if (reader.ElementType == typeof(Row) && !AddRow(reader))
            {
                return null;
            }

            if (reader.ElementType == typeof(MergeCell) && MergedOf(reader.LoadCurrentElement() as MergeCell) is { } merged && _merged.Count < TableFaults.Most)
            {
                _merged.Add(merged);
            }
        }

        return new Sheet(_rows, _merged);
    }

    private bool AddRow(OpenXmlReader reader)
    {
        string? number = reader.Attributes.FirstOrDefault(attribute => attribute.LocalName == "r").Value;
        _row = int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out int given) ? given : _row + 1;
        var cells = new List<Cell>();
        if (reader.ReadFirstChild())
        {
            do
            {
                if (reader.ElementType == typeof(SheetCell) && !AddCell((SheetCell)reader.LoadCurrentElement()!, cells))
                {
                    return false;
                }
            }
            while (reader.ReadNextSibling());
        }

        if (cells.Exists(cell => !cell.IsEmpty))
        {
            _rows.Add(new SheetRow(_row, cells));
        }

        if (_rows.Count > limits.Rows + limits.HeaderWithin || _characters > limits.Characters)
        {
            faults.Add(_row, 0, _characters > limits.Characters ? "characters" : "rows", _characters > limits.Characters ? limits.Characters : limits.Rows);
            return false;
        }

        return true;
    }

    private bool AddCell(SheetCell cell, List<Cell> cells)
    {
        int column = CellReference.Column(cell.CellReference?.Value) ?? cells.Count + 1;
        Cell value = Value(cell);
        if (value.IsEmpty)
        {
            return true;
        }

        if (column > limits.Columns || column <= cells.Count)
        {
            faults.Add(_row, column, column > limits.Columns ? "columns-many" : "cell-order", limits.Columns);
            return false;
        }

        cells.AddRange(Enumerable.Repeat(default(Cell), column - cells.Count - 1));
        cells.Add(value);
        _characters += value.Text.Length;
        return true;
    }

    private Cell Value(SheetCell cell)
    {
        string raw = cell.CellValue?.Text ?? "";
        if (cell.CellFormula is not null)
        {
            return new Cell(CellKind.Formula, raw);
        }

        CellValues type = cell.DataType?.Value ?? CellValues.Number;
        return type switch
        {
            CellValues.SharedString => int.TryParse(raw, NumberStyles.None, CultureInfo.InvariantCulture, out int at) && at < strings.Count ? Cell.Of(strings[at]) : new Cell(CellKind.Fault, raw),
            CellValues.InlineString => Cell.Of(cell.InlineString is { } inline ? SharedStrings.TextOf(inline) : ""),
            CellValues.Error => new Cell(CellKind.Fault, raw),
            CellValues.Number => Number(raw, cell.StyleIndex?.Value ?? 0),
            CellValues.Boolean => Cell.Of(raw == "1" ? "x" : ""),
            CellValues.Date => DateTime.TryParse(raw, CultureInfo.InvariantCulture, DateTimeStyles.None, out DateTime day) ? new Cell(CellKind.Day, raw, 0, DateOnly.FromDateTime(day)) : new Cell(CellKind.Fault, raw),
            _ => Cell.Of(raw),
        };
    }

    /// <summary>A number to 15 digits, as spreadsheets show it: 94.1 stands in files as 94.099999999999994.</summary>
    private Cell Number(string raw, uint style)
    {
        if (raw.Length == 0)
        {
            return default;
        }

        if (!double.TryParse(raw, NumberStyles.Float, CultureInfo.InvariantCulture, out double read) || Math.Abs(read) > 1e18 || double.IsNaN(read))
        {
            return new Cell(CellKind.Fault, raw);
        }

        decimal number = decimal.Parse(read.ToString("G15", CultureInfo.InvariantCulture), NumberStyles.Float, CultureInfo.InvariantCulture);
        return styles.IsDay(style)
            ? styles.Day(number) is { } day ? new Cell(CellKind.Day, raw, number, day) : new Cell(CellKind.Fault, raw)
            : new Cell(CellKind.Number, raw, styles.IsPercent(style) ? number * 100 : number);
    }

    private static MergedCells? MergedOf(MergeCell? merge)
    {
        string[] ends = (merge?.Reference?.Value ?? "").Split(':');
        return ends.Length == 2 && CellReference.Of(ends[0]) is { } first && CellReference.Of(ends[1]) is { } last
            ? new MergedCells(first.Row, first.Column, last.Row, last.Column, $"{ends[0]}:{ends[1]}")
            : null;
    }
}
