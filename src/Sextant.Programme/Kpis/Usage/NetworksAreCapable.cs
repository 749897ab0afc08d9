using System.Globalization;
using Sextant.Programme.Sources;

namespace Sextant.Programme.Kpis.Usage;

/// <summary>U-04: capable and preferred for each network of the country with enough samples.</summary>
internal sealed class NetworksAreCapable : IKpi
{
    public string Id => "U-04";

    public IReadOnlyList<Figure> Compute(KpiInputs inputs) => inputs.Outside.Networks.Count == 0
        ? [Awaiting.Figure(inputs, Id, "%", KpiInput.ApnicFiles) with { Origin = FigureOrigin.Outside }]
        : [.. inputs.Outside.Networks.SelectMany(network => Of(inputs, network))];

    private IEnumerable<Figure> Of(KpiInputs inputs, OutsideNetwork network)
    {
        string name = string.Create(CultureInfo.InvariantCulture, $"as:{network.Number}");
        yield return OutsideFigures.Of(inputs, Id, OutsideSeries.ApnicCapable, network.Day, network.Capable) with { Definition = $"{name} {OutsideSeries.ApnicCapable}" };
        yield return OutsideFigures.Of(inputs, Id, OutsideSeries.ApnicPreferred, network.Day, network.Preferred) with { Definition = $"{name} {OutsideSeries.ApnicPreferred}" };
    }
}
