using System.Net;
using Sextant.Wire;

namespace Sextant.Checks.Observations;

/// <summary>A site: its host, or the apex and <c>www</c> of a registrable domain.</summary>
public sealed record WebObservation
{
    /// <summary>The name under which it was asked for.</summary>
    public required string Site { get; init; }

    /// <summary>True when the name is a registrable domain, so that apex and <c>www</c> both belong to the site.</summary>
    public bool Registrable { get; init; }

    /// <summary>The hosts looked at: the name itself first, then <c>www</c> where it belongs.</summary>
    public required IReadOnlyList<HostObservation> Hosts { get; init; }
}

/// <summary>One host of a site.</summary>
public sealed record HostObservation
{
    /// <summary>The host name.</summary>
    public required string Name { get; init; }

    /// <summary>Its IPv4 addresses.</summary>
    public required Lookup A { get; init; }

    /// <summary>Its IPv6 addresses.</summary>
    public required Lookup Aaaa { get; init; }

    /// <summary>
    /// A and AAAA asked once more after the page: a name that now points elsewhere shows here. AAAA several times where its TTL is 0: addresses may rotate.
    /// </summary>
    public IReadOnlyList<Lookup> Again { get; init; } = [];

    /// <summary>
    /// IPv6 addresses that later answers of the resolver, or the zone's servers, gave beside <see cref="Aaaa"/>: addresses that rotate. They were
    /// looked at as those were.
    /// </summary>
    public IReadOnlyList<IPAddress> AlsoSeen { get; init; } = [];

    /// <summary>Its HTTPS record (RFC 9460), when asked.</summary>
    public Lookup? Https { get; init; }

    /// <summary>The addresses of <c>ipv6hint</c> in the HTTPS records.</summary>
    public IReadOnlyList<IPAddress> Ipv6Hints { get; init; } = [];

    /// <summary>What each authoritative server, asked directly, said to A and AAAA of this name (RFC 4074).</summary>
    public IReadOnlyList<ServerAnswer> AtServers { get; init; } = [];

    /// <summary>From the root to this host's AAAA over IPv6 alone, the zones of its aliases included.</summary>
    public PathWalk? Ipv6Walk { get; init; }

    /// <summary>Each address and port 80 and 443. Addresses that must not be dialled have one attempt: <see cref="Failure.AddressForbidden"/>.</summary>
    public IReadOnlyList<PortLook> Ports { get; init; } = [];

    /// <summary>The TLS handshake with SNI of the host, for each address with 443 open.</summary>
    public IReadOnlyList<TlsLook> Tls { get; init; } = [];

    /// <summary>Connections taken in turns over both families where the way over IPv6 seemed far longer; null in evidence from before they were.</summary>
    public IReadOnlyList<RoundTripPair>? Pairs { get; init; }

    /// <summary>
    /// The home page: first over IPv4, then over each IPv6 address, then over IPv4 again (the natural noise), from
    /// <c>https://</c> where 443 is open on either family; then from <c>http://</c> once for each family with 80 open. Where the pages of an
    /// IPv6 address and of IPv4 differ, both twice more.
    /// </summary>
    public IReadOnlyList<Fetch> Fetches { get; init; } = [];
}

/// <summary>One address and port, dialled over its own family.</summary>
public sealed record PortLook
{
    /// <summary>The address dialled.</summary>
    public required IPAddress Address { get; init; }

    /// <summary>The port.</summary>
    public required int Port { get; init; }

    /// <summary>Each try: one when it succeeds at once, three when it does not, up to ten when tries disagree (loss).</summary>
    public required IReadOnlyList<Attempt> Attempts { get; init; }

    /// <summary>Its family.</summary>
    public Family Family => Address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetworkV6 ? Family.V6 : Family.V4;

    /// <summary>True when some try connected.</summary>
    public bool Open => Attempts.Any(a => a.Failure is null);

    /// <summary>The last try's failure, when none connected.</summary>
    public Failure? Failure => Open ? null : Attempts.Count == 0 ? Wire.Failure.NotMeasured : Attempts[^1].Failure;
}

/// <summary>One connection over each family, one right after the other, so that a busy moment of the vantage befalls both.</summary>
/// <param name="V6">The IPv6 address.</param>
/// <param name="V4">The IPv4 address.</param>
/// <param name="Port">The port of both.</param>
/// <param name="V6Ms">How long connecting took; null when it failed.</param>
/// <param name="V4Ms">The same over IPv4.</param>
public sealed record RoundTripPair(IPAddress V6, IPAddress V4, int Port, double? V6Ms, double? V4Ms)
{
    /// <summary>True when both times are the system's own measure of the round trip, which no lateness of the program lengthens.</summary>
    public bool BySystem { get; init; }
}

/// <summary>One TLS handshake and what it showed; each judgement of the certificate stands by itself.</summary>
public sealed record TlsLook
{
    /// <summary>The address dialled.</summary>
    public required IPAddress Address { get; init; }

    /// <summary>The port.</summary>
    public required int Port { get; init; }

    /// <summary>The name sent as SNI and looked for in the certificate.</summary>
    public required string ServerName { get; init; }

    /// <summary>Each try.</summary>
    public required IReadOnlyList<Attempt> Attempts { get; init; }

    /// <summary>The last try got a connection; null in evidence from before this was noted.</summary>
    public bool? Connected { get; init; }

    /// <summary>Why the handshake did not complete; null when it did, whatever the certificate.</summary>
    public Failure? Handshake { get; init; }

    /// <summary>What is wrong with the certificate, the worst first; empty when it is valid for the name at the scan's clock.</summary>
    public IReadOnlyList<Failure> Certificate { get; init; } = [];

    /// <summary><c>1.2</c> or <c>1.3</c>.</summary>
    public string? Protocol { get; init; }

    /// <summary>Cipher suite by its IANA name.</summary>
    public string? CipherSuite { get; init; }

    /// <summary>Protocol agreed by ALPN: <c>h2</c>, <c>http/1.1</c>.</summary>
    public string? Alpn { get; init; }

    /// <summary>SHA-256 of the leaf's public key, in hexadecimal.</summary>
    public string? PublicKey { get; init; }

    /// <summary>Names in the leaf, sorted.</summary>
    public IReadOnlyList<string> Names { get; init; } = [];

    /// <summary>Start of the leaf's validity.</summary>
    public DateTimeOffset? NotBefore { get; init; }

    /// <summary>End of the leaf's validity.</summary>
    public DateTimeOffset? NotAfter { get; init; }

    /// <summary>The chain as received, DER, as blob references.</summary>
    public IReadOnlyList<string> Blobs { get; init; } = [];

    /// <summary>Its family.</summary>
    public Family Family => Address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetworkV6 ? Family.V6 : Family.V4;
}
