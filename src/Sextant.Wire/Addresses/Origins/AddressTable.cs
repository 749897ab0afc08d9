using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Runtime.CompilerServices;

namespace Sextant.Wire.Addresses.Origins;

/// <summary>
/// Who stands behind each address, by one source at one time. It never changes once made, so any number of threads may ask;
/// asking allocates nothing.
/// </summary>
public sealed class AddressTable
{
    private readonly AddressOrigin[] _origins;
    private readonly RunIndex _v4;
    private readonly RunIndex _v6;

    internal AddressTable(AddressOrigin[] origins, AddressRuns v4, AddressRuns v6)
    {
        _origins = origins;
        (V4, V6) = (v4, v6);
        (_v4, _v6) = (RunIndexBuilder.Build(v4), RunIndexBuilder.Build(v6));
    }

    /// <summary>Every origin that the source names.</summary>
    public IReadOnlyList<AddressOrigin> Origins => _origins;

    /// <summary>Bytes that the indexes of both families hold; the texts of the origins are beside them.</summary>
    public long IndexBytes => _v4.Bytes + _v6.Bytes;

    /// <summary>The number of places where the origin of IPv4 and of IPv6 addresses changes.</summary>
    public (int V4, int V6) Changes => (V4.Count, V6.Count);

    internal AddressRuns V4 { get; }

    internal AddressRuns V6 { get; }

    /// <summary>Who stands behind an address; null when the source says nothing. An IPv4-mapped address is that IPv4 host's (RFC 4291 section 2.5.5.2).</summary>
    public AddressOrigin? Find(IPAddress address)
    {
        Span<byte> bytes = stackalloc byte[16];
        address.TryWriteBytes(bytes, out _);
        int value = address.AddressFamily == AddressFamily.InterNetwork
            ? Find(BinaryPrimitives.ReadUInt32BigEndian(bytes))
            : Find(BinaryPrimitives.ReadUInt64BigEndian(bytes), BinaryPrimitives.ReadUInt64BigEndian(bytes[8..]));
        return value == 0 ? null : _origins[value - 1];
    }

    /// <summary>The number of an IPv4 address's origin: its place in <see cref="Origins"/> counted from 1, 0 when there is none.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Find(uint ipv4) => _v4.Find(ipv4);

    /// <summary>The same for the upper and lower half of an IPv6 address.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Find(ulong upper, ulong lower) => upper == 0 && lower >> 32 == 0xFFFF ? _v4.Find(unchecked((uint)lower)) : _v6.Find(upper, lower);
}
