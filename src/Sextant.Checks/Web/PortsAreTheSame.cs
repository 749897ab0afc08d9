using System.Net;
using Sextant.Checks.Observations;
using Sextant.Wire;

namespace Sextant.Checks.Web;

/// <summary>WEB-04: of ports 80 and 443, what is open over IPv4 is open over IPv6 (rule 12).</summary>
public sealed class PortsAreTheSame : ICheck
{
    /// <inheritdoc/>
    public string Id => "WEB-04";

    /// <inheritdoc/>
    public TargetKind Kind => TargetKind.Site;

    /// <inheritdoc/>
    public IReadOnlyList<string> Tags { get; } =
    [
        "web-ports-same", "web-v6-443-closed", "web-v6-443-some-closed", "web-v6-80-closed", "web-v6-80-some-closed", "web-v6-ports-dead", "web-v6-port-lost",
        "web-ports-no-ipv4", "web-ports-nothing", "web-ports-open",
    ];

    /// <inheritdoc/>
    public IEnumerable<Finding> Evaluate(Scan scan, CheckContext context) =>
        SiteView.Of(scan, context) is { } site ? site.Hosts.SelectMany(Judge) : [];

    private IEnumerable<Finding> Judge(HostView host)
    {
        if (host.Standing != Standing.Published)
        {
            return [host.IsOpen ? this.Says("web-ports-open", host.Name).Because(host.Cause) : this.Says("web-ports-nothing", host.Name)];
        }

        if (!host.Host.A.Answered)
        {
            return [this.Says("web-ports-open", host.Name).Because(host.Host.A.Failure)];
        }

        if (host.Ipv4.Count == 0)
        {
            return [this.Says("web-ports-no-ipv4", host.Name)];
        }

        if (!host.IsReachable(Family.V6))
        {
            return [Dead(host)];
        }

        List<Finding> findings = [.. Compare(host, 443), .. Compare(host, 80)];
        return findings.Count > 0 ? findings : [this.Says("web-ports-same", host.Name)];
    }

    // Nothing answers over IPv6: WEB-02 says what that means for the class.
    private Finding Dead(HostView host)
    {
        PortState[] states = [.. host.Ipv6.SelectMany(a => new[] { host.Port(a, 443), host.Port(a, 80) })];
        PortState state = PortState.LeastSure(states);
        return state.IsKnown && host.IsReachable(Family.V4)
            ? this.Says("web-v6-ports-dead", host.Name).Because(state.Cause).Over(Family.V6, 443)
            : this.Says("web-ports-open", host.Name).Because(state.Cause);
    }

    private IEnumerable<Finding> Compare(HostView host, int port)
    {
        if (!host.IsOpenAt(Family.V4, port))
        {
            yield break;
        }

        // Addresses that answer on neither port are WEB-02's.
        (IPAddress Address, PortState State)[] alive =
            [.. host.Ipv6.Where(a => host.Port(a, 443).Open || host.Port(a, 80).Open).Select(a => (a, host.Port(a, port)))];
        (IPAddress Address, PortState State)[] closed = [.. alive.Where(s => s.State is { Open: false, IsKnown: true })];
        bool open = alive.Any(s => s.State.Open);
        if (closed.Length > 0 && Array.TrueForAll(closed, c => c.State.Cause == Failure.TimedOut && host.Loses(c.Address)))
        {
            yield return this.Says("web-v6-port-lost", host.Name, ("address", closed[0].Address.ToString()), ("port", port.ToString(System.Globalization.CultureInfo.InvariantCulture)))
                .Because(Failure.TimedOut).Over(Family.V6, port);
        }
        else if (closed.Length > 0)
        {
            yield return this.Says(open ? $"web-v6-{port}-some-closed" : $"web-v6-{port}-closed", host.Name, ("addresses", string.Join(", ", closed.Select(c => c.Address).Take(8))))
                .Because(closed[0].State.Cause).Over(Family.V6, port);
        }
        else if (!open)
        {
            yield return this.Says("web-ports-open", host.Name).Because(alive[0].State.Cause);
        }
    }
}
