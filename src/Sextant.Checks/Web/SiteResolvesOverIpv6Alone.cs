using Sextant.Checks.Dns;
using Sextant.Checks.Observations;
using Sextant.Wire;

namespace Sextant.Checks.Web;

/// <summary>
/// WEB-11: a resolver with IPv6 alone finds the site's AAAA, the zones of its aliases included, and the site's zone has two name servers on
/// IPv6: DNS-05 and DNS-01 seen from the site. It never lowers the site's class: who has two families does not notice.
/// </summary>
public sealed class SiteResolvesOverIpv6Alone : ICheck
{
    private static readonly TwoNameServersHaveIpv6 NameServers = new();

    /// <inheritdoc/>
    public string Id => "WEB-11";

    /// <inheritdoc/>
    public TargetKind Kind => TargetKind.Site;

    /// <inheritdoc/>
    public IReadOnlyList<string> Tags { get; } = ["web-dns-v6-whole", "web-dns-v6-few-servers", "web-dns-v6-path-stops", "web-dns-v6-open", "web-dns-v6-nothing-to-resolve"];

    /// <inheritdoc/>
    public IEnumerable<Finding> Evaluate(Scan scan, CheckContext context) =>
        SiteView.Of(scan, context) is { } site ? site.Hosts.SelectMany(h => Judge(h, scan, context)) : [];

    private IEnumerable<Finding> Judge(HostView host, Scan scan, CheckContext context)
    {
        // A name with IPv4 alone still has a zone that should be found over IPv6.
        if (host.Standing is Standing.NoAddress or Standing.DeadAlias)
        {
            return [this.Says("web-dns-v6-nothing-to-resolve", host.Name)];
        }

        Finding[] all = [Path(host), .. Servers(host, scan, context)];
        Finding[] faults = [.. all.Where(f => f.Tag != "web-dns-v6-whole")];
        return faults.Length > 0 ? faults : [all[0]];
    }

    private Finding Path(HostView host) => host.Host.Ipv6Walk switch
    {
        null => this.Says("web-dns-v6-open", host.Name).Because(Failure.NotMeasured),
        { Reached: true } or { Failure: Failure.DnsNoData or Failure.DnsNxdomain } => this.Says("web-dns-v6-whole", host.Name),
        // The root has IPv6: where it cannot be reached, the vantage is at fault.
        { Stop.Zone: "." or "" } => this.Says("web-dns-v6-open", host.Name).Because(Failure.VantageFault),
        { Stop: { } stop } walk => this.Says("web-dns-v6-path-stops", host.Name, ("link", stop.Zone), ("server", stop.Server ?? "-"), ("reason", stop.Reason))
            .Because(walk.Failure).Over(Family.V6, 53),
        { Failure: var failure } => this.Says("web-dns-v6-open", host.Name).Because(failure ?? Failure.NotMeasured),
    };

    private IEnumerable<Finding> Servers(HostView host, Scan scan, CheckContext context)
    {
        Finding[] said = [.. NameServers.Evaluate(scan, context)];
        string zone = scan.Zone?.Zone ?? host.Name;
        if (said.Length == 0)
        {
            return [this.Says("web-dns-v6-open", host.Name).Because(Failure.NotMeasured)];
        }

        if (said.FirstOrDefault(f => f.Tag is "dns-ns-v6-open" or "dns-no-zone") is { } open)
        {
            return [this.Says("web-dns-v6-open", host.Name).Because(open.Cause)];
        }

        return said.Any(f => f.Tag is "dns-ns-v6-one" or "dns-ns-v6-one-address" or "dns-ns-single" or "dns-ns-v6-none" or "dns-ns-v6-unusable")
            ? [this.Says("web-dns-v6-few-servers", host.Name, ("zone", zone))]
            : [];
    }
}
