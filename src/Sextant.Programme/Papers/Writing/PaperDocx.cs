using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;

namespace Sextant.Programme.Papers.Writing;

/// <summary>
/// Papers as DOCX in the form of Decree 30/2020/NĐ-CP, annex I: A4, margins of 20 mm above and below, 30 mm left, 15 mm right; Times New Roman 13; pages
/// numbered at the top from the second on.
/// </summary>
public static class PaperDocx
{
    /// <summary>The type of the file.</summary>
    public const string ContentType = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

    // Twips, 1,440 to the inch. Annex I part I section I.3: above and below 20-25 mm, left 30-35, right 15-20.
    internal const int PageWidth = 11906;
    internal const int PageHeight = 16838;
    private const int Vertical = 1134;
    private const int Left = 1701;
    private const int Right = 851;

    /// <summary>The width between the margins, in twips.</summary>
    internal const int TextWidth = PageWidth - Left - Right;

    /// <summary>The paper as a file.</summary>
    public static byte[] Write(Paper paper)
    {
        using var stream = new MemoryStream();
        using (WordprocessingDocument file = WordprocessingDocument.Create(stream, WordprocessingDocumentType.Document))
        {
            MainDocumentPart main = file.AddMainDocumentPart();
            main.AddNewPart<StyleDefinitionsPart>().Styles = Styles(paper.Language);
            HeaderPart header = main.AddNewPart<HeaderPart>();
            header.Header = new Header(DocxText.Centred(new SimpleField(DocxText.Run("2", 26)) { Instruction = "PAGE" }));
            HeaderPart first = main.AddNewPart<HeaderPart>();
            first.Header = new Header(new Paragraph());
            var body = new Body();
            body.Append(DocxFrame.Head(paper));
            body.Append(paper.Blocks.SelectMany(DocxText.Of));
            body.Append(DocxFrame.Foot(paper));
            body.Append(DocxText.OnNewPage(paper.Annex));
            body.Append(Section(main.GetIdOfPart(header), main.GetIdOfPart(first)));
            main.Document = new Document(body);
            file.PackageProperties.Title = CleanText.Of(paper.Subject);
            file.PackageProperties.Creator = CleanText.Of(paper.Letterhead.Issuer);
        }

        return stream.ToArray();
    }

    private static SectionProperties Section(string header, string first) => new(
        new HeaderReference { Type = HeaderFooterValues.Default, Id = header },
        new HeaderReference { Type = HeaderFooterValues.First, Id = first },
        new PageSize { Width = PageWidth, Height = PageHeight },
        new PageMargin { Top = Vertical, Bottom = Vertical, Left = Left, Right = Right, Header = 567, Footer = 567, Gutter = 0 },
        new TitlePage());

    internal static Styles Styles(string language) => new(new DocDefaults(
        new RunPropertiesDefault(new RunPropertiesBaseStyle(
            new RunFonts { Ascii = DocxText.Face, HighAnsi = DocxText.Face, ComplexScript = DocxText.Face, EastAsia = DocxText.Face },
            new FontSize { Val = "26" },
            new FontSizeComplexScript { Val = "26" },
            new Languages { Val = language == "en" ? "en-GB" : "vi-VN" })),
        new ParagraphPropertiesDefault(new ParagraphPropertiesBaseStyle(new SpacingBetweenLines { Before = "0", After = "0", Line = "264", LineRule = LineSpacingRuleValues.Auto }))));
}
