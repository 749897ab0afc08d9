// Source: IANA IPv4 Special-Purpose Address Registry and IANA IPv6 Special-Purpose Address Registry,
//         https://www.iana.org/assignments/iana-ipv4-special-registry, https://www.iana.org/assignments/iana-ipv6-special-registry
// Date:   2025-10-09 (the registries' own "last updated")
// Beside the registries: multicast (RFC 5771, RFC 4291), site-local (RFC 3879) and IPv4-compatible addresses (RFC 4291), which they leave out.

namespace Sextant.Wire.Addresses;

/// <summary>The special-purpose registries of IANA, the narrowest network first, so that the first match is the answer.</summary>
public static class SpecialPurpose
{
    /// <summary>The registries' own date of last update, kept in the context of every scan.</summary>
    public const string RegistryDate = "2025-10-09";

    /// <summary>IPv4 networks that are not ordinary unicast.</summary>
    public static IReadOnlyList<(IpPrefix Prefix, AddressScope Scope)> Ipv4 => Ipv4Rows;

    /// <summary>IPv6 networks that are not ordinary unicast.</summary>
    public static IReadOnlyList<(IpPrefix Prefix, AddressScope Scope)> Ipv6 => Ipv6Rows;

    internal static readonly (IpPrefix Prefix, AddressScope Scope)[] Ipv4Rows = Ordered(
        ("0.0.0.0/32", AddressScope.Unspecified),
        ("0.0.0.0/8", AddressScope.ThisNetwork),
        ("10.0.0.0/8", AddressScope.Private),
        ("100.64.0.0/10", AddressScope.Shared),
        ("127.0.0.0/8", AddressScope.Loopback),
        ("169.254.0.0/16", AddressScope.LinkLocal),
        ("172.16.0.0/12", AddressScope.Private),
        ("192.0.0.0/24", AddressScope.ProtocolAssignment),
        ("192.0.2.0/24", AddressScope.Documentation),
        ("192.31.196.0/24", AddressScope.As112),
        ("192.52.193.0/24", AddressScope.Amt),
        ("192.88.99.0/24", AddressScope.SixToFourRelay),
        ("192.168.0.0/16", AddressScope.Private),
        ("192.175.48.0/24", AddressScope.As112),
        ("198.18.0.0/15", AddressScope.Benchmarking),
        ("198.51.100.0/24", AddressScope.Documentation),
        ("203.0.113.0/24", AddressScope.Documentation),
        ("224.0.0.0/4", AddressScope.Multicast),
        ("240.0.0.0/4", AddressScope.Reserved),
        ("255.255.255.255/32", AddressScope.Broadcast));

    internal static readonly (IpPrefix Prefix, AddressScope Scope)[] Ipv6Rows = Ordered(
        ("::/128", AddressScope.Unspecified),
        ("::1/128", AddressScope.Loopback),
        ("::/96", AddressScope.Compatible),
        ("::ffff:0:0/96", AddressScope.Mapped),
        ("64:ff9b::/96", AddressScope.Nat64), // listed there as globally reachable, yet it is an IPv4 host behind somebody's translator
        ("64:ff9b:1::/48", AddressScope.Nat64Local),
        ("100::/64", AddressScope.Discard),
        ("100:0:0:1::/64", AddressScope.Discard),
        ("2001::/23", AddressScope.ProtocolAssignment),
        ("2001::/32", AddressScope.Teredo),
        ("2001:2::/48", AddressScope.Benchmarking),
        ("2001:3::/32", AddressScope.Amt),
        ("2001:4:112::/48", AddressScope.As112),
        ("2001:10::/28", AddressScope.Orchid),
        ("2001:20::/28", AddressScope.Orchid),
        ("2001:30::/28", AddressScope.DroneRemoteId),
        ("2001:db8::/32", AddressScope.Documentation),
        ("2002::/16", AddressScope.SixToFour),
        ("2620:4f:8000::/48", AddressScope.As112),
        ("3fff::/20", AddressScope.Documentation),
        ("5f00::/16", AddressScope.SegmentRouting),
        ("fc00::/7", AddressScope.UniqueLocal),
        ("fe80::/10", AddressScope.LinkLocal),
        ("fec0::/10", AddressScope.SiteLocal),
        ("ff00::/8", AddressScope.Multicast));

    private static (IpPrefix, AddressScope)[] Ordered(params (string Prefix, AddressScope Scope)[] rows) =>
        [.. rows.Select(row => (IpPrefix.Parse(row.Prefix), row.Scope)).OrderByDescending(row => row.Item1.Length)];
}
