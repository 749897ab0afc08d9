using Microsoft.AspNetCore.Mvc;
using Sextant.Programme.Figures;
using Sextant.Programme.Register;
using Sextant.Programme.Sources;
using Sextant.Web.Hosting;

namespace Sextant.Web.Pages.Figures;

/// <summary>What others measured of the country: each publisher and definition by itself, with its day, its rank and the file that says so.</summary>
public sealed class OthersModel : SextantPage
{
    public OutsideState State { get; private set; } = OutsideState.None;

    public IReadOnlyDictionary<string, OutsideDelivery> Deliveries { get; private set; } = new Dictionary<string, OutsideDelivery>();

    /// <summary>The holders of networks, by number.</summary>
    public IReadOnlyDictionary<long, string> Holders { get; private set; } = new Dictionary<long, string>();

    /// <summary>Lines of the country, one for each definition: the last day of each month.</summary>
    public IReadOnlyList<UsageSeries> Lines =>
    [
        .. OutsideSeries.All.Select(series => new UsageSeries(
                series, T["others.short." + series], null, LocalText.Empty, null,
                [.. State.Points.Where(point => point.Series == series && point.Subject != "world").GroupBy(point => new DateOnly(point.Day.Year, point.Day.Month, 1))
                    .Select(month => new UsagePoint(month.Key, month.MaxBy(point => point.Day)!.Value, null)).OrderBy(point => point.Month)]))
            .Where(line => line.Points.Count > 0),
    ];

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellation)
    {
        if (await OpenAsync(cancellation).ConfigureAwait(false) is { } instead)
        {
            return instead;
        }

        State = await Parts.Outside.StateAsync(AsOf, whole: true, cancellation).ConfigureAwait(false);
        Deliveries = (await Parts.Outside.DeliveriesAsync(cancellation).ConfigureAwait(false)).ToDictionary(one => one.Key, StringComparer.Ordinal);
        Holders = (await Parts.Figures.AsnsAsync(AsOf, cancellation).ConfigureAwait(false)).GroupBy(one => one.Number).ToDictionary(group => group.Key, group => group.First().Holder);
        return Page();
    }
}
