using System.Net;
using System.Net.Sockets;
using Sextant.Programme.Figures;

namespace Sextant.Programme.Kpis.Routing;

/// <summary>R-02: IPv6 prefixes of the country's systems, and their size in /48.</summary>
internal sealed class AddressesAreAnnounced : IKpi
{
    public string Id => "R-02";

    public IReadOnlyList<Figure> Compute(KpiInputs inputs)
    {
        IPNetwork[] prefixes =
        [
            .. NetworkTable.Seen(inputs).SelectMany(network => network.Ipv6Prefixes).Select(text => IPNetwork.TryParse(text.Trim(), out IPNetwork one) && one.BaseAddress.AddressFamily == AddressFamily.InterNetworkV6 ? one : (IPNetwork?)null)
                .OfType<IPNetwork>().Distinct(),
        ];
        if (prefixes.Length == 0)
        {
            return [Awaiting.Figure(inputs, Id, "prefixes", KpiInput.Networks) with { Origin = FigureOrigin.Outside }];
        }

        // What lies within another is in its size already; longer than /48 is less than one.
        IEnumerable<IPNetwork> outer = prefixes.Where(one => !prefixes.Any(other => other.PrefixLength < one.PrefixLength && other.Contains(one.BaseAddress)));
        decimal size = outer.Where(one => one.PrefixLength <= 48).Sum(one => (decimal)(1UL << (48 - one.PrefixLength)));
        return [NetworkTable.Of(inputs, Id, "prefixes", "prefixes", prefixes.Length), NetworkTable.Of(inputs, Id, "in-48", "/48", size)];
    }
}
