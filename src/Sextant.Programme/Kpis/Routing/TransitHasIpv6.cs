namespace Sextant.Programme.Kpis.Routing;

/// <summary>R-06: transit networks with IPv6, weighted by their importance for IPv4.</summary>
internal sealed class TransitHasIpv6 : IKpi
{
    public string Id => "R-06";

    public IReadOnlyList<Figure> Compute(KpiInputs inputs) => Awaiting.Figures(inputs, Id, "%", KpiInput.TransitNetworks);
}
