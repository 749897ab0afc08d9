using System.Net;
using Sextant.Checks.Observations;
using Sextant.Wire;
using Sextant.Wire.Addresses;

namespace Sextant.Checks.Dns;

/// <summary>DNS-06: every IPv6 address of the name servers is global unicast and hides no IPv4 address (rule 5).</summary>
public sealed class NameServerAddressesAreGlobal : ICheck
{
    /// <inheritdoc/>
    public string Id => "DNS-06";

    /// <inheritdoc/>
    public TargetKind Kind => TargetKind.Zone;

    /// <inheritdoc/>
    public IReadOnlyList<string> Tags { get; } =
        ["dns-ns-global", "dns-ns-not-global", "dns-ns-none-global", "dns-ns-no-ipv6", "dns-ns-address-open"];

    /// <inheritdoc/>
    public IEnumerable<Finding> Evaluate(Scan scan, CheckContext context)
    {
        if (ZoneView.Of(scan, context) is not { } view)
        {
            return [];
        }

        (string Server, IPAddress Address)[] all = [.. view.Zone.Servers
            .SelectMany(s => ZoneView.Ipv6Of(s).Concat(GlueOf(view.Zone, s)).Distinct().Select(a => (s.Name, a)))];
        List<Finding> findings = [.. all.Where(p => !view.Counts(p.Address)).Select(p => this.Says(
            "dns-ns-not-global", view.Name, ("server", p.Server), ("address", p.Address.ToString()), ("scope", FailureWords.Kebab(AddressKind.Classify(p.Address).ToString()))))];
        if (findings.Count > 0 && findings.Count == all.Length)
        {
            findings.Insert(0, this.Says("dns-ns-none-global", view.Name));
        }

        Failure? doubt = view.Open ?? view.Zone.Servers.FirstOrDefault(s => !s.Aaaa.Answered)?.Aaaa.Failure;
        return (findings.Count, doubt) switch
        {
            (0, { } cause) => [this.Says("dns-ns-address-open", view.Name).Because(cause)],
            (0, null) => [this.Says(all.Length == 0 ? "dns-ns-no-ipv6" : "dns-ns-global", view.Name)],
            _ => findings,
        };
    }

    private static IEnumerable<IPAddress> GlueOf(ZoneObservation zone, NameServerLook server) =>
        zone.Delegation?.Glue.Where(g => ServerAddress.Same(g.Name, server.Name)).SelectMany(g => g.Addresses)
            .Where(a => a.AddressFamily == System.Net.Sockets.AddressFamily.InterNetworkV6) ?? [];
}
