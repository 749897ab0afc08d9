using System.Net;
using Sextant.Checks.Observations;
using Sextant.Wire;
using Sextant.Wire.Addresses;

namespace Sextant.Checks.NameServer;

/// <summary>NSS-01: the name server has a global IPv6 address, and a resolver that has IPv6 only finds it.</summary>
public sealed class NameServerHasIpv6 : ICheck
{
    /// <inheritdoc/>
    public string Id => "NSS-01";

    /// <inheritdoc/>
    public TargetKind Kind => TargetKind.NameServer;

    /// <inheritdoc/>
    public IReadOnlyList<string> Tags { get; } =
    [
        "nss-aaaa-valid", "nss-aaaa-missing", "nss-aaaa-not-global", "nss-aaaa-none-global", "nss-aaaa-failed", "nss-aaaa-bogus",
        "nss-no-address", "nss-v6-path-stops", "nss-aaaa-open", "nss-v6-path-open",
    ];

    /// <inheritdoc/>
    public IEnumerable<Finding> Evaluate(Scan scan, CheckContext context) =>
        scan.NameServer is { } server ? [.. Addresses(server, context), .. Path(server, context)] : [];

    private IEnumerable<Finding> Addresses(NameServerObservation server, CheckContext context)
    {
        if (!server.Aaaa.Answered)
        {
            yield return Unanswered(server);
            yield break;
        }

        IPAddress[] all = [.. server.Aaaa.Addresses];
        IPAddress[] bad = [.. all.Where(a => !context.Counts(a))];
        if (all.Length == 0)
        {
            yield return server.A switch
            {
                // RFC 4074 section 4.2: the AAAA of a name that has A does not "not exist".
                { HasData: true } when server.Aaaa.Failure == Failure.DnsNxdomain =>
                    this.Says("nss-aaaa-failed", server.Name).Because(Failure.DnsNxdomain),
                { HasData: true } => this.Says("nss-aaaa-missing", server.Name),
                { Answered: true } => this.Says("nss-no-address", server.Name),
                _ => this.Says("nss-aaaa-open", server.Name).Because(server.A.Failure),
            };
            yield break;
        }

        foreach (IPAddress address in bad)
        {
            yield return this.Says(
                "nss-aaaa-not-global", server.Name, ("address", address.ToString()), ("scope", FailureWords.Kebab(AddressKind.Classify(address).ToString())));
        }

        if (bad.Length == all.Length)
        {
            yield return this.Says("nss-aaaa-none-global", server.Name);
        }
    }

    private Finding Unanswered(NameServerObservation server)
    {
        Failure failure = server.Aaaa.Failure!.Value;
        Failure? doubt = RepeatedFault.Doubt(failure, server.Aaaa);
        return (failure, doubt) switch
        {
            (Failure.DnsBogus, null) when server.A.HasData => this.Says("nss-aaaa-bogus", server.Name).Because(failure),
            (Failure.DnsServfail, null) when server.A.HasData => this.Says("nss-aaaa-failed", server.Name).Because(failure),
            _ => this.Says("nss-aaaa-open", server.Name).Because(doubt ?? failure),
        };
    }

    private IEnumerable<Finding> Path(NameServerObservation server, CheckContext context)
    {
        if (!server.Aaaa.Addresses.Any(context.Counts))
        {
            yield break;
        }

        yield return server.Ipv6Walk switch
        {
            { Reached: true } => this.Says("nss-aaaa-valid", server.Name, ("addresses", string.Join(", ", server.Aaaa.Addresses.Select(a => a.ToString())))),
            { Stop: { Zone: not ("." or "") } stop } walk => this.Says(
                    "nss-v6-path-stops", server.Name, ("link", stop.Zone), ("server", stop.Server ?? "-"), ("reason", stop.Reason))
                .Because(walk.Failure).Over(Family.V6, 53),
            { Stop: not null } => this.Says("nss-v6-path-open", server.Name).Because(Failure.VantageFault),
            var walk => this.Says("nss-v6-path-open", server.Name).Because(walk?.Failure ?? Failure.NotMeasured),
        };
    }
}
