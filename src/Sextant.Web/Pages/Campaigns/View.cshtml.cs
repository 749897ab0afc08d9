using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Sextant.Checks.Judging;
using Sextant.Measurement.Runs;
using Sextant.Measurement.Storage;
using Sextant.Programme.Register;
using Sextant.Web.Hosting;
using Sextant.Wire;

namespace Sextant.Web.Pages.Campaigns;

/// <summary>One campaign: how far it is and what it gave; who looks after it lets it rest, go on and end here.</summary>
public sealed class ViewModel : EditingPage
{
    public BoardCampaign Shown { get; private set; } = null!;

    /// <summary>Names that were given up.</summary>
    public long GivenUp => Shown.Progress.Campaign.Count(TargetState.Failed);

    /// <summary>Whether something of it is unknown.</summary>
    public bool HasUnknown => Shown.Results.Any(result => result.Class == TargetClass.Unknown && result.Count > 0);

    public Task<IActionResult> OnGetAsync(string id, CancellationToken cancellation) => ShowAsync(id, cancellation);

    public Task<IActionResult> OnPostStandAsync(string id, [FromForm] string? standing, CancellationToken cancellation) => ChangeAsync(
        async () =>
        {
            await Parts.Campaigning.StandAsync(id, StandingOf(standing), Viewer, cancellation).ConfigureAwait(false);
            Parts.Board.Forget();
            return "/campaigns/" + id;
        },
        () => ShowAsync(id, cancellation));

    public Task<IActionResult> OnPostAgainAsync(string id, CancellationToken cancellation) => ChangeAsync(
        async () =>
        {
            await Parts.Campaigning.TryAgainAsync(id, Viewer, cancellation).ConfigureAwait(false);
            Parts.Board.Forget();
            return "/campaigns/" + id;
        },
        () => ShowAsync(id, cancellation));

    /// <summary>Says that it goes before others, or behind them.</summary>
    public Task<IActionResult> OnPostPriorityAsync(string id, [FromForm] string? priority, CancellationToken cancellation) => ChangeAsync(
        async () =>
        {
            int? wanted = int.TryParse(priority, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int typed) ? typed : null;
            await Parts.Campaigning.PrioritiseAsync(id, wanted, Viewer, cancellation).ConfigureAwait(false);
            Parts.Board.Forget();
            return "/campaigns/" + id;
        },
        () => ShowAsync(id, cancellation));

    /// <summary>The standing of a button.</summary>
    internal static CampaignStanding StandingOf(string? word) =>
        Enum.GetValues<CampaignStanding>().Cast<CampaignStanding?>().FirstOrDefault(one => FailureWords.Kebab(one!.Value.ToString()) == word) ?? throw new RefusedException("campaign-what");

    private async Task<IActionResult> ShowAsync(string id, CancellationToken cancellation)
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
