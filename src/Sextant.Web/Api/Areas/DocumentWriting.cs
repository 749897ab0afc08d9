using System.Globalization;
using Sextant.Programme.Documents;
using Sextant.Programme.People;
using Sextant.Programme.Register;

namespace Sextant.Web.Api.Areas;

/// <summary>Writes documents: what they are, their files, what they do to others, their articles, and what they oblige to.</summary>
internal static class DocumentWriting
{
    private const string One = "/documents/{id}";
    private const string Reads = "documents.read";

    // A law with its words: 200 pages; the page's own bound of a text is below it.
    private const int TextBytes = 1024 * 1024;

    internal static IReadOnlyList<ApiRoute> Routes { get; } =
    [
        Ways.New<DocumentBody>("documents.begin", "/documents", Right.WriteDocuments, Reads, (call, body) => ApiCall.MadeAsync("id", () => RecordAsync(call, null, body))) with { MostBytes = TextBytes },
        Ways.Put<DocumentBody>("documents.write", One, Right.WriteDocuments, Reads, (call, body) => ApiCall.DoneAsync(() => RecordAsync(call, call.Value("id"), body))) with { MostBytes = TextBytes },
        Ways.Gone("documents.withdraw", One + "/withdrawal", Right.WriteDocuments, Reads, (call, reason) =>
            call.Parts.DocumentEditing.WithdrawAsync(call.Value("id"), call.Viewer.Actor, reason, call.Cancellation)),
        Ways.Upload("documents.attach", One + "/files", Right.WriteDocuments, Reads, call => ApiCall.DoneAsync(() =>
            call.Parts.DocumentEditing.AttachAsync(call.Value("id"), call.Query("file-name"), new MemoryStream(call.Content), call.Viewer.Actor, call.Cancellation))),
        Ways.Gone("documents.detach", One + "/files/{sha256}/withdrawal", Right.WriteDocuments, Reads, (call, reason) =>
            call.Parts.DocumentEditing.DetachAsync(call.Value("id"), call.Value("sha256"), call.Viewer.Actor, reason, call.Cancellation)),
        Ways.Post<DocumentPartEnd>("documents.withdraw-part", One + "/parts/withdrawal", Right.WriteDocuments, Reads, (call, body) => ApiCall.DoneAsync(() => call.Parts.DocumentEditing.WithdrawPartAsync(
            call.Value("id"), body.Part, body.Position, call.Viewer.Actor, body.Reason, call.Cancellation))) with { NeedsMatch = true },
        Ways.New<RelationBody>("documents.relate", One + "/relations", Right.WriteDocuments, Reads, (call, body) =>
            ApiCall.DoneAsync(() => call.Parts.DocumentEditing.RelateAsync(call.Value("id"), body.Kind, body.To, call.Viewer.Actor, body.Reason, call.Cancellation))),
        Ways.Post<RelationEnd>("documents.unrelate", One + "/relations/withdrawal", Right.WriteDocuments, Reads, (call, body) =>
            ApiCall.DoneAsync(() => call.Parts.DocumentEditing.UnrelateAsync(call.Value("id"), body.Kind, body.To, call.Viewer.Actor, body.Reason, call.Cancellation))) with { NeedsMatch = true },
        Ways.New<ArticleBody>("documents.article", One + "/articles", Right.WriteDocuments, Reads, (call, body) => ApiCall.DoneAsync(() => call.Parts.DocumentEditing.PutArticleAsync(
            call.Value("id"), new ArticleDraft(body.Number, body.Title, body.Text, body.Position), call.Viewer.Actor, body.Reason, call.Cancellation))) with { MostBytes = TextBytes },
        Ways.New<ObligationBody>("documents.oblige", One + "/obligations", Right.WriteDocuments, Reads, (call, body) => ApiCall.DoneAsync(() => call.Parts.DocumentEditing.PutObligationAsync(
            call.Value("id"), new ObligationDraft(body.Text, body.Article, body.Organisation, body.Addressee, body.Due, body.Position), call.Viewer.Actor, body.Reason, call.Cancellation))),
        Ways.New<ProofBody>("documents.prove", One + "/obligations/{position:int}/proofs", Right.WriteDocuments, Reads, (call, body) => ApiCall.DoneAsync(() => call.Parts.DocumentEditing.ProveAsync(
            string.Create(CultureInfo.InvariantCulture, $"{call.Value("id")}/obligation-{call.Number("position")}"), new ProofDraft(body.Kind, body.Reference, body.Text), call.Viewer.Actor, null, call.Cancellation))),
    ];

    private static Task<string> RecordAsync(ApiCall call, string? id, DocumentBody body) => call.Parts.DocumentEditing.RecordAsync(
        new DocumentDraft
        {
            Id = id, Kind = body.Kind, Number = body.Number, Date = body.Date, Title = body.Title, Issuer = body.Issuer, IssuerName = body.IssuerName, IssuedBy = body.IssuedBy, Effective = body.Effective,
            Expires = body.Expires, Text = body.Text, Note = body.Note,
        },
        call.Viewer.Actor, body.Reason, call.Cancellation);
}

/// <summary>A document to write, whole: a member that is missing is not known. Its issuer is an organisation's slug or words.</summary>
public sealed record DocumentBody([property: OneOf(typeof(DocumentWords), nameof(DocumentWords.Kinds))] string Kind, string Title)
{
    /// <summary>Such as 1234/QĐ-BTTTT.</summary>
    public string? Number { get; init; }

    /// <summary>Its day.</summary>
    public DateOnly? Date { get; init; }

    /// <summary>Slug of who issued it.</summary>
    public string? Issuer { get; init; }

    /// <summary>Who issued it, where the register has none of it.</summary>
    public string? IssuerName { get; init; }

    /// <summary>The person who signed.</summary>
    public string? IssuedBy { get; init; }

    /// <summary>First day in force.</summary>
    public DateOnly? Effective { get; init; }

    /// <summary>Last day in force.</summary>
    public DateOnly? Expires { get; init; }

    /// <summary>Its words.</summary>
    public string? Text { get; init; }

    /// <summary>A note of the office.</summary>
    public string? Note { get; init; }

    /// <summary>Why it is written down, or changed.</summary>
    public string? Reason { get; init; }
}

/// <summary>What a document does to another: <c>amends</c>, <c>replaces</c> and so on; the other by its id or a number that it alone bears.</summary>
public sealed record RelationBody([property: OneOf(typeof(DocumentWords), nameof(DocumentWords.Relations))] string Kind, string To, string? Reason = null);

/// <summary>What a document does not do after all, and why.</summary>
public sealed record RelationEnd([property: OneOf(typeof(DocumentWords), nameof(DocumentWords.Relations))] string Kind, string To, string Reason);

/// <summary>An article to enter, or with a position to change.</summary>
public sealed record ArticleBody(string Number, string Text, string? Title = null, int? Position = null, string? Reason = null);

/// <summary>An obligation to enter, or with a position to change; its article by its position, its addressee by a slug or words.</summary>
public sealed record ObligationBody(
    string Text, int? Article = null, string? Organisation = null, string? Addressee = null, DateOnly? Due = null, int? Position = null, string? Reason = null);

/// <summary>An <c>article</c> or an <c>obligation</c> that was entered by mistake.</summary>
public sealed record DocumentPartEnd(string Part, int Position, string Reason);

/// <summary>What shows that an obligation is met.</summary>
public sealed record ProofBody([property: OneOf(typeof(DocumentWords), nameof(DocumentWords.Proofs))] string Kind, string Reference, string? Text = null);
