using System.Globalization;
using System.Xml;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using SheetCell = DocumentFormat.OpenXml.Spreadsheet.Cell;
using WorkbookSheet = DocumentFormat.OpenXml.Spreadsheet.Sheet;

namespace Sextant.Programme.Tables;

/// <summary>Writes a workbook of one sheet, row by row: texts as texts (never run), numbers as numbers, days as days.</summary>
internal static class WorkbookWriter
{
    private const uint Heading = 1;
    private const uint Day = 2;
    private const uint Plain = 3;

    /// <summary>200 rows tell how wide a column is to be: ten screens.</summary>
    private const int Measured = 200;

    /// <summary>60 characters: longer texts are read in their cell.</summary>
    private const int Widest = 60;

    internal static byte[] Write(WrittenTable table, string language)
    {
        TableTexts texts = TableTexts.For(language);
        using var stream = new MemoryStream();
        using (SpreadsheetDocument document = SpreadsheetDocument.Create(stream, SpreadsheetDocumentType.Workbook))
        {
            WorkbookPart workbook = document.AddWorkbookPart();
            workbook.AddNewPart<WorkbookStylesPart>().Stylesheet = Styles(language);
            WorksheetPart sheet = workbook.AddNewPart<WorksheetPart>();
            workbook.Workbook = new Workbook(new Sheets(new WorkbookSheet { Id = workbook.GetIdOfPart(sheet), SheetId = 1, Name = SheetName(texts["form." + table.Form.Id]) }));
            using OpenXmlWriter writer = OpenXmlWriter.Create(sheet);
            Rows(writer, table, texts);
        }

        return stream.ToArray();
    }

    private static void Rows(OpenXmlWriter writer, WrittenTable table, TableTexts texts)
    {
        writer.WriteStartElement(new Worksheet());
        writer.WriteElement(new SheetViews(new SheetView(new Pane { VerticalSplit = 1, TopLeftCell = "A2", ActivePane = PaneValues.BottomLeft, State = PaneStateValues.Frozen }) { WorkbookViewId = 0 }));
        writer.WriteElement(new Columns(table.Form.Columns.Select((column, i) => new Column
        {
            Min = (uint)i + 1, Max = (uint)i + 1, CustomWidth = true, Width = Math.Clamp(table.Rows.Take(Measured).Select(row => LengthOf(row[i])).Append(texts["column." + column.Id].Length).Max() + 2, 12, Widest),
        })));
        writer.WriteStartElement(new SheetData());
        Row(writer, 1, table.Form.Columns.Select(column => TextCell(texts["column." + column.Id], Heading)));
        for (int i = 0; i < table.Rows.Count; i++)
        {
            Row(writer, i + 2, table.Rows[i].Select(Of));
        }

        writer.WriteEndElement();
        writer.WriteEndElement();
    }

    private static void Row(OpenXmlWriter writer, int number, IEnumerable<SheetCell?> cells)
    {
        writer.WriteStartElement(new Row { RowIndex = (uint)number });
        foreach ((SheetCell? cell, int i) in cells.Select((cell, i) => (cell, i)))
        {
            if (cell is not null)
            {
                cell.CellReference = TableFault.LettersOf(i + 1) + number.ToString(CultureInfo.InvariantCulture);
                writer.WriteElement(cell);
            }
        }

        writer.WriteEndElement();
    }

    private static int LengthOf(object? value) => value switch
    {
        string text => text.Length,
        DateOnly => 10,
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture).Length,
        _ => 0,
    };

    private static SheetCell? Of(object? value) => value switch
    {
        null or "" => null,
        string text => TextCell(text, Plain),
        DateOnly day => Value(day.ToDateTime(TimeOnly.MinValue).ToOADate().ToString(CultureInfo.InvariantCulture), Day),
        IFormattable number => Value(number.ToString(null, CultureInfo.InvariantCulture), 0),
        _ => null,
    };

    private static SheetCell Value(string value, uint style) => new() { CellValue = new CellValue(value), StyleIndex = style };

    private static SheetCell TextCell(string text, uint style) => new()
    {
        DataType = CellValues.InlineString, StyleIndex = style, InlineString = new InlineString(new Text(Visible(text)) { Space = SpaceProcessingModeValues.Preserve }),
    };

    /// <summary>XML has no way to write some characters, half a surrogate pair among them.</summary>
    private static string Visible(string text)
    {
        try
        {
            return XmlConvert.VerifyXmlChars(text);
        }
        catch (XmlException)
        {
            return new string([.. text.Select(c => XmlConvert.IsXmlChar(c) ? c : '\uFFFD')]);
        }
    }

    /// <summary>31 characters, none of those that name cells.</summary>
    private static string SheetName(string name)
    {
        string clean = new([.. name.Select(c => c is '[' or ']' or ':' or '*' or '?' or '/' or '\\' or '\'' ? ' ' : c)]);
        return clean[..Math.Min(31, clean.Length)];
    }

    /// <summary>Numbers as they come, headings, days, and texts that are marked as quoted: retyped in Excel they stay texts.</summary>
    private static Stylesheet Styles(string language) => new(
        new NumberingFormats(new NumberingFormat { NumberFormatId = 164, FormatCode = language == "vi" ? "dd/mm/yyyy" : "yyyy\\-mm\\-dd" }) { Count = 1 },
        new Fonts(new Font(), new Font(new Bold())) { Count = 2 },
        new Fills(new Fill(new PatternFill { PatternType = PatternValues.None }), new Fill(new PatternFill { PatternType = PatternValues.Gray125 })) { Count = 2 },
        new Borders(new Border()) { Count = 1 },
        new CellStyleFormats(new CellFormat()) { Count = 1 },
        new CellFormats(
            new CellFormat(),
            new CellFormat { FontId = 1, ApplyFont = true },
            new CellFormat { NumberFormatId = 164, ApplyNumberFormat = true },
            new CellFormat { NumberFormatId = 49, ApplyNumberFormat = true, QuotePrefix = true }) { Count = 4 });
}
