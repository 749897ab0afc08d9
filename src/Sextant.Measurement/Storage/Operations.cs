using Sextant.Checks.Observations;
using Sextant.Wire;

namespace Sextant.Measurement.Storage;

/// <summary>The operations of a scan, in the order of the record.</summary>
internal sealed class Operations
{
    private const int Dns = 53;
    private const int Smtp = 25;

    private readonly Scan _scan;

    // 128: what a site with mail and zone takes.
    private readonly List<Operation> _all = new(128);

    private Operations(Scan scan) => _scan = scan;

    internal static IReadOnlyList<Operation> Of(Scan scan)
    {
        var operations = new Operations(scan);
        operations.AddWeb();
        operations.AddMail();
        operations.AddZone();
        operations.AddNameServer();
        return operations._all.ToArray();
    }

    private void AddWeb()
    {
        foreach (HostObservation host in _scan.Web?.Hosts ?? [])
        {
            Add(host.A);
            Add(host.Aaaa);
            Add(host.Https);
            foreach (PortLook port in host.Ports)
            {
                Add(port.Attempts, new Operation("connect", host.Name) { Family = port.Family, Endpoint = port.Address, Port = port.Port, Failure = port.Failure });
            }

            foreach (TlsLook tls in host.Tls)
            {
                Add(host.Name, tls);
            }

            foreach (Fetch fetch in host.Fetches)
            {
                Add(host.Name, fetch);
            }

            Add(host.Name, host.Ipv6Walk);
            Add(host.AtServers);
        }
    }

    private void AddMail()
    {
        if (_scan.Mail is not { } mail)
        {
            return;
        }

        Add(mail.Mx);
        foreach (MxHost host in mail.Hosts)
        {
            Add(host.A);
            Add(host.Aaaa);
            foreach (SmtpLook session in host.Sessions)
            {
                Add(session.Attempts, new Operation("smtp", host.Name) { Family = session.Family, Endpoint = session.Address, Port = Smtp, Failure = session.Failure });
                if (session.Tls is { } tls)
                {
                    Add(host.Name, tls);
                }
            }
        }
    }

    private void AddZone()
    {
        if (_scan.Zone is not { } zone)
        {
            return;
        }

        foreach (NameServerLook server in zone.Servers)
        {
            Add(server.A);
            Add(server.Aaaa);
        }

        Add(zone.Soa);
        Add(zone.Aaaa);
        Add(zone.A);
        foreach (NameServerLook server in zone.Servers)
        {
            Add(server.Answers);
            Add(server.Large);
        }

        foreach (NameServerLook server in zone.Servers)
        {
            Add(server.Name, server.Samples);
        }

        Add(zone.Zone, zone.Ipv6Walk);
        Add(zone.Zone, zone.Ipv4Walk);
    }

    private void AddNameServer()
    {
        if (_scan.NameServer is not { } server)
        {
            return;
        }

        Add(server.A);
        Add(server.Aaaa);
        Add(server.Answers);
        Add(server.Large);
        Add(server.Recursion);
        Add(server.Name, server.Samples);
        Add(server.Name, server.Ipv6Walk);
    }

    private void Add(Lookup? lookup)
    {
        if (lookup is not null)
        {
            Add(lookup.Attempts, new Operation("lookup", lookup.Name) { Detail = lookup.Type, Failure = lookup.Failure });
        }
    }

    private void Add(string host, TlsLook tls) => Add(tls.Attempts, new Operation("tls", host)
    {
        Detail = tls.Protocol,
        Family = tls.Family,
        Endpoint = tls.Address,
        Port = tls.Port,
        Failure = tls.Handshake ?? (tls.Certificate.Count > 0 ? tls.Certificate[0] : null),
    });

    private void Add(string host, Fetch fetch)
    {
        Operation whole = Add(fetch.Attempts, new Operation("fetch", host) { Detail = fetch.Url, Family = fetch.Family, Endpoint = fetch.Address, Failure = fetch.Failure });
        foreach (Hop hop in fetch.Hops)
        {
            bool unasked = hop.ConnectMs is null && hop.TlsMs is null && hop.FirstByteMs is null;
            _all.Add(new Operation("hop", host)
            {
                Detail = hop.Url,
                Family = fetch.Family,
                Endpoint = hop.Address,
                Port = hop.Port,
                At = whole.At,
                Milliseconds = unasked ? null : (hop.ConnectMs ?? 0) + (hop.Shared == true ? 0 : hop.TlsMs ?? 0) + (hop.FirstByteMs ?? 0),
                Failure = hop.Failure ?? hop.Certificate,
            });
        }
    }

    private void Add(string name, PathWalk? walk)
    {
        foreach (PathStep step in walk?.Steps ?? [])
        {
            _all.Add(new Operation("walk", name)
            {
                Detail = $"{step.Zone} {step.Question}",
                Family = walk!.Family,
                Endpoint = step.Address,
                Port = Dns,
                At = _scan.StartedAt, // the record has no time of its own for it
                Milliseconds = step.Milliseconds,
                Failure = step.Failure,
            });
        }
    }

    private void Add(IReadOnlyList<ServerAnswer> answers)
    {
        foreach (ServerAnswer answer in answers)
        {
            Add(answer.Attempts, new Operation("dns", answer.Server ?? answer.Address.ToString())
            {
                Detail = $"{answer.Transport} {answer.Name} {answer.Type}",
                Family = answer.Family,
                Endpoint = answer.Address,
                Port = Dns,
                Failure = answer.Failure,
            });
        }
    }

    private void Add(string server, IReadOnlyList<QuerySample> samples)
    {
        foreach (QuerySample sample in samples)
        {
            bool answered = sample.Attempts.Any(attempt => attempt.Failure is null);
            Add(sample.Attempts, new Operation("dns", server)
            {
                Detail = "udp sample",
                Family = sample.Family,
                Endpoint = sample.Address,
                Port = Dns,
                Failure = answered ? null : sample.Attempts.Select(attempt => attempt.Failure).FirstOrDefault(),
            });
        }
    }

    /// <summary>The last try is the one the record describes: its time stands for the operation; the scan's where there was none.</summary>
    private Operation Add(IReadOnlyList<Attempt> tries, Operation what)
    {
        Operation one = tries.Count == 0
            ? what with { Attempts = 0, At = _scan.StartedAt }
            : what with { At = tries[^1].At == default ? _scan.StartedAt : tries[^1].At, Milliseconds = tries[^1].Milliseconds, Attempts = tries.Count };
        _all.Add(one);
        return one;
    }
}
