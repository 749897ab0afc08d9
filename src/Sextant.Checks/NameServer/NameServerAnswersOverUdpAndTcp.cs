using System.Globalization;
using System.Net;
using Sextant.Checks.Dns;
using Sextant.Checks.Observations;
using Sextant.Wire;

namespace Sextant.Checks.NameServer;

/// <summary>NSS-02: every IPv6 address of the name server answers with authority for its zones over UDP and TCP, soon.</summary>
public sealed class NameServerAnswersOverUdpAndTcp : ICheck
{
    /// <inheritdoc/>
    public string Id => "NSS-02";

    /// <inheritdoc/>
    public TargetKind Kind => TargetKind.NameServer;

    /// <inheritdoc/>
    public IReadOnlyList<string> Tags { get; } =
    [
        "nss-serves", "nss-unserved", "nss-silent", "nss-lame", "nss-malformed", "nss-aa-missing", "nss-truncated-without-tcp",
        "nss-udp-only", "nss-edns-trouble", "nss-slow", "nss-lossy", "nss-junk", "nss-no-ipv6", "nss-open",
        "nss-large-lost", "nss-large-lost-both", "nss-no-zone", "nss-question-unanswered",
    ];

    /// <inheritdoc/>
    public IEnumerable<Finding> Evaluate(Scan scan, CheckContext context)
    {
        if (scan.NameServer is not { } server)
        {
            return [];
        }

        IPAddress[] addresses = [.. server.Aaaa.Addresses.Where(context.Counts)];
        if (addresses.Length == 0)
        {
            return [server.Aaaa.Answered
                ? this.Says("nss-no-ipv6", server.Name)
                : this.Says("nss-open", server.Name, ("address", "-"), ("zone", "-")).Because(server.Aaaa.Failure)];
        }

        if (server.Zones.Count == 0)
        {
            // Authority is proved on a zone (rule 8): without one nothing can be said.
            return [this.Says("nss-no-zone", server.Name, ("server", server.Name)).Because(Failure.DnsNoZoneKnown)];
        }

        // Every address counts (rule 4): what is past the bound leaves the whole open.
        IPAddress[] left = [.. addresses.Where(address => server.Aaaa.Addresses.Skip(NameServerLook.MostAddresses).Contains(address) && !server.Answers.Any(a => a.Address.Equals(address)))];
        addresses = [.. addresses.Except(left)];
        ServerAddress[] all = [.. from zone in server.Zones
                                  from address in addresses
                                  select At(server, address, zone)];
        List<Finding> findings = [.. all.SelectMany(Of), .. all.Where(a => a.Serves).GroupBy(a => a.Address).Select(a => Lossy(server, a.First())).OfType<Finding>()];
        findings.AddRange(all.Where(a => a.Serves).Select(a => Large(server, a, all)).OfType<Finding>());
        if (left.Length > 0)
        {
            findings.Add(this.Says("nss-open", server.Name, ("address", string.Join(", ", left.Take(3).Select(l => l.ToString())) + (left.Length > 3 ? " …" : "")), ("zone", server.Zones[0])).Because(Failure.WorkLimit));
        }

        if (left.Length == 0 && all.All(a => !a.Serves && a.Udp.How != Dealt.Open))
        {
            findings.Insert(0, this.Says("nss-unserved", server.Name).Because(all[0].Udp.Cause).Over(Family.V6, 53));
        }

        return findings.Count > 0
            ? findings
            : [this.Says("nss-serves", server.Name, ("zones", server.Zones.Count.ToString(CultureInfo.InvariantCulture)))];
    }

    private static ServerAddress At(NameServerObservation server, IPAddress address, string zone) =>
        new(server.Name, address, zone, OfZone(server, zone), server.Samples, server.Large.Where(a => ServerAddress.Same(a.Name, zone)));

    private static IEnumerable<ServerAnswer> OfZone(NameServerObservation server, string zone) =>
        server.Answers.Where(a => ServerAddress.Same(a.Name, zone) || a.Name.EndsWith("." + zone, StringComparison.OrdinalIgnoreCase));

    private IEnumerable<Finding> Of(ServerAddress at)
    {
        string? tag = at.Udp.How switch
        {
            Dealt.Silent => "nss-silent",
            Dealt.Lame => "nss-lame",
            Dealt.Malformed => "nss-malformed",
            Dealt.WithoutAuthority => "nss-aa-missing",
            Dealt.Truncated => "nss-truncated-without-tcp",
            Dealt.Open => "nss-open",
            _ => null,
        };
        if (tag is not null)
        {
            yield return Say(at, tag).Because(at.Udp.Cause);
        }

        foreach (Finding finding in at.Serves ? Served(at) : [])
        {
            yield return finding;
        }
    }

    // What is still wrong with an address that serves.
    private IEnumerable<Finding> Served(ServerAddress at)
    {
        if (!at.Tcp.IsUsable)
        {
            yield return Say(at, at.Tcp.How == Dealt.Open ? "nss-open" : "nss-udp-only").Because(at.Tcp.Cause);
        }

        if (at.UnansweredTypes is { } types)
        {
            yield return Say(at, "nss-question-unanswered", ("type", string.Join(", ", types))).Because(Failure.TimedOut);
        }

        if ((at.PlainOnly ?? at.WithoutDnssecOnly) is { } plain)
        {
            yield return Say(at, "nss-edns-trouble").Because(plain.WithEdns ?? Failure.DnsFormerr);
        }

        // The criterion's 5 s is the end of waiting. A name server is often asked no more than SOA: fewer than three answers give their median too, when all of them are slow.
        double[] times = [.. at.Answers.Where(a => a is { Transport: "udp", Failure: null }).Select(a => a.Milliseconds ?? 0)];
        if ((at.MedianMilliseconds ?? (times.Length > 0 ? times.Min() : 0)) is > ServerTimes.Slow and var median)
        {
            yield return Say(at, "nss-slow", ("ms", Math.Round(median).ToString(CultureInfo.InvariantCulture)));
        }

        foreach (string junk in at.Answers.SelectMany(a => a.Junk).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            yield return Say(at, "nss-junk", ("junk", junk));
        }
    }

    private Finding? Large(NameServerObservation server, ServerAddress at, ServerAddress[] v6)
    {
        if (LargeAnswers.Lost(at) is not { } lost)
        {
            return null;
        }

        bool overV4 = server.A.Addresses.Any(address => LargeAnswers.Arrived(server.Large, address) is not null);
        return Say(at, overV4 ? "nss-large-lost" : "nss-large-lost-both", LargeAnswers.Parameters(lost, server.Large)).Because(Failure.TimedOut)
            with { SingleLook = !v6.Any(other => LargeAnswers.Arrived(other.Large, other.Address) is not null) };
    }

    // Loss is the way's, whichever zone was asked about. It counts whatever IPv4 loses (class table), and is shown beside it.
    private Finding? Lossy(NameServerObservation server, ServerAddress at) => at.HeavyLoss is { } loss
        ? Say(at, "nss-lossy", ("percent", LossText.Percent(loss)), ("percent4", LossText.OverIpv4(server.A.Addresses.Select(address => At(server, address, at.Zone)))))
            .Because(Failure.TimedOut)
        : null;

    private Finding Say(ServerAddress at, string tag, params ReadOnlySpan<(string, string)> more) =>
        this.Says(tag, at.Server, [("address", at.Address.ToString()), ("zone", at.Zone), .. more]).Over(Family.V6, 53);
}
