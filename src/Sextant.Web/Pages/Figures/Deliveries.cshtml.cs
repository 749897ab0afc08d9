using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Sextant.Programme.Register;
using Sextant.Programme.Sources;
using Sextant.Web.Hosting;

namespace Sextant.Web.Pages.Figures;

/// <summary>Where files of others are handed in, those that wait, and those that were taken.</summary>
public sealed class DeliveriesModel : EditingPage
{
    public IReadOnlyList<OutsideWaiting> Waiting { get; private set; } = [];

    public IReadOnlyList<OutsideDelivery> Taken { get; private set; } = [];

    /// <summary>What is wrong with the files that were just handed in.</summary>
    public OutsideException? Faults { get; private set; }

    [BindProperty(Name = "publisher")]
    public string? Publisher { get; set; }

    [BindProperty(Name = "day")]
    public string? Day { get; set; }

    public Task<IActionResult> OnGetAsync(CancellationToken cancellation) => ShowAsync(cancellation);

    public Task<IActionResult> OnPostAsync([FromForm(Name = "file")] IReadOnlyList<IFormFile>? files, CancellationToken cancellation) => ChangeAsync(
        async () =>
        {
            var contents = new List<OutsideContent>();
            foreach (IFormFile file in files ?? [])
            {
                using var content = new MemoryStream();
                await file.CopyToAsync(content, cancellation).ConfigureAwait(false);
                contents.Add(new OutsideContent(Path.GetFileName(file.FileName), content.ToArray()));
            }

            try
            {
                string key = await Parts.OutsideDesk.StageAsync(new OutsideOrder(Publisher ?? "", DayOf(Day), contents), Viewer, cancellation).ConfigureAwait(false);
                return "/figures/others/deliveries/" + key;
            }
            catch (OutsideException faulty)
            {
                Faults = faulty;
                throw new RefusedException("outside-faulty", faulty.Count);
            }
        },
        () => ShowAsync(cancellation));

    public Task<IActionResult> OnPostUndoAsync([FromForm] string? key, [FromForm] string? reason, CancellationToken cancellation) => ChangeAsync(
        async () =>
        {
            await Parts.OutsideDesk.UndoAsync(key ?? "", reason, Viewer, cancellation).ConfigureAwait(false);
            return "/figures/others/deliveries";
        },
        () => ShowAsync(cancellation));

    private async Task<IActionResult> ShowAsync(CancellationToken cancellation)
    {
        if (await OpenAsync(cancellation).ConfigureAwait(false) is { } instead)
        {
            return instead;
        }

        Waiting = await Parts.OutsideDesk.WaitingAsync(Viewer, cancellation).ConfigureAwait(false);
        Taken = await Parts.Outside.DeliveriesAsync(cancellation).ConfigureAwait(false);
        return Page();
    }
}
