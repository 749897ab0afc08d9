using System.Net;
using Sextant.Checks.Observations;
using Sextant.Wire;

namespace Sextant.Checks.Dns;

/// <summary>DNS-04: the parent gives the IPv6 addresses of name servers inside the zone, and they are those of the zone itself.</summary>
public sealed class GlueIsRight : ICheck
{
    /// <inheritdoc/>
    public string Id => "DNS-04";

    /// <inheritdoc/>
    public TargetKind Kind => TargetKind.Zone;

    /// <inheritdoc/>
    public IReadOnlyList<string> Tags { get; } =
        ["dns-glue-right", "dns-glue-missing", "dns-glue-none", "dns-glue-stale", "dns-glue-not-needed", "dns-glue-open"];

    /// <inheritdoc/>
    public IEnumerable<Finding> Evaluate(Scan scan, CheckContext context)
    {
        if (ZoneView.Of(scan, context) is not { } view)
        {
            return [];
        }

        if (view.Open is { } open)
        {
            return [this.Says("dns-glue-open", view.Name, ("server", view.Name)).Because(open)];
        }

        if (view.Zone.Delegation is not { } delegation)
        {
            return [this.Says("dns-glue-open", view.Name, ("server", view.Name)).Because(view.Zone.Failure ?? Failure.NotMeasured)];
        }

        NameServerLook[] inside = [.. view.Zone.Servers.Where(s => s is { InBailiwick: true, InDelegation: true })];
        List<Finding> findings = [.. inside.SelectMany(s => Of(view, s, GlueOf(delegation, s)))];
        if (findings.Count > 0)
        {
            return findings.TrueForAll(f => f.Tag == "dns-glue-missing") && inside.All(s => !GlueOf(delegation, s).Any())
                ? [this.Says("dns-glue-none", view.Name, ("parent", delegation.Parent)), .. findings]
                : findings;
        }

        return [this.Says(inside.Any(s => ZoneView.Ipv6Of(s).Any()) ? "dns-glue-right" : "dns-glue-not-needed", view.Name, ("parent", delegation.Parent))];
    }

    private IEnumerable<Finding> Of(ZoneView view, NameServerLook server, IEnumerable<IPAddress> glue)
    {
        if (!server.Aaaa.Answered)
        {
            yield return this.Says("dns-glue-open", view.Name, ("server", server.Name)).Because(server.Aaaa.Failure);
            yield break;
        }

        IPAddress[] missing = [.. server.Aaaa.Addresses.Except(glue)];
        IPAddress[] stale = [.. glue.Except(server.Aaaa.Addresses)];
        if (stale.Length > 0)
        {
            yield return this.Says("dns-glue-stale", view.Name, ("server", server.Name), ("glue", Join(stale)), ("addresses", Join(server.Aaaa.Addresses)));
        }
        else if (missing.Length > 0)
        {
            yield return this.Says("dns-glue-missing", view.Name, ("server", server.Name), ("addresses", Join(missing)));
        }
    }

    private static IEnumerable<IPAddress> GlueOf(Delegation delegation, NameServerLook server) =>
        delegation.Glue.Where(g => ServerAddress.Same(g.Name, server.Name)).SelectMany(g => g.Addresses)
            .Where(a => a.AddressFamily == System.Net.Sockets.AddressFamily.InterNetworkV6).Distinct();

    private static string Join(IEnumerable<IPAddress> addresses) => addresses.Any() ? string.Join(", ", addresses) : "-";
}
