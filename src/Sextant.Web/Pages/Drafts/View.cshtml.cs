using Microsoft.AspNetCore.Mvc;
using Sextant.Programme.Drafting;
using Sextant.Programme.Organisations;
using Sextant.Programme.People;
using Sextant.Programme.Register;
using Sextant.Web.Hosting;

namespace Sextant.Web.Pages.Drafts;

/// <summary>A draft: the words of each round with what was said of them and what came of it.</summary>
public sealed class ViewModel : EditingPage
{
    public DraftingView Draft { get; private set; } = null!;

    public IReadOnlyList<OrganisationLine> Units { get; private set; } = [];

    /// <summary>Organisations for which who asks may comment, with what each is called.</summary>
    public IReadOnlyList<(string Slug, string Name)> Speaks { get; private set; } = [];

    public bool MayWrite => Viewer.Has(Right.WriteDrafts);

    /// <summary>Whether who asks may still write here.</summary>
    public bool Writes => MayWrite && Draft.Line.State == "drafting";

    public Task<IActionResult> OnGetAsync(string id, CancellationToken cancellation) => ShowAsync(id, cancellation);

    public Task<IActionResult> OnPostRecordAsync(string id, [FromForm] DraftForm form, CancellationToken cancellation) =>
        DoAsync(id, () => Parts.DraftingEditing.RecordAsync(form.Draft(id), Viewer, cancellation), cancellation);

    /// <summary>Puts the words forward for comments.</summary>
    public Task<IActionResult> OnPostRoundAsync(string id, [FromForm] string? closes, CancellationToken cancellation) =>
        DoAsync(id, () => Parts.DraftingEditing.OpenRoundAsync(id, DayOf(closes) ?? throw new RefusedException("day"), Viewer, cancellation), cancellation);

    /// <summary>Moves the last day of the last round.</summary>
    public Task<IActionResult> OnPostMoveAsync(string id, [FromForm] string? closes, [FromForm] string? reason, CancellationToken cancellation) =>
        DoAsync(id, () => Parts.DraftingEditing.MoveRoundAsync(id, DayOf(closes) ?? throw new RefusedException("day"), Typed(reason), Viewer, cancellation), cancellation);

    public Task<IActionResult> OnPostCommentAsync(string id, [FromForm] string? organisation, [FromForm] string? place, [FromForm] string? text, CancellationToken cancellation) =>
        DoAsync(id, () => Parts.DraftingEditing.CommentAsync(id, new CommentDraft(Typed(organisation), place, text ?? ""), Viewer, cancellation), cancellation);

    public Task<IActionResult> OnPostAnswerAsync(string id, [FromForm] int position, [FromForm] string? verdict, [FromForm] string? answer, CancellationToken cancellation) =>
        DoAsync(id, () => Parts.DraftingEditing.AnswerAsync(id, position, verdict ?? "", answer ?? "", Viewer, cancellation), cancellation);

    /// <summary>The draft became a document, or is given up.</summary>
    public Task<IActionResult> OnPostEndAsync(string id, [FromForm] string? document, [FromForm] string? reason, CancellationToken cancellation) =>
        DoAsync(id, () => Parts.DraftingEditing.EndAsync(id, Typed(document), Typed(reason), Viewer, cancellation), cancellation);

    private Task<IActionResult> DoAsync(string id, Func<Task> work, CancellationToken cancellation) => ChangeAsync(work, "/drafts/" + id, () => ShowAsync(id, cancellation));

    private async Task<IActionResult> ShowAsync(string id, CancellationToken cancellation)
    {
        if (await OpenAsync(cancellation).ConfigureAwait(false) is { } instead)
        {
            return instead;
        }

        if (await Parts.Drafting.FindAsync(id, AsOf, cancellation).ConfigureAwait(false) is not { } draft)
        {
            return NotFound();
        }

        Draft = draft;
        Units = await Parts.Organisations.ListAsync(new OrganisationFilter(), AsOf, cancellation).ConfigureAwait(false);
        IReadOnlySet<string> own = Viewer.Has(Right.CommentDrafts) ? await Parts.People.Reach.OwnAsync(Viewer, cancellation).ConfigureAwait(false) : new HashSet<string>();
        Speaks = [.. Units.Where(unit => own.Contains(unit.Slug)).Select(unit => (unit.Slug, unit.Name.In(Lang)))];
        return Page();
    }
}
