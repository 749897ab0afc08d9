using System.Net;
using Sextant.Checks.Observations;

namespace Sextant.Measurement.Scans;

/// <summary>The addresses that a scan met: of hosts, mail servers and name servers, in that order, those that were asked included.</summary>
internal static class SeenAddresses
{
    /// <summary>256: a name with more addresses than that is not one that anybody reads the list of.</summary>
    private const int Most = 256;

    public static IEnumerable<IPAddress> Of(Scan scan) => Web(scan.Web).Concat(Mail(scan.Mail)).Concat(Zone(scan.Zone)).Concat(Server(scan.NameServer)).Distinct().Take(Most);

    private static IEnumerable<IPAddress> Web(WebObservation? web) =>
        web?.Hosts.SelectMany(host => host.Aaaa.Addresses.Concat(host.A.Addresses).Concat(host.AlsoSeen)) ?? [];

    private static IEnumerable<IPAddress> Mail(MailObservation? mail) =>
        mail?.Hosts.SelectMany(host => host.Aaaa.Addresses.Concat(host.A.Addresses)) ?? [];

    private static IEnumerable<IPAddress> Zone(ZoneObservation? zone) => zone is null ? [] :
        zone.Servers.SelectMany(server => server.Aaaa.Addresses.Concat(server.A.Addresses).Concat(server.Answers.Select(answer => answer.Address)))
            .Concat(zone.Delegation?.Glue.SelectMany(glue => glue.Addresses) ?? []);

    private static IEnumerable<IPAddress> Server(NameServerObservation? server) =>
        server is null ? [] : server.Aaaa.Addresses.Concat(server.A.Addresses);
}
