using System.Net;
using Sextant.Checks.Observations;
using Sextant.Wire;

namespace Sextant.Measurement.Probes.Servers;

/// <summary>Looks at one authoritative server by its name: its addresses, its authority for a zone that names it, and open recursion.</summary>
internal sealed class NameServerProbe(ScanSession session)
{
    /// <summary>A name that no national or lab server is authoritative for: a root server's own (RFC 8109 section 3).</summary>
    internal const string ForeignName = "a.root-servers.net";

    private const int ZonesEnough = 2;

    /// <param name="name">The server's name.</param>
    /// <param name="said">Zones that it is said to serve.</param>
    /// <param name="cancellation">Stops the look.</param>
    public async Task<NameServerObservation> LookAsync(string name, IReadOnlyList<string> said, CancellationToken cancellation)
    {
        Task<PathWalk> walk = session.Paths.WalkAsync(Family.V6, name, "AAAA", cancellation);
        Lookup[] found = await Task.WhenAll(
            session.Names.LookAsync(name, "A", cancellation),
            session.Names.LookAsync(name, "AAAA", cancellation)).ConfigureAwait(false);
        IPAddress[] addresses =
        [
            .. found[1].Addresses.Take(NameServerLook.MostAddresses),
            .. found[0].Addresses.Take(NameServerLook.MostAddresses),
        ];
        string[] zones = await ZonesAsync(name, said, addresses, cancellation).ConfigureAwait(false);
        Task<Asked[]> answers = Task.WhenAll(addresses.Select(address => AskAsync(name, address, zones, cancellation)));
        Task<ServerAnswer[]> recursion = Task.WhenAll(addresses.Select(address => session.Servers.AskAsync(
            new ServerQuestion(address, "udp", ForeignName, "A") { Server = name, Zone = zones.FirstOrDefault(), RecursionDesired = true }, cancellation)));
        return new NameServerObservation
        {
            Name = name,
            A = found[0],
            Aaaa = found[1],
            Zones = zones,
            Answers = [.. (await answers.ConfigureAwait(false)).SelectMany(one => one.Answers)],
            Large = [.. (await answers.ConfigureAwait(false)).SelectMany(one => one.Large)],
            Samples = await session.Servers.Samples.TakenAsync(addresses).ConfigureAwait(false),
            Recursion = await recursion.ConfigureAwait(false),
            Ipv6Walk = await walk.ConfigureAwait(false),
        };
    }

    // SOA over both transports proves authority. Where the address answers, its loss and its time are sampled: one question tells neither.
    private async Task<Asked> AskAsync(string server, IPAddress address, string[] zones, CancellationToken cancellation)
    {
        ServerAnswer[] answers = await Task.WhenAll(
            from zone in zones
            from transport in new[] { "udp", "tcp" }
            select session.Servers.AskAsync(new ServerQuestion(address, transport, zone, "SOA") { Server = server, Zone = zone }, cancellation)).ConfigureAwait(false);
        if (answers.FirstOrDefault(answer => answer.Rcode is not null) is not { Name: var zoneHeard })
        {
            return new Asked(answers, []);
        }

        Task<IReadOnlyList<ServerAnswer>> large = session.Large.LookAsync(
            new ServerQuestion(address, "udp", zoneHeard, "TXT") { Server = server, Zone = zoneHeard }, [(zoneHeard, "TXT"), (zoneHeard, "DNSKEY")], cancellation);
        await session.Servers.Samples.TakeAsync(address, zoneHeard, heard: true, cancellation).ConfigureAwait(false);
        return new Asked(answers, await large.ConfigureAwait(false));
    }

    private sealed record Asked(IReadOnlyList<ServerAnswer> Answers, IReadOnlyList<ServerAnswer> Large);

    // The zones above its own name and those that were told, as far as they list it. Two are enough to prove authority.
    private async Task<string[]> ZonesAsync(string name, IReadOnlyList<string> said, IPAddress[] addresses, CancellationToken cancellation)
    {
        var candidates = new List<string>(said);
        for (string? parent = name; parent is not null; parent = ParentOf(parent))
        {
            candidates.Add(parent);
        }

        Lookup[] looks = await Task.WhenAll(candidates.Distinct(StringComparer.Ordinal).Select(zone => session.Names.LookAsync(zone, "NS", cancellation))).ConfigureAwait(false);
        string[] listed = [.. looks.Where(look => look.Data.Any(data => data.TrimEnd('.').Equals(name, StringComparison.OrdinalIgnoreCase))).Select(look => look.Name)];
        string[] told = [.. listed.Where(said.Contains)];
        return listed.Length == 0
            ? await UnlistedAsync(name, [.. looks.Where(look => look.HasData).Select(look => look.Name)], addresses, cancellation).ConfigureAwait(false)
            : told.Length > 0 ? told : [.. listed.Take(ZonesEnough)];
    }

    // A server may serve a zone that does not list it (a hidden primary, another name for a listed one). That it does, it proves itself,
    // over IPv6; that it does not, is no fault.
    private async Task<string[]> UnlistedAsync(string name, string[] zones, IPAddress[] addresses, CancellationToken cancellation)
    {
        ServerAnswer[] answers = await Task.WhenAll(
            from zone in zones
            from address in addresses.Where(address => HostAddresses.FamilyOf(address) == Family.V6)
            select session.Servers.AskAsync(new ServerQuestion(address, "udp", zone, "SOA") { Server = name }, cancellation)).ConfigureAwait(false);
        return [.. zones.Where(zone => answers.Any(answer => answer is { Failure: null, Authoritative: true, Serial: not null } && answer.Name == zone)).Take(ZonesEnough)];
    }

    private static string? ParentOf(string name) => name.IndexOf('.', StringComparison.Ordinal) is var dot and >= 0 ? name[(dot + 1)..] : null;
}
