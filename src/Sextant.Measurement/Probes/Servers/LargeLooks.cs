using Sextant.Checks.Observations;

namespace Sextant.Measurement.Probes.Servers;

/// <summary>
/// Asks an address for its largest answer a second time, with room for the whole of it in one datagram: it is then sent in fragments, or as one packet
/// that is too big for narrower ways, and shows whether such packets arrive.
/// </summary>
internal sealed class LargeLooks(ServerLooks servers)
{
    /// <summary>4096: what BIND, Unbound and NSD offered for years, and what many resolvers still offer; servers send up to it.</summary>
    private const ushort Room = 4096;

    /// <param name="like">The address, and the zone it should serve.</param>
    /// <param name="candidates">Questions whose answers may be large.</param>
    /// <param name="cancellation">Stops it.</param>
    public async Task<IReadOnlyList<ServerAnswer>> LookAsync(ServerQuestion like, IEnumerable<(string Name, string Type)> candidates, CancellationToken cancellation)
    {
        ServerAnswer[] small = await Task.WhenAll(candidates.Select(candidate =>
            servers.AskAsync(like with { Transport = "udp", Name = candidate.Name, Type = candidate.Type, DnssecOk = true }, cancellation))).ConfigureAwait(false);
        ServerAnswer[] whole = await Task.WhenAll(small.Where(answer => answer.Truncated).Select(answer =>
            servers.AskAsync(like with { Transport = "tcp", Name = answer.Name, Type = answer.Type, DnssecOk = true }, cancellation))).ConfigureAwait(false);
        ServerAnswer? largest = whole.Where(answer => answer.Size > like.UdpPayload).MaxBy(answer => answer.Size);
        return largest is null
            ? [.. small, .. whole]
            : [.. small, .. whole, await servers.AskAsync(like with { Transport = "udp", Name = largest.Name, Type = largest.Type, DnssecOk = true, UdpPayload = Room }, cancellation).ConfigureAwait(false)];
    }
}
