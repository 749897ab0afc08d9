using System.Net;

namespace Sextant.Wire.Addresses.Origins;

/// <summary>
/// A range of addresses of one family, both ends inside. Ends are kept left-aligned in 128 bits, an IPv4 address in the upper 32 with
/// the rest filled by the end's own kind of bit: so one piece of code cuts and searches both families.
/// </summary>
internal readonly record struct AddressRange(UInt128 First, UInt128 Last, int Value)
{
    public static UInt128 Align(uint ipv4) => (UInt128)ipv4 << 96;

    public static AddressRange OfIpv4(uint first, uint last, int value) => new(Align(first), Align(last) | (UInt128.MaxValue >> 32), value);

    public static IPAddress ToAddress(Family family, UInt128 key) => IpPrefix.ToAddress(family, family == Family.V4 ? key >> 96 : key);
}
