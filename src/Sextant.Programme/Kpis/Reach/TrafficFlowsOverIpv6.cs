namespace Sextant.Programme.Kpis.Reach;

/// <summary>
/// U-12: traffic over IPv6. What was published of a metering point stands by itself; beside it what operators return of their networks, fixed and mobile together, since their returns
/// do not tell these apart.
/// </summary>
internal sealed class TrafficFlowsOverIpv6 : IKpi
{
    public string Id => "U-12";

    public IReadOnlyList<Figure> Compute(KpiInputs inputs)
    {
        Figure? counted = SubscriberFigures.Counted(inputs, Id, ("traffic", "traffic-ipv6"));
        bool declared = inputs.Facts.Any(fact => fact.Indicator == Id);
        return [.. declared || counted is null ? Awaiting.Figures(inputs, Id, "%", KpiInput.Traffic) : Array.Empty<Figure>(), .. counted is null ? Array.Empty<Figure>() : [counted]];
    }
}
