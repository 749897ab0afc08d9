using Sextant.Programme.Figures;

namespace Sextant.Programme.Kpis.Routing;

/// <summary>R-01: autonomous systems of the country that are seen with IPv6.</summary>
internal sealed class NetworksAnnounceIpv6 : IKpi
{
    public string Id => "R-01";

    public IReadOnlyList<Figure> Compute(KpiInputs inputs)
    {
        AsnView[] seen = [.. NetworkTable.Seen(inputs).Where(network => network.Ipv4Ranges + network.Ipv6Ranges > 0)];
        int with = seen.Count(network => network.Ipv6Ranges > 0);
        return seen.Length == 0
            ? [Awaiting.Figure(inputs, Id, "%", KpiInput.Networks) with { Origin = FigureOrigin.Outside }]
            : [NetworkTable.Of(inputs, Id, "table", "%", 100m * with / seen.Length) with { Numerator = with, Denominator = seen.Length, Decimals = 1 }];
    }
}
