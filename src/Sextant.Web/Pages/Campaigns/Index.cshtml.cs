using Microsoft.AspNetCore.Mvc;
using Sextant.Measurement.Runs;
using Sextant.Programme.People;
using Sextant.Web.Hosting;

namespace Sextant.Web.Pages.Campaigns;

/// <summary>Campaigns as they go, those before, and when the next ones come.</summary>
public sealed class IndexModel : EditingPage
{
    public BoardView Board { get; private set; } = null!;

    /// <summary>Whether who asks makes campaigns and lets them rest.</summary>
    public bool Runs => Viewer.Has(Right.RunCampaigns);

    public Task<IActionResult> OnGetAsync(CancellationToken cancellation) => ShowAsync(cancellation);

    public Task<IActionResult> OnPostStandAsync([FromForm] string? target, [FromForm] string? standing, CancellationToken cancellation) => ChangeAsync(
        async () =>
        {
            await Parts.Campaigning.StandAsync(target ?? "", ViewModel.StandingOf(standing), Viewer, cancellation).ConfigureAwait(false);
            Parts.Board.Forget();
            return "/campaigns";
        },
        () => ShowAsync(cancellation));

    /// <summary>Gives a schedule another rule of time.</summary>
    public Task<IActionResult> OnPostRetimeAsync([FromForm] string? target, [FromForm] string? cron, CancellationToken cancellation) => ChangeAsync(
        async () =>
        {
            await Parts.Campaigning.RetimeAsync(target ?? "", cron, Viewer, cancellation).ConfigureAwait(false);
            Parts.Board.Forget();
            return "/campaigns";
        },
        () => ShowAsync(cancellation));

    private async Task<IActionResult> ShowAsync(CancellationToken cancellation)
    {
        if (await OpenAsync(cancellation).ConfigureAwait(false) is { } instead)
        {
            return instead;
        }

        Board = await Parts.Board.ReadAsync(cancellation).ConfigureAwait(false);
        return Page();
    }
}
