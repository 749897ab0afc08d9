using System.Globalization;

namespace Sextant.Programme.Register;

/// <summary>Keys of what belongs to documents, and the text by which a document is found: packs and people make them alike.</summary>
internal static class DocumentKeys
{
    internal static string Relation(string from, string kind, string to) => $"{from}/{kind}/{to}";

    internal static string Article(string document, int position) => string.Create(CultureInfo.InvariantCulture, $"{document}/article-{position}");

    internal static string Obligation(string document, int position) => string.Create(CultureInfo.InvariantCulture, $"{document}/obligation-{position}");

    internal static string File(string document, string sha256) => $"{document}/{sha256}";

    /// <summary>Fills the column that searching looks at.</summary>
    internal static RegisterDocument Searchable(RegisterDocument row)
    {
        row.Folded = SearchText.Of(row.Number, row.Title, row.IssuerName, row.IssuedBy, row.Text);
        return row;
    }
}
