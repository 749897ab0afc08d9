using Microsoft.AspNetCore.Mvc;
using Sextant.Programme.Papers;
using Sextant.Programme.Papers.Reports;
using Sextant.Web.Hosting;

namespace Sextant.Web.Pages.Reports;

/// <summary>The phases and years that can be reported on.</summary>
public sealed class IndexModel : SextantPage
{
    public IReadOnlyList<ReportPeriod> Periods { get; private set; } = [];

    public Letterhead Letterhead { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellation)
    {
        if (await OpenAsync(cancellation).ConfigureAwait(false) is { } instead)
        {
            return instead;
        }

        Periods = await Parts.Papers.Periods.ListAsync(Header.Calendar.Today(Parts.Clock), cancellation).ConfigureAwait(false);
        Letterhead = await Parts.Papers.Letterheads.ReadAsync(AsOf, Lang, cancellation).ConfigureAwait(false);
        return Page();
    }
}
