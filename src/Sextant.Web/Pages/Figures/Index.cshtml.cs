using Microsoft.AspNetCore.Mvc;
using Sextant.Programme.Kpis;
using Sextant.Web.Hosting;

namespace Sextant.Web.Pages.Figures;

/// <summary>Every indicator that is counted: declared and measured side by side.</summary>
public sealed class IndexModel : SextantPage
{
    public KpiReport Report { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellation)
    {
        if (await OpenAsync(cancellation).ConfigureAwait(false) is { } instead)
        {
            return instead;
        }

        Report = (await Parts.Country.OverviewAsync(AsOf, cancellation).ConfigureAwait(false)).Kpis;
        return Page();
    }
}
