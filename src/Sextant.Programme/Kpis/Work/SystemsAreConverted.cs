using Sextant.Programme.Conversions;
using Sextant.Programme.Register;

namespace Sextant.Programme.Kpis.Work;

/// <summary>
/// G-11: systems of the units' inventories that speak IPv6 already, over all layers and for each: portals, data centres, wide and local networks, applications ... What somebody
/// published stands by itself; beside it what is counted from the newest issued plan of each unit.
/// </summary>
internal sealed class SystemsAreConverted : IKpi
{
    /// <summary>All layers together.</summary>
    internal const string AllLayers = "inventories";

    public string Id => "G-11";

    public IReadOnlyList<Figure> Compute(KpiInputs inputs)
    {
        bool none = inputs.Inventories.Count == 0;
        bool declared = inputs.Facts.Any(fact => fact.Indicator == Id);
        List<Figure> figures = [.. declared || none ? Awaiting.Figures(inputs, Id, "%", KpiInput.ConversionPlans) : []];
        if (!none)
        {
            figures.Add(Counted(inputs, AllLayers, [.. inputs.Inventories]));
            figures.AddRange(ConversionWords.Layers.Select(layer => (layer, Items: inputs.Inventories.Where(item => item.Layer == layer).ToArray()))
                .Where(one => one.Items.Length > 0).Select(one => Counted(inputs, one.layer, one.Items)));
        }

        return figures;
    }

    // What nobody has looked at is in neither: it stands beside the figure, with how far the figure could lie from the truth.
    private Figure Counted(KpiInputs inputs, string definition, InventoryItem[] items)
    {
        int unknown = items.Count(item => item.Stack == "unknown");
        int known = items.Length - unknown;
        int converted = items.Count(item => item.Stack is "dual" or "ipv6-mostly" or "ipv6-only");
        return new Figure
        {
            Indicator = Id,
            Definition = definition,
            Origin = FigureOrigin.Counted,
            Unit = "%",
            Value = known == 0 ? null : 100m * converted / known,
            Missing = known == 0 ? NoData.ZeroDenominator : null,
            Numerator = converted,
            Denominator = known,
            Unknown = new UnknownShare(unknown, items.Length, 100m * converted / items.Length, 100m * (converted + unknown) / items.Length),
            Target = definition == AllLayers ? inputs.TargetOn(Id, inputs.Date) : null,
            TargetNow = definition == AllLayers ? inputs.TargetOn(Id, inputs.Date) : null,
            Source = "counted",
            Date = inputs.Date,
            Method = "G-11/2",
            Decimals = 1,
            Headline = definition == AllLayers && known > 0 && 20 * unknown <= items.Length,
        };
    }
}
