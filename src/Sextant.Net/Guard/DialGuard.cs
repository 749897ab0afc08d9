using System.Collections.Frozen;
using System.Net;
using Sextant.Wire;
using Sextant.Wire.Addresses;
using Sextant.Wire.Dns;

namespace Sextant.Net.Guard;

/// <summary>
/// Judges the address that is about to be dialled, each time, whatever name led to it: what is measured is hostile, and a name
/// may answer with another address after it was looked at (rule 18). Nothing is cached between judgements.
/// </summary>
public sealed class DialGuard
{
    /// <summary>The ports that are measured: mail, DNS, web.</summary>
    public static readonly FrozenSet<int> Ports = FrozenSet.Create(25, 53, 80, 443);

    // Where clouds answer with credentials. The link-local one is refused by scope; these would pass with a declared private network,
    // and Azure's is global unicast.
    private static readonly FrozenSet<IPAddress> Metadata = new[]
    {
        "169.254.169.254", "100.100.100.200", "168.63.129.16", "192.0.0.192", "fd00:ec2::254", "fd20:ce::254", "fd00:42::42",
    }.Select(IPAddress.Parse).ToFrozenSet();

    private readonly DialGuardOptions options;
    private readonly GlobalAddresses global;
    private readonly OwnAddresses own;

    /// <param name="options">What may be dialled beside global unicast.</param>
    /// <param name="own">This machine's addresses; by default read from its interfaces.</param>
    public DialGuard(DialGuardOptions? options = null, OwnAddresses? own = null)
    {
        this.options = options ?? new DialGuardOptions();
        this.own = own ?? new OwnAddresses(TimeProvider.System);
        global = new GlobalAddresses(this.options.GlobalPrefixes);
    }

    /// <summary>Null when the endpoint may be dialled; else <see cref="Failure.AddressForbidden"/> or, for the operator's exclusions, <see cref="Failure.Excluded"/>.</summary>
    public Failure? Judge(IPEndPoint endpoint) => Judge(endpoint.Address, endpoint.Port);

    /// <inheritdoc cref="Judge(IPEndPoint)"/>
    public Failure? Judge(IPAddress address, int port)
    {
        foreach (var resolver in options.Resolvers)
        {
            if (resolver.Port == port && resolver.Address.Equals(address))
            {
                return null;
            }
        }

        return Ports.Contains(port) ? Judge(address) : Failure.AddressForbidden;
    }

    /// <summary>The judgement of an address alone, before its port is known.</summary>
    public Failure? Judge(IPAddress address)
    {
        if (Within(options.NeverDial, address))
        {
            return Failure.Excluded;
        }

        // The IPv4 host behind the address is judged first, so that an exclusion of it holds in every dress.
        if (EmbeddedIpv4.TryUnwrap(address, out var inner) && Judge(inner) is { } verdict)
        {
            return verdict;
        }

        if (Metadata.Contains(address) || HasZone(address))
        {
            return Failure.AddressForbidden;
        }

        if (AddressKind.Classify(address) == AddressScope.Loopback || own.Contains(address))
        {
            return options.AllowOwnHost && IsOwnNetwork(address) ? null : Failure.AddressForbidden;
        }

        return global.Counts(address) ? null : Failure.AddressForbidden;
    }

    /// <summary>The judgement of a name before anything is asked about it: null, or <see cref="Failure.Excluded"/>.</summary>
    public Failure? Judge(DnsName name) => options.NeverMeasure.Covers(name) ? Failure.Excluded : null;

    /// <summary>Whether the address lies in a network one owns, where pacing is lifted.</summary>
    public bool IsOwnNetwork(IPAddress address) => Within(options.OwnNetworks, address);

    private static bool HasZone(IPAddress address) =>
        address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetworkV6 && address.ScopeId != 0;

    private static bool Within(IReadOnlyList<IpPrefix> prefixes, IPAddress address)
    {
        foreach (var prefix in prefixes)
        {
            if (prefix.Contains(address))
            {
                return true;
            }
        }

        return false;
    }
}
