namespace Sextant.Programme.Tables;

/// <summary>What a cell holds.</summary>
internal enum CellKind
{
    /// <summary>Nothing.</summary>
    Empty,

    /// <summary>Text; in CSV everything is.</summary>
    Text,

    /// <summary>A number as a workbook keeps it.</summary>
    Number,

    /// <summary>A day as a workbook keeps it.</summary>
    Day,

    /// <summary>A formula: what it last gave may be old, or from another workbook.</summary>
    Formula,

    /// <summary>What a spreadsheet shows instead of a value: <c>#REF!</c>.</summary>
    Fault,
}

/// <summary>One cell.</summary>
internal readonly record struct Cell(CellKind Kind, string Text, decimal Number = 0, DateOnly Day = default)
{
    internal static Cell Of(string text) => text.Trim().Length == 0 ? default : new Cell(CellKind.Text, text);

    internal bool IsEmpty => Kind == CellKind.Empty;
}

/// <summary>One row, as the spreadsheet counts it.</summary>
internal sealed record SheetRow(int Number, IReadOnlyList<Cell> Cells)
{
    internal Cell At(int column) => column <= Cells.Count ? Cells[column - 1] : default;
}

/// <summary>Cells that were made one: both ends inclusive.</summary>
internal readonly record struct MergedCells(int FirstRow, int FirstColumn, int LastRow, int LastColumn, string Reference);

/// <summary>What a file holds before it is known what it means: rows with something in them, and merged cells.</summary>
internal sealed record Sheet(IReadOnlyList<SheetRow> Rows, IReadOnlyList<MergedCells> Merged);
