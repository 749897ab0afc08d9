using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Wordprocessing;

namespace Sextant.Programme.Papers.Writing;

/// <summary>
/// What stands around a paper's text: the state's name and motto, who issues, number, place and date, the title; recipients and signature. Sizes and
/// kinds of letters are those of the table in annex I of Decree 30/2020/NĐ-CP.
/// </summary>
internal static class DocxFrame
{
    private const int LeftColumn = 3900;
    private const int RightColumn = PaperDocx.TextWidth - LeftColumn;

    internal static IEnumerable<OpenXmlElement> Head(Paper paper)
    {
        if (!paper.Signed)
        {
            return [.. Titles(paper)];
        }

        Letterhead head = paper.Letterhead;
        Paragraph[] issuer =
        [
            .. head.Superior is { } superior ? [DocxText.Centred(DocxText.Run(PaperFrame.Upper(superior), 24))] : Array.Empty<Paragraph>(),
            DocxText.Centred(DocxText.Run(PaperFrame.Upper(head.Issuer), 24, bold: true)),
            Rule(LeftColumn, Math.Min(head.Issuer.Length, 24) * 60),
        ];
        Paragraph[] state =
        [
            .. head.National.Take(1).Select(line => DocxText.Centred(DocxText.Run(line, 24, bold: true))),
            .. head.National.Skip(1).SelectMany(line => new[] { DocxText.Centred(DocxText.Run(line, 26, bold: true)), Rule(RightColumn, line.Length * 125) }),
        ];
        Paragraph[] number =
        [
            DocxText.Aligned(JustificationValues.Center, 6, DocxText.Run(PaperFrame.Number(paper), 26)),
            .. paper.Kind is null ? [DocxText.Aligned(JustificationValues.Center, 6, DocxText.Run(PaperFrame.About(paper), 24))] : Array.Empty<Paragraph>(),
        ];
        Paragraph[] day = [DocxText.Aligned(JustificationValues.Center, 6, DocxText.Run(PaperFrame.PlaceAndDay(paper), 26, italic: true))];
        return [Two(issuer, state, number, day), .. paper.Kind is null ? Address(paper) : Titles(paper)];
    }

    internal static IEnumerable<OpenXmlElement> Foot(Paper paper)
    {
        if (!paper.Signed)
        {
            return [];
        }

        Letterhead head = paper.Letterhead;
        Paragraph[] recipients =
        [
            DocxText.Aligned(JustificationValues.Left, 6, DocxText.Run(paper.Texts["frame.recipients"], 24, bold: true, italic: true)),
            .. PaperFrame.Recipients(paper).Select(line => DocxText.Aligned(JustificationValues.Left, 0, DocxText.Run(line, 22))),
        ];
        Paragraph[] signature =
        [
            .. PaperFrame.Authority(paper).Select(line => DocxText.Centred(DocxText.Run(line, 26, bold: true))),
            .. Enumerable.Range(0, 4).Select(_ => DocxText.Centred()), // room for the signature and the seal
            DocxText.Centred(DocxText.Run(head.SignerName ?? "", 26, bold: true)),
        ];
        return [new Paragraph(), Two(recipients, signature)];
    }

    private static IEnumerable<Paragraph> Titles(Paper paper) =>
    [
        new Paragraph(),
        .. paper.Kind is { } kind ? [DocxText.Aligned(JustificationValues.Center, 6, DocxText.Run(kind, 28, bold: true))] : Array.Empty<Paragraph>(),
        DocxText.Centred(DocxText.Run(paper.Subject, 28, bold: true)),
        Rule(PaperDocx.TextWidth, 2400),
    ];

    private static IEnumerable<Paragraph> Address(Paper paper) =>
    [
        new Paragraph(),
        .. PaperFrame.To(paper).Select(line => DocxText.Aligned(JustificationValues.Center, 6, DocxText.Run(line, 26))),
        new Paragraph(),
    ];

    // The short line under a name: the lower edge of an empty paragraph, drawn in from both sides.
    internal static Paragraph Rule(int within, int length)
    {
        string aside = Math.Max(0, (within - length) / 2).ToString(System.Globalization.CultureInfo.InvariantCulture);
        return new Paragraph(new ParagraphProperties(
            new ParagraphBorders(new BottomBorder { Val = BorderValues.Single, Size = 4, Space = 1, Color = "000000" }),
            new SpacingBetweenLines { Line = "60", LineRule = LineSpacingRuleValues.Exact },
            new Indentation { Left = aside, Right = aside }));
    }

    private static Table Two(params Paragraph[][] cells) => Two(LeftColumn, RightColumn, cells);

    /// <summary>Paragraphs side by side, row by row: left, right, left, right; in columns of these widths.</summary>
    internal static Table Two(int left, int right, params Paragraph[][] cells)
    {
        var table = new Table(
            new TableProperties(
                new TableWidth { Width = (left + right).ToString(System.Globalization.CultureInfo.InvariantCulture), Type = TableWidthUnitValues.Dxa },
                new TableLayout { Type = TableLayoutValues.Fixed },
                new TableCellMarginDefault(new TableCellLeftMargin { Width = 0, Type = TableWidthValues.Dxa }, new TableCellRightMargin { Width = 0, Type = TableWidthValues.Dxa })),
            new TableGrid(Column(left), Column(right)));
        foreach (Paragraph[][] row in cells.Chunk(2))
        {
            var line = new TableRow(new TableRowProperties(new CantSplit()));
            for (int i = 0; i < 2; i++)
            {
                var cell = new TableCell(new TableCellProperties(new TableCellWidth { Width = Column(i == 0 ? left : right).Width!.Value, Type = TableWidthUnitValues.Dxa }));
                cell.Append(row[i].Length > 0 ? row[i] : [new Paragraph()]);
                line.Append(cell);
            }

            table.Append(line);
        }

        return table;
    }

    private static GridColumn Column(int width) => new() { Width = width.ToString(System.Globalization.CultureInfo.InvariantCulture) };
}
