using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Sextant.Programme.Documents;
using Sextant.Programme.Organisations;
using Sextant.Programme.Register;
using Sextant.Web.Hosting;

namespace Sextant.Web.Pages.Documents;

/// <summary>Changes a document: what it is, its files, what it does to others, its articles and what it obliges to.</summary>
public sealed class EditModel : EditingPage
{
    /// <summary>Documents offered to be named; more are found by typing a number. 200: what a list can be looked through.</summary>
    private const int MostOffered = 200;

    public DocumentView Document { get; private set; } = null!;

    public IReadOnlyList<OrganisationLine> Units { get; private set; } = [];

    /// <summary>Documents that may be named.</summary>
    public IReadOnlyList<DocumentLine> Known { get; private set; } = [];

    [BindProperty(SupportsGet = true, Name = "article")]
    public int? ArticlePosition { get; set; }

    [BindProperty(SupportsGet = true, Name = "obligation")]
    public int? ObligationPosition { get; set; }

    /// <summary>The article that the form changes; null: it enters a new one.</summary>
    public ArticleView? Article => Document.Articles.FirstOrDefault(one => one.Position == ArticlePosition);

    /// <summary>The obligation that the form changes; null: it enters a new one.</summary>
    public ObligationView? Obligation => Document.Obligations.FirstOrDefault(one => one.Position == ObligationPosition);

    public Task<IActionResult> OnGetAsync(string id, CancellationToken cancellation) => ShowAsync(id, cancellation);

    public Task<IActionResult> OnPostRecordAsync(string id, [FromForm] DocumentForm form, CancellationToken cancellation) =>
        DoAsync(id, "record", () => Parts.DocumentEditing.RecordAsync(form.Draft(id), Viewer.Actor, Typed(form.Reason), cancellation), cancellation);

    public Task<IActionResult> OnPostAttachAsync(string id, [FromForm] IFormFile? file, CancellationToken cancellation) => DoAsync(
        id,
        "files",
        async () =>
        {
            await using Stream content = file?.OpenReadStream() ?? throw new RefusedException("file-empty");
            await Parts.DocumentEditing.AttachAsync(id, file.FileName, content, Viewer.Actor, cancellation).ConfigureAwait(false);
        },
        cancellation);

    public Task<IActionResult> OnPostDetachAsync(string id, [FromForm] string? sha256, [FromForm] string? reason, CancellationToken cancellation) =>
        DoAsync(id, "files", () => Parts.DocumentEditing.DetachAsync(id, sha256 ?? "", Viewer.Actor, reason ?? "", cancellation), cancellation);

    public Task<IActionResult> OnPostRelateAsync(string id, [FromForm] string? kind, [FromForm] string? to, CancellationToken cancellation) =>
        DoAsync(id, "relations", () => Parts.DocumentEditing.RelateAsync(id, kind ?? "", to ?? "", Viewer.Actor, null, cancellation), cancellation);

    public Task<IActionResult> OnPostUnrelateAsync(string id, [FromForm] string? kind, [FromForm] string? to, [FromForm] string? reason, CancellationToken cancellation) =>
        DoAsync(id, "relations", () => Parts.DocumentEditing.UnrelateAsync(id, kind ?? "", to ?? "", Viewer.Actor, reason ?? "", cancellation), cancellation);

    public Task<IActionResult> OnPostArticleAsync(string id, [FromForm] DocumentPartForm form, CancellationToken cancellation) => DoAsync(
        id, "articles", () => Parts.DocumentEditing.PutArticleAsync(id, new ArticleDraft(form.Number ?? "", form.Title, form.Text ?? "", form.Position), Viewer.Actor, Typed(form.Reason), cancellation), cancellation);

    public Task<IActionResult> OnPostObligationAsync(string id, [FromForm] DocumentPartForm form, CancellationToken cancellation) => DoAsync(
        id,
        "obligations",
        () => Parts.DocumentEditing.PutObligationAsync(
            id, new ObligationDraft(form.Text ?? "", form.Article, Typed(form.Organisation), form.Addressee, DayOf(form.Due), form.Position), Viewer.Actor, Typed(form.Reason), cancellation),
        cancellation);

    public Task<IActionResult> OnPostProveAsync(string id, [FromForm] int obligation, [FromForm] string? kind, [FromForm] string? reference, CancellationToken cancellation) => DoAsync(
        id,
        "obligations",
        () => Parts.DocumentEditing.ProveAsync(
            string.Create(CultureInfo.InvariantCulture, $"{id}/obligation-{obligation}"), new ProofDraft(kind ?? "", reference ?? "", null), Viewer.Actor, null, cancellation),
        cancellation);

    /// <summary>Takes an article or an obligation back.</summary>
    public Task<IActionResult> OnPostTakeBackAsync(string id, [FromForm] string? part, [FromForm] int position, [FromForm] string? reason, CancellationToken cancellation) => DoAsync(
        id, part == "article" ? "articles" : "obligations", () => Parts.DocumentEditing.WithdrawPartAsync(id, part ?? "", position, Viewer.Actor, reason ?? "", cancellation), cancellation);

    public Task<IActionResult> OnPostWithdrawAsync(string id, [FromForm] string? reason, CancellationToken cancellation) => ChangeAsync(
        async () =>
        {
            await Parts.DocumentEditing.WithdrawAsync(id, Viewer.Actor, reason ?? "", cancellation).ConfigureAwait(false);
            return "/documents";
        },
        () => ShowAsync(id, cancellation));

    private Task<IActionResult> DoAsync(string id, string part, Func<Task> work, CancellationToken cancellation) =>
        ChangeAsync(work, $"/documents/{id}/edit#{part}", () => ShowAsync(id, cancellation));

    private async Task<IActionResult> ShowAsync(string id, CancellationToken cancellation)
    {
        if (await OpenAsync(cancellation).ConfigureAwait(false) is { } instead)
        {
            return instead;
        }

        if (await Parts.Documents.FindAsync(id, Ahead, cancellation).ConfigureAwait(false) is not { } document)
        {
            return NotFound();
        }

        Document = document;
        Units = await Parts.Organisations.ListAsync(new OrganisationFilter(), AsOf, cancellation).ConfigureAwait(false);
        Known = (await Parts.Documents.ListAsync(new DocumentFilter { Most = MostOffered }, Ahead, cancellation).ConfigureAwait(false)).Lines;
        return Page();
    }
}
