using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace Sextant.Programme.Papers.Writing;

/// <summary>Papers as HTML: for pages, which bring their own frame, and whole files for printing. Everything is encoded here.</summary>
public static class PaperHtml
{
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);
    private static readonly Lazy<string> Style = new(ReadStyle);

    /// <summary>The style sheet of papers, for print and screen.</summary>
    public static string Css => Style.Value;

    /// <summary>The paper as it stands on a page; its title is a heading of the first level.</summary>
    public static string Body(Paper paper)
    {
        var html = new StringBuilder();
        html.Append(CultureInfo.InvariantCulture, $"<article class=\"paper\" lang=\"{paper.Language}\">");
        if (paper.Signed)
        {
            Head(html, paper);
        }

        Line(html, "kind", paper.Kind);
        html.Append(CultureInfo.InvariantCulture, $"<h1{(paper.Signed && paper.Kind is null ? " class=\"unseen\"" : "")}>{Text(paper.Subject)}</h1>");
        foreach (string line in paper.Signed && paper.Kind is null ? PaperFrame.To(paper) : [])
        {
            Line(html, "to", line);
        }

        foreach (PaperBlock block in paper.Blocks)
        {
            Block(html, block);
        }

        if (paper.Signed)
        {
            Foot(html, paper);
        }

        if (paper.Annex.Count > 0)
        {
            html.Append("<section class=\"annex\">");
            foreach (PaperBlock block in paper.Annex)
            {
                Block(html, block);
            }

            html.Append("</section>");
        }

        return html.Append("</article>").ToString();
    }

    /// <summary>The paper as a file of its own, which asks for nothing and runs nothing.</summary>
    public static string File(Paper paper) => string.Create(
        CultureInfo.InvariantCulture,
        $"<!doctype html><html lang=\"{paper.Language}\"><head><meta charset=\"utf-8\"><meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\"><title>{Text(paper.Subject)}</title><style>{Css}</style></head><body class=\"printed\">{Body(paper)}</body></html>");

    // Row by row: number and date stand on one line, however many lines the issuer's name takes.
    private static void Head(StringBuilder html, Paper paper)
    {
        Letterhead head = paper.Letterhead;
        html.Append("<div class=\"head\"><div>");
        Line(html, "superior", head.Superior is { } superior ? PaperFrame.Upper(superior) : null);
        Line(html, "issuer", PaperFrame.Upper(head.Issuer));
        html.Append("</div><div>");
        Line(html, "nation", head.National.Count > 0 ? head.National[0] : null);
        Line(html, "motto", head.National.Count > 1 ? head.National[1] : null);
        html.Append("</div><div>");
        Line(html, "symbol", PaperFrame.Number(paper));
        Line(html, "about", paper.Kind is null ? PaperFrame.About(paper) : null);
        html.Append("</div><div>");
        Line(html, "day", PaperFrame.PlaceAndDay(paper));
        html.Append("</div></div>");
    }

    private static void Foot(StringBuilder html, Paper paper)
    {
        html.Append(CultureInfo.InvariantCulture, $"<div class=\"foot\"><div class=\"recipients\"><p>{Text(paper.Texts["frame.recipients"])}</p>");
        foreach (string line in PaperFrame.Recipients(paper))
        {
            Line(html, "recipient", line);
        }

        html.Append("</div><div class=\"signature\">");
        foreach (string line in PaperFrame.Authority(paper))
        {
            Line(html, "authority", line);
        }

        Line(html, "name", paper.Letterhead.SignerName ?? "");
        html.Append("</div></div>");
    }

    private static void Block(StringBuilder html, PaperBlock block)
    {
        switch (block)
        {
            case PaperHeading heading:
                int level = heading.Level + 1;
                html.Append(CultureInfo.InvariantCulture, $"<h{level}>{Text(heading.Text)}</h{level}>");
                break;
            case PaperText text:
                html.Append(CultureInfo.InvariantCulture, $"<p{(text.Quiet ? " class=\"quiet\"" : "")}>{Text(text.Text)}</p>");
                break;
            case PaperList list:
                html.Append("<ul>").AppendJoin("", list.Items.Select(item => $"<li>{Text(item)}</li>")).Append("</ul>");
                break;
            case PaperTable table:
                Table(html, table);
                break;
        }
    }

    private static void Table(StringBuilder html, PaperTable table)
    {
        html.Append(CultureInfo.InvariantCulture, $"<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"{Text(table.Title)}\"><table><caption>{Text(table.Title)}</caption><colgroup>");
        int all = table.Columns.Sum(column => column.Share);
        html.AppendJoin("", table.Columns.Select(column => $"<col width=\"{100 * column.Share / all}%\">")).Append("</colgroup><thead><tr>");
        html.AppendJoin("", table.Columns.Select(column => $"<th scope=\"col\"{(column.Number ? " class=\"number\"" : "")}>{Text(column.Title)}</th>")).Append("</tr></thead><tbody>");
        foreach (IReadOnlyList<string> row in table.Rows)
        {
            html.Append("<tr>").AppendJoin("", row.Select((cell, i) => $"<td{(table.Columns[i].Number ? " class=\"number\"" : "")}>{Text(cell)}</td>")).Append("</tr>");
        }

        html.Append("</tbody></table></div>");
    }

    internal static void Line(StringBuilder html, string name, string? text)
    {
        if (text is not null)
        {
            html.Append(CultureInfo.InvariantCulture, $"<p class=\"{name}\">{Text(text)}</p>");
        }
    }

    internal static string Text(string text) => Encoder.Encode(CleanText.Of(text)).Replace("\n", "<br>", StringComparison.Ordinal).Replace("&#xA;", "<br>", StringComparison.Ordinal);

    private static string ReadStyle()
    {
        using var reader = new StreamReader(typeof(PaperHtml).Assembly.GetManifestResourceStream("papers/paper.css")!);
        return reader.ReadToEnd();
    }
}
