using Microsoft.AspNetCore.Mvc;
using Sextant.Programme.Training;
using Sextant.Web.Hosting;

namespace Sextant.Web.Pages.Training;

/// <summary>Experts who agreed to be named, as they agree this moment.</summary>
public sealed class ExpertsModel : SextantPage
{
    public IReadOnlyList<ExpertView> Experts { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellation)
    {
        AsOfText = null;
        if (await OpenAsync(cancellation).ConfigureAwait(false) is { } instead)
        {
            return instead;
        }

        // Who takes the consent back is gone at once, and from no cache comes back.
        Response.Headers.CacheControl = "no-store";
        Response.Headers["X-Robots-Tag"] = "noindex, noarchive";
        Experts = await Parts.Training.Experts.PublicAsync(cancellation).ConfigureAwait(false);
        return Page();
    }
}
