using Sextant.Programme.Register;

namespace Sextant.Programme.Packs.Checking;

/// <summary>What <c>documents.json</c> must hold to.</summary>
internal static class DocumentChecks
{
    private const string File = "documents.json";

    internal static void Run(Pack pack, PackCheck check)
    {
        HashSet<string> documents = PackCheck.Ids(pack.Documents.Select(document => document.Id));
        HashSet<string> texts = PackCheck.Ids(pack.Sources.Where(source => source.File is not null).Select(source => source.Id));
        check.Once(pack.Documents.Select(document => document.Id), File, "documents", "id");
        check.Each(pack.Documents, File, "documents", (document, at) =>
        {
            check.Slug(File, $"{at}.id", document.Id);
            check.OneOf(File, $"{at}.kind", document.Kind, [.. DocumentWords.Kinds]);
            check.Known(File, $"{at}.issuer", document.Issuer, check.Organisations.Keys, "organisations.json");
            check.Known(File, $"{at}.textOf", document.TextOf, texts, "pack.json sources with a file");
            check.Source(File, at, document.Source);
            check.Span(File, at, document.Effective, document.Expires);
            check.Once(document.Articles.Select(article => article.Number), File, $"{at}.articles", "number");
            check.Once(document.Relations.Select(relation => $"{relation.Kind} {relation.To}"), File, $"{at}.relations", "to");
            check.Each(document.Relations, File, $"{at}.relations", (relation, place) =>
            {
                check.OneOf(File, $"{place}.kind", relation.Kind, [.. DocumentWords.Relations]);
                check.Known(File, $"{place}.to", relation.To, documents, "documents.json");
            });
            HashSet<string> articles = PackCheck.Ids(document.Articles.Select(article => article.Number));
            check.Each(document.Obligations, File, $"{at}.obligations", (obligation, place) =>
            {
                check.Known(File, $"{place}.article", obligation.Article, articles, $"{at}.articles");
                check.Known(File, $"{place}.organisation", obligation.Organisation, check.Organisations.Keys, "organisations.json");
            });
        });
    }
}
