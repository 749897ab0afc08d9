using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Sextant.Wire.Addresses;

/// <summary>An IPv4 or IPv6 network in CIDR form. Bits beyond the length are always zero, so equal networks are equal values.</summary>
public readonly record struct IpPrefix
{
    private readonly UInt128 bits;
    private readonly UInt128 mask;

    private IpPrefix(Family family, UInt128 address, int length)
    {
        Family = family;
        mask = Mask(family, length);
        bits = address & mask;
        Length = length;
    }

    /// <summary>The family of the addresses inside.</summary>
    public Family Family { get; }

    /// <summary>How many leading bits are fixed: 0-32 or 0-128.</summary>
    public int Length { get; }

    /// <summary>The first address of the network.</summary>
    public IPAddress Address => ToAddress(Family, bits);

    /// <summary>The network of this length that holds the address; bits beyond the length are dropped.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The length is not of the address's family.</exception>
    public static IpPrefix Of(IPAddress address, int length)
    {
        var family = FamilyOf(address);
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, Width(family));
        return new IpPrefix(family, ToBits(address), length);
    }

    /// <summary>Reads <c>2001:db8::/32</c>; a bare address is the network of that one address.</summary>
    /// <exception cref="FormatException">Not a network; the message says why.</exception>
    public static IpPrefix Parse(string text) =>
        TryParse(text, out var prefix, out string? fault) ? prefix : throw new FormatException(fault);

    /// <summary>Reads a network; false when it is none.</summary>
    public static bool TryParse(string? text, out IpPrefix prefix) => TryParse(text, out prefix, out _);

    /// <summary>Reads a network; when it is none, <paramref name="fault"/> is a sentence for a person.</summary>
    public static bool TryParse(string? text, out IpPrefix prefix, [NotNullWhen(false)] out string? fault)
    {
        prefix = default;
        text = text?.Trim() ?? "";
        int slash = text.IndexOf('/', StringComparison.Ordinal);
        string head = slash < 0 ? text : text[..slash];
        if (!StrictAddress.TryParse(head, out var address))
        {
            fault = "not an IPv4 or IPv6 network in CIDR form, such as 192.0.2.0/24 or 2001:db8::/32";
            return false;
        }

        var family = FamilyOf(address);
        int length = Width(family);
        if (slash >= 0 && (!int.TryParse(text.AsSpan(slash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out length)
            || length > Width(family)))
        {
            fault = $"the length after '/' must be a number from 0 to {Width(family)}";
            return false;
        }

        prefix = Of(address, length);
        fault = prefix.bits == ToBits(address) ? null : $"has bits set beyond its length: write {prefix}";
        return fault is null;
    }

    /// <summary>Whether the address is of the family and inside. An IPv4-mapped IPv6 address is IPv6 here: unwrap it first.</summary>
    public bool Contains(IPAddress address) => FamilyOf(address) == Family && Contains(ToBits(address));

    /// <summary>Whether the whole other network is inside.</summary>
    public bool Contains(IpPrefix other) =>
        other.Family == Family && other.Length >= Length && Contains(other.bits);

    /// <summary>CIDR form.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Address}/{Length}");

    /// <summary>The same for an address of this family that was taken apart once for many networks.</summary>
    internal bool Contains(UInt128 address) => (address & mask) == bits;

    internal static UInt128 ToBits(IPAddress address)
    {
        Span<byte> bytes = stackalloc byte[16];
        address.TryWriteBytes(bytes, out int written);
        return written == 4 ? BinaryPrimitives.ReadUInt32BigEndian(bytes) : BinaryPrimitives.ReadUInt128BigEndian(bytes);
    }

    internal static IPAddress ToAddress(Family family, UInt128 bits)
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, bits);
        return new IPAddress(family == Family.V4 ? bytes[12..] : bytes);
    }

    internal static Family FamilyOf(IPAddress address) =>
        address.AddressFamily == AddressFamily.InterNetwork ? Family.V4 : Family.V6;

    private static int Width(Family family) => family == Family.V4 ? 32 : 128;

    private static UInt128 Mask(Family family, int length)
    {
        if (length == 0)
        {
            return 0;
        }

        UInt128 all = family == Family.V4 ? uint.MaxValue : UInt128.MaxValue;
        return all & (all << (Width(family) - length));
    }
}
