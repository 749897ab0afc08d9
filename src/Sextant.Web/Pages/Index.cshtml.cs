using Microsoft.AspNetCore.Mvc;
using Sextant.Checks.Judging;
using Sextant.Programme.Country;
using Sextant.Programme.Figures;
using Sextant.Web.Hosting;

namespace Sextant.Web.Pages;

/// <summary>The country on one page: headline figures with targets and sources, the map, usage by source.</summary>
public sealed class IndexModel : SextantPage
{
    /// <summary>Indicators shown as cards, in order.</summary>
    public static IReadOnlyList<string> Headlines { get; } = ["G-01", "G-02", "T-03", "U-00", "C-01", "C-02"];

    public CountryOverview Overview { get; private set; } = null!;

    public CountryMap Map { get; private set; } = null!;

    public IReadOnlyList<UsageSeries> Usage { get; private set; } = [];

    /// <summary>How many units of the map are in each class; the key null counts those not measured.</summary>
    public ILookup<TargetClass?, MapUnit> ByClass => Map.Units.ToLookup(unit => unit.State?.Class);

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellation)
    {
        if (await OpenAsync(cancellation).ConfigureAwait(false) is { } instead)
        {
            return instead;
        }

        Overview = await Parts.Country.OverviewAsync(AsOf, cancellation).ConfigureAwait(false);
        Map = await Parts.Country.MapAsync(AsOf, cancellation).ConfigureAwait(false);
        Usage = await Parts.Figures.UsageAsync(AsOf, cancellation).ConfigureAwait(false);
        return Page();
    }
}
