using System.Net;
using System.Net.Sockets;
using Sextant.Wire.Dns;

namespace Sextant.Net.Dns.Iteration;

/// <summary>A name server as its zone's parent names it, with the addresses that came along.</summary>
internal sealed record NamedServer(DnsName Name, IReadOnlyList<IPAddress> Glue);

/// <summary>A zone with the servers to ask for it, and the step that told of them.</summary>
internal sealed record ZoneServers(DnsName Zone, IReadOnlyList<NamedServer> Servers)
{
    /// <summary>The zone that referred here; null for the root.</summary>
    public ZoneServers? From { get; init; }

    /// <summary>The question whose answer told of this zone; null for the root.</summary>
    public IterativeStep? Told { get; init; }

    public static ZoneServers OfRoot(RootHints hints) =>
        new(DnsName.Root, [.. hints.Servers.Select(s => new NamedServer(s.Name, s.Addresses))]);
}

internal static class FamilyModes
{
    public static bool Allows(this FamilyMode mode, IPAddress address) => mode switch
    {
        FamilyMode.V4Only => address.AddressFamily == AddressFamily.InterNetwork,
        FamilyMode.V6Only => address.AddressFamily == AddressFamily.InterNetworkV6,
        _ => true,
    };

    /// <summary>The address types that a name server's name is asked for. IPv6 first: what comes first is used first.</summary>
    public static DnsType[] AddressTypes(this FamilyMode mode) => mode switch
    {
        FamilyMode.V4Only => [DnsType.A],
        FamilyMode.V6Only => [DnsType.Aaaa],
        _ => [DnsType.Aaaa, DnsType.A],
    };
}
