using System.Globalization;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Wordprocessing;

namespace Sextant.Programme.Papers.Writing;

/// <summary>Paragraphs and tables of a DOCX.</summary>
internal static class DocxText
{
    internal const string Face = "Times New Roman";

    /// <summary>12 pt in half points: tables hold more in a line than sentences do.</summary>
    private const int CellSize = 22;

    internal static IEnumerable<OpenXmlElement> Of(PaperBlock block) => block switch
    {
        PaperHeading heading => [Heading(heading)],
        PaperText text => [Body(text.Text, text.Quiet)],
        PaperList list => list.Items.Select(item => Body("- " + item, false)),
        PaperTable table => [Title(table.Title), Grid(table), new Paragraph()],
        _ => throw new ArgumentOutOfRangeException(nameof(block)),
    };

    /// <summary>The same, from the top of a page on; what stands there first is the annex's name, in the middle as the decree's annex I has it.</summary>
    internal static IReadOnlyList<OpenXmlElement> OnNewPage(IReadOnlyList<PaperBlock> blocks)
    {
        OpenXmlElement[] all = [.. blocks.SelectMany(Of)];
        Paragraph? first = all.OfType<Paragraph>().FirstOrDefault();
        if (first?.ParagraphProperties?.Justification is { } where)
        {
            where.Val = JustificationValues.Center;
        }

        first?.ParagraphProperties?.InsertAt(new PageBreakBefore(), first.ParagraphProperties.GetFirstChild<KeepNext>() is null ? 0 : 1);
        return all;
    }

    internal static Paragraph Centred(params OpenXmlElement[] runs) => Aligned(JustificationValues.Center, 0, runs);

    internal static Paragraph Aligned(JustificationValues where, int before, params OpenXmlElement[] runs)
    {
        var paragraph = new Paragraph(new ParagraphProperties(new SpacingBetweenLines { Before = Twips(before) }, new Justification { Val = where }));
        paragraph.Append(runs);
        return paragraph;
    }

    /// <summary>Text of a size in half points; lines are kept as lines.</summary>
    internal static Run Run(string text, int size, bool bold = false, bool italic = false)
    {
        var run = new Run(Font(size, bold, italic));
        string[] lines = CleanText.Of(text).Split('\n');
        for (int i = 0; i < lines.Length; i++)
        {
            run.Append(i == 0 ? [] : new OpenXmlElement[] { new Break() });
            run.Append(new Text(lines[i]) { Space = SpaceProcessingModeValues.Preserve });
        }

        return run;
    }

    internal static RunProperties Font(int size, bool bold = false, bool italic = false)
    {
        var font = new RunProperties();
        font.Append(bold ? [new Bold()] : []);
        font.Append(italic ? [new Italic()] : []);
        font.Append(new FontSize { Val = Number(size) }, new FontSizeComplexScript { Val = Number(size) });
        return font;
    }

    internal static string Twips(int points) => Number(points * 20);

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static Paragraph Heading(PaperHeading heading)
    {
        Paragraph paragraph = Aligned(JustificationValues.Left, 12, Run(heading.Text, 26, bold: true, italic: heading.Level > 1));
        paragraph.ParagraphProperties!.PrependChild(new KeepNext());
        return paragraph;
    }

    // Annex I section I.5 of the decree: paragraphs apart by 6 pt at least, first lines drawn in by 1 cm to 1.27 cm, both edges straight.
    private static Paragraph Body(string text, bool quiet) => new(
        new ParagraphProperties(new SpacingBetweenLines { Before = Twips(6) }, new Indentation { FirstLine = "680" }, new Justification { Val = JustificationValues.Both }),
        Run(text, quiet ? 24 : 26, italic: quiet));

    private static Paragraph Title(string title)
    {
        Paragraph paragraph = Aligned(JustificationValues.Left, 8, Run(title, 24, italic: true));
        paragraph.ParagraphProperties!.PrependChild(new KeepNext());
        return paragraph;
    }

    private static Table Grid(PaperTable table)
    {
        int all = table.Columns.Sum(column => column.Share);
        int[] widths = [.. table.Columns.Select(column => PaperDocx.TextWidth * column.Share / all)];
        var grid = new Table(
            new TableProperties(
                new TableWidth { Width = Number(widths.Sum()), Type = TableWidthUnitValues.Dxa },
                new TableBorders([.. Lines()]),
                new TableLayout { Type = TableLayoutValues.Fixed },
                new TableCellMarginDefault(new TableCellLeftMargin { Width = 70, Type = TableWidthValues.Dxa }, new TableCellRightMargin { Width = 70, Type = TableWidthValues.Dxa })),
            new TableGrid(widths.Select(width => new GridColumn { Width = Number(width) })));
        var head = new TableRow(new TableRowProperties(new CantSplit(), new TableHeader()));
        head.Append(table.Columns.Select((column, i) => Cell(column.Title, widths[i], JustificationValues.Center, bold: true)));
        grid.Append(head);
        foreach (IReadOnlyList<string> row in table.Rows)
        {
            var line = new TableRow(new TableRowProperties(new CantSplit()));
            line.Append(row.Select((text, i) => Cell(text, widths[i], table.Columns[i].Number ? JustificationValues.Right : JustificationValues.Left, bold: false)));
            grid.Append(line);
        }

        return grid;
    }

    private static IEnumerable<OpenXmlElement> Lines() =>
    [
        Line<TopBorder>(), Line<LeftBorder>(), Line<BottomBorder>(), Line<RightBorder>(), Line<InsideHorizontalBorder>(), Line<InsideVerticalBorder>(),
    ];

    private static T Line<T>()
        where T : BorderType, new() => new() { Val = BorderValues.Single, Size = 4, Space = 0, Color = "000000" };

    private static TableCell Cell(string text, int width, JustificationValues where, bool bold) => new(
        new TableCellProperties(new TableCellWidth { Width = Number(width), Type = TableWidthUnitValues.Dxa }, new TableCellVerticalAlignment { Val = TableVerticalAlignmentValues.Center }),
        Aligned(where, 2, Run(text, CellSize, bold)));
}
