using System.Net;
using Sextant.Measurement.Probes;
using Sextant.Net.Dns;
using Sextant.Wire;
using Sextant.Wire.Dns;

namespace Sextant.Measurement.Ownership;

/// <summary>Addresses of a host, by the vantage's resolvers.</summary>
internal static class HostLook
{
    public static async Task<IReadOnlyList<IPAddress>> AddressesAsync(ProbeTools tools, DnsName name, Family family, CancellationToken cancellation) =>
        (await AskAsync(tools, name, family, cancellation).ConfigureAwait(false)).Addresses;

    public static async Task<(IReadOnlyList<IPAddress> Addresses, Failure? Failure)> AskAsync(ProbeTools tools, DnsName name, Family family, CancellationToken cancellation)
    {
        StubAnswer answer = await tools.Stub.LookupAsync(name, family == Family.V6 ? DnsType.Aaaa : DnsType.A, cancellation).ConfigureAwait(false);
        return ([.. answer.Records.Select(record => record.RData switch { AaaaRecord six => six.Address, ARecord four => four.Address, _ => null }).OfType<IPAddress>()], answer.Failure);
    }
}
