using System.Net;
using Sextant.Checks.Observations;

namespace Sextant.Measurement.Probes;

/// <summary>
/// The IPv6 addresses of a host beside those that the resolver gave first: a name may give one of several at each question, and users are sent to
/// all of them (rule 4).
/// </summary>
internal sealed class RotatingAddresses(ScanSession session, string name)
{
    /// <summary>Questions more where AAAA has a TTL of 0. 6: with the first two and the zone's servers, one of three is missed once in fifty times.</summary>
    private const int Questions = 6;

    /// <summary>Addresses looked at beside the first ones. 8: large networks give others all day long, and a sample of them is enough.</summary>
    private const int MostMore = 8;

    /// <summary>What the resolver says when asked again: not worth asking where its answer is kept.</summary>
    public async Task<IReadOnlyList<Lookup>> AskAgainAsync(Lookup first, CancellationToken cancellation)
    {
        var lookups = new List<Lookup>(Questions);
        for (int i = 0; i < Questions && first is { HasData: true, Ttl: 0 }; i++)
        {
            lookups.Add(await session.Names.LookAgainAsync(name, "AAAA", cancellation).ConfigureAwait(false));
        }

        return lookups;
    }

    /// <summary>Addresses that are in none of the first: of later answers, then of the zone's servers.</summary>
    public static IReadOnlyList<IPAddress> Beside(Lookup first, IEnumerable<Lookup> later, IEnumerable<ServerAnswer> atServers) => !first.HasData ? [] :
    [
        .. later.Where(lookup => lookup.Type == "AAAA").SelectMany(lookup => lookup.Addresses)
            .Concat(atServers.Where(answer => answer is { Type: "AAAA", Failure: null }).SelectMany(answer => answer.Data)
                .Select(data => IPAddress.TryParse(data, out IPAddress? address) ? address : null).OfType<IPAddress>())
            .Except(first.Addresses).Take(Math.Min(MostMore, Math.Max(0, HostAddresses.Most - first.Addresses.Count))),
    ];
}
