using System.Globalization;
using Sextant.Checks.Observations;
using Sextant.Wire;

namespace Sextant.Checks.Dns;

/// <summary>DNS-01: at least two name servers of the zone have IPv6, by the parent and by the zone itself.</summary>
public sealed class TwoNameServersHaveIpv6 : ICheck
{
    /// <inheritdoc/>
    public string Id => "DNS-01";

    /// <inheritdoc/>
    public TargetKind Kind => TargetKind.Zone;

    /// <inheritdoc/>
    public IReadOnlyList<string> Tags { get; } =
    [
        "dns-ns-v6-enough", "dns-ns-v6-one", "dns-ns-v6-one-address", "dns-ns-single", "dns-ns-v6-none", "dns-ns-v6-glue-only", "dns-ns-v6-unusable",
        "dns-ns-set-differs", "dns-ns-no-address", "dns-ns-alias", "dns-no-zone", "dns-ns-v6-open",
    ];

    /// <inheritdoc/>
    public IEnumerable<Finding> Evaluate(Scan scan, CheckContext context)
    {
        if (ZoneView.Of(scan, context) is not { } view)
        {
            return scan.Zone is { } none ? [this.Says("dns-no-zone", none.Zone).Because(Failure.DnsNoData)] : [];
        }

        if (view.Open is { } open)
        {
            return [this.Says("dns-ns-v6-open", view.Name, ("server", view.Name)).Because(open)];
        }

        return [Count(view), .. Names(view), .. Sets(view)];
    }

    private Finding Count(ZoneView view)
    {
        // A name that only one side knows does not count; where no server told its NS set, the delegation alone is the measure.
        bool childKnown = view.Zone.ChildNames.Count > 0;
        NameServerLook[] named = [.. view.Zone.Servers.Where(s => (s.InDelegation || view.Zone.Delegation is null) && (s.InChild || !childKnown))];
        // The glue of a server whose own name has no AAAA answers, but not for long: no resolver believes it once it has asked the zone (RFC 2181 section 5.4.1).
        NameServerLook[] good = [.. named.Where(s => (s.Aaaa.HasData || !s.Aaaa.Answered) && ZoneView.Ipv6Of(s).Any(view.Counts))];
        int v6 = good.SelectMany(ZoneView.Ipv6Of).Where(view.Counts).Distinct().Count();
        int v4 = named.SelectMany(ZoneView.Ipv4Of).Where(view.Counts).Distinct().Count();
        NameServerLook? doubtful = named.FirstOrDefault(s => !s.Aaaa.Answered && !good.Contains(s));
        string servers = string.Join(", ", good.Select(s => s.Name).Order(StringComparer.Ordinal));
        (string, string) names = ("servers", servers);
        (string, string) total = ("total", named.Length.ToString(CultureInfo.InvariantCulture));

        return good.Length switch
        {
            >= 2 when v6 >= 2 => this.Says("dns-ns-v6-enough", view.Name, names, total),
            // Not IPv6's alone where IPv4 has no more addresses either.
            >= 2 when v4 >= 2 => this.Says("dns-ns-v6-one-address", view.Name, names, total),
            < 2 when doubtful is not null => this.Says("dns-ns-v6-open", view.Name, ("server", doubtful.Name)).Because(doubtful.Aaaa.Failure),
            >= 2 => this.Says("dns-ns-single", view.Name, names, total),
            1 when named.Length == 1 => this.Says("dns-ns-single", view.Name, names, total),
            1 => this.Says("dns-ns-v6-one", view.Name, names, total),
            _ when named.FirstOrDefault(s => ZoneView.Ipv6Of(s).Any(view.Counts)) is { } glued => this.Says("dns-ns-v6-glue-only", view.Name, ("server", glued.Name)),
            _ when named.Any(s => ZoneView.Ipv6Of(s).Any()) => this.Says("dns-ns-v6-unusable", view.Name, total),
            _ when view.Zone.Servers.Any(s => ZoneView.Ipv6Of(s).Any(view.Counts)) => this.Says("dns-ns-v6-one", view.Name, total,
                ("servers", string.Join(", ", view.Zone.Servers.Where(s => ZoneView.Ipv6Of(s).Any(view.Counts)).Select(s => s.Name)))),
            _ => this.Says("dns-ns-v6-none", view.Name, total),
        };
    }

    private IEnumerable<Finding> Names(ZoneView view)
    {
        foreach (NameServerLook server in view.Zone.Servers)
        {
            if (server.A.Aliases.Count > 0 || server.Aaaa.Aliases.Count > 0)
            {
                // RFC 2181 section 10.3: the name of a name server is no alias; BIND and others skip such a server.
                yield return this.Says("dns-ns-alias", view.Name, ("server", server.Name), ("alias", server.A.Aliases.Concat(server.Aaaa.Aliases).First()));
            }

            if (server.A is { Answered: true, HasData: false } && server.Aaaa is { Answered: true, HasData: false })
            {
                yield return this.Says("dns-ns-no-address", view.Name, ("server", server.Name)).Because(server.Aaaa.Failure);
            }
        }
    }

    private IEnumerable<Finding> Sets(ZoneView view)
    {
        if (view.Zone.Delegation is not { Names.Count: > 0 } delegation || view.Zone.ChildNames.Count == 0)
        {
            yield break;
        }

        SortedSet<string> parent = Fold(delegation.Names);
        SortedSet<string> child = Fold(view.Zone.ChildNames);
        // Each server's own view too: one that was forgotten in an update answers an old set.
        bool differs = !parent.SetEquals(child) || view.Addresses
            .Select(a => a.Whole("NS", view.Name))
            .Any(n => n is { Failure: null, Truncated: false, Data.Count: > 0 } && !parent.SetEquals(Fold(n.Data)));
        if (differs)
        {
            yield return this.Says("dns-ns-set-differs", view.Name, ("parent", string.Join(", ", parent)), ("child", string.Join(", ", child)));
        }
    }

    private static SortedSet<string> Fold(IEnumerable<string> names) =>
        new(names.Select(n => n.TrimEnd('.').ToLowerInvariant()), StringComparer.Ordinal);
}
