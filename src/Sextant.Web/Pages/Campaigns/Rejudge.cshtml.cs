using Microsoft.AspNetCore.Mvc;
using Sextant.Measurement.Campaigns;
using Sextant.Programme.Measured;
using Sextant.Web.Hosting;

namespace Sextant.Web.Pages.Campaigns;

/// <summary>A past campaign judged again with the profile of today: whose verdicts would be others. What is published stays.</summary>
public sealed class RejudgeModel : EditingPage
{
    public Campaign Campaign { get; private set; } = null!;

    /// <summary>What came of the last time; null: nobody asked.</summary>
    public Rejudgement? Found { get; private set; }

    public Task<IActionResult> OnGetAsync(string id, CancellationToken cancellation) => ShowAsync(id, cancellation);

    public Task<IActionResult> OnPostAsync(string id, CancellationToken cancellation) =>
        ChangeAsync(() => Parts.Rejudging.AskAsync(id, Viewer, cancellation), $"/campaigns/{id}/rejudge", () => ShowAsync(id, cancellation));

    private async Task<IActionResult> ShowAsync(string id, CancellationToken cancellation)
    {
        if (await OpenAsync(cancellation).ConfigureAwait(false) is { } instead)
        {
            return instead;
        }

        if (id.Length > 64 || await Parts.Measured.Campaigns.FindAsync(id, cancellation).ConfigureAwait(false) is not { } campaign)
        {
            return NotFound();
        }

        (Campaign, Found) = (campaign, await Parts.Rejudging.FindAsync(id, cancellation).ConfigureAwait(false));
        return Page();
    }
}
