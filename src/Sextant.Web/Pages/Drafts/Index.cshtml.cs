using Microsoft.AspNetCore.Mvc;
using Sextant.Programme.Drafting;
using Sextant.Programme.Organisations;
using Sextant.Programme.People;
using Sextant.Web.Hosting;

namespace Sextant.Web.Pages.Drafts;

/// <summary>Documents under drafting.</summary>
public sealed class IndexModel : EditingPage
{
    public IReadOnlyList<DraftingLine> Drafts { get; private set; } = [];

    public IReadOnlyList<OrganisationLine> Units { get; private set; } = [];

    /// <summary>Whether who asks may draft.</summary>
    public bool Writes => Viewer.Has(Right.WriteDrafts);

    public Task<IActionResult> OnGetAsync(CancellationToken cancellation) => ShowAsync(cancellation);

    /// <summary>Begins a draft.</summary>
    public Task<IActionResult> OnPostAsync([FromForm] DraftForm form, CancellationToken cancellation) => ChangeAsync(
        async () => "/drafts/" + await Parts.DraftingEditing.RecordAsync(form.Draft(null), Viewer, cancellation).ConfigureAwait(false),
        () => ShowAsync(cancellation));

    private async Task<IActionResult> ShowAsync(CancellationToken cancellation)
    {
        if (await OpenAsync(cancellation).ConfigureAwait(false) is { } instead)
        {
            return instead;
        }

        Drafts = await Parts.Drafting.ListAsync(AsOf, cancellation).ConfigureAwait(false);
        Units = Writes ? await Parts.Organisations.ListAsync(new OrganisationFilter(), AsOf, cancellation).ConfigureAwait(false) : [];
        return Page();
    }
}
