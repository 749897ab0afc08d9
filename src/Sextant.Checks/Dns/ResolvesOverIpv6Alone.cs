using Sextant.Checks.Observations;
using Sextant.Wire;

namespace Sextant.Checks.Dns;

/// <summary>DNS-05: a resolver that has IPv6 only finds the zone from the root; else the first link that needs IPv4 is named (rule 7).</summary>
public sealed class ResolvesOverIpv6Alone : ICheck
{
    /// <inheritdoc/>
    public string Id => "DNS-05";

    /// <inheritdoc/>
    public TargetKind Kind => TargetKind.Zone;

    /// <inheritdoc/>
    public IReadOnlyList<string> Tags { get; } = ["dns-v6-path-whole", "dns-v6-path-stops", "dns-v6-path-open"];

    /// <inheritdoc/>
    public IEnumerable<Finding> Evaluate(Scan scan, CheckContext context)
    {
        if (scan.Zone is not { } zone || ZoneView.IsAbsent(zone))
        {
            yield break;
        }

        yield return zone.Ipv6Walk switch
        {
            null => this.Says("dns-v6-path-open", zone.Zone).Because(zone.Failure ?? Failure.NotMeasured),
            { Reached: true } => this.Says("dns-v6-path-whole", zone.Zone),
            // Where somebody on the way is not asked because we chose so, nothing is known of the rest.
            { Reached: false, Failure: Failure.Excluded } => this.Says("dns-v6-path-open", zone.Zone).Because(Failure.Excluded),
            // The root has IPv6 (RFC 8109): where it cannot be reached, the vantage is at fault.
            { Stop.Zone: "." or "" } => this.Says("dns-v6-path-open", zone.Zone).Because(Failure.VantageFault),
            // Packets to servers that do serve the zone get lost (DNS-02 says so): the walk met with it too.
            { Stop: { Reason: "unreachable" } stop } when ServerAddress.Same(stop.Zone, zone.Zone) && ServesWithLoss(scan, context) =>
                this.Says("dns-v6-path-open", zone.Zone).Because(Failure.TimedOut),
            { Stop: { } stop } walk => this.Says(
                    "dns-v6-path-stops", zone.Zone, ("link", stop.Zone), ("server", stop.Server ?? "-"), ("reason", stop.Reason))
                .Because(walk.Failure).Over(Family.V6, 53),
            { Failure: var failure } => this.Says("dns-v6-path-open", zone.Zone).Because(failure ?? Failure.NotMeasured),
        };
    }

    private static bool ServesWithLoss(Scan scan, CheckContext context) =>
        ZoneView.Of(scan, context)!.V6.Any(a => a is { Serves: true, HeavyLoss: not null });
}
