using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Sockets;

namespace Sextant.Wire.Addresses;

/// <summary>
/// The IPv4 address that an IPv6 address of a transition mechanism stands for. Whoever dials such an address reaches the IPv4 host,
/// so it is judged too before a dial is allowed.
/// </summary>
public static class EmbeddedIpv4
{
    /// <summary>False when the address is IPv4, or embeds none.</summary>
    public static bool TryUnwrap(IPAddress address, [NotNullWhen(true)] out IPAddress? inner)
    {
        inner = null;
        if (address.AddressFamily != AddressFamily.InterNetworkV6)
        {
            return false;
        }

        Span<byte> a = stackalloc byte[16];
        address.TryWriteBytes(a, out _);
        inner = AddressKind.Classify(address) switch
        {
            AddressScope.SixToFour => new IPAddress(a[2..6]), // RFC 3056 section 2
            AddressScope.Teredo => Complement(a[12..16]), // RFC 4380 section 4: the client's address, every bit inverted
            AddressScope.Nat64 or AddressScope.Mapped or AddressScope.Compatible => new IPAddress(a[12..16]),
            // RFC 8215 leaves the length to the network; RFC 6052 section 2.2 puts the address of a /48 around the zero byte 8, of a /96 at the end.
            AddressScope.Nat64Local => IsSlash96(a) ? new IPAddress(a[12..16]) : new IPAddress([a[6], a[7], a[9], a[10]]),
            _ => null,
        };
        return inner is not null;
    }

    // A /48 address ends in five zero bytes (RFC 6052 section 2.2); anything else there belongs to a longer prefix.
    private static bool IsSlash96(ReadOnlySpan<byte> a) => a[8] != 0 || a[11..].ContainsAnyExcept((byte)0);

    private static IPAddress Complement(ReadOnlySpan<byte> bytes) =>
        new([(byte)(bytes[0] ^ 0xFF), (byte)(bytes[1] ^ 0xFF), (byte)(bytes[2] ^ 0xFF), (byte)(bytes[3] ^ 0xFF)]);
}
