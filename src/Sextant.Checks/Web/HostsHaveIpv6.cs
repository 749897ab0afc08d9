using System.Net;
using Sextant.Checks.Observations;
using Sextant.Wire;
using Sextant.Wire.Addresses;

namespace Sextant.Checks.Web;

/// <summary>WEB-01: the site's host publishes global IPv6 addresses, and asking for them harms nobody (rules 5, 6 and 13).</summary>
public sealed class HostsHaveIpv6 : ICheck
{
    /// <inheritdoc/>
    public string Id => "WEB-01";

    /// <inheritdoc/>
    public TargetKind Kind => TargetKind.Site;

    /// <inheritdoc/>
    public IReadOnlyList<string> Tags { get; } =
    [
        "web-aaaa-published", "web-aaaa-mixed", "web-aaaa-not-global", "web-addresses-not-global", "web-aaaa-none", "web-host-without-ipv6",
        "web-no-address", "web-host-no-address", "web-alias-dead", "web-host-alias-dead", "web-aaaa-denied", "web-aaaa-failed", "web-aaaa-some-servers-fail",
        "web-aaaa-bogus", "web-dnssec-bogus", "web-ipv6hint-wrong", "web-lookup-open",
    ];

    /// <inheritdoc/>
    public IEnumerable<Finding> Evaluate(Scan scan, CheckContext context) =>
        SiteView.Of(scan, context) is { } site ? site.Hosts.SelectMany(h => Judge(site, h, context)) : [];

    private IEnumerable<Finding> Judge(SiteView site, HostView host, CheckContext context)
    {
        yield return Stand(site, host).Because(host.Cause);
        if (host.Standing == Standing.Published && host.NotGlobal.Count > 0)
        {
            yield return Bad("web-aaaa-mixed", host);
        }

        if (host.Standing is Standing.Published or Standing.Missing or Standing.NotGlobal)
        {
            foreach (Finding finding in AtServers(host))
            {
                yield return finding;
            }
        }

        // RFC 9460 section 7.3: clients connect to the hints without waiting for AAAA, so a hint is an address like any other.
        IPAddress[] astray = [.. host.Host.Ipv6Hints.Where(h => !context.Counts(h) || !IsGiven(host, h))];
        if (astray.Length > 0 && host.Host.Aaaa.HasData)
        {
            yield return this.Says("web-ipv6hint-wrong", host.Name, ("addresses", Join(astray)));
        }
    }

    private Finding Stand(SiteView site, HostView host) => host.Standing switch
    {
        Standing.Published => this.Says("web-aaaa-published", host.Name, ("addresses", Join(host.Ipv6))),
        Standing.NotGlobal => Bad("web-aaaa-not-global", host),
        Standing.NotGlobalEither => Bad("web-addresses-not-global", host),
        Standing.Missing => this.Says(site.IsIpv4Only ? "web-aaaa-none" : "web-host-without-ipv6", host.Name),
        Standing.NoAddress => this.Says(site.IsAbsent ? "web-no-address" : "web-host-no-address", host.Name),
        Standing.DeadAlias => this.Says(site.IsDeadAlias ? "web-alias-dead" : "web-host-alias-dead", host.Name, ("alias", LastAlias(host))),
        Standing.Denied => this.Says("web-aaaa-denied", host.Name, ("server", "-")),
        Standing.Failed => this.Says("web-aaaa-failed", host.Name),
        Standing.Bogus => this.Says("web-aaaa-bogus", host.Name),
        Standing.BogusEither => this.Says("web-dnssec-bogus", host.Name),
        _ => this.Says("web-lookup-open", host.Name),
    };

    private IEnumerable<Finding> AtServers(HostView host)
    {
        if (host.Servers.Denying is { } denying)
        {
            yield return this.Says("web-aaaa-denied", host.Name, ("server", denying.Server ?? denying.Address.ToString()))
                .Because(Failure.DnsNxdomain).Over(denying.Family, 53);
        }
        else if (host.Servers.Failing is { } failing)
        {
            // The resolver got an answer all the same, so some server gives one.
            yield return this.Says("web-aaaa-some-servers-fail", host.Name, ("server", failing.Answer.Server ?? failing.Answer.Address.ToString()))
                .Because(failing.Fault).Over(failing.Answer.Family, 53);
        }
    }

    // Addresses may rotate: what any authoritative server gives is given.
    private static bool IsGiven(HostView host, IPAddress hint) =>
        host.Host.Aaaa.Addresses.Contains(hint) || host.Host.AlsoSeen.Contains(hint)
        || host.Host.AtServers.Any(a => a.Type == "AAAA" && a.Data.Any(d => IPAddress.TryParse(d, out IPAddress? given) && given.Equals(hint)));

    private Finding Bad(string tag, HostView host) =>
        this.Says(tag, host.Name, ("addresses", Join(host.NotGlobal)), ("scope", FailureWords.Kebab(AddressKind.Classify(host.NotGlobal[0]).ToString())));

    private static string LastAlias(HostView host) => host.Host.Aaaa.Aliases.LastOrDefault() ?? host.Host.A.Aliases.LastOrDefault() ?? host.Name;

    private static string Join(IEnumerable<IPAddress> addresses) => string.Join(", ", addresses.Take(8));
}
