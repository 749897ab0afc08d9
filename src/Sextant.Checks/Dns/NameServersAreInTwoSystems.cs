using System.Globalization;
using System.Net;
using Sextant.Checks.Observations;
using Sextant.Wire;

namespace Sextant.Checks.Dns;

/// <summary>
/// DNS-09: the IPv6 addresses of the name servers are announced by at least two autonomous systems, so that the zone outlives one network.
/// Without a table of addresses nothing is said.
/// </summary>
public sealed class NameServersAreInTwoSystems : ICheck
{
    /// <inheritdoc/>
    public string Id => "DNS-09";

    /// <inheritdoc/>
    public TargetKind Kind => TargetKind.Zone;

    /// <inheritdoc/>
    public IReadOnlyList<string> Tags { get; } = ["dns-ns-systems-several", "dns-ns-systems-one", "dns-ns-systems-no-ipv6", "dns-ns-systems-open"];

    /// <inheritdoc/>
    public IEnumerable<Finding> Evaluate(Scan scan, CheckContext context)
    {
        if (ZoneView.Of(scan, context) is not { } view || scan.Origins is not { KnowsSystems: true } origins)
        {
            return [];
        }

        IPAddress[] addresses = [.. view.Zone.Servers.SelectMany(ZoneView.Ipv6Of).Where(view.Counts).Distinct()];
        uint?[] systems = [.. addresses.Select(origins.SystemOf).Distinct().Order()];
        string named = string.Join(", ", systems.OfType<uint>().Select(system => string.Create(CultureInfo.InvariantCulture, $"AS{system}")));
        if (systems.OfType<uint>().Count() > 1)
        {
            return [this.Says("dns-ns-systems-several", view.Name, ("systems", named))];
        }

        // An address that no table knows may be in another system, and so may one that is not known yet.
        Failure? doubt = view.Open ?? view.Zone.Servers.FirstOrDefault(server => !server.Aaaa.Answered)?.Aaaa.Failure ?? (systems.Contains(null) ? Failure.NotMeasured : null);
        return doubt is { } cause ? [this.Says("dns-ns-systems-open", view.Name).Because(cause)]
            : addresses.Length == 0 ? [this.Says("dns-ns-systems-no-ipv6", view.Name)]
            : [this.Says("dns-ns-systems-one", view.Name, ("system", named))];
    }
}
