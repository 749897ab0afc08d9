using Microsoft.AspNetCore.Mvc;
using Sextant.Checks.Judging;
using Sextant.Programme.Country;
using Sextant.Programme.Figures;
using Sextant.Programme.Kpis;
using Sextant.Web.Charts;
using Sextant.Web.Hosting;

namespace Sextant.Web.Pages;

/// <summary>The country on one page: headline figures with targets and sources, what was measured, the map, usage by source.</summary>
public sealed class IndexModel : SextantPage
{
    private static readonly string[] Wanted = ["G-01", "G-02", "T-03", "U-00", "C-01", "C-02"];

    /// <summary>Kinds of service, in the order of the table.</summary>
    public static IReadOnlyList<string> Kinds { get; } = ["site", "mail", "zone", "name-server", "resolver"];

    public CountryOverview Overview { get; private set; } = null!;

    public CountryMap Map { get; private set; } = null!;

    public IReadOnlyList<UsageSeries> Usage { get; private set; } = [];

    /// <summary>Every registered target by kind and class.</summary>
    public CountryStates States { get; private set; } = null!;

    /// <summary>Indicators shown as cards, in order: those that say something here, or whose silence does.</summary>
    public IReadOnlyList<string> Headlines { get; private set; } = [];

    /// <summary>How many units of the map are in each class; the key null counts those not measured.</summary>
    public ILookup<TargetClass?, MapUnit> ByClass => Map.Units.ToLookup(unit => unit.State?.Class);

    /// <summary>The targets of a kind by class; the key null holds those not measured.</summary>
    public ILookup<TargetClass?, MeasuredTarget> CountsOf(string kind) => States.ByKind[kind];

    /// <summary>The organisations that have a target of a kind in a class.</summary>
    public string ListOf(string kind, TargetClass? state) =>
        To($"/organisations?service={kind}&state={StateWord.Css(state)}{(DayQuery.Length > 0 ? "&" + DayQuery[1..] : "")}");

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellation)
    {
        if (await OpenAsync(cancellation).ConfigureAwait(false) is { } instead)
        {
            return instead;
        }

        Overview = await Parts.Country.OverviewAsync(AsOf, cancellation).ConfigureAwait(false);
        Map = await Parts.Country.MapAsync(AsOf, cancellation).ConfigureAwait(false);
        Usage = await Parts.Figures.UsageAsync(AsOf, cancellation).ConfigureAwait(false);
        States = await Parts.Country.StatesAsync(AsOf, cancellation).ConfigureAwait(false);
        Headlines = [.. Wanted.Where(SaysSomething)];
        return Page();
    }

    // The lab has no programme: a declared figure that nobody could have declared is left out; a measured one never is.
    private bool SaysSomething(string id) => Overview.Kpis.Readings.FirstOrDefault(reading => reading.Id == id) is { } reading
        && (!Parts.Lab || reading.Figures.Any(figure => figure.Value is not null) || reading.Figures.All(figure => figure.Origin == FigureOrigin.Measured));
}
