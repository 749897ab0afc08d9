using System.Net;
using System.Net.Sockets;
using Sextant.Wire;

namespace Sextant.Lab;

/// <summary>
/// Where a line of a script holds: everywhere (the default), on one family, or on one virtual address.
/// A <see cref="Family"/> or an address in text form turns into it by itself: <c>site.Status(500, Family.V6)</c>.
/// </summary>
public readonly record struct Where(Family? Family, IPAddress? Address)
{
    /// <summary>On every address of both families.</summary>
    public static Where Everywhere => default;

    public static implicit operator Where(Family family) => new(family, null);

    public static implicit operator Where(string address) => new(null, IPAddress.Parse(address));

    public static implicit operator Where(IPAddress address) => new(null, address);

    /// <summary>Whether the line holds on this address.</summary>
    public bool Covers(IPAddress address) =>
        (Family is null || Family == FamilyOf(address)) && (Address is null || Address.Equals(address));

    internal static Family FamilyOf(IPAddress address) =>
        address.AddressFamily == AddressFamily.InterNetworkV6 ? Wire.Family.V6 : Wire.Family.V4;
}
