using Sextant.Programme.Register;

namespace Sextant.Programme.Packs;

/// <summary>The register's rows of a pack's documents.</summary>
internal static class DocumentRows
{
    internal static IEnumerable<RegisterDocument> Documents(Pack pack)
    {
        Dictionary<string, PackSource> sources = pack.Sources.ToDictionary(source => source.Id, StringComparer.Ordinal);
        return pack.Documents.Select(item => DocumentKeys.Searchable(new RegisterDocument
        {
            Key = item.Id, Kind = item.Kind, Number = item.Number, Date = item.Date, Title = item.Title, Issuer = item.Issuer, IssuerName = item.IssuerName,
            IssuerInferred = item.IssuerInferred, IssuedBy = item.IssuedBy, Effective = item.Effective, Expires = item.Expires,
            Text = item.TextOf is { } id ? sources[id].Text : null, Folded = "", ValidFrom = item.Date, Source = item.Source, Note = item.Note,
        }));
    }

    internal static IEnumerable<RegisterDocumentRelation> Relations(Pack pack) => pack.Documents.SelectMany(document => document.Relations.Select(item => new RegisterDocumentRelation
    {
        Key = DocumentKeys.Relation(document.Id, item.Kind, item.To), From = document.Id, To = item.To, Kind = item.Kind, ValidFrom = document.Date, Source = document.Source,
    }));

    internal static IEnumerable<RegisterArticle> Articles(Pack pack) => pack.Documents.SelectMany(document => document.Articles.Select((item, i) => new RegisterArticle
    {
        Key = DocumentKeys.Article(document.Id, i + 1), Document = document.Id, Position = i + 1, Number = item.Number, Title = item.Title, Text = item.Text,
        Folded = SearchText.Of(item.Number, item.Title, item.Text), ValidFrom = document.Date, Source = document.Source,
    }));

    internal static IEnumerable<RegisterObligation> Obligations(Pack pack) => pack.Documents.SelectMany(document => document.Obligations.Select((item, i) => new RegisterObligation
    {
        Key = DocumentKeys.Obligation(document.Id, i + 1), Document = document.Id, Position = i + 1, Text = item.Text,
        Article = item.Article is { } number ? DocumentKeys.Article(document.Id, document.Articles.TakeWhile(article => article.Number != number).Count() + 1) : null,
        Organisation = item.Organisation, Addressee = item.To, Due = item.Due, Folded = SearchText.Of(item.To, item.Text), ValidFrom = document.Date, Source = document.Source,
    }));
}
