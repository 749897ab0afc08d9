using System.Globalization;
using System.Net;
using Sextant.Checks.Observations;
using Sextant.Wire;

namespace Sextant.Measurement.Lake;

/// <summary>One operation on the network, as a row of the lake.</summary>
/// <param name="Word">What was done: <c>lookup</c>, <c>connect</c>, <c>tls</c>, <c>fetch</c>, <c>hop</c>, <c>smtp</c>, <c>dns</c>, <c>walk</c>.</param>
/// <param name="Subject">The host, or the name asked.</param>
/// <param name="Detail">Type, transport, URL.</param>
internal sealed record Operation(
    string Word, string Subject, string? Detail, Family? Family, IPAddress? Endpoint, int? Port, DateTimeOffset At, double? Milliseconds, int Attempts, Failure? Failure)
{
    /// <summary>All operations of a scan, in the order of the record.</summary>
    internal static IEnumerable<Operation> Of(Scan scan) =>
        [.. OfWeb(scan.Web, scan.StartedAt), .. OfMail(scan.Mail, scan.StartedAt), .. OfZone(scan.Zone, scan.StartedAt), .. OfNameServer(scan.NameServer, scan.StartedAt)];

    private static IEnumerable<Operation> OfWeb(WebObservation? web, DateTimeOffset start)
    {
        foreach (HostObservation host in web?.Hosts ?? [])
        {
            yield return OfLookup(host.A, start);
            yield return OfLookup(host.Aaaa, start);
            if (host.Https is not null)
            {
                yield return OfLookup(host.Https, start);
            }

            foreach (PortLook port in host.Ports)
            {
                yield return OfTries("connect", host.Name, null, port.Family, port.Address, port.Port, port.Attempts, port.Failure, start);
            }

            foreach (TlsLook tls in host.Tls)
            {
                yield return OfTls(host.Name, tls, start);
            }

            foreach (Operation fetched in host.Fetches.SelectMany(fetch => OfFetch(host.Name, fetch, start)).Concat(OfWalk(host.Name, host.Ipv6Walk, start)))
            {
                yield return fetched;
            }

            foreach (ServerAnswer answer in host.AtServers)
            {
                yield return OfAnswer(answer, start);
            }
        }
    }

    private static IEnumerable<Operation> OfMail(MailObservation? mail, DateTimeOffset start)
    {
        if (mail is null)
        {
            yield break;
        }

        yield return OfLookup(mail.Mx, start);
        foreach (MxHost host in mail.Hosts)
        {
            yield return OfLookup(host.A, start);
            yield return OfLookup(host.Aaaa, start);
            foreach (SmtpLook session in host.Sessions)
            {
                yield return OfTries("smtp", host.Name, null, session.Family, session.Address, 25, session.Attempts, session.Failure, start);
                if (session.Tls is not null)
                {
                    yield return OfTls(host.Name, session.Tls, start);
                }
            }
        }
    }

    private static IEnumerable<Operation> OfZone(ZoneObservation? zone, DateTimeOffset start)
    {
        if (zone is null)
        {
            return [];
        }

        IEnumerable<Lookup> lookups = zone.Servers.SelectMany(server => (Lookup[])[server.A, server.Aaaa])
            .Concat(((Lookup?[])[zone.Soa, zone.Aaaa, zone.A]).OfType<Lookup>());
        return lookups.Select(lookup => OfLookup(lookup, start))
            .Concat(zone.Servers.SelectMany(server => server.Answers).Select(answer => OfAnswer(answer, start)))
            .Concat(OfWalk(zone.Zone, zone.Ipv6Walk, start))
            .Concat(OfWalk(zone.Zone, zone.Ipv4Walk, start));
    }

    private static IEnumerable<Operation> OfNameServer(NameServerObservation? server, DateTimeOffset start) =>
        server is null
            ? []
            : ((Lookup[])[server.A, server.Aaaa]).Select(lookup => OfLookup(lookup, start))
                .Concat(server.Answers.Concat(server.Recursion).Select(answer => OfAnswer(answer, start)))
                .Concat(OfWalk(server.Name, server.Ipv6Walk, start));

    private static IEnumerable<Operation> OfFetch(string host, Fetch fetch, DateTimeOffset start)
    {
        yield return OfTries("fetch", host, fetch.Url, fetch.Family, fetch.Address, null, fetch.Attempts, fetch.Failure, start);
        foreach (Hop hop in fetch.Hops)
        {
            double? spent = hop.ConnectMs is null && hop.TlsMs is null && hop.FirstByteMs is null
                ? null
                : (hop.ConnectMs ?? 0) + (hop.TlsMs ?? 0) + (hop.FirstByteMs ?? 0);
            DateTimeOffset at = fetch.Attempts.Count > 0 ? fetch.Attempts[^1].At : start;
            yield return new Operation("hop", host, hop.Url, fetch.Family, hop.Address, hop.Port, at, spent, 1, hop.Failure ?? hop.Certificate);
        }
    }

    private static IEnumerable<Operation> OfWalk(string name, PathWalk? walk, DateTimeOffset start) =>
        (walk?.Steps ?? []).Select(step =>
            new Operation("walk", name, $"{step.Zone} {step.Question}", walk!.Family, step.Address, 53, start, step.Milliseconds, 1, step.Failure));

    private static Operation OfLookup(Lookup lookup, DateTimeOffset start) =>
        OfTries("lookup", lookup.Name, lookup.Type, null, null, null, lookup.Attempts, lookup.Failure, start);

    private static Operation OfTls(string host, TlsLook tls, DateTimeOffset start) =>
        OfTries("tls", host, tls.Protocol, tls.Family, tls.Address, tls.Port, tls.Attempts, tls.Handshake ?? (tls.Certificate.Count > 0 ? tls.Certificate[0] : null), start);

    private static Operation OfAnswer(ServerAnswer answer, DateTimeOffset start) =>
        OfTries(
            "dns", answer.Server ?? answer.Address.ToString(), string.Create(CultureInfo.InvariantCulture, $"{answer.Transport} {answer.Name} {answer.Type}"),
            answer.Family, answer.Address, 53, answer.Attempts, answer.Failure, start);

    /// <summary>The last try is the one the record describes: its time stands for the operation.</summary>
    private static Operation OfTries(
        string word, string subject, string? detail, Family? family, IPAddress? endpoint, int? port, IReadOnlyList<Attempt> tries, Failure? failure, DateTimeOffset start) =>
        new(word, subject, detail, family, endpoint, port,
            tries.Count > 0 ? tries[^1].At : start, tries.Count > 0 ? tries[^1].Milliseconds : null, tries.Count, failure);
}
