using Sextant.Checks.Observations;
using Sextant.Wire;

namespace Sextant.Checks.Web;

/// <summary>WEB-07: of a registrable domain, both the apex and <c>www</c> have IPv6 where they have IPv4.</summary>
public sealed class ApexAndWwwHaveIpv6 : ICheck
{
    /// <inheritdoc/>
    public string Id => "WEB-07";

    /// <inheritdoc/>
    public TargetKind Kind => TargetKind.Site;

    /// <inheritdoc/>
    public IReadOnlyList<string> Tags { get; } =
    [
        "web-both-names-have-ipv6", "web-one-name", "web-name-without-ipv6", "web-name-leads-nowhere", "web-names-without-ipv6", "web-names-open", "web-not-registrable",
    ];

    /// <inheritdoc/>
    public IEnumerable<Finding> Evaluate(Scan scan, CheckContext context) =>
        SiteView.Of(scan, context) is { } site ? Judge(site) : [];

    private IEnumerable<Finding> Judge(SiteView site)
    {
        if (!site.Web.Registrable)
        {
            return [this.Says("web-not-registrable", site.Name)];
        }

        if (!site.HasIpv6)
        {
            return [site.Hosts.FirstOrDefault(h => h.IsOpen) is { } open
                ? this.Says("web-names-open", site.Name, ("host", open.Name)).Because(open.Cause)
                : site.IsAbsent || site.IsDeadAlias ? this.Says("web-not-registrable", site.Name)
                : this.Says("web-names-without-ipv6", site.Name)];
        }

        List<Finding> findings = [.. site.Hosts.SelectMany(h => Judge(site, h))];
        if (findings.Count > 0)
        {
            return findings;
        }

        bool one = site.Hosts.Any(h => h.Standing == Standing.NoAddress);
        return [this.Says(one ? "web-one-name" : "web-both-names-have-ipv6", site.Name)];
    }

    private IEnumerable<Finding> Judge(SiteView site, HostView host) => host.Standing switch
    {
        Standing.Published or Standing.NoAddress => [],
        Standing.Missing => [this.Says("web-name-without-ipv6", site.Name, ("host", host.Name))],
        Standing.DeadAlias => [this.Says("web-name-leads-nowhere", site.Name, ("host", host.Name)).Because(host.Cause)],
        // WEB-01 says what these are worth.
        Standing.NotGlobal or Standing.Denied or Standing.Failed or Standing.Bogus => [this.Says("web-names-without-ipv6", site.Name).Because(host.Cause)],
        _ => [this.Says("web-names-open", site.Name, ("host", host.Name)).Because(host.Cause ?? Failure.NotMeasured)],
    };
}
