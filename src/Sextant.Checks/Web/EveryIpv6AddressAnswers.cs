using System.Globalization;
using System.Net;
using Sextant.Checks.Observations;
using Sextant.Wire;

namespace Sextant.Checks.Web;

/// <summary>WEB-02: port 443 or 80 answers on every IPv6 address published (rule 4), without heavy loss or a long way round.</summary>
public sealed class EveryIpv6AddressAnswers : ICheck
{
    // Class table: heavy loss is 3 of 10 connects or more.
    private const int LossTries = 10;
    private const int HeavyLoss = 3;
    // A median of fewer is an anecdote.
    private const int FewestTimes = 3;
    // Of the pairs that are taken where the way seems longer.
    private const int FewestPairs = 5;

    /// <inheritdoc/>
    public string Id => "WEB-02";

    /// <inheritdoc/>
    public TargetKind Kind => TargetKind.Site;

    /// <inheritdoc/>
    public IReadOnlyList<string> Tags { get; } =
    [
        "web-v6-addresses-answer", "web-v6-some-dead", "web-v6-all-dead", "web-both-dead", "web-v6-loss", "web-v6-slow",
        "web-v6-not-all-looked-at", "web-v6-reach-open", "web-v6-nothing-to-reach",
    ];

    /// <inheritdoc/>
    public IEnumerable<Finding> Evaluate(Scan scan, CheckContext context) =>
        SiteView.Of(scan, context) is { } site ? site.Hosts.SelectMany(Judge) : [];

    private IEnumerable<Finding> Judge(HostView host)
    {
        if (host.Standing != Standing.Published)
        {
            return [host.IsOpen
                ? this.Says("web-v6-reach-open", host.Name).Because(host.Cause)
                : this.Says("web-v6-nothing-to-reach", host.Name)];
        }

        return [Reach(host), .. NotLookedAt(host), .. Loss(host), .. Slow(host)];
    }

    private Finding Reach(HostView host)
    {
        (IPAddress Address, PortState State)[] states = [.. host.Ipv6.Select(a => (a, Best(host, a)))];
        (IPAddress Address, PortState State)[] dead = [.. states.Where(s => s.State is { Open: false, IsKnown: true })];
        (string, string) addresses = ("addresses", string.Join(", ", dead.Select(d => d.Address).Take(8)));
        Failure? cause = PortState.LeastSure(dead.Select(d => d.State)).Cause;
        if (states.Any(s => s.State.Open))
        {
            return dead.Length == 0
                ? this.Says("web-v6-addresses-answer", host.Name)
                : this.Says("web-v6-some-dead", host.Name, addresses).Because(cause).Over(Family.V6, 443);
        }

        if (Array.Find(states, s => !s.State.IsKnown) is { State.Cause: { } doubt })
        {
            return this.Says("web-v6-reach-open", host.Name).Because(doubt);
        }

        // Without IPv4 that works nothing tells a dead site from dead IPv6.
        return host.IsReachable(Family.V4)
            ? this.Says("web-v6-all-dead", host.Name, addresses).Because(cause).Over(Family.V6, 443)
            : this.Says("web-both-dead", host.Name, addresses).Because(cause);
    }

    private IEnumerable<Finding> NotLookedAt(HostView host)
    {
        IPAddress[] left = [.. host.Ipv6.Where(a => Best(host, a) is { Open: false, IsKnown: false })];
        return left.Length > 0 && left.Length < host.Ipv6.Count
            ? [this.Says("web-v6-not-all-looked-at", host.Name, ("addresses", string.Join(", ", left.Take(8)))).Because(Best(host, left[0]).Cause)]
            : [];
    }

    private IEnumerable<Finding> Loss(HostView host)
    {
        foreach (PortLook look in host.Host.Ports.Where(p => p.Open && host.Ipv6.Contains(p.Address) && IsLossy(p)))
        {
            // The same loss over IPv4 is no fault of IPv6.
            if (!host.Host.Ports.Any(p => p.Family == Family.V4 && p.Port == look.Port && p.Open && IsLossy(p)))
            {
                yield return this.Says(
                    "web-v6-loss", host.Name, ("address", look.Address.ToString()), ("port", Text(look.Port)), ("lost", Text(ConnectTimes.Lost(look.Attempts))), ("of", Text(look.Attempts.Count)))
                    .Because(look.Attempts.FirstOrDefault(a => a.Failure is not null)?.Failure ?? Failure.TimedOut).Over(Family.V6, look.Port);
            }
        }
    }

    private IEnumerable<Finding> Slow(HostView host)
    {
        (double[] v6, double[] v4) = host.Host.Pairs is { } pairs ? InPairs(pairs) : (Times(host, Family.V6), Times(host, Family.V4));
        int fewest = host.Host.Pairs is null ? FewestTimes : FewestPairs;
        if (v6.Length >= fewest && v4.Length >= fewest && ConnectTimes.AreFarLonger(v6, v4))
        {
            yield return this.Says("web-v6-slow", host.Name, ("v6ms", Text((int)ConnectTimes.Median(v6))), ("v4ms", Text((int)ConnectTimes.Median(v4)))).Over(Family.V6, 443)
                with { TimedBySystem = host.Host.Pairs?.Where(p => p is { V6Ms: not null, V4Ms: not null }).All(p => p.BySystem || p.V6Ms >= ConnectTimes.SentAgain || p.V4Ms >= ConnectTimes.SentAgain) == true };
        }
    }

    // A first packet that was lost is loss, and no longer way.
    private static (double[] V6, double[] V4) InPairs(IReadOnlyList<RoundTripPair> pairs)
    {
        double[] v6 = [.. pairs.Select(p => p.V6Ms).OfType<double>()];
        double[] v4 = [.. pairs.Select(p => p.V4Ms).OfType<double>()];
        bool near = v6.Any(t => t < ConnectTimes.SentAgain / 2);
        return ([.. v6.Where(t => !near || t < ConnectTimes.SentAgain)], v4);
    }

    private static PortState Best(HostView host, IPAddress address)
    {
        PortState secure = host.Port(address, 443);
        PortState plain = host.Port(address, 80);
        return secure.Open ? secure : plain.Open ? plain : PortState.LeastSure([secure, plain]);
    }

    private static bool IsLossy(PortLook look) =>
        look.Attempts.Count >= LossTries && !ConnectTimes.AreLimited(look.Attempts) && ConnectTimes.Lost(look.Attempts) * LossTries >= HeavyLoss * look.Attempts.Count;

    // Evidence from before pairs were taken: a connection takes one round trip, so every connection of the scan is a sample.
    private static double[] Times(HostView host, Family family)
    {
        IReadOnlyList<IPAddress> addresses = host.Of(family);
        return
        [
            .. host.Host.Ports.Where(p => addresses.Contains(p.Address)).SelectMany(p => p.Attempts).Where(a => a.Failure is null).Select(a => a.Milliseconds),
            .. host.Host.Fetches.Where(f => f.Family == family).SelectMany(f => f.Hops).Where(h => h.Address is { } at && addresses.Contains(at)).Select(h => h.ConnectMs).OfType<double>(),
        ];
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
