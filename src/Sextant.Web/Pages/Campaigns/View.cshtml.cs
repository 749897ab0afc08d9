using Microsoft.AspNetCore.Mvc;
using Sextant.Measurement.Runs;
using Sextant.Web.Hosting;

namespace Sextant.Web.Pages.Campaigns;

/// <summary>One campaign: how far it is and what it gave.</summary>
public sealed class ViewModel : SextantPage
{
    public BoardCampaign Shown { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(string id, CancellationToken cancellation)
    {
        if (await OpenAsync(cancellation).ConfigureAwait(false) is { } instead)
        {
            return instead;
        }

        if (id.Length > 64 || await Parts.Board.FindAsync(id, cancellation).ConfigureAwait(false) is not { } shown)
        {
            return NotFound();
        }

        Shown = shown;
        return Page();
    }
}
