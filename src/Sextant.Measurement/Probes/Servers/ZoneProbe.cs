using System.Collections.Concurrent;
using System.Net;
using Sextant.Checks.Dns;
using Sextant.Checks.Observations;
using Sextant.Wire;

namespace Sextant.Measurement.Probes.Servers;

/// <summary>
/// Looks at a zone: what its parent delegates, what each of its servers says over each transport and family, and whether
/// the way from the root can be walked over one family alone.
/// </summary>
internal sealed class ZoneProbe(ScanSession session)
{
    /// <summary>Name servers looked at. 20: the root and the largest zones have 13; what is past the bound is said to be open.</summary>
    internal const int MostServers = 20;

    /// <param name="zone">The zone's apex.</param>
    /// <param name="sampled">Names of the zone whose A and AAAA are put to each server.</param>
    /// <param name="cancellation">Stops the look.</param>
    public async Task<ZoneObservation> LookAsync(string zone, IReadOnlyList<string> sampled, CancellationToken cancellation)
    {
        Task<PathWalk> ipv6 = session.Progress.FollowAsync(ScanLooks.ZonePath, session.Paths.WalkAsync(Family.V6, zone, "SOA", cancellation));
        Task<PathWalk> ipv4 = session.Paths.WalkAsync(Family.V4, zone, "SOA", cancellation);
        Task<Lookup> soa = session.Names.LookAsync(zone, "SOA", cancellation);
        Task<Lookup> aaaa = session.Names.LookAsync(zone, "AAAA", cancellation);
        Task<Lookup> a = session.Names.LookAsync(zone, "A", cancellation);
        Task<Lookup[]> others = Task.WhenAll(sampled.Where(name => name != zone).Select(name => session.Names.LookAsync(name, "AAAA", cancellation)));
        Task<Lookup> ns = session.Names.LookAsync(zone, "NS", cancellation);
        (Delegation? delegation, Failure? failure) = await session.Progress.FollowAsync(ScanLooks.ZoneDelegation, session.Paths.DelegationAsync(zone, cancellation)).ConfigureAwait(false);

        // Without a delegation to read (no root within reach, say) the resolver's word on NS is where to begin.
        IReadOnlyList<string> first = delegation?.Names ?? [.. (await ns.ConfigureAwait(false)).Data.Select(HostOf)];
        IReadOnlyList<NameServerLook> servers = await session.Progress.FollowAsync(
            ScanLooks.ZoneServers, LookAtServersAsync(new ZoneQuestions(zone, sampled, delegation), first, cancellation)).ConfigureAwait(false);
        return new ZoneObservation
        {
            Zone = zone,
            Failure = delegation is null && servers.Count == 0 ? failure ?? Failure.DnsNoServers : null,
            Delegation = delegation,
            ChildNames = [.. ChildNames(zone, servers).Order(StringComparer.Ordinal)],
            Servers = servers,
            Ipv6Walk = await ipv6.ConfigureAwait(false),
            Ipv4Walk = await ipv4.ConfigureAwait(false),
            Soa = await soa.ConfigureAwait(false),
            Aaaa = await aaaa.ConfigureAwait(false),
            A = await a.ConfigureAwait(false),
            Sampled = sampled,
            SampledAaaa = await others.ConfigureAwait(false),
        };
    }

    // The parent's servers first; then those that only the zone itself names.
    private async Task<IReadOnlyList<NameServerLook>> LookAtServersAsync(ZoneQuestions questions, IReadOnlyList<string> first, CancellationToken cancellation)
    {
        NameServerLook[] looks = await LookAtAllAsync(first.Take(MostServers)).ConfigureAwait(false);
        HashSet<string> inChild = ChildNames(questions.Zone, looks);
        NameServerLook[] more = await LookAtAllAsync(inChild.Except(first, StringComparer.Ordinal).Order(StringComparer.Ordinal).Take(Math.Max(0, MostServers - looks.Length))).ConfigureAwait(false);
        inChild.UnionWith(ChildNames(questions.Zone, more));
        NameServerLook[] all = [.. looks.Concat(more).Select(look => look with { InChild = inChild.Contains(look.Name) })];
        return await AgainWhenSerialsDifferAsync(questions.Zone, all, cancellation).ConfigureAwait(false);

        Task<NameServerLook[]> LookAtAllAsync(IEnumerable<string> names) =>
            Task.WhenAll(names.Select(name => LookAtServerAsync(questions, name, cancellation)));
    }

