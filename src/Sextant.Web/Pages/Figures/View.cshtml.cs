using Microsoft.AspNetCore.Mvc;
using Sextant.Programme.Kpis;
using Sextant.Programme.Kpis.Outlook;
using Sextant.Programme.Papers;
using Sextant.Web.Hosting;

namespace Sextant.Web.Pages.Figures;

/// <summary>One indicator: its definition, every figure of it, its way to the target, what is expected, and who contributes what.</summary>
public sealed class ViewModel : SextantPage
{
    /// <summary>20: units with the most to gain; the rest stands in the lists.</summary>
    public const int ShownUnits = 20;

    public KpiOutlook Outlook { get; private set; } = null!;

    public KpiReading Reading => Outlook.Reading;

    public string Definition { get; private set; } = "";

    public async Task<IActionResult> OnGetAsync(string id, CancellationToken cancellation)
    {
        if (await OpenAsync(cancellation).ConfigureAwait(false) is { } instead)
        {
            return instead;
        }

        if (await Parts.Country.OutlookAsync(id, AsOf, cancellation).ConfigureAwait(false) is not { } outlook)
        {
            return NotFound();
        }

        Outlook = outlook;
        Definition = MarkdownText.BodyOf(KpiTexts.Markdown(KpiCatalog.All.Single(kpi => kpi.Id == id), Lang));
        return Page();
    }

    /// <summary>What a unit is called; a dash where nobody is named.</summary>
    public string NameOf(string slug) => slug.Length == 0 ? "–" : Outlook.Names.TryGetValue(slug, out Programme.Register.LocalText? name) ? name.In(Lang) : slug;

    /// <summary>What a line is called: that of a published series by its publisher.</summary>
    public string NameOf(OutlookLine line) => Reading.Figures.FirstOrDefault(figure => figure.Definition == line.Definition) is not { } figure ? FigureWords.Definition(line.Definition, Lang)
        : line.Origin == FigureOrigin.Declared && Outlook.Sources.TryGetValue(figure.Source, out Programme.Plans.SourceView? source) ? source.Publisher ?? source.Title.In(Lang)
        : FigureWords.Definition(figure, Lang);

    /// <summary>Where a member of a figure is looked at: a unit's, a target's or a task's page.</summary>
    public string PlaceOf(string key) => key.Contains(':', StringComparison.Ordinal) ? To("/targets/" + key.Replace(':', '/') + DayQuery)
        : key.Contains('/', StringComparison.Ordinal) ? To("/tasks/" + key + DayQuery)
        : To("/organisations/" + key + DayQuery);
}
