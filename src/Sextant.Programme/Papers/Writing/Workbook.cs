using System.Globalization;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;

namespace Sextant.Programme.Papers.Writing;

/// <summary>A cell: text that is never taken for a formula, a number, or a formula with the value that it has now.</summary>
internal sealed record BookCell(string? Value, string? Expression, bool IsNumber)
{
    internal static BookCell Empty { get; } = new(null, null, false);

    internal static BookCell Text(string text) => new(CleanText.Of(text), null, false);

    internal static BookCell Number(decimal? number) => number is { } value ? new(value.ToString(CultureInfo.InvariantCulture), null, true) : Empty;

    internal static BookCell Formula(string expression, decimal? now) => new(now?.ToString(CultureInfo.InvariantCulture), expression, true);
}

/// <summary>A column and its width in characters.</summary>
internal sealed record BookColumn(string Title, int Width);

/// <summary>A sheet with one heading row.</summary>
internal sealed record BookSheet(string Name, IReadOnlyList<BookColumn> Columns, IReadOnlyList<IReadOnlyList<BookCell>> Rows);

/// <summary>Writes workbooks whose sheets are tables.</summary>
internal static class Workbook
{
    internal static byte[] Write(string language, IReadOnlyList<BookSheet> sheets)
    {
        using var stream = new MemoryStream();
        using (SpreadsheetDocument file = SpreadsheetDocument.Create(stream, SpreadsheetDocumentType.Workbook))
        {
            WorkbookPart book = file.AddWorkbookPart();
            book.AddNewPart<WorkbookStylesPart>().Stylesheet = Style();
            var list = new Sheets();
            foreach ((BookSheet sheet, int i) in sheets.Select((sheet, i) => (sheet, i)))
            {
                WorksheetPart part = book.AddNewPart<WorksheetPart>();
                Fill(part, sheet);
                list.Append(new Sheet { Id = book.GetIdOfPart(part), SheetId = (uint)(i + 1), Name = sheet.Name });
            }

            // What the cells hold is right, and a program that opens the file counts again all the same.
            book.Workbook = new DocumentFormat.OpenXml.Spreadsheet.Workbook(list, new CalculationProperties { FullCalculationOnLoad = true });
            file.PackageProperties.Language = language;
        }

        return stream.ToArray();
    }

    // Row by row: a country's list has tens of thousands.
    private static void Fill(WorksheetPart part, BookSheet sheet)
    {
        using OpenXmlWriter writer = OpenXmlWriter.Create(part);
        writer.WriteStartElement(new Worksheet());
        writer.WriteElement(new SheetViews(new SheetView(new Pane { VerticalSplit = 1, TopLeftCell = "A2", ActivePane = PaneValues.BottomLeft, State = PaneStateValues.Frozen }) { WorkbookViewId = 0 }));
        writer.WriteElement(new Columns(sheet.Columns.Select((column, i) => new Column { Min = (uint)(i + 1), Max = (uint)(i + 1), Width = column.Width, CustomWidth = true })));
        writer.WriteStartElement(new SheetData());
        writer.WriteElement(new Row(sheet.Columns.Select(column => Cell(BookCell.Text(column.Title), 1))));
        foreach (IReadOnlyList<BookCell> row in sheet.Rows)
        {
            writer.WriteElement(new Row(row.Select(cell => Cell(cell, cell.IsNumber ? 2U : 0U))));
        }

        writer.WriteEndElement();
        writer.WriteEndElement();
    }

    private static Cell Cell(BookCell cell, uint style) => cell switch
    {
        { Expression: { } formula } => new Cell(new CellFormula(formula), new CellValue(cell.Value ?? "")) { StyleIndex = style, DataType = cell.Value is null ? CellValues.String : CellValues.Number },
        { Value: null } => new Cell { StyleIndex = style },
        { IsNumber: true } => new Cell(new CellValue(cell.Value)) { StyleIndex = style, DataType = CellValues.Number },

        // A text cell is a text, whatever sign it begins with.
        _ => new Cell(new InlineString(new Text(cell.Value) { Space = SpaceProcessingModeValues.Preserve })) { StyleIndex = style, DataType = CellValues.InlineString },
    };

    private static Stylesheet Style() => new(
        new NumberingFormats(new NumberingFormat { NumberFormatId = 164, FormatCode = "#,##0.##" }),
        new Fonts(new Font(new FontSize { Val = 11 }, new FontName { Val = "Times New Roman" }), new Font(new Bold(), new FontSize { Val = 11 }, new FontName { Val = "Times New Roman" })),
        new Fills(new Fill(new PatternFill { PatternType = PatternValues.None }), new Fill(new PatternFill { PatternType = PatternValues.Gray125 })),
        new Borders(new Border()),
        new CellStyleFormats(new CellFormat()),
        new CellFormats(new CellFormat(), new CellFormat { FontId = 1, ApplyFont = true }, new CellFormat { NumberFormatId = 164, ApplyNumberFormat = true }));
}
