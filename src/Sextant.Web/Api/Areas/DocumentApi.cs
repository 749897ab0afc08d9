using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Sextant.Programme.Documents;
using Sextant.Programme.People;
using Sextant.Programme.Register;

namespace Sextant.Web.Api.Areas;

/// <summary>Documents: found by words with or without accents, and read with articles, obligations and files.</summary>
internal sealed class DocumentApi : IApiArea
{
    public string Id => "documents";

    public IJsonTypeInfoResolver Shapes => DocumentJson.Default;

    public IReadOnlyList<ApiRoute> Routes { get; } =
    [
        Ways.Get("documents.list", "/documents", Right.ReadPublished, ListAsync)
            with { Query = [.. Ways.Day, new("search"), new("kind"), new("year", "integer", Least: 1900, Most: 2200), new("page", "integer", Least: 1, Most: 10_000), new("limit", "integer", Least: 1, Most: ApiCall.MostLines)] },
        Ways.Get("documents.read", "/documents/{id}", Right.ReadPublished, async call => Of(await call.AheadAsync(
            Right.WriteDocuments, asOf => call.Parts.Documents.FindAsync(call.Value("id"), asOf, call.Cancellation)).ConfigureAwait(false))) with { Query = Ways.Day },
        Ways.File("documents.file", "/documents/{id}/files/{sha256}", Right.ReadPublished, [ApiRoute.FileType], FileAsync),
        .. DocumentWriting.Routes,
    ];

    internal static DocumentLineShape Of(DocumentLine line) => new(
        line.Id, line.Kind, line.Number, line.Date, line.Title, line.Issuer?.Slug, line.Issuer?.Name, line.Issuer?.Inferred ?? false, TargetApi.Word(line.State), line.Source, line.Excerpt);

    // Ranked by how well they fit: a list like that has pages by number, not a place to go on from.
    private static async Task<DocumentListShape?> ListAsync(ApiCall call)
    {
        var filter = new DocumentFilter { Search = call.Query("search"), Kind = call.Query("kind"), Year = call.QueryNumber("year"), Page = call.QueryNumber("page") ?? 1, Most = call.QueryNumber("limit") ?? 50 };
        DocumentList list = await call.Parts.Documents.ListAsync(filter, await call.AsOfAsync().ConfigureAwait(false), call.Cancellation).ConfigureAwait(false);
        return new DocumentListShape([.. list.Lines.Select(Of)], list.Count, filter.Page, filter.Page * filter.Most < list.Count ? filter.Page + 1 : null);
    }

    private static async Task<ApiFile?> FileAsync(ApiCall call) =>
        await call.Parts.Documents.FileAsync(call.Value("id"), call.Value("sha256"), await call.AsOfAsync().ConfigureAwait(false), call.Cancellation).ConfigureAwait(false) is { } file
            ? await ApiFile.OfAsync(call, file).ConfigureAwait(false)
            : null;

    private static DocumentShape? Of(DocumentView? view) => view is null ? null : new DocumentShape(
        Of(view.Line), view.IssuedBy, view.Effective, view.Expires, view.Text, view.Note,
        [.. view.Does.Select(one => new RelatedDocumentShape(one.Kind, Of(one.Document)))], [.. view.Undergoes.Select(one => new RelatedDocumentShape(one.Kind, Of(one.Document)))],
        [.. view.Articles.Select(one => new ArticleShape(one.Position, one.Number, one.Title, one.Text))],
        [.. view.Obligations.Select(one => new ObligationShape(
            one.Position, one.Text, one.Article, one.Organisation?.Slug, one.Addressee, one.Due, [.. one.Proofs.Select(proof => new ProofShape(proof.Kind, proof.Reference, proof.Text))]))],
        [.. view.Files.Select(one => new FileShape(one.Sha256, one.Name, one.Type, one.Bytes))]);
}

/// <summary>A page of documents, the best fitting first; the number of the next page, where there is one.</summary>
public sealed record DocumentListShape(IReadOnlyList<DocumentLineShape> Items, int Count, int Page, int? NextPage);

/// <summary>A document in a list.</summary>
public sealed record DocumentLineShape(
    string Id, string Kind, string? Number, DateOnly? Date, string Title, string? Issuer, LocalText? IssuerName, bool IssuerInferred, string State, string? Source, string? Excerpt);

/// <summary>A document with all that hangs on it.</summary>
public sealed record DocumentShape(
    DocumentLineShape Line, string? IssuedBy, DateOnly? Effective, DateOnly? Expires, string? Text, LocalText? Note, IReadOnlyList<RelatedDocumentShape> Does, IReadOnlyList<RelatedDocumentShape> Undergoes,
    IReadOnlyList<ArticleShape> Articles, IReadOnlyList<ObligationShape> Obligations, IReadOnlyList<FileShape> Files);

/// <summary>A document beside another: what the one does to the other.</summary>
public sealed record RelatedDocumentShape(string Kind, DocumentLineShape Document);

/// <summary>An article.</summary>
public sealed record ArticleShape(int Position, string Number, string? Title, string Text);

/// <summary>What somebody is obliged to, by when, and what shows that it is met.</summary>
public sealed record ObligationShape(int Position, string Text, string? Article, string? Organisation, string? Addressee, DateOnly? Due, IReadOnlyList<ProofShape> Proofs);

/// <summary>What shows something.</summary>
public sealed record ProofShape(string Kind, string Reference, string? Text);

/// <summary>A file.</summary>
public sealed record FileShape(string Sha256, string Name, string Type, [property: Unit("bytes")] long Bytes);

[JsonSerializable(typeof(DocumentListShape))]
[JsonSerializable(typeof(DocumentShape))]
[JsonSerializable(typeof(DocumentBody))]
[JsonSerializable(typeof(RelationBody))]
[JsonSerializable(typeof(RelationEnd))]
[JsonSerializable(typeof(ArticleBody))]
[JsonSerializable(typeof(ObligationBody))]
[JsonSerializable(typeof(ProofBody))]
[JsonSerializable(typeof(DocumentPartEnd))]
internal sealed partial class DocumentJson : JsonSerializerContext;
