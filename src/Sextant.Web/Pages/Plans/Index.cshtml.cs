using Microsoft.AspNetCore.Mvc;
using Sextant.Programme.People;
using Sextant.Programme.Plans;
using Sextant.Programme.Tasks;
using Sextant.Web.Hosting;

namespace Sextant.Web.Pages.Plans;

/// <summary>The plans of the years.</summary>
public sealed class IndexModel : EditingPage
{
    public IReadOnlyList<PlanLine> Plans { get; private set; } = [];

    public IReadOnlyDictionary<string, SourceView> Sources { get; private set; } = new Dictionary<string, SourceView>();

    /// <summary>Whether who asks may begin a plan.</summary>
    public bool Writes => Viewer.Has(Right.WritePlans);

    public Task<IActionResult> OnGetAsync(CancellationToken cancellation) => ShowAsync(cancellation);

    /// <summary>Begins a plan, empty or as a copy of another.</summary>
    public Task<IActionResult> OnPostAsync([FromForm] int year, [FromForm] string? title, [FromForm] string? from, CancellationToken cancellation) => ChangeAsync(
        async () => "/plans/" + (Typed(from) is { } other
            ? await Parts.PlanEditing.CopyAsync(other, year, title ?? "", Viewer, cancellation).ConfigureAwait(false)
            : await Parts.PlanEditing.RecordAsync(new PlanDraft(null, year, title ?? ""), Viewer, cancellation).ConfigureAwait(false)),
        () => ShowAsync(cancellation));

    private async Task<IActionResult> ShowAsync(CancellationToken cancellation)
    {
        if (await OpenAsync(cancellation).ConfigureAwait(false) is { } instead)
        {
            return instead;
        }

        Plans = await Parts.Tasks.PlansAsync(AsOf, drafts: SeesDrafts, cancellation).ConfigureAwait(false);
        Sources = await Parts.Plans.SourcesAsync(AsOf, cancellation).ConfigureAwait(false);
        return Page();
    }
}
