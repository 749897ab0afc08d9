namespace Sextant.Programme.Packs;

/// <summary>What stands where in <c>documents.json</c>.</summary>
internal static class DocumentFiles
{
    internal static Pack Read(JsonRow row, Pack pack) => pack with { Documents = row.List("documents", Document) };

    private static PackDocument Document(JsonRow row) => new()
    {
        Id = row.Text("id", 80),
        Kind = row.Text("kind", 60),
        Number = row.OptionalText("number", 200),
        Date = row.OptionalDate("date"),
        Title = row.Text("title"),
        Issuer = row.OptionalText("issuer", 80),
        IssuerName = row.OptionalText("issuerName", 500),
        IssuerInferred = row.Flag("issuerInferred"),
        IssuedBy = row.OptionalText("issuedBy", 200),
        Effective = row.OptionalDate("effective"),
        Expires = row.OptionalDate("expires"),
        TextOf = row.OptionalText("textOf", 60),
        Relations = row.List("relations", item => new PackDocumentRelation(item.Text("kind", 60), item.Text("to", 80))),
        Articles = row.List("articles", item => new PackArticle(item.Text("number", 200), item.OptionalText("title"), item.Text("text"))),
        Obligations = row.List("obligations", item => new PackObligation(
            item.OptionalText("article", 200), item.Text("text"), item.OptionalText("organisation", 80), item.OptionalText("to", 500), item.OptionalDate("due"))),
        Source = row.Text("source"),
        Note = row.Note(),
    };
}
