using System.Net;
using Sextant.Checks.Observations;
using Sextant.Wire;

namespace Sextant.Measurement.Lake;

/// <summary>One operation on the network, as a row of the lake.</summary>
internal sealed record Operation
{
    /// <summary>What was done: <c>lookup</c>, <c>connect</c>, <c>tls</c>, <c>fetch</c>, <c>hop</c>, <c>smtp</c>, <c>dns</c>, <c>walk</c>.</summary>
    internal required string Word { get; init; }

    /// <summary>The host, or the name asked.</summary>
    internal required string Subject { get; init; }

    /// <summary>Type, transport, URL.</summary>
    internal string? Detail { get; init; }

    internal Family? Family { get; init; }

    internal IPAddress? Endpoint { get; init; }

    internal int? Port { get; init; }

    internal DateTimeOffset At { get; init; }

    internal double? Milliseconds { get; init; }

    internal int Attempts { get; init; } = 1;

    internal Failure? Failure { get; init; }

    /// <summary>All operations of a scan, in the order of the record.</summary>
    internal static IEnumerable<Operation> Of(Scan scan) =>
        ((IEnumerable<Operation>)[.. OfWeb(scan.Web), .. OfMail(scan.Mail), .. OfZone(scan.Zone), .. OfNameServer(scan.NameServer)])
            .Select(done => done.At == default ? done with { At = scan.StartedAt } : done); // the record has no time of its own for it

    private static IEnumerable<Operation> OfWeb(WebObservation? web) => (web?.Hosts ?? []).SelectMany(host => (IEnumerable<Operation>)
    [
        .. ((Lookup?[])[host.A, host.Aaaa, host.Https]).OfType<Lookup>().Select(OfLookup),
        .. host.Ports.Select(port => Tried(
            port.Attempts,
            new Operation { Word = "connect", Subject = host.Name, Family = port.Family, Endpoint = port.Address, Port = port.Port, Failure = port.Failure })),
        .. host.Tls.Select(tls => OfTls(host.Name, tls)),
        .. host.Fetches.SelectMany(fetch => OfFetch(host.Name, fetch)),
        .. OfWalk(host.Name, host.Ipv6Walk),
        .. host.AtServers.Select(OfAnswer),
    ]);

    private static IEnumerable<Operation> OfMail(MailObservation? mail) => mail is null
        ? []
        : [OfLookup(mail.Mx), .. mail.Hosts.SelectMany(host => (IEnumerable<Operation>)[OfLookup(host.A), OfLookup(host.Aaaa), .. host.Sessions.SelectMany(session => OfSession(host.Name, session))])];

    private static IEnumerable<Operation> OfZone(ZoneObservation? zone) => zone is null
        ? []
        :
        [
            .. zone.Servers.SelectMany(server => (Lookup[])[server.A, server.Aaaa]).Select(OfLookup),
            .. ((Lookup?[])[zone.Soa, zone.Aaaa, zone.A]).OfType<Lookup>().Select(OfLookup),
            .. zone.Servers.SelectMany(server => server.Answers.Concat(server.Large)).Select(OfAnswer),
            .. zone.Servers.SelectMany(server => server.Samples.Select(sample => OfSample(server.Name, sample))),
            .. OfWalk(zone.Zone, zone.Ipv6Walk),
            .. OfWalk(zone.Zone, zone.Ipv4Walk),
        ];

    private static IEnumerable<Operation> OfNameServer(NameServerObservation? server) => server is null
        ? []
        :
        [
            OfLookup(server.A), OfLookup(server.Aaaa), .. server.Answers.Concat(server.Large).Concat(server.Recursion).Select(OfAnswer),
            .. server.Samples.Select(sample => OfSample(server.Name, sample)), .. OfWalk(server.Name, server.Ipv6Walk),
        ];

    private static IEnumerable<Operation> OfSession(string host, SmtpLook session)
    {
        yield return Tried(
            session.Attempts,
            new Operation { Word = "smtp", Subject = host, Family = session.Family, Endpoint = session.Address, Port = 25, Failure = session.Failure });
        if (session.Tls is not null)
        {
            yield return OfTls(host, session.Tls);
        }
    }

    private static IEnumerable<Operation> OfFetch(string host, Fetch fetch)
    {
        Operation whole = Tried(
            fetch.Attempts,
            new Operation { Word = "fetch", Subject = host, Detail = fetch.Url, Family = fetch.Family, Endpoint = fetch.Address, Failure = fetch.Failure });
        return fetch.Hops.Select(hop => new Operation
        {
            Word = "hop",
            Subject = host,
            Detail = hop.Url,
            Family = fetch.Family,
            Endpoint = hop.Address,
            Port = hop.Port,
            At = whole.At,
            Milliseconds = hop.ConnectMs is null && hop.TlsMs is null && hop.FirstByteMs is null ? null : (hop.ConnectMs ?? 0) + (hop.Shared == true ? 0 : hop.TlsMs ?? 0) + (hop.FirstByteMs ?? 0),
            Failure = hop.Failure ?? hop.Certificate,
        }).Prepend(whole);
    }

    private static IEnumerable<Operation> OfWalk(string name, PathWalk? walk) => (walk?.Steps ?? []).Select(step => new Operation
    {
        Word = "walk",
        Subject = name,
        Detail = $"{step.Zone} {step.Question}",
        Family = walk!.Family,
        Endpoint = step.Address,
        Port = 53,
        Milliseconds = step.Milliseconds,
        Failure = step.Failure,
    });

    private static Operation OfLookup(Lookup lookup) =>
        Tried(lookup.Attempts, new Operation { Word = "lookup", Subject = lookup.Name, Detail = lookup.Type, Failure = lookup.Failure });

    private static Operation OfTls(string host, TlsLook tls) => Tried(tls.Attempts, new Operation
    {
        Word = "tls",
        Subject = host,
        Detail = tls.Protocol,
        Family = tls.Family,
        Endpoint = tls.Address,
        Port = tls.Port,
        Failure = tls.Handshake ?? (tls.Certificate.Count > 0 ? tls.Certificate[0] : null),
    });

    private static Operation OfAnswer(ServerAnswer answer) => Tried(answer.Attempts, new Operation
    {
        Word = "dns",
        Subject = answer.Server ?? answer.Address.ToString(),
        Detail = $"{answer.Transport} {answer.Name} {answer.Type}",
        Family = answer.Family,
        Endpoint = answer.Address,
        Port = 53,
        Failure = answer.Failure,
    });

    private static Operation OfSample(string server, QuerySample sample) => Tried(sample.Attempts, new Operation
    {
        Word = "dns",
        Subject = server,
        Detail = "udp sample",
        Family = sample.Family,
        Endpoint = sample.Address,
        Port = 53,
        Failure = sample.Attempts.Any(attempt => attempt.Failure is null) ? null : sample.Attempts.Select(attempt => attempt.Failure).FirstOrDefault(),
    });

    /// <summary>The last try is the one the record describes: its time stands for the operation.</summary>
    private static Operation Tried(IReadOnlyList<Attempt> tries, Operation what) => tries.Count == 0
        ? what with { Attempts = 0 }
        : what with { At = tries[^1].At, Milliseconds = tries[^1].Milliseconds, Attempts = tries.Count };
}
