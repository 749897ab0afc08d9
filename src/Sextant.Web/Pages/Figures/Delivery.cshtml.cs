using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Sextant.Programme.Register;
using Sextant.Programme.Sources;
using Sextant.Web.Hosting;

namespace Sextant.Web.Pages.Figures;

/// <summary>Files that were checked: what they would bring, before they are taken or dropped.</summary>
public sealed class DeliveryModel : EditingPage
{
    public OutsideWaiting Waiting { get; private set; } = null!;

    /// <summary>What it would bring; null: it cannot be taken by now.</summary>
    public OutsidePreview? Preview { get; private set; }

    /// <summary>What is wrong with it by now.</summary>
    public OutsideException? Faults { get; private set; }

    public Task<IActionResult> OnGetAsync(string key, CancellationToken cancellation) => ShowAsync(key, cancellation);

    public Task<IActionResult> OnPostTakeAsync(string key, CancellationToken cancellation) => ChangeAsync(
        async () =>
        {
            try
            {
                await Parts.OutsideDesk.TakeAsync(key, Viewer, cancellation).ConfigureAwait(false);
                return "/figures/others/deliveries";
            }
            catch (OutsideException faulty)
            {
                throw new RefusedException("outside-faulty", faulty.Count);
            }
        },
        () => ShowAsync(key, cancellation));

    public Task<IActionResult> OnPostDropAsync(string key, CancellationToken cancellation) => ChangeAsync(
        async () =>
        {
            await Parts.OutsideDesk.DropAsync(key, Viewer, cancellation).ConfigureAwait(false);
            return "/figures/others/deliveries";
        },
        () => ShowAsync(key, cancellation));

    private async Task<IActionResult> ShowAsync(string key, CancellationToken cancellation)
    {
        if (await OpenAsync(cancellation).ConfigureAwait(false) is { } instead)
        {
            return instead;
        }

        if (await Parts.OutsideDesk.FindAsync(key, Viewer, cancellation).ConfigureAwait(false) is not { } waiting)
        {
            return NotFound();
        }

        Waiting = waiting;
        try
        {
            Preview = await Parts.OutsideDesk.LookAsync(waiting, cancellation).ConfigureAwait(false);
        }
        catch (OutsideException faulty)
        {
            Faults = faulty;
        }
        catch (RefusedException known)
        {
            Refuse(known, StatusCodes.Status200OK); // taken meanwhile from elsewhere: it can be dropped
        }

        return Page();
    }
}
