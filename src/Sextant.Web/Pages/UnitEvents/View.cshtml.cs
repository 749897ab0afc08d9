using Microsoft.AspNetCore.Mvc;
using Sextant.Programme.Organisations.Events;

namespace Sextant.Web.Pages.UnitEvents;

/// <summary>One event: who was what in it, by which decision, and since when the register says so.</summary>
public sealed class ViewModel : UnitEventPage
{
    public UnitEventView Event { get; private set; } = null!;

    public Task<IActionResult> OnGetAsync(string key, CancellationToken cancellation) => ShowAsync(key, cancellation);

    /// <summary>It was a mistake.</summary>
    public Task<IActionResult> OnPostTakeBackAsync(string key, [FromForm] string? reason, CancellationToken cancellation) => ChangeAsync(
        async () =>
        {
            await Parts.UnitEventDesk.TakeBackAsync(key, reason ?? "", Viewer, cancellation).ConfigureAwait(false);
            return "/organisations/events";
        },
        () => ShowAsync(key, cancellation));

    /// <summary>Its decision is another.</summary>
    public Task<IActionResult> OnPostDecideAsync(string key, [FromForm] string? reason, CancellationToken cancellation) => ChangeAsync(
        async () =>
        {
            await Parts.UnitEventDesk.DecideAsync(key, UnitEventForm.Decision(Request.Form), reason ?? "", Viewer, cancellation).ConfigureAwait(false);
            return "/organisations/events/" + key;
        },
        () => ShowAsync(key, cancellation));

    private async Task<IActionResult> ShowAsync(string key, CancellationToken cancellation)
    {
        if (await OpenAsync(cancellation).ConfigureAwait(false) is { } instead)
        {
            return instead;
        }

        if (await Parts.UnitEvents.FindAsync(key, AsOf, cancellation).ConfigureAwait(false) is not { } found)
        {
            return NotFound();
        }

        Event = found;
        if (Keeps)
        {
            await ReadDocumentsAsync(cancellation).ConfigureAwait(false);
        }

        return Page();
    }
}
