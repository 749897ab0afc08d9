using System.Net;
using Sextant.Net;
using Sextant.Net.Dialling;
using Sextant.Net.Dns;
using Sextant.Net.Http;
using Sextant.Net.Smtp;
using Sextant.Net.Tls;
using Sextant.Wire;
using Sextant.Wire.Names;

namespace Sextant.Measurement.Probes;

/// <summary>What goes to the network for the probes. Built once, by the command line; the only type of this area that names parts of Net.</summary>
public sealed record ProbeTools
{
    /// <summary>The network under everything.</summary>
    public required INetwork Network { get; init; }

    /// <summary>Asks single servers.</summary>
    public required DnsTransport Dns { get; init; }

    /// <summary>Asks the vantage's validating resolvers.</summary>
    public required StubClient Stub { get; init; }

    /// <summary>Walks from the root over IPv4 alone.</summary>
    public required IterativeResolver WalkerV4 { get; init; }

    /// <summary>Walks from the root over IPv6 alone.</summary>
    public required IterativeResolver WalkerV6 { get; init; }

    /// <summary>Walks from the root over either family: finds delegations wherever they can be read.</summary>
    public required IterativeResolver Walker { get; init; }

    /// <summary>The root servers.</summary>
    public required RootHints Roots { get; init; }

    /// <summary>Opens TCP connections.</summary>
    public required Dialler Dialler { get; init; }

    /// <summary>Shakes hands.</summary>
    public required TlsDialogue Tls { get; init; }

    /// <summary>Fetches pages.</summary>
    public required HttpFetcher Http { get; init; }

    /// <summary>Talks to mail servers.</summary>
    public required SmtpDialogue Smtp { get; init; }

    /// <summary>Which names are registrable.</summary>
    public PublicSuffixes Suffixes { get; init; } = PublicSuffixes.Default;

    /// <summary>The clock.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Settings of the probes.</summary>
    public ProbeOptions Options { get; init; } = new();

    internal IEnumerable<IPAddress> RootAddresses(Family family) => Roots.Servers.SelectMany(server => server.Addresses).Where(address => HostAddresses.FamilyOf(address) == family);

    internal IterativeResolver WalkerOf(Family family) => family == Family.V6 ? WalkerV6 : WalkerV4;
}
