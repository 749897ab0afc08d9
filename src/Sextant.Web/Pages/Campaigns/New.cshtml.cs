using Microsoft.AspNetCore.Mvc;
using Sextant.Measurement.Campaigns;
using Sextant.Measurement.Runs;
using Sextant.Programme.Measured;
using Sextant.Web.Hosting;

namespace Sextant.Web.Pages.Campaigns;

/// <summary>Making a campaign, which the server measures from then on, or a schedule of them.</summary>
public sealed class NewModel : EditingPage
{
    [BindProperty(Name = "name")]
    public string? Name { get; set; }

    [BindProperty(SupportsGet = true, Name = "what")]
    public string What { get; set; } = "register";

    [BindProperty(Name = "kind")]
    public IReadOnlyList<string> Kinds { get; set; } = [];

    [BindProperty(Name = "names")]
    public string? Names { get; set; }

    [BindProperty(SupportsGet = true, Name = "of")]
    public string? UnknownOf { get; set; }

    /// <summary>When it is to be measured again and again; empty: once.</summary>
    [BindProperty(Name = "cron")]
    public string? Cron { get; set; }

    /// <summary>Campaigns whose unknown results can be looked at again.</summary>
    public IReadOnlyList<Campaign> Others { get; private set; } = [];

    public Task<IActionResult> OnGetAsync(CancellationToken cancellation) => ShowAsync(cancellation);

    public Task<IActionResult> OnPostAsync(CancellationToken cancellation) => ChangeAsync(
        async () =>
        {
            var order = new CampaignOrder(Name, What, Kinds, Names, UnknownOf);
            string place = "/campaigns";
            if (Typed(Cron) is { } cron)
            {
                await Parts.Campaigning.ScheduleAsync(order, cron, Viewer, cancellation).ConfigureAwait(false);
            }
            else
            {
                place += "/" + await Parts.Campaigning.MakeAsync(order, Viewer, cancellation).ConfigureAwait(false);
            }

            Parts.Board.Forget();
            return place;
        },
        () => ShowAsync(cancellation));

    private async Task<IActionResult> ShowAsync(CancellationToken cancellation)
    {
        if (await OpenAsync(cancellation).ConfigureAwait(false) is { } instead)
        {
            return instead;
        }

        BoardView board = await Parts.Board.ReadAsync(cancellation).ConfigureAwait(false);
        Others = [.. board.UnderWay.Select(one => one.Progress.Campaign), .. board.Others];
        return Page();
    }
}
