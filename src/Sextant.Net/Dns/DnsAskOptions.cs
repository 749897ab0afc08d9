using Sextant.Wire.Dns;

namespace Sextant.Net.Dns;

/// <summary>Which transports one call may use.</summary>
public enum DnsTransportMode
{
    /// <summary>UDP, and TCP when the answer is truncated.</summary>
    Udp,

    /// <summary>UDP; a truncated answer is the answer.</summary>
    UdpOnly,

    /// <summary>TCP.</summary>
    TcpOnly,
}

/// <summary>How one question is put.</summary>
public sealed record DnsAskOptions
{
    /// <summary>As an iterative resolver asks an authoritative server.</summary>
    public static DnsAskOptions Authoritative { get; } = new();

    /// <summary>
    /// As a stub asks a recursive resolver: RD, and AD so that the resolver says whether it validated. In the letters as they are, as users' programs
    /// ask: resolvers hand the case on, and a name server that wants lower case would fail for us alone.
    /// </summary>
    public static DnsAskOptions Recursive { get; } = new() { RecursionDesired = true, AuthenticData = true, Use0x20 = false };

    public DnsTransportMode Transport { get; init; }

    public bool RecursionDesired { get; init; }

    public bool CheckingDisabled { get; init; }

    public bool DnssecOk { get; init; }

    /// <summary>Asks the resolver to set AD where it validated (RFC 6840 section 5.7).</summary>
    public bool AuthenticData { get; init; }

    /// <summary>The payload size to offer; null sends no OPT record. 1232 by default: it fits every IPv6 path unfragmented.</summary>
    public ushort? UdpPayload { get; init; } = DnsEdns.DefaultUdpPayload;

    /// <summary>Whether a server that refuses EDNS (FORMERR, NOTIMP, BADVERS) is asked again without it (RFC 6891 section 7). On by default.</summary>
    public bool FallBackWithoutEdns { get; init; } = true;

    /// <summary>For each transport tried. 5 s by default: what the criteria allow a name server.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Whether the letters of the question get a random case. On by default: forging an answer becomes harder, and a server that loses the case is noticed.</summary>
    public bool Use0x20 { get; init; } = true;

    /// <summary>
    /// Whether the question leaves from a port that no other question leaves from, also where questions share ports: for samples of a way, because routers and
    /// firewalls tell ways apart by ports.
    /// </summary>
    public bool OwnPort { get; init; }

    internal DnsQueryFlags Flags => new(RecursionDesired, CheckingDisabled, DnssecOk, AuthenticData, UdpPayload);
}
