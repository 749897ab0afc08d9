using System.Net;
using System.Net.Sockets;
using Sextant.Checks.Observations;
using Sextant.Wire;

namespace Sextant.Measurement.Probes;

/// <summary>The addresses of a host that are looked at, and those past the bound.</summary>
internal sealed class HostAddresses
{
    /// <summary>Addresses of one family looked at on one host. 16: every address counts, and no rotation in use publishes more.</summary>
    internal const int Most = 16;

    public HostAddresses(Lookup a, Lookup aaaa)
    {
        V4 = [.. a.Addresses.Take(Most)];
        V6 = [.. aaaa.Addresses.Take(Most)];
        LeftOut = [.. a.Addresses.Skip(Most).Take(64), .. aaaa.Addresses.Skip(Most).Take(64)];
    }

    /// <summary>Further IPv6 addresses of a host, to be held against the same IPv4 addresses.</summary>
    public HostAddresses(HostAddresses first, IReadOnlyList<IPAddress> further) => (V4, V6, LeftOut) = (first.V4, further, []);

    /// <summary>IPv4 addresses, ascending.</summary>
    public IReadOnlyList<IPAddress> V4 { get; }

    /// <summary>IPv6 addresses, ascending.</summary>
    public IReadOnlyList<IPAddress> V6 { get; }

    /// <summary>Addresses past the bound, bounded themselves.</summary>
    public IReadOnlyList<IPAddress> LeftOut { get; }

    /// <summary>Both families.</summary>
    public IEnumerable<IPAddress> All => V6.Concat(V4);

    /// <summary>The addresses of one family.</summary>
    public IReadOnlyList<IPAddress> Of(Family family) => family == Family.V6 ? V6 : V4;

    /// <summary>The family of an address.</summary>
    public static Family FamilyOf(IPAddress address) =>
        address.AddressFamily == AddressFamily.InterNetworkV6 ? Family.V6 : Family.V4;
}
