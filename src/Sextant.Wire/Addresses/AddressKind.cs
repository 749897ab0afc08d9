using System.Net;

namespace Sextant.Wire.Addresses;

/// <summary>Says what an address is for.</summary>
public static class AddressKind
{
    private static readonly IpPrefix GlobalIpv6 = IpPrefix.Parse("2000::/3");

    /// <summary>The narrowest row of the registries that holds the address, else global unicast or reserved.</summary>
    public static AddressScope Classify(IPAddress address)
    {
        var family = IpPrefix.FamilyOf(address);
        var bits = IpPrefix.ToBits(address);
        foreach (var (prefix, scope) in family == Family.V4 ? SpecialPurpose.Ipv4Rows : SpecialPurpose.Ipv6Rows)
        {
            if (prefix.Contains(bits))
            {
                return scope;
            }
        }

        return family == Family.V4 || GlobalIpv6.Contains(bits) ? AddressScope.GlobalUnicast : AddressScope.Reserved;
    }

    /// <summary>The family of an address. An IPv4-mapped IPv6 address is IPv6.</summary>
    public static Family FamilyOf(IPAddress address) => IpPrefix.FamilyOf(address);
}
