using System.Net;

namespace Sextant.Measurement.Probes.Sites;

/// <summary>Addresses in the order of their bytes, IPv4 before IPv6: a record must not depend on the order of an answer.</summary>
internal sealed class AddressOrder : IComparer<IPAddress>
{
    public static AddressOrder Ascending { get; } = new();

    public int Compare(IPAddress? x, IPAddress? y)
    {
        byte[] left = x?.GetAddressBytes() ?? [];
        byte[] right = y?.GetAddressBytes() ?? [];
        return left.Length != right.Length ? left.Length.CompareTo(right.Length) : left.AsSpan().SequenceCompareTo(right);
    }
}