    private async Task<NameServerLook> LookAtServerAsync(ZoneQuestions questions, string name, CancellationToken cancellation)
    {
        Lookup[] found = await Task.WhenAll(
            session.Names.LookAtServerAsync(name, "A", cancellation),
            session.Names.LookAtServerAsync(name, "AAAA", cancellation)).ConfigureAwait(false);
        IEnumerable<IPAddress> glue = questions.GlueOf(name);
        IPAddress[] addresses =
        [
            .. found[1].Addresses.Concat(glue.Where(g => HostAddresses.FamilyOf(g) == Family.V6)).Distinct().Take(NameServerLook.MostAddresses),
            .. found[0].Addresses.Concat(glue.Where(g => HostAddresses.FamilyOf(g) == Family.V4)).Distinct().Take(NameServerLook.MostAddresses),
        ];
        Asked[] asked = await Task.WhenAll(addresses.Select(address => AskAsync(questions, name, address, cancellation))).ConfigureAwait(false);
        return new NameServerLook
        {
            Name = name,
            InDelegation = questions.Delegation?.Names.Contains(name, StringComparer.Ordinal) ?? false,
            InBailiwick = name == questions.Zone || name.EndsWith("." + questions.Zone, StringComparison.Ordinal),
            A = found[0],
            Aaaa = found[1],
            Answers = [.. asked.SelectMany(one => one.Answers)],
            Large = [.. asked.SelectMany(one => one.Large)],
            Samples = await session.Servers.Samples.TakenAsync(addresses).ConfigureAwait(false),
        };
    }

    // SOA over both transports proves authority; the rest is asked where the server answered at all. Where TCP alone answered it is
    // asked over UDP all the same: an answer tells loss from a dead port.
    private async Task<Asked> AskAsync(ZoneQuestions questions, string server, IPAddress address, CancellationToken cancellation)
    {
        ServerAnswer[] authority = await Task.WhenAll(
            PutAsync("udp", questions.Zone, "SOA"), PutAsync("tcp", questions.Zone, "SOA")).ConfigureAwait(false);
        if (authority.All(answer => answer.Rcode is null))
        {
            return new Asked(authority, []);
        }

        Task<IReadOnlyList<ServerAnswer>> large = session.Large.LookAsync(
            new ServerQuestion(address, "udp", questions.Zone, "TXT") { Server = server, Zone = questions.Zone }, questions.Large, cancellation);
        ServerAnswer[] rest = await Task.WhenAll(questions.Others.Select(question => PutAsync("udp", question.Name, question.Type))).ConfigureAwait(false);
        ServerAnswer[] overTcp = await Task.WhenAll(authority.Take(1).Concat(rest).Where(answer => answer.Truncated && !(answer.Type == "SOA"))
            .Select(answer => PutAsync("tcp", answer.Name, answer.Type))).ConfigureAwait(false);
        if (ServerTimes.Median(authority.Concat(rest)) > ServerTimes.Slow)
        {
            // All of it was asked at one moment. Slow is what is slow again some time later.
            await session.PauseAsync(address, cancellation).ConfigureAwait(false);
            await session.Servers.Samples.TakeAsync(address, questions.Zone, heard: true, cancellation).ConfigureAwait(false);
        }

        return new Asked([.. authority, .. rest, .. overTcp], await large.ConfigureAwait(false));

        Task<ServerAnswer> PutAsync(string transport, string name, string type) =>
            session.Servers.AskAsync(new ServerQuestion(address, transport, name, type) { Server = server, Zone = questions.Zone }, cancellation);
    }

    private sealed record Asked(IReadOnlyList<ServerAnswer> Answers, IReadOnlyList<ServerAnswer> Large);

    // Serials differ for a moment while a zone is transferred: only a difference that lasts means anything.
    private async Task<IReadOnlyList<NameServerLook>> AgainWhenSerialsDifferAsync(string zone, NameServerLook[] servers, CancellationToken cancellation)
    {
        if (servers.SelectMany(server => server.Answers).Select(answer => answer.Serial).OfType<uint>().Distinct().Count() < 2)
        {
            return servers;
        }

        await session.PauseAsync(servers.SelectMany(server => server.Answers).First().Address, cancellation).ConfigureAwait(false);
        return await Task.WhenAll(servers.Select(async server =>
        {
            ServerAnswer[] again = await Task.WhenAll(server.Answers
                .Where(answer => answer is { Type: "SOA", Transport: "udp", Serial: not null })
                .Select(answer => session.Servers.AskAgainAsync(new ServerQuestion(answer.Address, "udp", zone, "SOA") { Server = server.Name, Zone = zone }, cancellation))).ConfigureAwait(false);
            return server with { Answers = [.. server.Answers, .. again] };
        })).ConfigureAwait(false);
    }

    private static HashSet<string> ChildNames(string zone, IEnumerable<NameServerLook> servers) =>
    [
        .. servers.SelectMany(server => server.Answers)
            .Where(answer => answer.Type == "NS" && answer.Authoritative && answer.Name == zone)
            .SelectMany(answer => answer.Data)
            .Select(HostOf),
    ];

    private static string HostOf(string data) => data.TrimEnd('.').ToLowerInvariant();
}
