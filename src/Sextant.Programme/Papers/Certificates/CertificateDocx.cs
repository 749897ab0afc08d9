using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;
using Sextant.Programme.Papers.Writing;

namespace Sextant.Programme.Papers.Certificates;

/// <summary>Certificates as DOCX: one A4 page that lies, framed, with the heading and the letters of Decree 30/2020/NĐ-CP.</summary>
public static class CertificateDocx
{
    /// <summary>20 mm on each side: the frame stands within.</summary>
    private const int Margin = 1134;
    private const int TextWidth = PaperDocx.PageHeight - (2 * Margin);
    private const int Half = TextWidth / 2;

    /// <summary>The certificate as a file.</summary>
    public static byte[] Write(CertificatePaper paper)
    {
        using var stream = new MemoryStream();
        using (WordprocessingDocument file = WordprocessingDocument.Create(stream, WordprocessingDocumentType.Document))
        {
            MainDocumentPart main = file.AddMainDocumentPart();
            main.AddNewPart<StyleDefinitionsPart>().Styles = PaperDocx.Styles(paper.Language);
            var body = new Body();
            body.Append(Head(paper.Letterhead));
            body.Append(Text(paper));
            body.Append(Foot(paper));
            body.Append(Section());
            main.Document = new Document(body);
            file.PackageProperties.Title = CleanText.Of($"{paper.Kind}: {paper.Name}");
            file.PackageProperties.Creator = CleanText.Of(paper.Letterhead.Issuer);
        }

        return stream.ToArray();
    }

    private static Table Head(Letterhead head)
    {
        Paragraph[] issuer =
        [
            .. head.Superior is { } superior ? [DocxText.Centred(DocxText.Run(PaperFrame.Upper(superior), 24))] : Array.Empty<Paragraph>(),
            DocxText.Centred(DocxText.Run(PaperFrame.Upper(head.Issuer), 24, bold: true)),
            DocxFrame.Rule(Half, Math.Min(head.Issuer.Length, 24) * 60),
        ];
        Paragraph[] state =
        [
            .. head.National.Take(1).Select(line => DocxText.Centred(DocxText.Run(line, 24, bold: true))),
            .. head.National.Skip(1).SelectMany(line => new[] { DocxText.Centred(DocxText.Run(line, 26, bold: true)), DocxFrame.Rule(Half, line.Length * 125) }),
        ];
        return DocxFrame.Two(Half, Half, issuer, state);
    }

    private static IEnumerable<Paragraph> Text(CertificatePaper paper) =>
    [
        DocxText.Aligned(JustificationValues.Center, 30, DocxText.Run(paper.Kind, 56, bold: true)),
        DocxText.Aligned(JustificationValues.Center, 16, DocxText.Run(paper.Texts["certificate.given-to"], 28)),
        DocxText.Aligned(JustificationValues.Center, 9, DocxText.Run(paper.Name, 44, bold: true)),
        .. paper.Lines.Select((line, i) => DocxText.Aligned(JustificationValues.Center, 8, DocxText.Run(line, i == 0 ? 30 : 26, bold: i == 0))),
        new Paragraph(),
    ];

    private static Table Foot(CertificatePaper paper)
    {
        Paragraph[] check = [.. paper.Check.Select((line, i) => DocxText.Aligned(JustificationValues.Left, i == 0 ? 24 : 2, DocxText.Run(line, 22, bold: i == 0)))];
        Paragraph[] signature =
        [
            DocxText.Centred(DocxText.Run(paper.PlaceAndDay, 26, italic: true)),
            .. paper.Authority.Select(line => DocxText.Centred(DocxText.Run(line, 26, bold: true))),
            .. Enumerable.Range(0, 3).Select(_ => DocxText.Centred()), // room for the signature and the seal
            DocxText.Centred(DocxText.Run(paper.Letterhead.SignerName ?? "", 26, bold: true)),
        ];
        return DocxFrame.Two(Half, Half, check, signature);
    }

    private static SectionProperties Section() => new(
        new PageSize { Width = PaperDocx.PageHeight, Height = PaperDocx.PageWidth, Orient = PageOrientationValues.Landscape },
        new PageMargin { Top = Margin, Bottom = Margin, Left = Margin, Right = Margin, Header = 567, Footer = 567, Gutter = 0 },
        new PageBorders(Line<TopBorder>(), Line<LeftBorder>(), Line<BottomBorder>(), Line<RightBorder>()) { OffsetFrom = PageBorderOffsetValues.Page });

    // 24 points from the edge of the page: what printers reach.
    private static T Line<T>()
        where T : BorderType, new() => new() { Val = BorderValues.Double, Size = 12, Space = 24, Color = "0B4F5C" };
}
