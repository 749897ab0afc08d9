using Microsoft.AspNetCore.Mvc;
using Sextant.Programme.Kpis;
using Sextant.Web.Hosting;

namespace Sextant.Web.Pages.Figures;

/// <summary>Every indicator that is counted: declared and measured side by side.</summary>
public sealed class IndexModel : SextantPage
{
    public KpiReport Report { get; private set; } = null!;

    /// <summary>What a card tells of an indicator: at most four figures, and that something is missing once, not for each part of it.</summary>
    public static IEnumerable<Figure> Told(KpiReading reading) =>
        reading.Figures.Where(figure => figure.Value is not null).Take(4)
            .Concat(reading.Figures.Where(figure => figure.Value is null).DistinctBy(figure => (figure.Origin, figure.Missing)).Take(1));

    /// <summary>Whether there is more to tell of an indicator than the name of the input that it waits for.</summary>
    public static bool IsThere(KpiReading reading) => reading.Figures.Any(figure => figure.Missing != NoData.NoInput);

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
