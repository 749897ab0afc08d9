using System.Globalization;
using System.Text;
using Sextant.Programme.Papers.Writing;

namespace Sextant.Programme.Papers.Certificates;

/// <summary>Certificates as HTML, for a page that is printed. Everything is encoded here.</summary>
public static class CertificateHtml
{
    /// <summary>The certificate as it stands on a page; its kind is the heading of the first level.</summary>
    public static string Body(CertificatePaper paper)
    {
        var html = new StringBuilder();
        Letterhead head = paper.Letterhead;
        html.Append(CultureInfo.InvariantCulture, $"<article class=\"paper award\" lang=\"{paper.Language}\"><div class=\"head\"><div>");
        PaperHtml.Line(html, "superior", head.Superior is { } superior ? PaperFrame.Upper(superior) : null);
        PaperHtml.Line(html, "issuer", PaperFrame.Upper(head.Issuer));
        html.Append("</div><div>");
        PaperHtml.Line(html, "nation", head.National.Count > 0 ? head.National[0] : null);
        PaperHtml.Line(html, "motto", head.National.Count > 1 ? head.National[1] : null);
        html.Append(CultureInfo.InvariantCulture, $"</div></div><h1>{PaperHtml.Text(paper.Kind)}</h1>");
        PaperHtml.Line(html, "given", paper.Texts["certificate.given-to"]);
        PaperHtml.Line(html, "holder", paper.Name);
        foreach ((string line, int i) in paper.Lines.Select((line, i) => (line, i)))
        {
            PaperHtml.Line(html, i == 0 ? "said course" : "said", line);
        }

        html.Append("<div class=\"foot\"><div class=\"check\">");
        foreach (string line in paper.Check)
        {
            PaperHtml.Line(html, "line", line);
        }

        html.Append("</div><div class=\"signature\">");
        PaperHtml.Line(html, "day", paper.PlaceAndDay);
        foreach (string line in paper.Authority)
        {
            PaperHtml.Line(html, "authority", line);
        }

        PaperHtml.Line(html, "name", head.SignerName ?? "");
        return html.Append("</div></div></article>").ToString();
    }
}
