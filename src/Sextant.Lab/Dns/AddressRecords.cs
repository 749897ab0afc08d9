using System.Net;
using Sextant.Wire;
using Sextant.Wire.Dns;

namespace Sextant.Lab.Dns;

/// <summary>Addresses as records of their type.</summary>
internal static class AddressRecords
{
    public static IEnumerable<DnsRecord> Of(DnsName owner, IEnumerable<IPAddress> addresses, uint ttl) =>
        addresses.Select(a => new DnsRecord(owner, ttl, Where.FamilyOf(a) == Family.V6 ? new AaaaRecord(a) : new ARecord(a)));
}
