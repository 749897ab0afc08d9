using Microsoft.AspNetCore.Mvc;
using Sextant.Measurement.Runs;
using Sextant.Web.Hosting;

namespace Sextant.Web.Pages.Campaigns;

/// <summary>Campaigns as they go, those before, and when the next ones come.</summary>
public sealed class IndexModel : SextantPage
{
    public BoardView Board { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellation)
    {
        if (await OpenAsync(cancellation).ConfigureAwait(false) is { } instead)
        {
            return instead;
        }

        Board = await Parts.Board.ReadAsync(cancellation).ConfigureAwait(false);
        return Page();
    }
}
