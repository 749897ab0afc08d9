using Microsoft.AspNetCore.Mvc;
using Sextant.Programme.Kpis;
using Sextant.Web.Hosting;

namespace Sextant.Web.Pages.Figures;

/// <summary>One indicator: its definition and every figure of it.</summary>
public sealed class ViewModel : SextantPage
{
    public KpiReport Report { get; private set; } = null!;

    public KpiReading Reading { get; private set; } = null!;

    public string Definition { get; private set; } = "";

    public async Task<IActionResult> OnGetAsync(string id, CancellationToken cancellation)
    {
        if (await OpenAsync(cancellation).ConfigureAwait(false) is { } instead)
        {
            return instead;
        }

        if (KpiCatalog.All.FirstOrDefault(kpi => kpi.Id == id) is not { } kpi)
        {
            return NotFound();
        }

        Report = (await Parts.Country.OverviewAsync(AsOf, cancellation).ConfigureAwait(false)).Kpis;
        Reading = Report.Readings.First(reading => reading.Id == id);
        Definition = MarkdownText.BodyOf(KpiTexts.Markdown(kpi, Lang));
        return Page();
    }
}
