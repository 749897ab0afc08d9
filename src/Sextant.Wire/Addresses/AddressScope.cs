namespace Sextant.Wire.Addresses;

/// <summary>What an address is for. Only <see cref="GlobalUnicast"/> counts as published on the Internet (rule 5 of the method).</summary>
public enum AddressScope
{
    /// <summary>Ordinary unicast: for IPv6 inside 2000::/3, and in no special-purpose registry.</summary>
    GlobalUnicast,

    /// <summary>0.0.0.0 or ::.</summary>
    Unspecified,

    /// <summary>The rest of 0.0.0.0/8, "this network" (RFC 791 section 3.2).</summary>
    ThisNetwork,

    /// <summary>127.0.0.0/8 or ::1.</summary>
    Loopback,

    /// <summary>RFC 1918.</summary>
    Private,

    /// <summary>100.64.0.0/10, carrier-grade NAT (RFC 6598).</summary>
    Shared,

    /// <summary>169.254.0.0/16 or fe80::/10.</summary>
    LinkLocal,

    /// <summary>fec0::/10, deprecated (RFC 3879).</summary>
    SiteLocal,

    /// <summary>fc00::/7 (RFC 4193).</summary>
    UniqueLocal,

    /// <summary>224.0.0.0/4 or ff00::/8.</summary>
    Multicast,

    /// <summary>255.255.255.255.</summary>
    Broadcast,

    /// <summary>RFC 5737, RFC 3849, RFC 9637.</summary>
    Documentation,

    /// <summary>198.18.0.0/15 or 2001:2::/48 (RFC 2544, RFC 5180).</summary>
    Benchmarking,

    /// <summary>The IETF's protocol assignments: 192.0.0.0/24, 2001::/23 and single anycast services.</summary>
    ProtocolAssignment,

    /// <summary>AS112, a sink for reverse queries (RFC 7534, RFC 7535).</summary>
    As112,

    /// <summary>Automatic Multicast Tunneling (RFC 7450).</summary>
    Amt,

    /// <summary>192.88.99.0/24, the deprecated 6to4 relay anycast (RFC 7526).</summary>
    SixToFourRelay,

    /// <summary>2002::/16 (RFC 3056).</summary>
    SixToFour,

    /// <summary>2001::/32 (RFC 4380).</summary>
    Teredo,

    /// <summary>64:ff9b::/96, the well-known prefix of NAT64 (RFC 6052).</summary>
    Nat64,

    /// <summary>64:ff9b:1::/48, translation inside one network (RFC 8215).</summary>
    Nat64Local,

    /// <summary>::ffff:0:0/96 (RFC 4291 section 2.5.5.2).</summary>
    Mapped,

    /// <summary>::/96, deprecated (RFC 4291 section 2.5.5.1).</summary>
    Compatible,

    /// <summary>2001:10::/28 and 2001:20::/28, hashes and not addresses (RFC 4843, RFC 7343).</summary>
    Orchid,

    /// <summary>2001:30::/28, identifiers of drones (RFC 9374).</summary>
    DroneRemoteId,

    /// <summary>100::/64 and the dummy prefix 100:0:0:1::/64 (RFC 6666, RFC 9780).</summary>
    Discard,

    /// <summary>5f00::/16, segment identifiers (RFC 9602).</summary>
    SegmentRouting,

    /// <summary>Not given out: 240.0.0.0/4, and IPv6 outside 2000::/3.</summary>
    Reserved,
}
