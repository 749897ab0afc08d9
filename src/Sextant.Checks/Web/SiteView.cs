using Sextant.Checks.Observations;

namespace Sextant.Checks.Web;

/// <summary>A site as the web checks see it: its hosts, and what holds for all of them together.</summary>
internal sealed class SiteView
{
    private SiteView(WebObservation web, CheckContext context)
    {
        Web = web;
        Hosts = [.. web.Hosts.Select(h => new HostView(h, context))];
    }

    /// <summary>The observation.</summary>
    public WebObservation Web { get; }

    /// <summary>The site's name.</summary>
    public string Name => Web.Site;

    /// <summary>Its hosts: the name itself, then <c>www</c>.</summary>
    public IReadOnlyList<HostView> Hosts { get; }

    /// <summary>Some host has a global IPv6 address.</summary>
    public bool HasIpv6 => Hosts.Any(h => h.Standing == Standing.Published);

    /// <summary>No host publishes IPv6, and no host's answer is open: hosts with IPv4 alone, beside ones that lead nowhere.</summary>
    public bool IsIpv4Only =>
        Hosts.Any(h => h.Standing == Standing.Missing) && Hosts.All(h => h.Standing is Standing.Missing or Standing.NoAddress or Standing.DeadAlias);

    /// <summary>No host has an address of either family.</summary>
    public bool IsAbsent => Hosts.All(h => h.Standing == Standing.NoAddress);

    /// <summary>Every host leads nowhere, at least one of them by an alias.</summary>
    public bool IsDeadAlias => !IsAbsent && Hosts.All(h => h.Standing is Standing.NoAddress or Standing.DeadAlias);

    /// <summary>The view of a scan; null when it has no site.</summary>
    public static SiteView? Of(Scan scan, CheckContext context) => scan.Web is { } web ? new SiteView(web, context) : null;
}
