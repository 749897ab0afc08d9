using Microsoft.AspNetCore.Mvc;
using Sextant.Programme.Organisations.Duplicates;
using Sextant.Web.Hosting;

namespace Sextant.Web.Pages.Duplicates;

/// <summary>Organisations that may have been entered twice: why, and what the office says of them.</summary>
public sealed class IndexModel : EditingPage
{
    private const string Address = "/organisations/duplicates";

    public DuplicateSheet Sheet { get; private set; } = new([], 0, []);

    public Task<IActionResult> OnGetAsync(CancellationToken cancellation) => ShowAsync(cancellation);

    public Task<IActionResult> OnPostAsync([FromForm] string? first, [FromForm] string? second, [FromForm] string? why, CancellationToken cancellation) =>
        DoAsync(() => Parts.Duplicates.TellApartAsync(first, second, why, Viewer, cancellation), cancellation);

    public Task<IActionResult> OnPostTakeBackAsync([FromForm] string? key, [FromForm] string? reason, CancellationToken cancellation) =>
        DoAsync(() => Parts.Duplicates.TakeBackAsync(key, reason, Viewer, cancellation), cancellation);

    private Task<IActionResult> DoAsync(Func<Task> work, CancellationToken cancellation) => ChangeAsync(work, Address, () => ShowAsync(cancellation));

    private async Task<IActionResult> ShowAsync(CancellationToken cancellation)
    {
        if (await OpenAsync(cancellation).ConfigureAwait(false) is { } instead)
        {
            return instead;
        }

        Sheet = await Parts.Duplicates.ReadAsync(AsOf, Viewer, cancellation).ConfigureAwait(false);
        return Page();
    }
}
