using Microsoft.AspNetCore.Mvc;
using Sextant.Programme.Organisations;
using Sextant.Web.Hosting;

namespace Sextant.Web.Pages.Documents;

/// <summary>Writes a document down.</summary>
public sealed class NewModel : EditingPage
{
    /// <summary>Organisations that may have issued it.</summary>
    public IReadOnlyList<OrganisationLine> Units { get; private set; } = [];

    public Task<IActionResult> OnGetAsync(CancellationToken cancellation) => ShowAsync(cancellation);

    public Task<IActionResult> OnPostAsync([FromForm] DocumentForm form, CancellationToken cancellation) => ChangeAsync(
        async () => "/documents/" + await Parts.DocumentEditing.RecordAsync(form.Draft(null), Viewer.Actor, Typed(form.Reason), cancellation).ConfigureAwait(false) + "/edit",
        () => ShowAsync(cancellation));

    private async Task<IActionResult> ShowAsync(CancellationToken cancellation)
    {
        if (await OpenAsync(cancellation).ConfigureAwait(false) is { } instead)
        {
            return instead;
        }

        Units = await Parts.Organisations.ListAsync(new OrganisationFilter(), AsOf, cancellation).ConfigureAwait(false);
        return Page();
    }
}
